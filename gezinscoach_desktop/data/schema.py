"""The version of the tables: making them, bringing them up to date, refusing what a newer program made."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from gezinscoach_desktop.domain.errors import OfficeUnavailable

HEAD = "0001"
"""The last revision, known here so that opening an office up to date need not load Alembic."""
_OLDER: frozenset[str] = frozenset()
_MIGRATIONS = Path(__file__).parent / "migrations"


def is_empty(connection: Connection) -> bool:
    """True when the database has no table yet."""
    return not inspect(connection).get_table_names()


def upgrade(connection: Connection) -> None:
    """Run every migration not yet run, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def check(connection: Connection) -> bool:
    """True when migrations have to run; raises OfficeUnavailable when this is no office or a newer program's."""
    if not inspect(connection).has_table("alembic_version"):
        raise OfficeUnavailable("Deze databank is geen kantoor van Gezinscoach.")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision == HEAD:
        return False
    if revision in _OLDER:
        return True
    raise OfficeUnavailable(
        "Dit kantoor werd gemaakt met een nieuwere versie van het programma. Werk het programma bij en probeer opnieuw."
    )
