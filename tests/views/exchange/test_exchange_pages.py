"""Reading in and writing out, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import Cancelled
from gezinscoach_desktop.domain.exchange import BadLine, ExchangeFile, ExchangeFormatError, RowError
from gezinscoach_desktop.services import exchange, import_wizard
from gezinscoach_desktop.services.exchange import ImportPreview, ImportResult
from gezinscoach_desktop.services.import_wizard import Looked
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.exchange.import_page import ImportPage
from gezinscoach_desktop.views.exchange.preview_view import column_name
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import make_desk

Show = Callable[[QWidget], None]
PATH = Path("/thuis/pilot.csv")
ERRORS = (
    RowError(12, "level", "6", "1 tot 5 of nvt"),
    RowError(40, "", "3 velden", "11 velden"),
)


def make_preview(errors: tuple[RowError, ...] = (), *, is_known: bool = False) -> ImportPreview:
    file = ExchangeFile(
        ";", b"", (), 100, (), 0, errors, len(errors), tuple(BadLine(error.line, b"") for error in errors), {}
    )
    new = (0, 0, 0, 0) if is_known else (90, 300, 200, 7800)
    return ImportPreview(
        path=PATH, file=file, families=90, new_families=new[0], persons=300, new_persons=new[1], snapshots=210,
        new_snapshots=new[2], scores=7840, new_scores=new[3], errors=errors, error_count=len(errors),
        ignored_columns=("opmerking",) if errors else (), per_municipality={"Mol": 60, "Balen": 30},
        first_date="2022-07-15", last_date="2023-11-02",
    )  # fmt: skip


class Exchange:
    """What the service says, and what it was asked."""

    def __init__(self) -> None:
        self.preview: ImportPreview | Exception = make_preview()
        self.failure: Exception | None = None
        self.asked: list[tuple[Any, ...]] = []

    def preview_import(self, desk: object, path: Path, *, report: Any = None) -> ImportPreview:
        self.asked.append(("look", path))
        if isinstance(self.preview, Exception):
            raise self.preview
        return self.preview

    def import_file(
        self, desk: object, preview: ImportPreview, *, skip_bad: bool, report: Any
    ) -> ImportResult:
        self.asked.append(("import", skip_bad))
        report(1, 2)
        if self.failure is not None:
            raise self.failure
        change = Change(frozenset({Noun.FAMILY}))
        skipped = len(preview.errors)
        where = Path("/thuis/pilot-fouten.csv") if skipped else None
        return ImportResult(Done(change), 90, 300, 200, 7800, skipped, where)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Exchange:
    made = Exchange()
    for name in ("preview_import", "import_file"):
        monkeypatch.setattr(exchange, name, getattr(made, name))
    monkeypatch.setattr(import_wizard, "look_at", lambda _desk, path, *, report: Looked(path, None))
    return made


@pytest.fixture
def page(service: Exchange, tasks: InlineTasks, dialogs: ScriptedDialogs, show: Show) -> ImportPage:
    made = ImportPage(tasks, make_desk(), dialogs)
    made.resize(1298, 660)
    show(made)
    made.load()
    return made


def step(page: ImportPage) -> QWidget | None:
    """What is shown now."""
    return page.step


def choose(page: ImportPage, dialogs: ScriptedDialogs) -> None:
    dialogs.will_answer(PATH)
    QTest.mouseClick(page.choose.choose_button, Qt.MouseButton.LeftButton)


def test_a_good_file_shows_what_will_come_in_and_comes_in(
    page: ImportPage, service: Exchange, dialogs: ScriptedDialogs, tasks: InlineTasks
) -> None:
    changes: list[Change] = []
    tasks.changed.connect(changes.append)
    choose(page, dialogs)
    assert step(page) is page.preview
    assert page.preview.families_tile.accessibleName() == "Gezinnen: 90. nieuw"
    assert page.preview.snapshots_tile.accessibleName() == "Momentopnamen: 200. nieuw, 10 al bekend"
    assert service.asked == [("look", PATH)]
    QTest.mouseClick(page.preview.begin_button, Qt.MouseButton.LeftButton)
    assert service.asked[-1] == ("import", False)
    assert step(page) is page.result
    assert "90 nieuwe gezinnen" in page.result.text
    assert changes == [Change(frozenset({Noun.FAMILY}))]


def test_a_dropped_file_is_looked_at(page: ImportPage, service: Exchange) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(PATH))])
    drop = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.choose.dropEvent(drop)
    assert service.asked == [("look", PATH)]


def test_errors_stand_with_their_line_and_can_be_copied(
    page: ImportPage, service: Exchange, dialogs: ScriptedDialogs
) -> None:
    service.preview = make_preview(ERRORS)
    choose(page, dialogs)
    assert page.preview.errors_table.isVisible()
    page.preview.errors_table.setFocus()
    QTest.keyClick(page.preview.errors_table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == [
        "Regel\tKolom\tGevonden\tVerwacht",
        "12\tniveau (level)\t6\t1 tot 5 of nvt",
        "40\t\t3 velden\t11 velden",
    ]


def test_bad_rows_are_skipped_only_when_the_user_says_so(
    page: ImportPage, service: Exchange, dialogs: ScriptedDialogs
) -> None:
    service.preview = make_preview(ERRORS)
    choose(page, dialogs)
    assert not page.preview.begin_button.isEnabled()
    page.preview.skip_field.click()
    QTest.mouseClick(page.preview.begin_button, Qt.MouseButton.LeftButton)
    assert service.asked[-1] == ("import", True)
    assert "2 foute rijen werden overgeslagen" in page.result.text
    assert "pilot-fouten.csv" in page.result.text


def test_a_file_that_cannot_be_read_is_told_in_place(
    page: ImportPage, service: Exchange, dialogs: ScriptedDialogs
) -> None:
    service.preview = ExchangeFormatError("Dit is geen bestand met registraties.")
    choose(page, dialogs)
    assert step(page) is page.choose
    assert page.choose.error_label.text() == "Dit is geen bestand met registraties."


def test_a_file_that_is_known_already_cannot_come_in_twice(
    page: ImportPage, service: Exchange, dialogs: ScriptedDialogs
) -> None:
    service.preview = make_preview(is_known=True)
    choose(page, dialogs)
    assert not page.preview.begin_button.isEnabled()


def test_stopping_goes_back_to_the_preview(
    page: ImportPage, service: Exchange, dialogs: ScriptedDialogs
) -> None:
    service.failure = Cancelled("Gestopt. Er is niets bewaard.")
    choose(page, dialogs)
    page.preview.begin_button.click()
    assert step(page) is page.preview


def test_afterwards_the_families_are_one_click_away(page: ImportPage, dialogs: ScriptedDialogs) -> None:
    went: list[Destination] = []
    page.left_for.connect(went.append)
    choose(page, dialogs)
    page.preview.begin_button.click()
    QTest.mouseClick(page.result.families_button, Qt.MouseButton.LeftButton)
    assert went == [Destination("families")]
    assert step(page) is page.choose


def test_whoever_cannot_see_the_import_hears_every_control(page: ImportPage) -> None:
    assert_every_focusable_widget_is_named(page)


def test_a_column_is_named_in_dutch_beside_its_name_in_the_file() -> None:
    assert [column_name(name) for name in ("level", "birth_date", "item", "")] == [
        "niveau (level)",
        "geboortedatum (birth_date)",
        "item",
        "",
    ]
