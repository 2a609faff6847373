"""Reading the audit trail: who may see what of it, page by page, and taken along in a file that runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit as kept
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.audit import (
    AuditFilter,
    AuditLine,
    export_trail,
    last_sign_ins,
    looked_at,
    people,
    trail,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import note_opening
from gezinscoach_desktop.views.audit.words import details
from tests.data.office_factory import add_colleague, add_home
from tests.offices import ON_FILE


@pytest.fixture
def has_own_login() -> bool:
    """Several accounts share one connection here; with own logins it is tried in tests/data/server."""
    return False


ANY = AuditFilter()
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def write(desk: Desk, *entries: AuditEntry) -> None:
    def run(session: Session) -> Done:
        kept.note(session, *entries)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


def note(desk: Desk, action: str, *, at: datetime = AT, family_id: UUID | None = None) -> None:
    write(desk, AuditEntry(at, desk.account.id, action, family_id, None, {"scores": 3}))


def actions(lines: tuple[AuditLine, ...]) -> list[str]:
    return [line.label for line in lines]


def test_a_coordinator_sees_which_family_and_an_administrator_does_not(desk: Desk) -> None:
    coordinator = add_colleague(desk, "Bea", OfficeRole.COORDINATOR)
    administrator = add_colleague(desk, "Cas", OfficeRole.ADMINISTRATOR)
    home = add_home(desk, code="G12")
    note(desk, "print", family_id=home.record.id)
    seen = trail(coordinator, ANY).lines[0]
    assert (seen.family_code, seen.details, seen.account) == ("G12", {"scores": 3}, "An")
    hidden = trail(administrator, ANY).lines[0]
    assert (hidden.family_code, hidden.details, hidden.account) == (None, {}, "An")
    assert (hidden.number, hidden.at, hidden.label) == (seen.number, seen.at, AuditAction.PRINT.label)
    assert "G12" not in repr(trail(administrator, ANY))


@ON_FILE
def test_an_administrator_sees_the_details_of_what_is_not_about_a_family(desk: Desk) -> None:
    note(desk, "import")
    assert trail(add_colleague(desk, "Cas", OfficeRole.ADMINISTRATOR), ANY).lines[0].details == {"scores": 3}


@ON_FILE
@pytest.mark.parametrize(
    "ask",
    [
        lambda desk, path: trail(desk, ANY),
        lambda desk, path: export_trail(desk, path, ANY),
        lambda desk, path: people(desk),
        lambda desk, path: looked_at(desk, uuid4()),
    ],
)
def test_a_coach_sees_nothing_of_it(desk: Desk, tmp_path: Path, ask: Callable[[Desk, Path], object]) -> None:
    coach = add_colleague(desk, "Dis", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        ask(coach, tmp_path / "logboek.csv")
    assert not (tmp_path / "logboek.csv").exists()


@ON_FILE
def test_an_administrator_is_not_told_who_looked_at_a_family(desk: Desk) -> None:
    home = add_home(desk)
    with pytest.raises(NotAllowed):
        looked_at(add_colleague(desk, "Cas", OfficeRole.ADMINISTRATOR), home.record.id)


def test_a_coordinator_sees_who_opened_changed_and_printed_a_family_newest_first(desk: Desk) -> None:
    coordinator = add_colleague(desk, "Bea", OfficeRole.COORDINATOR)
    home, other = add_home(desk, code="G1"), add_home(desk, code="G2")
    note_opening(coordinator, home.record.id)
    note_opening(coordinator, other.record.id)
    note(desk, "print", family_id=home.record.id)
    found = looked_at(coordinator, home.record.id)
    assert actions(found) == ["Dossier afgedrukt of bewaard", "Gezin geopend", "Gezin toegevoegd"]
    assert [line.account for line in found] == ["An", "Bea", "An"]


def test_pages_follow_each_other_without_gap_or_repeat_while_others_write(desk: Desk) -> None:
    for _ in range(7):
        note(desk, "print")
    whole = [line.number for line in trail(desk, ANY, size=100).lines]
    first = trail(desk, ANY, size=3)
    note(desk, "print")
    seen = [line.number for line in first.lines]
    older = first.older
    while older is not None:
        page = trail(desk, ANY, before=older, size=3)
        seen += [line.number for line in page.lines]
        older = page.older
    assert seen == whole


@ON_FILE
def test_a_last_page_that_is_just_full_says_that_it_is_the_last(desk: Desk) -> None:
    for _ in range(3):
        note(desk, "print")
    only = AuditFilter(action=AuditAction.PRINT)
    assert trail(desk, only, size=3).older is None
    assert trail(desk, only, size=2).older is not None


def test_filters_narrow_by_account_action_and_whole_days(desk: Desk) -> None:
    other = add_colleague(desk, "Bea", OfficeRole.COORDINATOR)
    day = date(2026, 3, 29)  # the night in which the clock goes forward
    last = datetime(2026, 3, 29, 23, 59, 59, 999_999).astimezone()
    first = datetime(2026, 3, 29).astimezone()
    note(desk, "print", at=first)
    note(other, "export", at=last)
    note(desk, "import", at=last + timedelta(microseconds=1))
    note(desk, "import", at=first - timedelta(microseconds=1))
    assert len(trail(desk, AuditFilter(since=day, until=day)).lines) == 2
    assert actions(trail(desk, AuditFilter(until=day, account_id=other.account.id)).lines) == [
        AuditAction.EXPORT.label
    ]
    assert len(trail(desk, AuditFilter(until=day, action=AuditAction.IMPORT)).lines) == 1
    assert trail(desk, AuditFilter(since=day, until=day, action=AuditAction.IMPORT)).lines == ()


@ON_FILE
def test_the_trail_is_in_the_order_of_writing_whatever_the_clocks_say(desk: Desk) -> None:
    note(desk, "print", at=AT + timedelta(days=40))
    note(desk, "import", at=AT - timedelta(days=3))
    assert actions(trail(desk, ANY, size=2).lines) == [AuditAction.IMPORT.label, AuditAction.PRINT.label]


@ON_FILE
def test_what_is_said_of_a_kind_depends_on_what_was_done(desk: Desk) -> None:
    """The log in the window looks up by action what `kind` means: a label found nothing and it said “yearly_report”."""
    write(desk, AuditEntry(AT, desk.account.id, "export", None, None, {"kind": "yearly_report"}))
    line = trail(desk, ANY).lines[0]
    assert details(line, {}) == "soort: jaarverslag"


@ON_FILE
def test_what_a_newer_program_noted_is_shown_as_it_is(desk: Desk) -> None:
    note(desk, "look_at_stars")
    assert trail(desk, ANY).lines[0].label == "look_at_stars"


@ON_FILE
def test_a_family_that_was_erased_leaves_its_lines(desk: Desk) -> None:
    note(desk, "print", family_id=uuid4())
    line = trail(desk, ANY).lines[0]
    assert (line.family_code, line.label) == (None, AuditAction.PRINT.label)


@ON_FILE
def test_everybody_who_ever_had_an_account_can_be_asked_for(desk: Desk) -> None:
    other = add_colleague(desk, "Bea", OfficeRole.COACH)
    assert people(desk) == {desk.account.id: "An", other.account.id: "Bea"}


def test_the_file_has_the_lines_of_the_screen_and_is_itself_noted(desk: Desk, tmp_path: Path) -> None:
    home = add_home(desk, code="G12")
    note(desk, "print", family_id=home.record.id)
    lines = trail(desk, ANY).lines
    path = tmp_path / "logboek.csv"
    assert export_trail(desk, path, ANY) == len(lines)
    rows = read(path)
    assert rows[0] == ["Nummer", "Tijdstip", "Account", "Handeling", "Gezin", "Bijzonderheden"]
    assert [(row[0], row[2], row[3], row[4]) for row in rows[1:]] == [
        (str(line.number), line.account, line.label, line.family_code or "") for line in lines
    ]
    noted = trail(desk, ANY).lines[0]
    assert (noted.label, noted.details) == (AuditAction.EXPORT_TRAIL.label, {"lines": len(lines)})


def test_an_administrators_file_holds_no_family(desk: Desk, tmp_path: Path) -> None:
    add_home(desk, code="G12")
    export_trail(add_colleague(desk, "Cas", OfficeRole.ADMINISTRATOR), tmp_path / "logboek.csv", ANY)
    assert "G12" not in (tmp_path / "logboek.csv").read_text(encoding="utf-8-sig")


@ON_FILE
@pytest.mark.parametrize("name", ["=1+1", "+32", "-5", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_name_that_a_spreadsheet_would_run_is_kept_from_running(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    other = add_colleague(desk, name, OfficeRole.COACH)
    note(other, "print")
    export_trail(desk, tmp_path / "logboek.csv", ANY)
    assert read(tmp_path / "logboek.csv")[1][2] == f"'{name}"


def test_a_long_trail_is_written_whole(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gezinscoach_desktop.services import audit

    monkeypatch.setattr(audit, "_BATCH", 4)
    for _ in range(9):
        note(desk, "print")
    count = export_trail(desk, tmp_path / "logboek.csv", AuditFilter(action=AuditAction.PRINT))
    assert count == 9 == len(read(tmp_path / "logboek.csv")) - 1


@ON_FILE
def test_a_file_that_cannot_be_written_is_said_and_not_noted(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="bestaat niet"):
        export_trail(desk, tmp_path / "weg" / "logboek.csv", ANY)
    assert AuditAction.EXPORT_TRAIL.label not in actions(trail(desk, ANY).lines)


@ON_FILE
def test_the_last_sign_in_of_each_account_is_known(desk: Desk) -> None:
    other = add_colleague(desk, "Bea", OfficeRole.COACH)
    never = add_colleague(desk, "Cas", OfficeRole.COACH)
    for who, at in ((desk, AT), (other, AT), (desk, AT + timedelta(hours=2))):
        note(who, AuditAction.SIGN_IN, at=at)
    found = desk.office.read(last_sign_ins)
    assert found[desk.account.id] == AT + timedelta(hours=2)
    assert found[other.account.id] == AT
    assert never.account.id not in found


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
