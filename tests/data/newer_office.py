"""An office as a program of a next version would leave it behind."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.services.office import close_office, open_office
from tests.offices import PASSWORD, USER

_DONE = Done(Change(frozenset()))


def make_newer(place: str, *, min_reader: int, min_writer: int, program: str = "99.0.0") -> None:
    """Done by somebody else, who works with the next version, while the office may be open."""
    other = open_office(place, user_name=USER, password=PASSWORD)

    def run(session: Session) -> Done:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(
            text(
                "UPDATE schema SET version = :version, min_reader = :reader, min_writer = :writer, program = :program"
            ),
            {"version": schema.VERSION + 1, "reader": min_reader, "writer": min_writer, "program": program},
        )
        return _DONE

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "WRITER", schema.WRITER + 1)
        other.office.write(Operation("test", run))
    close_office(other)
