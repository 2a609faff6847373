"""Moving an office: everybody and everything arrives, the old place can only be read, and a failure moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gezinscoach_desktop.data import archive, audit
from gezinscoach_desktop.data.keys import slots
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.private import temporary
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services import move as service
from gezinscoach_desktop.services.account import change_password
from gezinscoach_desktop.services.backup import back_up, main_place
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.move import Moved, move
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import add_colleague, add_home
from tests.offices import PASSWORD, USER, NewDesk, ServerOffices


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


ALL_KINDS = [
    OfficeKind.THIS_PC,
    OfficeKind.FOLDER,
    pytest.param(OfficeKind.POSTGRESQL, marks=pytest.mark.postgres),
]


@dataclass
class Target:
    """A place of some kind where no office stands yet."""

    place: str
    kind: OfficeKind
    is_empty: Callable[[], bool]


@pytest.fixture(params=ALL_KINDS, ids=["to-file", "to-folder", "to-server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    kind: OfficeKind = request.param
    if kind is OfficeKind.POSTGRESQL:
        server: ServerOffices = request.getfixturevalue("server_offices")
        url = server.empty()
        return Target(url, kind, lambda: _is_empty(url))
    above = tmp_path / "nieuwe plaats"
    if kind is OfficeKind.FOLDER:
        above.mkdir()
        return Target(str(above), kind, lambda: not [path for path in above.rglob("*") if path.is_file()])
    return Target(
        str(above / "kantoor.gezinscoach"), kind, lambda: not above.exists() or not list(above.iterdir())
    )


def _is_empty(url: str) -> bool:
    from gezinscoach_desktop.data import schema
    from gezinscoach_desktop.data.server.address import parse
    from gezinscoach_desktop.data.server.engine import make_engine

    engine = make_engine(parse(url))
    try:
        with engine.connect() as connection:
            return schema.is_empty(connection)
    finally:
        engine.dispose()


@pytest.fixture
def working(desk: Desk) -> Desk:
    """An office with a family and a colleague, whose password is her own."""
    add_home(desk)
    bo = add_colleague(desk, "Bo", OfficeRole.COORDINATOR)
    desk.office.keys.add_account(bo.account.id, "bo", "nog eens vier woorden hier", one_time=False)
    return desk


PASSWORDS = {USER: PASSWORD, "bo": "nog eens vier woorden hier"}


def settled(moved: Moved, target: Target) -> Moved:
    """Everybody signed in with the code that a server asks, and chose the same password as before."""
    assert bool(moved.codes) == (target.kind is OfficeKind.POSTGRESQL)
    for code in moved.codes:
        desk = open_office(target.place, user_name=code.user_name, password=code.code)
        assert desk.must_change_password
        change_password(desk, code.code, PASSWORDS[code.user_name])
        close_office(desk)
    return moved


def names(desk: Desk) -> list[str]:
    return [row.name for row in list_families(desk)]


def content(desk: Desk) -> bytes:
    """Everything in it except where it went, as one SHA-256."""
    keys = slots.contents(desk.office.keys.store)
    return desk.office.read(lambda session: archive.content_hash(session, keys))


def test_everything_arrives_in_the_new_place_under_everybodys_password(working: Desk, target: Target) -> None:
    before = working.office.read(audit.head)
    moved = settled(move(working, target.place), target)
    assert (moved.kind, moved.contents.counts["family"]) == (target.kind, 1)
    last = moved.contents.audit_number + 1
    # Both places have the same entry, so that no memory of the trail is contradicted.
    here = working.office.read(lambda session: audit.hash_of(session, last))
    assert here is not None
    for user, password in ((USER, PASSWORD), ("bo", "nog eens vier woorden hier")):
        there = open_office(target.place, user_name=user, password=password)
        assert there.office.kind is target.kind
        assert (there.office.id, there.office.name) == (working.office.id, working.office.name)
        assert there.office.read_only is None
        assert "Peeters" in names(there)
        assert there.office.read(audit.broken) == ()
        assert there.office.read(lambda session: audit.hash_of(session, last)) == here
        entries = there.office.read(audit.entries)
        assert AuditAction.MOVE_OFFICE in [entry.action for entry in entries]
        add_family(there, FamilyInput(name=f"Van {user}"))
        close_office(there)
    assert before.number < moved.contents.audit_number + 2
    assert list(temporary().iterdir()) == []


def test_the_old_place_can_be_read_and_the_new_one_is_neither_written_over_nor_the_end(
    working: Desk, target: Target, new_desk: NewDesk, tmp_path: Path
) -> None:
    place = working.place or working.office.place
    moved = settled(move(working, target.place), target)
    with pytest.raises(OfficeUnavailable, match="verhuisd naar"):
        add_family(working, FamilyInput(name="Te laat"))
    close_office(working)
    again = open_office(place, user_name=USER, password=PASSWORD)
    assert again.office.read_only is not None
    assert moved.place in again.office.read_only
    assert names(again) == ["Peeters"]
    close_office(again)

    other = new_desk()
    with pytest.raises(OfficeUnavailable):
        move(other, target.place, kind=target.kind)
    assert other.office.read_only is None
    add_family(other, FamilyInput(name="Gaat voort"))

    there = open_office(target.place, user_name=USER, password=PASSWORD)
    assert names(there) == ["Peeters"]
    home = tmp_path / "terug.gezinscoach"
    move(there, str(home))
    close_office(there)
    back = open_office(str(home), user_name=USER, password=PASSWORD)
    assert names(back) == ["Peeters"]  # there and back again it is the same office
    assert back.office.read(audit.broken) == ()
    assert back.office.read_only is None
    close_office(back)
    left = open_office(target.place, user_name=USER, password=PASSWORD)
    assert left.office.read_only is not None
    close_office(left)


STEPS: dict[str, tuple[object, str]] = {
    "reading": (archive, "write"),
    "filling": (archive, "load"),
    "checking": (archive, "content_hash"),
    "closing": (service._Move, "closing"),
}
"""What a move does one after the other, and where it may fail."""


def test_a_failure_at_any_step_moves_nothing_and_later_it_goes(
    working: Desk, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OfficeUnavailable("Het lukt niet.")

    for tried, (step, (of, name)) in enumerate(STEPS.items(), start=1):
        before = content(working)
        with monkeypatch.context() as patch:
            patch.setattr(of, name, fail if step != "checking" else lambda *_: b"something else")
            with pytest.raises(OfficeUnavailable):
                settled(move(working, target.place), target)
        assert target.is_empty(), step
        assert content(working) == before, step
        add_family(working, FamilyInput(name=f"Gaat voort na {step}"))
        assert len(names(working)) == 1 + tried
    assert settled(move(working, target.place), target).contents.counts["family"] == 1 + len(STEPS)


def test_what_somebody_writes_meanwhile_is_moved_too(
    working: Desk, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = service._Move.closing
    attempts = []

    def write_first(*arguments: object) -> object:
        attempts.append(1)
        if len(attempts) == 1:
            add_family(working, FamilyInput(name="Net nog"))
        return closing(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(service._Move, "closing", write_first)
    assert settled(move(working, target.place), target).contents.counts["family"] == 2
    assert len(attempts) == 2
    there = open_office(target.place, user_name=USER, password=PASSWORD)
    assert sorted(names(there)) == ["Net nog", "Peeters"]
    close_office(there)


def test_a_backup_of_before_can_be_restored_in_the_new_place(working: Desk, target: Target) -> None:
    from gezinscoach_desktop.services.restore import restore

    made = back_up(working, BackupReason.MANUAL)
    add_family(working, FamilyInput(name="Later"))
    settled(move(working, target.place), target)
    there = open_office(target.place, user_name=USER, password=PASSWORD)
    restore(there, made.path)
    assert names(there) == ["Peeters"]
    assert main_place(there) != main_place(working) or target.kind is working.office.kind
    close_office(there)


def test_only_the_administrator_moves_the_office(working: Desk, tmp_path: Path) -> None:
    coach = add_colleague(working, "Cis", OfficeRole.COACH, OfficeRole.COORDINATOR)
    with pytest.raises(NotAllowed):
        move(coach, str(tmp_path / "x.gezinscoach"))


def test_a_place_that_is_none_is_refused(working: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        move(working, "  ")
    assert refused.value.field == "place"
    with pytest.raises(OfficeUnavailable):
        move(working, "ftp://ergens")
