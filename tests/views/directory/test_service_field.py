"""Naming a service in a form: found while typing, added on the spot, or just a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.directory.service_dialog import ServiceDialog
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.directory.conftest import BROOD, GONE, ONTHAAL, DirectoryService

Show = Callable[[QWidget], None]


@pytest.fixture
def window(tasks: InlineTasks, desk: Desk, directory: DirectoryService, show: Show) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    made.field = ServiceField(tasks, desk)  # type: ignore[attr-defined]
    made.next = QLineEdit()  # type: ignore[attr-defined]
    made.next.setAccessibleName("Volgende")  # type: ignore[attr-defined]
    column.addWidget(made.field)  # type: ignore[attr-defined]
    column.addWidget(made.next)  # type: ignore[attr-defined]
    made.resize(400, 200)
    show(made)
    return made


@pytest.fixture
def field(window: QWidget) -> ServiceField:
    found = window.findChild(ServiceField)
    assert isinstance(found, ServiceField)
    found.setFocus()
    return found


def test_typing_finds_by_any_word_and_enter_takes_it(field: ServiceField) -> None:
    told: list[None] = []
    QTest.keyClicks(field, "beemd")
    assert field.suggestions.texts == [
        "Onthaal · CAW De Beemd · Mol",
        "“beemd” toevoegen aan de sociale kaart…",
    ]
    field.edited.connect(lambda: told.append(None))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.value(), field.text(), field.shown()) == (ONTHAAL.id, "", "Onthaal (CAW De Beemd)")
    assert told


@pytest.mark.parametrize("typed", ["inge", "huisvesting", "mol onthaal", "EERSTE gespr"])
def test_it_is_found_by_person_domain_place_and_without_accents(field: ServiceField, typed: str) -> None:
    QTest.keyClicks(field, typed)
    assert field.suggestions.texts[0].startswith("Onthaal")


def test_what_is_no_longer_in_use_is_not_offered_but_still_named(field: ServiceField) -> None:
    field.open_list()
    assert not any("Fietsatelier" in line for line in field.suggestions.texts)
    field.set_value(GONE.id)
    assert field.shown() == "Fietsatelier"


def test_the_list_opens_with_the_arrow_down(field: ServiceField) -> None:
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.suggestions.isVisible()
    assert len(field.suggestions.texts) == 3


def test_a_name_that_is_not_in_the_directory_stays_a_name(field: ServiceField) -> None:
    QTest.keyClicks(field, "Buurtwerk Zuid")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.value(), field.text()) == (None, "Buurtwerk Zuid")


def test_a_name_typed_whole_is_that_service(window: QWidget, field: ServiceField) -> None:
    QTest.keyClicks(field, "sociale kruidenier het mandje")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    window.findChildren(QLineEdit)[-1].setFocus()
    assert field.value() == BROOD.id


def test_a_new_one_is_added_on_the_spot(
    window: QWidget, field: ServiceField, directory: DirectoryService
) -> None:
    QTest.keyClicks(field, "Buurtwerk Zuid")
    QTest.keyClick(field, Qt.Key.Key_Return)
    (dialog,) = window.findChildren(ServiceDialog)
    assert_every_focusable_widget_is_named(dialog)
    assert dialog.name_field.value() == "Buurtwerk Zuid"
    QTest.keyClick(dialog.name_field, Qt.Key.Key_Return)
    assert directory.asked[0][0] == "add"
    entry = directory.read_directory(None).entry(field.value())
    assert entry is not None
    assert entry.details.name == field.shown() == "Buurtwerk Zuid"


def test_changing_the_text_lets_the_choice_go(field: ServiceField) -> None:
    field.set_value(ONTHAAL.id)
    field.selectAll()
    QTest.keyClicks(field, "Iets anders")
    assert (field.value(), field.text()) == (None, "Iets anders")


def test_who_may_not_read_the_directory_can_type_a_name(
    tasks: InlineTasks, desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(desk: Desk) -> None:
        raise NotAllowed("nee")

    monkeypatch.setattr(directory_service, "read_directory", refuse)
    refused: list[object] = []
    tasks.refused.connect(refused.append)
    made = ServiceField(tasks, desk)
    show(made)
    QTest.keyClicks(made, "Huisarts")
    assert (made.value(), made.text(), refused) == (None, "Huisarts", [])


def test_the_list_goes_with_its_field(window: QWidget, field: ServiceField) -> None:
    field.open_list()
    suggestions = field.suggestions
    assert suggestions.parentWidget() is window
    field.deleteLater()
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(suggestions)
