"""The logins of a warehouse, a name for each job: who may do what is in `grants.sql`, and told in docs/operations.md."""

from enum import StrEnum


class Role(StrEnum):
    """A job, and the login it is done under: `<job>_<database>`, but for the owner's, which is given."""

    OWNER = "owner"
    LOADER = "loader"
    TRANSFORMER = "transformer"
    RELEASER = "releaser"
    READER = "bi_reader"
    ANALYST = "analyst"
    AIRFLOW = "airflow"

    @property
    def variable(self) -> str:
        """Environment variable that gives its password, where none is to be generated."""
        return f"{self.upper()}_PASSWORD"


# Whose passwords are the warehouse's matter; the owner's is given, Airflow's is in its own database's URL.
LOGINS = (Role.LOADER, Role.TRANSFORMER, Role.RELEASER, Role.READER, Role.ANALYST)
JOBS = LOGINS[:3]
