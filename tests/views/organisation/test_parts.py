"""A part that the office switches off: gone from the rail, from Ctrl+K, from a family's page, and back unharmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.rooms import SETTINGS, START, Rooms
from gezinscoach_desktop.services import part as part_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.expense.places import EXPENSES
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.find.finder import Finder
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.right.places import RIGHTS_LIST
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.settings_page import SettingsPage
from gezinscoach_desktop.views.signal.places import SIGNALS
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from tests.services.test_caseload import a_family, desk

__all__ = ["desk"]  # fixture


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


@pytest.fixture(autouse=True)
def every_part_afterwards() -> Iterator[None]:
    yield
    parts().do_without(frozenset())


def _nothing() -> None:
    """Nobody leaves the office here."""


@pytest.fixture
def frame(
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    settings_store: QSettings,
    show: Callable[[QWidget], None],
) -> Frame:
    """The window with every room of An, who has every role."""
    made = Frame(tasks, messages, settings_store, office=OfficeLabel("Kantoor", "An"))
    rooms = Rooms(
        desk,
        tasks,
        messages,
        ScriptedDialogs(),
        settings_store,
        leave=_nothing,
        open_moved=print,
        updates=UpdateKeeper(tasks, settings_store),
    )
    rooms.furnish(made, Pulse(tasks, desk), is_practice=True)
    Finder(made, tasks, desk, settings_store, messages)
    made.resize(1024, 680)
    made.go(Destination(START))
    show(made)
    return made


def tabs(frame: Frame) -> list[str]:
    page = frame.current_page
    assert isinstance(page, FamilyView)
    return [name.value for place, name in enumerate(TabName) if page.tab_bar.isTabVisible(place)]


def menu(frame: Frame) -> list[str]:
    page = frame.current_page
    assert isinstance(page, FamilyView)
    return [action.text() for action in page.header.more_button.menu().actions()]


def test_what_is_switched_off_is_nowhere_and_comes_back(frame: Frame, desk: Desk, tasks: InlineTasks) -> None:
    family_id = a_family(desk, "Nagy")
    frame.go(family_page(family_id))
    everything, whole_menu, rail = tabs(frame), menu(frame), frame.rail.rooms
    assert {"rights", "network"} <= set(everything)
    frame.go(Destination(SETTINGS))
    settings = frame.current_page
    assert isinstance(settings, SettingsPage)
    for field in settings.parts.fields.values():
        assert field.isChecked()
        field.click()
    assert part_service.switched_off(desk) == frozenset(Part)
    assert not settings.rights_button.isVisible()
    for room in (EXPENSES, RIGHTS_LIST, SIGNALS):
        assert not frame.knows(room)
    assert SIGNALS not in frame.rail.rooms
    assert "Signaal geven" not in [action.text() for action in frame.actions() if action.isVisible()]
    frame.go(family_page(family_id, "rights"))
    page = frame.current_page
    assert isinstance(page, FamilyView)
    assert page.current_tab is TabName.OVERVIEW
    assert set(everything) - set(tabs(frame)) == {"rights", "network"}
    assert [text for text in whole_menu if text not in menu(frame)] == [
        "Moment van trots noteren…", "Onkost noteren…", "Signaal geven…",
    ]  # fmt: skip
    page.go_to("plan")
    assert not page.plan.goal_card.isVisible()
    page._next_tab()
    assert page.tab_bar.currentIndex() == list(TabName).index(TabName.RIGHTS) + 2
    page.go_to("dossier")
    hidden = [
        page.dossier.section_list.item(row).text()
        for row in range(page.dossier.section_list.count())
        if page.dossier.section_list.item(row).isHidden()
    ]
    assert hidden == ["Onkosten", "Verhalen"]
    frame.go(contact_form(family_id))
    QTest.qWait(0)
    frame.go(Destination(SETTINGS))
    settings = frame.current_page
    assert isinstance(settings, SettingsPage)
    for field in settings.parts.fields.values():
        field.click()
    assert frame.rail.rooms == rail
    frame.go(family_page(family_id))
    assert tabs(frame) == everything
    assert menu(frame) == whole_menu
