"""Passwords that are quickly guessed are refused with what to do; what is proposed is never refused."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.password import (
    SHORTEST,
    check_password,
    common,
    one_time_code,
    propose_password,
    words,
)

USER, OFFICE = "an.peeters", "OCMW Proefdorp"


def check(password: str) -> None:
    check_password(password, user_name=USER, office_name=OFFICE)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "minstens 12 tekens"),
        ("kort", "minstens 12 tekens"),
        ("fietsbelelf", "minstens 12 tekens"),
        ("e\u0301" * 11, "minstens 12 tekens"),  # eleven signs, however they are composed
        ("aaaaaaaaaaaaaaa", "herhaalt"),
        ("abcabcabcabc", "herhaalt"),
        ("!!!!????####", "herhaalt"),
        ("fiets fiets fiets fiets", "herhaalt"),
        ("azertyuiop12", "rij toetsen"),
        ("azertyuiopqsdf", "rij toetsen"),
        ("1234567890123", "rij toetsen"),
        ("0987654321ab", "rij toetsen"),
        ("mlkjhgfdsqpoiu", "rij toetsen"),
        ("abcdefghijklmnop", "rij toetsen"),
        ("welkom01welkom01", "lijsten"),
        ("Wachtwoord2026!", "lijsten"),
        ("W@chtw00rd!!!!", "lijsten"),
        ("gezinscoach2026", "lijsten"),
        ("2026!Gezinscoach", "lijsten"),
        ("g e z i n s c o a c h", "lijsten"),
        ("welkom wachtwoord 1", "lijsten"),
        ("Zomer2026Zomer", "lijsten"),
        ("correcthorsebatterystaple", "lijsten"),
        ("an.peeters2026", "je naam"),
        ("Peeters-Peeters-1", "je naam"),
        ("anpeeters1234567", "je naam"),
        ("OCMW Proefdorp 2026", "je naam"),
        ("proefdorp123456", "je naam"),
        ("Peeters@Proefdorp", "je naam"),
    ],
)
def test_what_is_quickly_guessed_is_refused(password: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as caught:
        check(password)
    assert caught.value.field == "password"
    assert not password or password not in caught.value.message


@pytest.mark.parametrize(
    "password",
    [
        "vier woorden zijn genoeg",
        "peeters koopt een paarse fiets",
        "in proefdorp regent het soep",
        "8361940275 61",
        "xK9#mQ2vLp7!",
        "été à la plage",
        "маленький дом",
        "twaalf tekens",
        "azerty is geen goed idee",
        "welkom in mijn luchtkasteel",
    ],
)
def test_what_is_somebodys_own_is_taken(password: str) -> None:
    check(password)


def test_every_common_password_is_refused_with_digits_and_signs_around_it() -> None:
    for word in common():
        for password in (f"{word}2026!{'!' * 12}", f"12345678{word.upper()}", f"{word} {word} 1{'0' * 10}"):
            with pytest.raises(InvalidInput):
                check_password(password)


def test_without_the_list_common_passwords_would_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    monkeypatch.setattr("gezinscoach_desktop.domain.password.common", frozenset)
    check_password("Wachtwoord2026!")


def test_names_that_are_left_out_or_too_short_refuse_nothing() -> None:
    for user, office in (("", ""), ("an", "x y"), ("...", "!!!")):
        check_password("an koopt vier x en y", user_name=user, office_name=office)


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=10))
def test_no_text_does_worse_than_be_refused(password: str, user: str, office: str) -> None:
    fields = []
    try:
        check_password(password, user_name=user, office_name=office)
    except InvalidInput as error:
        fields.append(error.field)
    else:
        assert len(password) >= SHORTEST
    assert set(fields) <= {"password"}


def test_what_is_proposed_is_four_words_and_is_taken() -> None:
    proposals = [propose_password() for _ in range(300)]
    assert len(set(proposals)) == 300
    for proposal in proposals:
        assert len(proposal.split(" ")) == 4
        check(proposal)
        assert set(proposal.split(" ")) <= set(words())


def test_the_words_are_many_short_and_plain() -> None:
    assert len(words()) >= 1296
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in words())
    assert not common() & set(words())


def test_no_two_words_differ_in_one_letter_or_sound_alike() -> None:
    seen: set[str] = set()
    for word in words():
        # A word without one of its letters, with the place: two words that share one are a letter apart.
        near = {f"{word[:place]}*{word[place + 1 :]}" for place in range(len(word))} | {word}
        shorter = {word[:place] + word[place + 1 :] for place in range(len(word))}
        assert not near & seen, word
        assert not shorter & set(words()), word
        seen |= near
    sounds = [re.sub(r"(.)\1", r"\1", word.replace("ei", "ij").replace("ou", "au")) for word in words()]
    assert len(set(sounds)) == len(sounds)


def test_one_time_codes_are_short_groups_without_signs_that_are_misread() -> None:
    codes = [one_time_code() for _ in range(500)]
    assert len(set(codes)) == 500
    assert all(re.fullmatch("[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", code) for code in codes)
    for place in itertools.chain(range(4), range(5, 9), range(10, 14)):
        assert len({code[place] for code in codes}) > 25
