"""Run by Superset's own Python, in its environment: its tables, its user, the dashboards. The order is JSON on standard input.

One process does it all: loading Superset takes ten seconds and more each time.
"""

import json
import logging
import sys
from contextlib import redirect_stdout
from typing import Any

Order = dict[str, Any]


def main() -> None:
    """Do what is ordered: `is_new` (tables and roles first), `user`, `password`, `files` (texts by path)."""
    order: Order = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):  # migrations tell of themselves
        done = _do(order)
    sys.stdout.writelines(f"{line}\n" for line in done)


def _do(order: Order) -> list[str]:
    from superset.app import create_app  # noqa: PLC0415 (reads the settings, and says so)

    app = create_app()
    logging.disable(logging.INFO)
    with app.app_context():
        prepared = _tables_and_roles(app) if order["is_new"] else []
        return [*prepared, *_user(order), _assets(order)]


def _tables_and_roles(app: Any) -> list[str]:
    from flask_migrate import upgrade  # noqa: PLC0415
    from superset.extensions import appbuilder, security_manager  # noqa: PLC0415 (there once the application is)

    upgrade()
    appbuilder.add_permissions(update_perms=True)
    security_manager.sync_role_definitions()
    return [f"tables and roles of Superset {app.config['VERSION_STRING']} made"]


def _user(order: Order) -> list[str]:
    from superset.extensions import security_manager  # noqa: PLC0415

    name, known = order["user"], security_manager.find_user(order["user"])
    if known:
        security_manager.reset_password(known.id, order["password"])
        return []
    role = security_manager.find_role("Admin")
    address = f"{name}@localhost.invalid"
    if not security_manager.add_user(name, "Baromètre", "Acte II", address, role, order["password"]):
        sys.exit(f"user {name} cannot be added")
    return [f"user {name} added"]


def _assets(order: Order) -> str:
    from superset.commands.importers.v1.assets import ImportAssetsCommand  # noqa: PLC0415
    from superset.extensions import security_manager  # noqa: PLC0415
    from superset.utils.core import override_user  # noqa: PLC0415

    files = order["files"]
    with override_user(security_manager.find_user(order["user"])):
        ImportAssetsCommand(files).run()
    kinds = ("datasets", "charts", "dashboards")
    counts = ", ".join(f"{sum(name.startswith(f'{kind}/') for name in files)} {kind}" for kind in kinds)
    return f"imported: {counts}"


if __name__ == "__main__":
    main()
