"""The preview of the progress report, by keys and clicks."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import Extent, FamilyContent, PaperOptions
from gezinscoach_desktop.reports.papers.text import PaperTexts, shipped_texts
from gezinscoach_desktop.services import dossier, paper_text
from gezinscoach_desktop.services.dossier import Outlet, Papers
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.dossier.kind_choice import KindChoice
from gezinscoach_desktop.views.dossier.report_page import ReportPage
from gezinscoach_desktop.views.dossier.texts_dialog import TextsDialog
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.reports.content import make_content, small_family
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import make_desk
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
FAMILY = UUID(int=1)


def make_pdf(pages: int = 3) -> bytes:
    """Empty A4 pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


@dataclass
class Report:
    """What was asked for, and what comes back."""

    pdf: bytes = field(default_factory=make_pdf)
    refusal: Exception | None = None
    content: FamilyContent = field(default_factory=small_family)
    kinds: list[PaperKind] = field(default_factory=list)
    asked: list[PaperOptions] = field(default_factory=list)
    noted: list[tuple[Outlet, PaperKind, PaperOptions]] = field(default_factory=list)
    note_refusal: Exception | None = None

    def read(self, desk: object, family_id: UUID) -> Papers:
        if self.refusal is not None:
            raise self.refusal
        return Papers(self.content, shipped_texts())

    def make(self, kind: PaperKind, content: object, options: PaperOptions, texts: object) -> bytes:
        self.kinds.append(kind)
        self.asked.append(options)
        return self.pdf

    def note(
        self, desk: object, family_id: UUID, kind: PaperKind, options: PaperOptions, outlet: Outlet
    ) -> None:
        if self.note_refusal is not None:
            raise self.note_refusal
        self.noted.append((outlet, kind, options))


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    made = Report()
    monkeypatch.setattr(dossier, "papers", made.read)
    monkeypatch.setattr(dossier, "note_print", made.note)
    monkeypatch.setattr(dossier, "make_paper", made.make)
    return made


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "pc.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def new_page(
    report: Report, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, settings: QSettings, show: Show
) -> Callable[[], ReportPage]:  # fmt: skip
    def make() -> ReportPage:
        made = ReportPage(tasks, make_desk(), dialogs, messages, settings, FAMILY)
        made.resize(1298, 660)
        show(made)
        made.load()
        return made

    return make


@pytest.fixture
def page(new_page: Callable[[], ReportPage]) -> ReportPage:
    return new_page()


def kinds_of(page: ReportPage) -> KindChoice:
    assert isinstance(page.options.kinds, KindChoice)
    return page.options.kinds


def test_it_opens_on_the_first_page_as_wide_as_the_window(page: ReportPage) -> None:
    assert page.page_label.text() == "Pagina 1 van 3"
    assert page.pages.fits_width
    assert page.header.subtitle == "Gezin Peeters – Yilmaz · G-2024-017"
    assert page.pages.hasFocus()


def test_page_keys_turn_pages(page: ReportPage) -> None:
    QTest.keyClick(page.pages, Qt.Key.Key_PageDown)
    assert page.page_label.text() == "Pagina 2 van 3"
    QTest.keyClick(page.pages, Qt.Key.Key_End)
    assert page.page_label.text() == "Pagina 3 van 3"
    QTest.keyClick(page.pages, Qt.Key.Key_PageUp)
    assert page.page_label.text() == "Pagina 2 van 3"


def test_control_keys_zoom_and_zero_fits_again(page: ReportPage) -> None:
    zooms = [page.pages.zoom]
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        QTest.keyClick(page.pages, key, Qt.KeyboardModifier.ControlModifier)
        zooms.append(page.pages.zoom)
    fitting, larger, _, smaller, again = zooms
    assert smaller < fitting < larger
    assert again == fitting


