"""The recovery code comes back however it is typed; a typing error is refused, and its group named where it can be."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.recovery_code import ALPHABET, GROUP, SECRET_BYTES, make, parse, written

SECRETS = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
PLACES = st.integers(0, 34)


def signs_of(secret: bytes) -> list[str]:
    return list(written(secret).replace(" ", ""))


def refused(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        parse(text)
    assert caught.value.field == "code"
    return caught.value.message


@given(SECRETS, st.sampled_from(["", " ", "-", " - ", "\n", "\u00a0", "–", "."]), st.booleans())
def test_a_code_comes_back_however_it_is_typed(secret: bytes, between: str, is_lower: bool) -> None:
    code = written(secret)
    groups = code.split(" ")
    assert [len(group) for group in groups] == [GROUP] * 7
    assert set("".join(groups)) <= set(ALPHABET)
    typed = between.join(groups)
    assert parse(f" {typed.lower() if is_lower else typed}\n") == secret


def test_every_code_is_new_and_the_alphabet_leaves_out_what_is_misread() -> None:
    assert len({make() for _ in range(1000)}) == 1000
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("IO01") & set(ALPHABET)


@given(SECRETS, PLACES, st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found_in_its_group(secret: bytes, place: int, sign: str) -> None:
    signs = signs_of(secret)
    assume(signs[place] != sign)
    signs[place] = sign
    message = refused("".join(signs))
    # Now and then two neighbours that changed places would explain it as well: then no group is named wrongly.
    assert message.startswith((f"Groep {place // GROUP + 1} klopt niet", "Er zit een fout in de code"))


def test_one_wrong_sign_or_two_swapped_ones_name_their_group_nearly_always() -> None:
    chance, named = random.Random(5), 0
    for turn in range(400):
        signs = signs_of(chance.randbytes(SECRET_BYTES))
        group = chance.randrange(7)
        place = group * GROUP + chance.randrange(GROUP - 1)
        if turn % 2:
            signs[place] = chance.choice([sign for sign in ALPHABET if sign != signs[place]])
        else:
            signs[place], signs[place + 1] = signs[place + 1], signs[place]
        try:
            parse("".join(signs))
            named += signs[place] == signs[place + 1]  # two of the same changed places
        except InvalidInput as error:
            named += f"Groep {group + 1} klopt niet" in error.message
    assert named >= 380


@given(SECRETS, st.lists(st.tuples(PLACES, st.sampled_from(ALPHABET)), min_size=2, max_size=2))
def test_two_wrong_signs_are_always_refused(secret: bytes, wrong: list[tuple[int, str]]) -> None:
    signs = signs_of(secret)
    changed = signs.copy()
    for place, sign in wrong:
        changed[place] = sign
    assume(changed != signs)
    assert "klopt niet" in (message := refused("".join(changed))) or "fout in de code" in message


def test_more_wrong_signs_are_refused_but_for_one_in_thousands() -> None:
    chance, taken = random.Random(9), 0
    for _ in range(300):
        try:
            parse("".join(chance.choices(ALPHABET, k=35)))
            taken += 1
        except InvalidInput:
            continue
    assert taken <= 1


@pytest.mark.parametrize("sign", ["I", "o", "0", "1", "é", "!", "ß"])
def test_a_sign_of_no_code_is_said_with_its_group(sign: str) -> None:
    groups = written(bytes(range(20))).split(" ")
    groups[4] = groups[4][:2] + sign + groups[4][3:]
    for typed in (" ".join(groups), "".join(groups)):
        assert refused(typed).startswith("In groep 5 staat een teken dat in geen code voorkomt")


def test_a_group_with_a_sign_too_few_or_too_many_is_named() -> None:
    groups = written(bytes(range(20))).split(" ")
    for wrong in (groups[2][:-1], groups[2] + "A"):
        assert refused(" ".join([*groups[:2], wrong, *groups[3:]])).startswith(
            "Groep 3 telt geen vijf tekens"
        )


@pytest.mark.parametrize("text", ["", "-", "A", "AAAAA " * 6, "A" * 36])
def test_a_text_of_another_length_is_refused(text: str) -> None:
    assert "35 tekens" in refused(text)


@given(st.text(max_size=60))
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    fields = []
    try:
        assert len(parse(text)) == SECRET_BYTES
    except InvalidInput as error:
        fields.append(error.field)
    assert set(fields) <= {"code"}
