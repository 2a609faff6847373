"""The progress report as a service: what goes in, who may, and that it is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.services.dossier import file_name, papers, progress_report
from tests.data.office_factory import TODAY, add_colleague, add_home, at_desk, register
from tests.offices import NewDesk


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


def test_a_preview_is_noted_as_an_opening_and_not_as_a_print(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    home = add_home(desk)
    register(desk, home.record.id, TODAY, {(None, "income"): 3})
    papers(desk, home.record.id)
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id) == ("open_family", home.record.id)


def test_without_snapshots_there_is_nothing_to_print(new_desk: NewDesk) -> None:
    desk = new_desk()
    with pytest.raises(InvalidInput, match="na de eerste momentopname"):
        progress_report(desk, add_home(desk).record.id, PaperOptions())


def test_a_coach_prints_own_families_only(new_desk: NewDesk) -> None:
    desk = new_desk()
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        progress_report(bert, add_home(desk).record.id, PaperOptions())


def test_the_file_bears_the_code_and_never_a_name() -> None:
    assert file_name("GC0012", "evolutieverslag", "2026-11-22") == "GC0012-evolutieverslag-2026-11-22.pdf"
