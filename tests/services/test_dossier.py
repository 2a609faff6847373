"""Papers as a service: what goes in, who may, that it is noted, and that it costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import TieInput, TieKind
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.request import RequestInput
from gezinscoach_desktop.domain.right import RightState, RightStepInput
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.reports.papers.text import shipped_texts
from gezinscoach_desktop.services.action import add_action
from gezinscoach_desktop.services.dossier import file_name, paper, papers, progress_report
from gezinscoach_desktop.services.network import add_tie
from gezinscoach_desktop.services.paper_text import change_paper_texts, paper_texts
from gezinscoach_desktop.services.request import add_request
from gezinscoach_desktop.services.right import register_steps
from gezinscoach_desktop.services.right_list import rights
from gezinscoach_desktop.services.trajectory import close_family
from tests.data.office_factory import TODAY, add_colleague, add_home, at_desk, register
from tests.offices import ON_FILE, NewDesk
from tests.reports.reading import text_of

MOST_QUERIES = 36


@ON_FILE
def test_a_report_is_made_and_noted(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    register(desk, home.record.id, TODAY - timedelta(days=200), {(None, "income"): 1})
    register(desk, home.record.id, TODAY, {(None, "income"): 3})
    made = progress_report(desk, home.record.id, PaperOptions(with_names=False))
    assert made.startswith(b"%PDF-")
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id) == ("print", home.record.id)
    assert dict(last.details) == {"kind": "progress", "outlet": "file", "names": False, "notes": False}


@ON_FILE
def test_a_preview_is_noted_as_an_opening_and_not_as_a_print(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    register(desk, home.record.id, TODAY, {(None, "income"): 3})
    papers(desk, home.record.id)
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id) == ("open_family", home.record.id)


@ON_FILE
def test_without_snapshots_there_is_nothing_to_print(new_desk: NewDesk) -> None:
    desk = new_desk()
    with pytest.raises(InvalidInput, match="na de eerste momentopname"):
        progress_report(desk, add_home(desk).record.id, PaperOptions())


@ON_FILE
def test_a_coach_prints_own_families_only(new_desk: NewDesk) -> None:
    desk = new_desk()
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        progress_report(bert, add_home(desk).record.id, PaperOptions())


@ON_FILE
@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.CLOSING])
def test_every_paper_is_noted_by_its_kind_before_it_leaves(new_desk: NewDesk, kind: PaperKind) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    register(desk, home.record.id, TODAY, {(None, "income"): 3})
    assert paper(desk, home.record.id, kind, PaperOptions()).startswith(b"%PDF-")
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id) == ("print", home.record.id)
    assert last.details["kind"] == kind.value


@ON_FILE
def test_what_cannot_be_made_is_refused_and_not_noted(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    with pytest.raises(InvalidInput, match="traject loopt nog"):
        paper(desk, home.record.id, PaperKind.CLOSING, PaperOptions())
    assert [entry.action for entry in desk.office.read(audit.entries)][-1] == "open_family"


def test_a_closed_family_gets_a_closing_report_with_its_reason(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    closing = PhaseStart(Phase.CLOSED, TODAY, "Alles loopt", ClosingReason.GOALS_REACHED)
    close_family(desk, home.record.id, closing)
    made = paper(desk, home.record.id, PaperKind.CLOSING, PaperOptions())
    assert "Reden Doelen bereikt" in text_of(made)


def test_what_colleagues_keep_of_a_family_comes_on_paper(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    family = home.record.id
    add_request(desk, family, RequestInput("Een droog huis", LifeDomain.HOUSING, 1, TODAY))
    add_action(desk, family, ActionInput("Huurpremie vragen", due_on=TODAY))
    right = rights(desk)[0]
    register_steps(desk, family, (RightStepInput(right.id, RightState.GRANTED, TODAY, monthly_cents=5_000),))
    add_tie(desk, family, TieInput(TieKind.PERSON, "Fatma", relation="oma"))
    told = text_of(paper(desk, family, PaperKind.INTAKE, PaperOptions()))
    for said in ("Een droog huis", right.details.name, "Fatma", "Begeleiding: gegeven op"):
        assert said in told
    assert "Huurpremie vragen" in text_of(paper(desk, family, PaperKind.HANDOVER, PaperOptions()))


@ON_FILE
def test_however_much_is_kept_it_is_read_in_the_same_number_of_queries(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    little, much = add_home(desk), add_home(desk, name="Yilmaz")
    for place in range(12):
        add_action(desk, much.record.id, ActionInput(f"Actie {place}"))
        add_tie(desk, much.record.id, TieInput(TieKind.PERSON, f"Buur {place}"))
        register(desk, much.record.id, TODAY - timedelta(days=12 - place), {(None, "income"): 3})
    papers(desk, little.record.id)
    with counted_queries() as few:
        papers(desk, little.record.id)
    with counted_queries() as many:
        papers(desk, much.record.id)
    assert len(many) == len(few) <= MOST_QUERIES


def test_the_office_has_its_own_words_on_forms(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    change_paper_texts(desk, replace(shipped_texts(), coaching="Wij komen bij jou thuis.", sharing=""))
    texts = paper_texts(desk)
    assert texts.coaching == "Wij komen bij jou thuis."
    assert texts.sharing == shipped_texts().sharing
    assert "Wij komen bij jou thuis." in text_of(
        paper(desk, home.record.id, PaperKind.CONSENT, PaperOptions())
    )
    last = [entry for entry in desk.office.read(audit.entries) if entry.action == "change_settings"][-1]
    assert dict(last.details) == {"paper_texts": 1}
    change_paper_texts(desk, shipped_texts())
    assert paper_texts(desk) == shipped_texts()


@ON_FILE
def test_a_text_that_no_form_can_hold_is_refused_at_its_field(new_desk: NewDesk) -> None:
    desk = new_desk()
    with pytest.raises(InvalidInput) as refused:
        change_paper_texts(desk, replace(shipped_texts(), rights="x" * 5000))
    assert refused.value.field == "rights"


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_the_file_bears_the_code_and_never_a_name() -> None:
    assert file_name("GC0012", "evolutieverslag", "2026-11-22") == "GC0012-evolutieverslag-2026-11-22.pdf"
    assert file_name("Mol 12/3: A*", "casusprint", "2026-11-22") == "Mol-12-3-A-casusprint-2026-11-22.pdf"
    assert file_name("../..", "casusprint", "2026-11-22") == "gezin-casusprint-2026-11-22.pdf"
