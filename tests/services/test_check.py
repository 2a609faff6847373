"""Checking an office: a sound one is found sound, whatever is spoiled is told without names, noted, and told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import anchor, audit
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.door import Door
from gezinscoach_desktop.data.office import Health, Office, OfficeKind, Operation
from gezinscoach_desktop.data.tables import AuditAnchorRow
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import Cancelled, NotAllowed
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.check import Verification, look_back, sign_trail, verify
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sign_in import door_of
from tests.data.office_factory import TODAY, add_colleague, add_home, at_desk, register
from tests.offices import ON_FILE


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


DONE = Done(Change(frozenset()))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """An office with a family, two snapshots and an anchor."""
    desk = at_desk(desk)
    home = add_home(desk, name="Kanarievogel")
    for level in (2, 3):
        register(desk, home.record.id, TODAY, {(None, "income"): level})
    sign_trail(desk)
    return desk


def spoil(desk: Desk, *statements: str) -> None:
    """What somebody does who holds the key of the database, past the program."""

    def run(session: Session) -> Done:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            session.execute(text("SET LOCAL ROLE NONE"))
            session.execute(
                text("SET LOCAL session_replication_role = replica")
            )  # no triggers, no foreign keys
        else:
            for name in (
                session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            ):
                sql = session.execute(
                    text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}
                )
                guards.append(sql.scalar_one())
                session.execute(text(f"DROP TRIGGER {name}"))
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            session.execute(text(statement))
        for guard in guards:
            connection.exec_driver_sql(guard)
        return DONE

    guards: list[str] = []
    desk.office.write(Operation("test", run))


def only_to_read(desk: Desk) -> None:
    """As an office that a newer program brought up to date."""
    office: Any = cast(Door, desk.office).inner
    office._read_only = "Alleen lezen."


def actions(desk: Desk) -> list[str]:
    return [entry.action for entry in desk.office.read(audit.entries)]


def places(found: Verification) -> set[str]:
    return {finding.where for finding in found.findings}


@ON_FILE
@pytest.mark.parametrize("deep", [False, True])
def test_a_sound_office_is_found_sound_and_counted(filled: Desk, deep: bool) -> None:
    found = verify(filled, deep=deep)
    assert found.findings == ()
    assert found.is_good
    assert (found.counts["families"], found.counts["snapshots"], found.counts["scores"]) == (1, 2, 2)
    assert found.counts["audit_entries"] == len(actions(filled))
    assert AuditAction.CHECK_FAILED not in actions(filled)


SPOILED: dict[str, tuple[str, ...]] = {
    "Logboek": ("UPDATE audit_entry SET action = 'print' WHERE number = 2",),
    "Scores": ("UPDATE score SET item = 'sterren' WHERE level = 3",),
    "Momentopnamen": (
        "UPDATE snapshot SET operation_id = (SELECT id FROM account LIMIT 1) WHERE number = 1",
    ),
    "Toewijzingen": ("UPDATE assignment SET until = since - 1",),
    "Tabellen": ("UPDATE schema SET version = 1",),
}


@pytest.mark.parametrize("where", sorted(SPOILED))
def test_what_was_spoiled_is_told_where_it_is_and_noted(filled: Desk, where: str) -> None:
    spoil(filled, *SPOILED[where])
    found = verify(filled, deep=False)
    assert not found.is_good
    assert places(found) == {where}
    assert actions(filled)[-1] == AuditAction.CHECK_FAILED
    noted = filled.office.read(audit.entries)[-1].details
    assert noted == {"findings": len(found.findings), "where": [where]}
    assert "Kanarievogel" not in repr(found) + repr(noted)


def test_a_snapshot_that_is_gone_is_noticed(filled: Desk) -> None:
    spoil(filled, "DELETE FROM score WHERE number = 1", "DELETE FROM snapshot WHERE number = 1")
    assert places(verify(filled, deep=False)) == {"Momentopnamen"}


def test_a_score_under_the_wrong_kind_of_person_is_noticed(filled: Desk) -> None:
    spoil(filled, "UPDATE score SET item = 'education' WHERE level = 3")
    assert places(verify(filled, deep=False)) == {"Scores"}


def test_a_guard_that_was_taken_away_is_noticed(filled: Desk) -> None:
    is_server = filled.office.kind is OfficeKind.POSTGRESQL
    names = (
        ("score_append_only", "operation_writer") if is_server else ("score_no_update", "operation_writer")
    )

    def drop(session: Session) -> Done:
        for name in names:
            session.execute(text(f"DROP TRIGGER {name}" + f" ON {name.partition('_')[0]}" * is_server))
        return DONE

    filled.office.write(Operation("test", drop))
    found = verify(filled, deep=False)
    assert places(found) == {"Tabellen"}
    assert "2 beveiligingen" in found.findings[0].what


def test_a_guard_that_was_switched_off_on_a_server_is_noticed(filled: Desk) -> None:
    if filled.office.kind is not OfficeKind.POSTGRESQL:
        pytest.skip("only a server can switch one off")

    def switch_off(session: Session) -> Done:
        session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only"))
        return DONE

    filled.office.write(Operation("test", switch_off))
    assert places(verify(filled, deep=False)) == {"Tabellen"}


def test_a_reference_to_nothing_is_noticed(filled: Desk) -> None:
    if filled.office.kind is OfficeKind.POSTGRESQL:
        pytest.skip("PostgreSQL lets none come about")
    from tests.data.office_factory import driver_of

    driver = driver_of(filled)
    driver.execute("PRAGMA foreign_keys = OFF")
    spoil(filled, f"UPDATE assignment SET account_id = x'{uuid4().hex}'")
    assert places(verify(filled, deep=False)) == {"Verwijzingen"}


def test_a_flipped_byte_in_the_file_is_noticed_by_the_deep_check(filled: Desk) -> None:
    if filled.office.kind is OfficeKind.POSTGRESQL:
        pytest.skip("a server looks after its own files")
    from tests.data.office_factory import driver_of

    driver_of(filled).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    place = Path(filled.office.place)
    content = bytearray(place.read_bytes())
    content[-100] ^= 1
    place.write_bytes(bytes(content))
    found = verify(filled, deep=True)
    assert "Databank" in places(found)


@ON_FILE
def test_a_damaged_backup_is_noticed_by_the_deep_check(filled: Desk) -> None:
    from gezinscoach_desktop.domain.backup import BackupReason
    from gezinscoach_desktop.services.backup import back_up

    made = back_up(filled, BackupReason.MANUAL)
    assert verify(filled, deep=True).is_good
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(bytes(content))
    assert places(verify(filled, deep=True)) == {"Reservekopieën"}
    assert verify(filled, deep=False).is_good


def test_who_may_check(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        verify(add_colleague(desk, "Dis", OfficeRole.COACH), deep=False)
    for role in (OfficeRole.COORDINATOR, OfficeRole.ADMINISTRATOR):
        assert verify(add_colleague(desk, role.label, role), deep=True).is_good


@ON_FILE
def test_it_tells_how_far_it_is_and_can_be_stopped(filled: Desk) -> None:
    seen: list[tuple[int, int, str]] = []
    verify(filled, deep=False, report=lambda *told: seen.append(told))
    assert [done for done, _, _ in seen] == list(range(seen[-1][1] + 1))
    assert seen[1][2] == "Logboek nakijken"

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        verify(filled, deep=False, report=stop)


def test_an_office_in_which_nothing_can_be_kept_is_still_checked(filled: Desk) -> None:
    spoil(filled, *SPOILED["Scores"])
    before = actions(filled)
    office: Any = door_of(filled).inner
    office._read_only = "Alleen lezen."
    assert places(verify(filled, deep=False)) == {"Scores"}
    assert actions(filled) == before


def anchored(desk: Desk) -> list[int]:
    return desk.office.read(lambda session: sorted(row.number for row in session.query(AuditAnchorRow)))


def test_signing_leaves_an_anchor_and_a_memory_of_the_newest_entry(filled: Desk) -> None:
    head = filled.office.read(audit.head)
    assert anchored(filled) == [head.number]
    assert anchor.remembered(filled.office.id) == head
    assert look_back(filled) == ()


def cut_tail(desk: Desk) -> None:
    """The newest entry and every anchor go: what is left is a whole chain."""
    spoil(
        desk,
        "DELETE FROM audit_anchor",
        "DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)",
    )


@ON_FILE
def test_a_cut_tail_is_told_at_the_next_sign_in_once_and_stays_noted(filled: Desk) -> None:
    cut_tail(filled)
    findings = look_back(filled)
    assert [finding.where for finding in findings] == ["Logboek"]
    assert "het einde van het logboek is weg" in findings[0].what
    assert actions(filled)[-1] == AuditAction.CHECK_FAILED
    assert look_back(filled) == ()


@ON_FILE
def test_a_pc_that_never_saw_the_office_cannot_tell_that_its_tail_was_cut(
    filled: Desk, own_home: Path
) -> None:
    """The control: it is the memory of the PC that tells."""
    cut_tail(filled)
    (own_home / "anchors" / f"{filled.office.id}.json").unlink()
    assert look_back(filled) == ()
    assert verify(filled, deep=False).is_good


def test_what_cannot_be_noted_is_told_again(filled: Desk) -> None:
    cut_tail(filled)
    office: Any = door_of(filled).inner
    office._read_only = "Alleen lezen."
    assert len(look_back(filled)) == 1
    assert len(look_back(filled)) == 1


class Waiting:
    """An office of which something still waits on this PC."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)

    def health(self) -> Health:
        return Health(waiting=1)


