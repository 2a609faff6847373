"""The tables and the migrations say the same, on both databases; what a newer program made is left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.data.tables import Base
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.offices import PASSWORD, USER

DONE = Done(Change(frozenset()))

pytestmark = pytest.mark.usefixtures("real_migrations")


def test_the_migrations_make_the_tables_as_the_program_describes_them(desk: Desk) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def differences(session: Session) -> list[object]:
        context = MigrationContext.configure(
            session.connection(),
            opts={
                "compare_type": True,
                "target_metadata": Base.metadata,
                # Of the server alone: passwords on their way to a login.
                "include_name": lambda name, kind, _: (
                    kind != "table" or name not in ("login_wish", "code_secret")
                ),
            },
        )
        return list(compare_metadata(context, Base.metadata))

    assert desk.office.read(differences) == []


def test_every_check_of_the_tables_is_in_the_database(desk: Desk) -> None:
    def checks(session: Session) -> set[str | None]:
        looker = inspect(session.connection())
        return {
            check["name"] for table in Base.metadata.tables for check in looker.get_check_constraints(table)
        }

    from sqlalchemy import CheckConstraint

    described = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert described
    assert described <= desk.office.read(checks)


def test_the_last_revision_is_the_one_the_program_knows() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    older = {script.revision for script in scripts.walk_revisions()} - {schema.HEAD}
    assert scripts.get_heads() == [schema.HEAD]
    assert older == schema._OLDER


def test_the_office_of_a_newer_program_is_left_alone(desk: Desk) -> None:
    def make_newer(session: Session) -> Done:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        return DONE

    desk.office.write(Operation("test", make_newer))
    close_office(desk)
    with pytest.raises(OfficeUnavailable, match="nieuwere versie"):
        open_office(desk.office.place, user_name=USER, password=PASSWORD)


def test_a_database_that_is_no_office_is_refused(desk: Desk) -> None:
    def unmake(session: Session) -> Done:
        session.execute(text("DROP TABLE alembic_version"))
        return DONE

    desk.office.write(Operation("test", unmake))
    close_office(desk)
    with pytest.raises(OfficeUnavailable, match="geen kantoor"):
        open_office(desk.office.place, user_name=USER, password=PASSWORD)


def test_the_schema_says_who_may_read_and_write(desk: Desk) -> None:
    found = desk.office.read(
        lambda session: session.execute(text("SELECT version, min_reader, min_writer FROM schema")).all()
    )
    assert [tuple(row) for row in found] == [(schema.VERSION, schema.READER, schema.WRITER)]


def test_scores_are_stored_in_the_order_of_their_key(desk: Desk) -> None:
    if desk.office.kind is OfficeKind.POSTGRESQL:
        pytest.skip("PostgreSQL has no tables without rowid")
    found = desk.office.read(
        lambda session: session.execute(
            text("SELECT sql FROM sqlite_master WHERE name = 'score'")
        ).scalar_one()
    )
    assert "WITHOUT ROWID" in found
    assert "STORED" in found


def test_two_offices_can_be_made_at_once_in_one_program(tmp_path: Path, own_home: Path) -> None:
    """Alembic itself keeps what it works on in globals."""

    def make(number: int) -> None:
        place = str(tmp_path / f"kantoor-{number}.gezinscoach")
        new_office(place, name=f"Kantoor {number}", user_name=USER, password=PASSWORD)
        close_office(open_office(place, user_name=USER, password=PASSWORD))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, range(8))) == [None] * 8
