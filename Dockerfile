# One image for every service: the versions of requirements/lock.txt, and no other. Superset's has its own beside them.
FROM python:3.11.14-slim-bookworm AS base

ENV PYTHONUNBUFFERED=1 \
    PYTHONPATH=/opt/acte2 \
    AIRFLOW_HOME=/opt/airflow \
    ACTE2_HOME=/data \
    HOME=/tmp \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/acte2/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__COSMOS__CACHE_DIR=/opt/dbt/cosmos \
    AIRFLOW__COSMOS__ENABLE_MEMORY_OPTIMISED_IMPORTS=True \
    AIRFLOW__COSMOS__ENABLE_TELEMETRY=False \
    AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT=180 \
    AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES=1 \
    AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL=300 \
    AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT=60 \
    DBT_SEND_ANONYMOUS_USAGE_STATS=False \
    GX_ANALYTICS_ENABLED=False \
    DO_NOT_TRACK=1

RUN useradd --create-home --uid 1000 acte2 \
    && install --directory --owner=acte2 /data /opt/airflow /opt/dbt /opt/acte2 /opt/superset

COPY requirements/lock.txt requirements/store.txt /tmp/
RUN pip install --no-cache-dir --require-hashes --requirement /tmp/lock.txt --requirement /tmp/store.txt \
    && rm /tmp/lock.txt /tmp/store.txt

USER acte2
WORKDIR /opt/acte2
COPY --chown=acte2 . .
# The container's root is read-only: nothing is compiled there later.
RUN python -m compileall -q .

ARG GIT_COMMIT=""
ENV ACTE2_GIT_COMMIT=$GIT_COMMIT
VOLUME /data
CMD ["airflow", "version"]

FROM base AS superset
RUN python -m venv /opt/superset \
    && /opt/superset/bin/pip install --no-cache-dir --require-hashes --requirement requirements/superset.txt
ENV ACTE2_SUPERSET_ENVIRONMENT=/opt/superset
CMD ["python", "-m", "dashboards", "serve"]

# For Airflow's Helm chart (deploy/helm/values.yaml).
FROM base AS kubernetes
USER root
RUN pip install --no-cache-dir --require-hashes --requirement requirements/kubernetes.txt
USER acte2

# What is built when nobody says which.
FROM base AS warehouse