@ON_FILE
def test_what_still_waits_on_this_pc_is_neither_signed_nor_remembered(filled: Desk) -> None:
    before, remembered = anchored(filled), anchor.remembered(filled.office.id)
    waiting = replace(filled, office=cast(Office, Waiting(filled.office)))
    note(filled)
    sign_trail(waiting)
    assert (anchored(filled), anchor.remembered(filled.office.id)) == (before, remembered)
    sign_trail(filled)
    assert len(anchored(filled)) == len(before) + 1


def note(desk: Desk) -> None:
    def run(session: Session) -> Done:
        audit.note(session, AuditEntry(desk.now(), desk.account.id, AuditAction.PRINT))
        return DONE

    desk.office.write(Operation("test", run))


@ON_FILE
def test_a_home_that_is_full_keeps_nobody_from_signing_in(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(anchor, "replace_file", full)
    note(filled)
    sign_trail(filled)
    assert anchored(filled)[-1] == filled.office.read(audit.head).number


@ON_FILE
@pytest.mark.parametrize("act", [look_back, sign_trail])
def test_an_office_without_a_trail_is_fine(desk: Desk, act: Callable[[Desk], object]) -> None:
    empty = desk.office.read(audit.head) == audit.EMPTY
    act(desk)
    assert (anchored(desk) == []) is empty
