"""Signals and stories: what can be kept."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal import SignalInput, checked_signal, given_away
from gezinscoach_desktop.domain.story import StoryInput, StoryKind, checked_story

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)
SERVICE = UUID(int=5)


def signal(**changed: object) -> SignalInput:
    return SignalInput(**{"theme": LifeDomain.HOUSING, "what": "Wachtlijst", "on": TODAY} | changed)  # type: ignore[arg-type]


def story(**changed: object) -> StoryInput:
    return StoryInput(**{"kind": StoryKind.STORY, "text": "Het lukte", "on": TODAY} | changed)  # type: ignore[arg-type]


def test_a_signal_loses_stray_blanks_and_a_service_is_named_in_one_way() -> None:
    checked = checked_signal(signal(what=" Wacht \n", service=" De  Lijn ", example=" x "), TODAY)
    assert (checked.what, checked.service, checked.example) == ("Wacht", "De Lijn", "x")
    assert checked_signal(signal(service="De Lijn", service_id=SERVICE), TODAY).service == ""


@pytest.mark.parametrize(("wrong", "field"), [(signal(what=" \n"), "what"), (signal(on=TOMORROW), "on")])
def test_a_signal_that_cannot_be_kept(wrong: SignalInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_signal(wrong, TODAY)
    assert refusal.value.field == field


@pytest.mark.parametrize("field", ["what", "example", "service"])
def test_every_text_of_a_signal_is_looked_at(field: str) -> None:
    found = given_away(signal(**{field: "Sofie wacht"}), ["Sofie Peeters"])
    assert [each.found for each in found] == ["Sofie"]


def test_a_story_that_may_not_go_out_has_no_date_of_agreement() -> None:
    checked = checked_story(story(text=" Het lukte ", title=" a  b ", released_on=TODAY), TODAY)
    assert (checked.text, checked.title, checked.released_on) == ("Het lukte", "a b", None)


def test_a_story_that_may_go_out_keeps_when_the_family_agreed() -> None:
    assert checked_story(story(is_released=True, released_on=TODAY), TODAY).released_on == TODAY


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (story(text=""), "text"),
        (story(on=TOMORROW), "on"),
        (story(is_released=True), "released_on"),
        (story(is_released=True, released_on=TOMORROW), "released_on"),
    ],
)
def test_a_story_that_cannot_be_kept(wrong: StoryInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_story(wrong, TODAY)
    assert refusal.value.field == field
