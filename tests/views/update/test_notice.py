"""What the bar about updates says to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gezinscoach_desktop.domain.update import Refusal, parse_version
from gezinscoach_desktop.services.update import Finding, Installation, Look
from gezinscoach_desktop.views.theme import Tone
from gezinscoach_desktop.views.update.keeper import Plan, UpdateState
from gezinscoach_desktop.views.update.memory import Started
from gezinscoach_desktop.views.update.notice import Act, Notice, notice_of
from tests.updates import NEW, manifest

OFFER = Look(Finding.OFFERED, "S:\\", manifest("2.0.0"))
STATE = UpdateState(OFFER, None, Plan.NONE, 0, Installation.OWN, None, "")


def said(state: UpdateState, *, is_administrator: bool = False) -> Notice:
    notice = notice_of(state, is_administrator=is_administrator)
    assert notice is not None
    return notice


def test_everybody_hears_of_an_update_and_may_install_it() -> None:
    notice = said(STATE)
    assert "2.0.0" in notice.text
    assert notice.acts == (Act.NEWS, Act.INSTALL)
    assert notice.closes


@pytest.mark.parametrize(
    ("installation", "words"),
    [
        (Installation.EVERYBODY, "ICT-dienst"),
        (Installation.PORTABLE, "losse map"),
        (Installation.SOURCE, "met de hand"),
    ],
)
def test_who_cannot_install_it_here_hears_how_it_goes(installation: Installation, words: str) -> None:
    notice = said(replace(STATE, installation=installation))
    assert words in notice.text
    assert Act.INSTALL not in notice.acts


def test_an_update_too_old_for_the_office_says_so() -> None:
    assert "nog nieuwere" in said(replace(STATE, look=replace(OFFER, opens_office=False))).text


@pytest.mark.parametrize(
    "look",
    [
        Look(Finding.REFUSED, "S:\\", refusal=Refusal.SIGNATURE),
        Look(Finding.TOO_FAR, "S:\\", manifest("2.0.0")),
        Look(Finding.WENT_BACK, "S:\\", manifest("2.0.0"), newest_seen=parse_version("3.0.0")),
    ],
    ids=lambda look: look.finding,
)
def test_what_is_wrong_with_a_folder_is_for_administrators_only(look: Look) -> None:
    state = replace(STATE, look=look)
    assert notice_of(state, is_administrator=False) is None
    assert said(state, is_administrator=True).acts == (Act.WHY,)
    assert look.advice


@pytest.mark.parametrize(
    "finding", [Finding.NO_KEY, Finding.NO_FOLDER, Finding.SILENT, Finding.EMPTY, Finding.NOTHING_NEWER]
)
def test_nothing_to_tell_is_not_told(finding: Finding) -> None:
    for is_administrator in (False, True):
        assert notice_of(replace(STATE, look=Look(finding)), is_administrator=is_administrator) is None


def test_what_is_going_to_happen_can_be_taken_back() -> None:
    assert said(replace(STATE, plan=Plan.READY)).acts == (Act.NEWS, Act.CANCEL)
    fetching = said(replace(STATE, plan=Plan.FETCHING, percent=42))
    assert "42 %" in fetching.text
    assert fetching.acts == (Act.CANCEL,)


def test_after_an_update_it_is_told_with_what_is_new() -> None:
    updated = said(replace(STATE, look=None, updated=Started(parse_version("2.0.0"), NEW)))
    assert (updated.tone, updated.acts) == (Tone.GOOD, (Act.NEWS,))
    assert said(replace(STATE, updated=Started(parse_version("2.0.0"), ()))).acts == ()


def test_why_an_update_did_not_go_on_comes_before_all_else() -> None:
    assert said(replace(STATE, failed="Het lukte niet.")).text == "Het lukte niet."
