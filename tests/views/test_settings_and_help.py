"""What a user may rely on: settings that work, and a handbook that can be searched and is written plainly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.account import DeviceKey, RecoveryState
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.handbook import ORDER
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.weight import Weights
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services import setting as setting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.setting import SecuritySettings
from gezinscoach_desktop.views.account.own_password import ChangePasswordDialog
from gezinscoach_desktop.views.appearance import kept_appearance
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.settings_page import SettingsPage
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import DARK, Appearance, palette, theme
from tests.views.account.samples import ADMINISTRATOR, COACH, a_desk
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
_STIFF = (
    "indien",
    "teneinde",
    "middels",
    "betreffende",
    "inzake",
    "alsmede",
    "tevens",
    "derhalve",
    "dient te",
)


def handbook() -> Path:
    return resource_path("handbook")


def office_settings(*, is_practice: bool = False) -> Any:
    return SimpleNamespace(
        office_name="OCMW Ninove",
        kind="Versleuteld bestand op deze pc",
        place="/kantoren/ninove.gezinscoach",
        is_practice=is_practice,
        interval_months=3,
        no_contact_days=21,
        weights=Weights(),
        off=frozenset(),
        instrument=SimpleNamespace(version="2024"),
        profile=SimpleNamespace(title="Standaard, versie 1", deprived_from=3),
    )


@dataclass
class Given:
    """What the services behind the settings answer, and what they were asked to do."""

    settings: Any = field(default_factory=office_settings)
    security: SecuritySettings = field(default_factory=SecuritySettings)
    device: DeviceKey = field(default_factory=lambda: DeviceKey(is_allowed=True, is_kept=False, problem=None))
    recovery: RecoveryState = field(default_factory=lambda: RecoveryState(False, None, ""))
    error: Exception | None = None
    asked: list[Any] = field(default_factory=list)

    def do(self, what: Any) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def change_no_contact_days(self, desk: Desk, days: int) -> Done:
        self.do(days)
        return Done(Change(frozenset({Noun.SETTING})))

    def change_security(self, desk: Desk, wanted: SecuritySettings) -> Done:
        self.do(wanted)
        self.security = wanted
        return Done(Change(frozenset({Noun.SETTING})))

    def keep_device_key(self, desk: Desk) -> None:
        self.do("keep")
        self.device = DeviceKey(is_allowed=True, is_kept=True, problem=None)

    def forget_device_key(self, desk: Desk) -> None:
        self.do("forget")
        self.device = DeviceKey(is_allowed=True, is_kept=False, problem=None)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    made = Given()
    monkeypatch.setattr(setting_service, "read_settings", lambda desk: made.settings)
    monkeypatch.setattr(setting_service, "read_security", lambda desk: made.security)
    monkeypatch.setattr(setting_service, "change_security", made.change_security)
    monkeypatch.setattr(setting_service, "change_no_contact_days", made.change_no_contact_days)
    monkeypatch.setattr(account_service, "device_key_state", lambda desk: made.device)
    monkeypatch.setattr(account_service, "keep_device_key", made.keep_device_key)
    monkeypatch.setattr(account_service, "forget_device_key", made.forget_device_key)
    monkeypatch.setattr(account_service, "recovery_state", lambda desk: made.recovery)
    return made


MakePage = Callable[[frozenset[OfficeRole]], SettingsPage]


@pytest.fixture
def make_page(
    tasks: InlineTasks, settings_store: QSettings, messages: Messages, given: Given, show: Show
) -> MakePage:
    def make(roles: frozenset[OfficeRole]) -> SettingsPage:
        theme().use_appearance(Appearance.LIGHT)
        page = SettingsPage(tasks, a_desk(roles), settings_store, messages)
        page.resize(1298, 900)
        page.load()
        show(page)
        return page

    return make


@pytest.fixture
def settings_page(make_page: MakePage) -> SettingsPage:
    return make_page(ADMINISTRATOR)


def test_dark_works_at_once_and_is_kept(settings_page: SettingsPage, settings_store: QSettings) -> None:
    settings_page.appearance_field.setFocus()
    QTest.keyClick(settings_page.appearance_field, Qt.Key.Key_D)

    assert palette() is DARK
    assert kept_appearance(settings_store) is Appearance.DARK


def test_without_a_choice_the_system_decides(settings_store: QSettings) -> None:
    settings_store.setValue("view/appearance", "paars")

    assert kept_appearance(settings_store) is Appearance.SYSTEM


def test_settings_say_where_the_office_is_and_which_rules_hold(settings_page: SettingsPage) -> None:
    assert settings_page.place_label.text() == "/kantoren/ninove.gezinscoach"
    assert settings_page.interval_label.text() == "minstens om de 3 maanden"
    assert "Standaard, versie 1" in settings_page.profile_label.text()


def test_an_administrator_chooses_when_the_office_locks_and_can_take_it_back(
    settings_page: SettingsPage, given: Given, said: list[Message]
) -> None:
    assert settings_page.lock_label.text() == "na 5 minuten zonder toets of muis"
    field = settings_page.security.idle_field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert given.asked == [SecuritySettings(idle_minutes=6)]
    assert said[-1].action is not None
    said[-1].action()

    assert given.security.idle_minutes == 5
    assert field.value() == 5


def test_an_administrator_chooses_when_a_family_is_mentioned_and_can_take_it_back(
    settings_page: SettingsPage, given: Given, said: list[Message]
) -> None:
    assert settings_page.silence_label.text() == "na 21 dagen op Start"
    field = settings_page.silence.days_field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert given.asked == [28]
    assert said[-1].action is not None
    said[-1].action()

    assert given.asked == [28, 21]
    assert field.value() == 21


def test_days_without_contact_that_are_refused_are_not_shown_as_if_they_held(
    settings_page: SettingsPage, given: Given
) -> None:
    given.error = OfficeUnavailable("De gedeelde map is niet bereikbaar.")
    field = settings_page.silence.days_field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)

    assert given.asked == [14]
    assert field.value() == 21


def test_other_choices_about_safety_hold_at_once(settings_page: SettingsPage, given: Given) -> None:
    QTest.mouseClick(settings_page.security.device_field, Qt.MouseButton.LeftButton)
    QTest.mouseClick(settings_page.security.capture_field, Qt.MouseButton.LeftButton)

    assert given.security == SecuritySettings(allows_device_key=True, hides_from_capture=True)


def test_a_choice_that_is_refused_is_not_shown_as_if_it_held(
    settings_page: SettingsPage, given: Given
) -> None:
    given.error = OfficeUnavailable("De gedeelde map is niet bereikbaar.")
    QTest.mouseClick(settings_page.security.device_field, Qt.MouseButton.LeftButton)

    assert not settings_page.security.device_field.value()


def test_a_coach_sees_when_it_locks_and_has_nothing_to_choose(make_page: MakePage) -> None:
    page = make_page(COACH)

    assert page.lock_label.text() == "na 5 minuten zonder toets of muis"
    assert not page.security.isVisible()
    assert not page.silence.isVisible()
    assert not page.open_point.isVisible()
    assert page.identity.password_button.isVisible()


def test_a_missing_recovery_sheet_is_an_open_point_for_administrators(
    settings_page: SettingsPage, given: Given
) -> None:
    wanted: list[Destination] = []
    settings_page.left_for.connect(wanted.append)
    assert settings_page.open_point.isVisible()
    QTest.mouseClick(settings_page.sheet_button, Qt.MouseButton.LeftButton)
    assert wanted == [Destination("accounts", part="recovery")]
    given.recovery = RecoveryState(exists=True, made_at=None, made_by="An")
    settings_page.load()

    assert not settings_page.open_point.isVisible()


def test_this_pc_may_open_without_a_password_when_somebody_says_so(
    settings_page: SettingsPage, given: Given, settings_store: QSettings
) -> None:
    field = settings_page.identity.device_field
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert given.asked == ["keep"]
    assert [one.has_device_key for one in recent_offices(settings_store)] == [True]
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)

    assert given.asked == ["keep", "forget"]
    assert [one.has_device_key for one in recent_offices(settings_store)] == [False]


@pytest.mark.parametrize(
    ("device", "told"),
    [
        (DeviceKey(False, False, None), "Je kantoor laat dit niet toe."),
        (DeviceKey(True, False, "Deze pc heeft geen sleutelbos."), "Deze pc heeft geen sleutelbos."),
    ],
)
def test_why_this_pc_cannot_keep_a_key_is_told(
    make_page: MakePage, given: Given, device: DeviceKey, told: str
) -> None:
    given.device = device
    page = make_page(COACH)

    assert page.identity.device_hint.text() == told
    assert not page.identity.device_field.isEnabled()


def test_a_key_that_is_not_taken_is_told_beneath_it(settings_page: SettingsPage, given: Given) -> None:
    given.error = OfficeUnavailable("De sleutelbos van deze pc neemt de sleutel niet aan.")
    QTest.mouseClick(settings_page.identity.device_field, Qt.MouseButton.LeftButton)

    assert settings_page.identity.device_hint.text() == given.error.message
    assert not settings_page.identity.device_field.value()


def test_the_password_is_changed_from_here(settings_page: SettingsPage) -> None:
    QTest.mouseClick(settings_page.identity.password_button, Qt.MouseButton.LeftButton)

    assert settings_page.identity.findChild(ChangePasswordDialog) is not None


def test_the_practice_office_keeps_the_password_everybody_knows(make_page: MakePage, given: Given) -> None:
    given.settings = office_settings(is_practice=True)
    page = make_page(ADMINISTRATOR)

    assert not page.identity.password_button.isVisible()
    assert not page.security.isVisible()
    assert not page.open_point.isVisible()


def test_settings_are_named(settings_page: SettingsPage) -> None:
    assert_every_focusable_widget_is_named(settings_page)


@pytest.mark.parametrize("topic", ORDER)
def test_the_handbook_is_written_plainly(topic: str) -> None:
    text = (handbook() / f"{topic}.md").read_text(encoding="utf-8").lower()

    assert [word for word in _STIFF if re.search(rf"\b{word}\b", text)] == []
    assert re.search(r"(?<!\d )\bu\b|\buw\b", text) is None, "not of an hour: 1 u 30"


def test_the_handbook_says_what_is_not_protected() -> None:
    text = (handbook() / "veiligheid.md").read_text(encoding="utf-8")

    for said in (
        "niet versleuteld",
        "geen herstelblad",
        "heeft ook de sleutel",
        "Wie vertrok",
        "schermopnames",
    ):
        assert said in text
