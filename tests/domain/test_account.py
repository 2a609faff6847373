"""Names, roles and codes of accounts, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.account import (
    LONGEST_NAME,
    check_display_name,
    check_roles,
    check_user_name,
    compare_code,
    is_last_administrator,
)
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from tests.factories import make_id

COACH, COORDINATOR, ADMINISTRATOR = OfficeRole


@dataclass(frozen=True)
class Person:
    id: UUID
    roles: frozenset[OfficeRole]


def person(name: str, *roles: OfficeRole) -> Person:
    return Person(make_id(name), frozenset(roles))


@pytest.mark.parametrize(
    ("active", "is_last"),
    [
        ([person("an", ADMINISTRATOR)], True),
        ([person("an", *OfficeRole), person("bo", COACH, COORDINATOR)], True),
        ([person("an", ADMINISTRATOR), person("bo", ADMINISTRATOR)], False),
        ([person("an", COACH), person("bo", ADMINISTRATOR)], False),
        ([], False),
    ],
)
def test_the_last_administrator_is_who_has_nobody_beside(active: list[Person], is_last: bool) -> None:
    assert is_last_administrator(make_id("an"), active) is is_last


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\u0301"])
def test_a_user_name_holds_something_to_sign_in_with(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_user_name(text)
    assert caught.value.field == "user_name"


@pytest.mark.parametrize("check", [check_user_name, lambda text: check_display_name(text, otherwise="x")])
def test_names_are_tidied_and_not_endless(check: Callable[[str], str]) -> None:
    assert check("  An \n De  Smet ") == "An De Smet"
    assert check("x" * LONGEST_NAME) == "x" * LONGEST_NAME
    with pytest.raises(InvalidInput, match=str(LONGEST_NAME)):
        check("x" * (LONGEST_NAME + 1))


def test_without_a_name_colleagues_see_the_user_name() -> None:
    assert check_display_name(" ", otherwise="an") == "an"


def test_an_account_has_a_role() -> None:
    assert check_roles([COACH, COACH]) == {COACH}
    with pytest.raises(InvalidInput) as caught:
        check_roles([])
    assert caught.value.field == "roles"


@given(st.binary(min_size=20, max_size=20), st.sampled_from([" ", "-", "", "  –  "]), st.booleans())
def test_a_code_typed_in_any_fashion_is_the_same(secret: bytes, between: str, small: bool) -> None:
    code = recovery_code.written(secret)
    typed = between.join(code.split())
    compare_code(code, typed.lower() if small else typed)


@given(st.binary(min_size=20, max_size=20), st.integers(0, 34), st.sampled_from(recovery_code.ALPHABET))
def test_the_first_group_with_another_sign_is_named(secret: bytes, place: int, sign: str) -> None:
    signs = "".join(recovery_code.written(secret).split())
    if signs[place] == sign:
        compare_code(signs, signs)
        return
    with pytest.raises(InvalidInput, match=f"Groep {place // 5 + 1} ") as caught:
        compare_code(signs, signs[:place] + sign + signs[place + 1 :])
    assert caught.value.field == "code"


def test_a_code_that_stops_or_goes_on_is_said_so() -> None:
    code = recovery_code.written(bytes(20))
    with pytest.raises(InvalidInput, match="Groep 1 "):
        compare_code(code, "")
    with pytest.raises(InvalidInput, match="Groep 7 "):
        compare_code(code, code[:-1])
    with pytest.raises(InvalidInput, match="meer tekens"):
        compare_code(code, f"{code} A")
