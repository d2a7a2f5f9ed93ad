"""What can go wrong on the way to Superset, told so that a reader knows what to do."""


class DashboardError(Exception):
    """Superset cannot be installed, prepared or served; or a file of the dashboards is not as it must be."""
