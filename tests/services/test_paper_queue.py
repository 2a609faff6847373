"""Papers of many families: who can be chosen, what is made and not made, and that every one is noted before it leaves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.reports.papers.part import Binding, NotMade, Part
from gezinscoach_desktop.services.dossier import Outlet, papers
from gezinscoach_desktop.services.paper_queue import (
    LetGo,
    candidates,
    file_of,
    make_bundle,
    make_parts,
    note_prints,
    taken,
    write_parts,
)
from tests.data.office_factory import TODAY, add_colleague, add_home, assign, at_desk, register
from tests.offices import ON_FILE, NewDesk
from tests.reports.reading import text_of

PROGRESS, INTAKE = PaperKind.PROGRESS, PaperKind.INTAKE
WANTED = {INTAKE: PaperOptions(), PROGRESS: PaperOptions(with_names=False)}


def test_papers_of_several_families_are_chosen_made_noted_and_known_afterwards(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    homes = [add_home(desk, name=name) for name in ("Peeters", "Yilmaz", "Nagy")]
    peeters, yilmaz, nagy = (home.record.id for home in homes)
    register(desk, peeters, TODAY - timedelta(days=100), {(None, "income"): 2})
    register(desk, yilmaz, TODAY - timedelta(days=3), {(None, "income"): 4})
    assign(desk, yilmaz, bert, AssignmentKind.SECOND, TODAY)

    found = candidates(desk)
    assert {each.row.name for each in found.families} == {"Peeters", "Yilmaz", "Nagy"}
    assert all(each.is_due((PROGRESS,), TODAY) for each in found.families)
    assert [each.id for each in candidates(bert).families] == [yilmaz]

    parts: list[Part] = []
    missing: list[NotMade] = []
    after = 0
    for family in (peeters, nagy, yilmaz):
        made = make_parts(papers(desk, family), WANTED, after, Binding())
        parts += made.parts
        missing += made.problems
        after = made.parts[-1].last_sheet
    assert [part.kind for part in parts] == [INTAKE, PROGRESS, INTAKE, INTAKE, PROGRESS]
    assert [(each.what, each.why) for each in missing] == [
        ("Evolutieverslag", "Kan na de eerste momentopname.")
    ]
    told = text_of(make_bundle(parts, found.maker, Binding(), missing))
    assert "Niet gemaakt" in told
    assert "print" not in {entry.action for entry in desk.office.read(audit.entries)}

    let_go = tuple(LetGo.of(family, kind, WANTED[kind]) for family in (peeters, yilmaz) for kind in WANTED)
    note_prints(desk, let_go, Outlet.FILE)
    noted = [entry for entry in desk.office.read(audit.entries) if entry.action == "print"]
    assert [(entry.family_id, entry.details["kind"]) for entry in noted] == [
        (peeters, "intake"), (peeters, "progress"), (yilmaz, "intake"), (yilmaz, "progress"),
    ]  # fmt: skip
    assert dict(noted[1].details) == {
        "kind": "progress", "outlet": "file", "names": False, "notes": False, "in_bulk": True,
    }  # fmt: skip

    again = {each.row.name: each for each in candidates(desk).families}
    made_on = desk.now().astimezone().date()
    assert again["Peeters"].made_on == {INTAKE: made_on, PROGRESS: made_on}
    assert again["Nagy"].made_on == {}
    assert not again["Yilmaz"].is_due((PROGRESS,), max(TODAY, made_on))
    assert candidates(bert).families[0].made_on == {}, "a colleague's papers are not a coach's to know of"


@ON_FILE
def test_nothing_is_noted_when_one_family_is_not_the_coachs_own(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    own, other = add_home(desk).record.id, add_home(desk, name="Nagy").record.id
    assign(desk, own, bert, AssignmentKind.SECOND, TODAY)
    asked = tuple(LetGo.of(family, INTAKE, PaperOptions()) for family in (own, other))
    with pytest.raises(NotAllowed):
        note_prints(bert, asked, Outlet.PAPER)
    assert "print" not in {entry.action for entry in desk.office.read(audit.entries)}


def test_files_bear_codes_and_those_that_are_there_may_stay(new_desk: NewDesk, tmp_path: Path) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    made = make_parts(papers(desk, home.record.id), {INTAKE: PaperOptions()}, None, Binding(with_covers=True))
    name = file_of(home.record.code, INTAKE, TODAY)
    assert name == f"{home.record.code}-intakeverslag-2026-11-22.pdf"
    assert write_parts(tmp_path, made.parts, TODAY) == 1
    before = (tmp_path / name).read_bytes()
    assert before.startswith(b"%PDF-")
    assert taken(tmp_path, [name, "anders.pdf"]) == frozenset({name})
    (tmp_path / name).write_bytes(b"van gisteren")
    assert write_parts(tmp_path, made.parts, TODAY, frozenset({name})) == 0
    assert (tmp_path / name).read_bytes() == b"van gisteren"
    assert [path.name for path in tmp_path.glob("*.pdf")] == [name]
    with pytest.raises(InvalidInput):
        write_parts(tmp_path / "nergens", made.parts, TODAY)
