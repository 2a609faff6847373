"""Opening without a password is offered once, where the office allows it and this PC can, and not before anybody asks."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings

from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services import device_key, setting
from gezinscoach_desktop.services.setting import SecuritySettings
from gezinscoach_desktop.views.account.device_offer import DeviceKeyOffer
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.tasks import InlineTasks

PLACE = "/net/gezinscoach"
Offer = Callable[..., None]


class Pc:
    """What the office allows, what this PC can, and what was asked of it."""

    def __init__(self) -> None:
        self.is_allowed = True
        self.can_keep = True
        self.asked: list[str] = []
        self.said: list[Message] = []
        self.error: Exception | None = None

    def may_be_offered(self, place: str, user_name: str) -> bool:
        self.asked.append("key store")
        return self.can_keep

    def read_security(self, desk: Any) -> SecuritySettings:
        return SecuritySettings(allows_device_key=self.is_allowed)

    def keep_device_key(self, desk: Any) -> None:
        self.asked.append("keep")
        if self.error is not None:
            raise self.error


@pytest.fixture
def pc(monkeypatch: pytest.MonkeyPatch) -> Pc:
    made = Pc()
    monkeypatch.setattr(device_key, "may_be_offered", made.may_be_offered)
    monkeypatch.setattr(device_key, "keep_device_key", made.keep_device_key)
    monkeypatch.setattr(setting, "read_security", made.read_security)
    return made


@pytest.fixture
def offer(qapp: object, pc: Pc, tasks: InlineTasks, settings_store: QSettings) -> Offer:
    """Somebody of this name came in."""
    keeper = QObject(tasks)
    messages = Messages(keeper)
    messages.said.connect(pc.said.append)
    tasks.refused.connect(messages.show_refusal)

    def come_in(user_name: str = "bea") -> None:
        desk: Any = SimpleNamespace(place=PLACE, account=SimpleNamespace(user_name=user_name))
        DeviceKeyOffer(tasks, desk, settings_store, messages, parent=keeper).start()

    return come_in


def test_it_is_offered_once_to_each_and_kept_when_chosen(
    offer: Offer, pc: Pc, settings_store: QSettings
) -> None:
    offer()
    assert "zonder wachtwoord" in pc.said[0].text
    assert "keep" not in pc.asked, "nothing is kept before somebody chooses it"
    offer()
    assert len(pc.said) == 1
    offer("an")
    assert len(pc.said) == 2
    act = pc.said[1].action
    assert act is not None
    act()

    assert pc.asked[-1] == "keep"
    assert pc.said[-1].text == "Deze pc opent het kantoor voortaan zonder wachtwoord."
    assert recent_offices(settings_store)[0].has_device_key
    assert recent_offices(settings_store)[0].user_name == "an"


def test_an_office_that_does_not_allow_it_asks_no_key_store(offer: Offer, pc: Pc) -> None:
    pc.is_allowed = False
    offer()

    assert pc.asked == []
    assert pc.said == []


def test_a_pc_that_cannot_keep_it_says_nothing(offer: Offer, pc: Pc) -> None:
    pc.can_keep = False
    offer()
    assert pc.said == []
    pc.can_keep = True
    offer()

    assert len(pc.said) == 1, "it was never told, so it may still be"


def test_a_key_store_that_refuses_is_told_and_nothing_is_remembered(
    offer: Offer, pc: Pc, settings_store: QSettings
) -> None:
    offer()
    pc.error = OfficeUnavailable("De sleutelbos van deze pc neemt de sleutel niet aan.")
    act = pc.said[0].action
    assert act is not None
    act()

    assert "sleutelbos" in pc.said[-1].text
    assert recent_offices(settings_store) == ()


def test_settings_that_cannot_be_read_offer_it_again(offer: Offer, pc: Pc, settings_store: QSettings) -> None:
    settings_store.setValue("offices/device_key_offered", "{stuk")
    offer()

    assert len(pc.said) == 1