def test_a_narrower_window_says_how_large_the_page_is_now(page: ReportPage) -> None:
    before = page.zoom_label.text()
    page.resize(900, 660)
    wait_until(lambda: page.zoom_label.text() != before)
    assert page.zoom_label.text().endswith("(vensterbreedte)")


def test_every_option_makes_the_report_again(page: ReportPage, report: Report) -> None:
    page.options.with_charts.click()
    page.options.with_index.click()
    page.options.without_sensitive.click()
    assert len(report.asked) == 4
    newest = report.asked[-1]
    assert newest.without_health_and_justice
    assert not newest.with_charts
    assert not newest.with_index


def test_without_names_the_notes_go_too_unless_the_user_wants_them(page: ReportPage, report: Report) -> None:
    page.options.without_names.click()
    page.options.without_notes.click()
    _, nameless, with_notes = report.asked
    assert (nameless.with_names, nameless.shows_notes) == (False, False)
    assert (with_notes.with_names, with_notes.shows_notes) == (False, True)


def test_domains_can_be_left_out_one_by_one_or_by_subject(page: ReportPage, report: Report) -> None:
    domains = page.options.domains
    domains.field_of(Subject.HOUSEHOLD, "housing").click()
    domains.field_of(Subject.CHILD).click()
    everything, without_housing, without_children = (options.domains for options in report.asked)
    assert everything is None
    assert without_housing is not None
    assert (Subject.HOUSEHOLD, "housing") not in without_housing
    assert not domains.field_of(Subject.HOUSEHOLD).value()
    assert without_children is not None
    assert not any(subject is Subject.CHILD for subject, _ in without_children)


def test_it_starts_short_and_the_full_report_is_one_click_away(page: ReportPage, report: Report) -> None:
    short, full = page.options.extent.chips
    assert (short.text(), full.text()) == ("Kort", "Volledig")
    full.click()
    page.load()
    assert [options.extent for options in report.asked] == [Extent.SHORT, Extent.FULL, Extent.FULL]


def test_what_is_said_about_names_tells_what_remains(page: ReportPage) -> None:
    texts = [label.text() for label in page.options.findChildren(QLabel)]
    assert page.options.without_names.text() == "Zonder namen van het gezin"
    assert "De code, de gemeente en de naam van de coach blijven staan." in texts


def test_domains_that_another_choice_hides_are_grey_and_unticked_and_come_back_as_they_were(
    page: ReportPage, report: Report
) -> None:
    domains = page.options.domains
    domains.field_of(Subject.CHILD, "child_health").click()
    page.options.without_sensitive.click()
    for subject, key in ((Subject.ADULT, "adult_health"), (Subject.ADULT, "justice")):
        assert not domains.field_of(subject, key).value()
        assert not domains.field_of(subject, key).isEnabled()
    assert domains.field_of(Subject.ADULT).value()
    assert domains.field_of(Subject.ADULT, "identity").value()
    page.options.without_sensitive.click()
    assert domains.field_of(Subject.ADULT, "adult_health").value()
    assert domains.field_of(Subject.ADULT, "justice").isEnabled()
    assert not domains.field_of(Subject.CHILD, "child_health").value()


def test_ticking_a_subject_leaves_what_is_hidden_alone(page: ReportPage) -> None:
    domains = page.options.domains
    page.options.without_sensitive.click()
    domains.field_of(Subject.ADULT).click()
    domains.field_of(Subject.ADULT).click()
    assert domains.field_of(Subject.ADULT).value()
    assert not domains.field_of(Subject.ADULT, "justice").value()


def test_an_index_that_falls_away_is_grey_with_its_reason(page: ReportPage, report: Report) -> None:
    options = page.options
    assert options.with_index.isEnabled()
    options.without_sensitive.click()
    assert not options.with_index.isEnabled()
    assert not options.with_index.value()
    assert "verborgen" in options.index_hint.text()
    assert options.with_index.accessibleDescription() == options.index_hint.text()
    options.without_sensitive.click()
    assert options.with_index.isEnabled()
    assert options.with_index.value()
    assert report.asked[-1].with_index


