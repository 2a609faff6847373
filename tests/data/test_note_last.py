"""On a server everybody waits for who writes in the trail: a write does that last of all, and never forgets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, MemberInput, add_family
from tests.data.office_factory import TODAY, add_home, register

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("office_kind", [OfficeKind.POSTGRESQL], indirect=True, ids=["postgresql"]),
]


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to the database, commits included."""
    seen: list[str] = []

    def sent(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    def committed(connection: object) -> None:
        seen.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", sent)
    event.listen(Engine, "commit", committed)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", sent)
        event.remove(Engine, "commit", committed)


def test_nothing_stands_between_the_note_and_the_commit(desk: Desk) -> None:
    home = add_home(desk)
    for write in (
        lambda: register(desk, home.record.id, TODAY, {(None, "income"): 3}),
        lambda: add_family(desk, FamilyInput(name="Claes"), (MemberInput(given_name="Bo"),)),
    ):
        with statements() as seen:
            write()
        notes = [place for place, each in enumerate(seen) if each.startswith("INSERT INTO audit_entry")]
        assert [seen[place + 1] for place in notes] == ["COMMIT"]


def test_several_notes_of_one_write_come_in_the_order_in_which_they_were_made(desk: Desk) -> None:
    def run(session: Session) -> Done:
        at = datetime.now(UTC)
        audit.note(session, *(AuditEntry(at, desk.account.id, f"trial_{number}") for number in range(3)))
        audit.note(session, AuditEntry(at, desk.account.id, "trial_3", details={"count": 1}))
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, desk.account.id))
    actions = [entry.action for entry in desk.office.read(audit.entries)]
    assert actions[-4:] == ["trial_0", "trial_1", "trial_2", "trial_3"]
    assert desk.office.read(audit.broken) == ()


def test_what_failed_leaves_no_note_for_the_next_write(desk: Desk) -> None:
    def fail(session: Session) -> Done:
        audit.note(session, AuditEntry(datetime.now(UTC), desk.account.id, "never_done", uuid4()))
        raise LookupError("on purpose")

    with pytest.raises(LookupError):
        desk.office.write(Operation("test", fail, desk.account.id))
    add_home(desk)
    assert "never_done" not in [entry.action for entry in desk.office.read(audit.entries)]
