"""Airflow makes a folder where it is imported: not the home of whoever runs the tests."""

import os
import tempfile

os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="acte2-airflow-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
