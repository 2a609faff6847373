"""What somebody typed and did not keep yet stays, whatever colleagues write meanwhile and however the office was locked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabBar, QTextEdit, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.signal_bundle import SignalBundleInput
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.index_profile import list_profiles
from gezinscoach_desktop.services.signal_bundle import add_bundle
from gezinscoach_desktop.views.access_file.places import ACCESS_FILE
from gezinscoach_desktop.views.contact.places import CONTACT
from gezinscoach_desktop.views.family.dossier_tab import SECTIONS
from gezinscoach_desktop.views.family.places import FAMILY, NEW_FAMILY, REPORT, SNAPSHOT
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.letter.places import LETTER
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.profile.places import PROFILE_EDITOR
from gezinscoach_desktop.views.right.places import RIGHTS_WALK
from gezinscoach_desktop.views.settings_page import SettingsPage
from gezinscoach_desktop.views.signal.places import BUNDLE
from gezinscoach_desktop.views.yearly.places import YEARLY
from tests.journeys.conftest import OpenDesk
from tests.journeys.driver import Driver
from tests.journeys.office import LATE, family_id
from tests.offices import PASSWORD

Field = QLineEdit | QPlainTextEdit | QTextEdit
TYPED = "7"
OF_FAMILY = frozenset({FAMILY, SNAPSHOT, CONTACT, REPORT, ACCESS_FILE, LETTER, RIGHTS_WALK})
"""Rooms that are about one family."""


def frame_of(driver: Driver) -> Frame:
    frame = driver.program.frame
    assert frame is not None
    return frame


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def fields_of(page: QWidget) -> Iterator[Field]:
    """Where somebody can type now; what he looks for is not something to keep."""
    found: list[Field] = []
    for fields in (
        page.findChildren(QLineEdit),
        page.findChildren(QPlainTextEdit),
        page.findChildren(QTextEdit),
    ):
        found += fields
    for field in found:
        is_open = field.isVisible() and field.isEnabled() and not field.isReadOnly()
        if is_open and not isinstance(field, SearchField):
            yield field


def type_everywhere(page: QWidget) -> dict[Field, str]:
    """A letter in every field, and what stands there then."""
    fields = list(fields_of(page))
    for field in fields:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(field, TYPED)
    page.setFocus(Qt.FocusReason.TabFocusReason)
    return {field: text_of(field) for field in fields if shiboken6.isValid(field)}


def parts_of(room: str, desk: Desk) -> Iterator[str]:
    """What is gone to within a room, beside its own tabs."""
    if room == FAMILY:
        yield from (tab for tab in TabName if tab is not TabName.DOSSIER)
        yield from (f"{TabName.DOSSIER}/{section.part}" for section in SECTIONS)
    elif room == REPORT:
        yield from PaperKind
    elif room == PROFILE_EDITOR:
        yield list_profiles(desk).chosen.id
    else:
        yield ""


def places(rooms: Iterable[str], desk: Desk) -> Iterator[Destination]:
    """Every room, every tab of a family and every paper."""
    family = family_id(desk, LATE)
    bundle = add_bundle(desk, SignalBundleInput("Wachten op een woning", LifeDomain.HOUSING, ())).id
    for room in rooms:
        subject = family if room in OF_FAMILY else bundle if room == BUNDLE else None
        yield from (Destination(room, subject, part) for part in parts_of(room, desk))


def views_of(driver: Driver, place: Destination) -> Iterator[str]:
    """Go to that place, and to each tab of it; names where that is."""
    frame = frame_of(driver)
    frame.go(place)
    driver.settle()
    page = frame.current_page
    assert page is not None
    yield f"{place.room} {place.part}"
    bars = [] if place.room == FAMILY else [bar for bar in page.findChildren(QTabBar) if bar.isVisible()]
    for bar in bars:
        for tab in range(1, bar.count()):
            bar.setCurrentIndex(tab)
            driver.settle()
            yield f"{place.room} {bar.tabText(tab)}"


def lost_of(driver: Driver, typed: Mapping[Field, str]) -> Iterator[str]:
    """What does not stand any more as it was typed, once colleagues changed everything."""
    frame_of(driver).hear(Change(frozenset(Noun)))
    driver.settle()
    for field, before in typed.items():
        if not shiboken6.isValid(field):
            yield f"a field with {before} is gone"
        elif text_of(field) != before:
            yield f"{field.accessibleName()}: {before} became {text_of(field)}"


def test_what_was_typed_anywhere_stays_when_colleagues_change_everything(
    opened: Driver, look_inside: OpenDesk
) -> None:
    frame = frame_of(opened)
    lost: list[str] = []
    written: set[str] = set()
    for place in places(frame._rooms, look_inside()):
        for view in views_of(opened, place):
            page = frame.current_page
            assert page is not None
            typed = type_everywhere(page)
            if typed:
                written.add(place.room)
            lost += [f"{view}: {what}" for what in lost_of(opened, typed)]
    assert lost == []
    assert {"settings", FAMILY, NEW_FAMILY, CONTACT, LETTER, YEARLY, PROFILE_EDITOR, BUNDLE} <= written


def test_what_was_typed_in_the_settings_stays_while_the_office_is_locked(opened: Driver) -> None:
    frame, keeper = frame_of(opened), opened.program.keeper
    assert keeper is not None
    opened.click("Instellingen")
    page = frame.current_page
    assert isinstance(page, SettingsPage)
    opened.fill(Phase.INTENSIVE.label, "2,5")
    keeper.lock()
    opened.wait_until(lambda: opened.program.tasks.is_at_rest)
    opened.type_text(PASSWORD)
    opened.press("Return")
    opened.wait_until(lambda: not frame.is_covered)
    opened.settle()
    assert page.weights.fields[Phase.INTENSIVE].text() == "2,5"
