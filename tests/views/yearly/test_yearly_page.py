"""The yearly report on screen: words are kept, older ones are read over, figures are shown as printed, files are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.figures import Cell, FiguresPerMunicipality, keys
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.story import StoryInput, StoryKind
from gezinscoach_desktop.services import yearly_report as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.story import add_story
from gezinscoach_desktop.services.yearly_report import (
    ReportFormat,
    ReportYearInput,
    keep_report_year,
    report_year,
)
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.yearly.page import YearlyPage
from tests.data.office_factory import at_desk
from tests.factories import CONSENT
from tests.offices import NewDesk
from tests.views.checks import assert_every_focusable_widget_is_named

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]
MARCH = date(2026, 3, 2)


@pytest.fixture
def has_own_login() -> bool:
    return False


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    """Three families in Mol and six in Geel, a story that may be told, and words of last year."""
    made = at_desk(new_desk())
    for number in range(9):
        place = "Mol" if number < 3 else "Geel"
        details = FamilyInput(name="Nagy", municipality=place, started_on=MARCH)
        done = add_family(at_desk(made, MARCH), details, (MemberInput("Bo", "Nagy"),), CONSENT)
        if number == 0:
            assert done.id is not None
            told = StoryInput(
                StoryKind.STORY, "Bo vond werk.", MARCH, "Werk", is_released=True, released_on=MARCH
            )
            add_story(made, done.id, replace(told, public_text="Bo vond werk na een lange winter."))
            add_story(made, done.id, told)
    words = {"foreword": "Wat een jaar.", "reach": "Meer gezinnen dan ooit."}
    keep_report_year(made, ReportYearInput(2025, words, left_out=("network",)), None)
    return made


@pytest.fixture
def page(desk: Desk, tasks: InlineTasks, dialogs: ScriptedDialogs, show: Show) -> YearlyPage:
    made = YearlyPage(tasks, desk, dialogs)
    made.resize(1200, 800)
    show(made)
    made.load()
    return made


def test_words_of_last_year_count_once_they_were_read_over(page: YearlyPage, desk: Desk) -> None:
    foreword, reach = page.blocks["foreword"], page.blocks["reach"]
    assert foreword.text_field.value() == "Wat een jaar."
    assert "2 teksten van 2025" in page.make.to_read_label.text()

    QTest.mouseClick(foreword.read_button, Qt.MouseButton.LeftButton)
    reach.text_field.setFocus()
    QTest.keyClicks(reach.text_field, "Toch ")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    kept = report_year(desk, 2026)
    assert kept.details.texts == {"foreword": "Wat een jaar.", "reach": "Toch Meer gezinnen dan ooit."}
    assert kept.details.left_out == ("network",)
    assert not page.make.to_read_label.isVisible()


def test_what_is_kept_again_and_again_is_kept(page: YearlyPage, desk: Desk) -> None:
    field = page.blocks["work"].text_field
    for word in ("Veel", " werk"):
        QTest.keyClicks(field, word)
        page.leave()
    page.blocks["rights"].is_included_field.click()
    page.leave()

    kept = report_year(desk, 2026).details
    assert kept.texts["work"] == "Veel werk"
    assert set(kept.left_out) == {"network", "rights"}


def test_another_year_has_its_own_words(page: YearlyPage, desk: Desk) -> None:
    QTest.keyClicks(page.blocks["work"].text_field, "Dit jaar")

    page.year_field.setCurrentIndex(page.year_field.findText("2025"))
    page.year_field.edited.emit()

    assert page.blocks["work"].text_field.value() == ""
    assert page.blocks["reach"].text_field.value() == "Meer gezinnen dan ooit."
    assert report_year(desk, 2026).details.texts == {"work": "Dit jaar"}


def test_a_story_is_chosen_with_a_warning_when_it_names_somebody(page: YearlyPage, desk: Desk) -> None:
    told, untold = sorted(page.stories.fields.values(), key=lambda field: not field.isEnabled())
    assert not untold.isEnabled()

    QTest.keyClick(told, Qt.Key.Key_Space)
    page.leave()

    (chosen,) = report_year(desk, 2026).details.stories
    story = next(each for each in report_year(desk, 2026).stories if each.id == chosen)
    assert "“Bo”" in story.warning
    shown = " ".join(label.text() for label in page.stories.findChildren(QWidget) if hasattr(label, "text"))
    assert "“Bo”" in shown


def test_a_year_that_is_not_over_says_so_and_the_keyboard_is_on_the_first_text(
    page: YearlyPage, desk: Desk
) -> None:
    this_year = desk.today().year
    assert page.unfinished_note.text() == f"{this_year} is nog niet om: de cijfers gaan tot en met vandaag."
    page.header.back_button.setFocus()
    page.load()
    assert page.focusWidget() is page.blocks["foreword"].text_field
    page.year_field.set_value(this_year - 1)
    page.year_field.edited.emit()
    assert page.unfinished_note.isHidden()


def test_figures_are_shown_as_they_will_be_printed(page: YearlyPage) -> None:
    card = page.blocks["reach"]

    QTest.mouseClick(card.figures_button, Qt.MouseButton.LeftButton)

    assert card.preview is not None
    assert card.preview.table is not None
    model = card.preview.table.model()
    shown = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert shown["Nieuw gestart"] == "9"
    card.preview.show_tables((replace(card.preview._tables[keys.FLOW], cells=((Cell(None, 1),),) * 6),))
    assert card.preview.note.endswith(
        "6 cijfers zijn verborgen (–*): over minder dan 5 gezinnen, of omdat zo’n cijfer er anders uit te rekenen is."
    )
    assert_every_focusable_widget_is_named(page)


def test_earlier_years_beside_it_are_counted_for_the_preview_too(
    page: YearlyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    counted_years = service.counted_years

    def note(desk: Desk, year: int, compare_years: int = 0) -> Mapping[int, FiguresPerMunicipality]:
        asked.append(compare_years)
        return counted_years(desk, year, compare_years)

    monkeypatch.setattr(service, "counted_years", note)
    first = page.compare_field.value()
    QTest.mouseClick(page.blocks["reach"].figures_button, Qt.MouseButton.LeftButton)
    page.compare_field.set_value(1)
    page.compare_field.edited.emit()

    assert asked == [first, 1]
    preview = page.blocks["reach"].preview
    assert preview is not None
    assert preview.table is not None


def test_the_report_is_made_in_the_forms_that_were_chosen(
    page: YearlyPage, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    folder = tmp_path / "verslag"
    folder.mkdir()
    dialogs.will_answer(folder)
    page.make.format_fields[ReportFormat.DOCX].click()

    QTest.mouseClick(page.make.make_button, Qt.MouseButton.LeftButton)

    assert [path.name for path in folder.iterdir()] == ["jaarverslag-2026.pdf"]
    assert page.make.result_label.text().startswith("jaarverslag-2026.pdf staat in")
    assert page.make.open_button.isVisible()


def test_without_a_form_nothing_is_asked(page: YearlyPage) -> None:
    for field in page.make.format_fields.values():
        field.click()

    page.make.make_button.click()

    assert page.make.result_label.text() == "Kies minstens één soort bestand: PDF of Word."


def test_what_a_colleague_kept_meanwhile_is_not_lost(page: YearlyPage, desk: Desk) -> None:
    service.keep_report_year(desk, ReportYearInput(2026, {"work": "Van Bea."}), None)
    refused: list[object] = []
    page._tasks.refused.connect(refused.append)

    QTest.keyClicks(page.blocks["work"].text_field, "Van mij.")
    page.leave()

    assert report_year(desk, 2026).details.texts == {"work": "Van Bea."}
    assert page.blocks["work"].text_field.value() == "Van mij."
    assert len(refused) == 1