def test_the_old_pages_stay_until_the_new_ones_are_there(page: ReportPage, report: Report) -> None:
    report.pdf = make_pdf(1)
    page.options.with_charts.click()
    assert page.page_label.text() == "Pagina 1 van 1"


def test_a_family_without_snapshots_gets_a_calm_sentence(page: ReportPage, report: Report) -> None:
    report.refusal = InvalidInput("Er is nog geen momentopname.")
    page.load()
    assert not page.save_button.isEnabled()
    assert not page.print_button.isEnabled()


def test_saving_proposes_the_code_and_never_a_name(
    page: ReportPage, report: Report, dialogs: ScriptedDialogs, said: list[Message], tmp_path: Path
) -> None:
    target = tmp_path / "verslag.pdf"
    dialogs.will_answer(target)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert target.read_bytes() == report.pdf
    assert said[-1].text == "Bewaard als verslag.pdf."
    assert dossier.file_name("G-2024-017", "evolutieverslag", "2026-11-22") == page.suggested_name


def test_looking_is_not_printing_but_saving_and_printing_are_noted(
    page: ReportPage, report: Report, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page.options.without_names.click()
    assert report.noted == []
    dialogs.will_answer(tmp_path / "verslag.pdf")
    page.save()
    assert [(outlet, kind, options.with_names) for outlet, kind, options in report.noted] == [
        (Outlet.FILE, PaperKind.PROGRESS, False)
    ]


def test_nothing_leaves_the_program_when_it_cannot_be_noted(
    page: ReportPage, report: Report, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    report.note_refusal = OfficeUnavailable("Het kantoor is niet bereikbaar.")
    dialogs.will_answer(tmp_path / "verslag.pdf")
    page.save()
    assert not (tmp_path / "verslag.pdf").exists()


def test_a_place_that_cannot_be_written_is_told(
    page: ReportPage, tasks: InlineTasks, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    refused: list[Exception] = []
    tasks.refused.connect(refused.append)
    dialogs.will_answer(tmp_path / "nergens" / "verslag.pdf")
    page.save()
    assert isinstance(refused[0], InvalidInput)


def test_printing_sends_every_page_to_the_chosen_printer(
    page: ReportPage, dialogs: ScriptedDialogs, said: list[Message], tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    dialogs.will_answer(printer)
    page.print_here()
    assert len(pypdfium2.PdfDocument(tmp_path / "papier.pdf")) == 3
    assert said[-1].text == "Het papier is naar de printer gestuurd."


def test_every_paper_is_offered_with_what_it_is_for_or_why_it_cannot_be_made(page: ReportPage) -> None:
    kinds = kinds_of(page)
    assert kinds.value() is PaperKind.PROGRESS
    assert kinds.line_of(PaperKind.PROGRESS).text() == PaperKind.PROGRESS.what_for
    assert kinds.field_of(PaperKind.HANDOVER).isEnabled()
    assert not kinds.field_of(PaperKind.CLOSING).isEnabled()
    assert kinds.line_of(PaperKind.CLOSING).text() == "Kan vanaf de fase Afbouw; het traject loopt nog."
    assert kinds.line_of(PaperKind.CLOSING).isVisible()


def test_another_paper_is_chosen_with_the_arrow_keys(page: ReportPage, report: Report) -> None:
    kinds_of(page).field_of(PaperKind.PROGRESS).setFocus()
    QTest.keyClick(kinds_of(page).field_of(PaperKind.PROGRESS), Qt.Key.Key_Down)
    assert report.kinds[-1] is PaperKind.HANDOVER
    assert page.header.title == "Overdrachtsblad"
    assert page.title == "Overdrachtsblad G-2024-017"
    assert page.suggested_name.startswith("G-2024-017-overdrachtsblad-")


def test_who_comes_for_one_paper_gets_it(page: ReportPage, report: Report) -> None:
    page.go_to("consent")
    assert report.kinds[-1] is PaperKind.CONSENT
    assert not page.options.domains.isVisible()
    assert not page.options.without_notes.isVisible()
    page.go_to("case")
    assert page.options.question.isVisible()
    assert not page.options.without_names.isVisible()


def test_the_question_of_the_coach_goes_on_the_case_print_and_nowhere_else(
    page: ReportPage, report: Report, settings: QSettings
) -> None:
    page.go_to("case")
    QTest.keyClicks(page.options.question, "Hoe verder?")
    assert report.asked[-1].question == "Hoe verder?"
    page.go_to("handover")
    assert report.asked[-1].question == ""
    assert "Hoe verder" not in "".join(str(settings.value(key)) for key in settings.allKeys())


def test_without_a_snapshot_the_intake_report_stands_there_and_the_others_say_why(
    report: Report, new_page: Callable[[], ReportPage]
) -> None:
    report.content = make_content()
    page = new_page()
    assert report.kinds == [PaperKind.INTAKE]
    assert kinds_of(page).line_of(PaperKind.PROGRESS).text() == "Kan na de eerste momentopname."
    page.go_to("progress")
    assert not page.save_button.isEnabled()


def test_the_last_choices_of_each_paper_are_remembered_on_this_pc(
    report: Report, new_page: Callable[[], ReportPage]
) -> None:
    first = new_page()
    first.options.without_sensitive.click()
    first.options.domains.field_of(Subject.HOUSEHOLD, "housing").click()
    first.go_to("handover")
    assert not report.asked[-1].without_health_and_justice
    first.options.without_names.click()
    again = new_page()
    assert again.options.kind is PaperKind.PROGRESS
    progress = report.asked[-1]
    assert progress.without_health_and_justice
    assert progress.domains is not None
    assert (Subject.HOUSEHOLD, "housing") not in progress.domains
    again.go_to("handover")
    assert not report.asked[-1].with_names
    assert not report.asked[-1].without_health_and_justice


def test_settings_that_something_else_wrote_are_no_trouble(
    report: Report, settings: QSettings, new_page: Callable[[], ReportPage]
) -> None:
    settings.setValue("papers/progress", '{"domains": ["nonsens"], "extent": 7}')
    new_page()
    assert report.asked[-1] == PaperOptions(extent=Extent.SHORT, with_notes=True)


def test_the_edition_for_the_family_and_the_period_are_one_click(page: ReportPage, report: Report) -> None:
    page.options.period.setFocus()
    QTest.keyClick(page.options.period, Qt.Key.Key_End)
    page.options.is_plain.click()
    assert (report.asked[-1].months, report.asked[-1].is_plain) == (3, True)
    page.go_to("handover")
    assert not report.asked[-1].is_plain


def test_who_may_change_settings_puts_the_forms_in_the_words_of_the_office(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[PaperTexts] = []
    monkeypatch.setattr(paper_text, "change_paper_texts", lambda desk, texts: kept.append(texts))
    page.change_texts()
    dialog = page.findChild(TextsDialog)
    assert dialog is not None
    assert_every_focusable_widget_is_named(dialog)
    assert dialog.fields["coaching"].value() == shipped_texts().coaching
    dialog.fields["coaching"].set_value("Wij komen bij jou thuis.")
    dialog.fields["sharing"].set_value("")
    dialog.submit()
    assert kept == [replace(shipped_texts(), coaching="Wij komen bij jou thuis.", sharing="")]


def test_closing_goes_back(page: ReportPage) -> None:
    backs: list[bool] = []
    page.back_wanted.connect(lambda: backs.append(True))
    QTest.mouseClick(page.close_button, Qt.MouseButton.LeftButton)
    assert backs == [True]


def test_whoever_cannot_see_the_screen_hears_every_control(page: ReportPage) -> None:
    assert_every_focusable_widget_is_named(page)
