"""Which words point at somebody else, and what is left of a passage once it was decided about."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.third_party import (
    OMITTED,
    Decision,
    Omission,
    Passage,
    Verdict,
    joined,
    omissions,
    shown,
    spans_of_others,
    words_of_others,
)

OTHERS = words_of_others(("Emre Yilmaz", "Lina Yilmaz", "Fatma"), ("Sofie", "Peeters"))
OWN = ("0470 12 34 56", "sofie@voorbeeld.be")


def passage(text: str, key: str = "contact/1/note") -> Passage:
    return Passage(key, "Huisbezoek op 01/02/2026", text, spans_of_others(text, OTHERS, OWN))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sofie is blij met de woning.", ()),
        ("Emre zocht werk.", ("Emre",)),
        ("Emre Yilmaz zocht werk.", ("Emre Yilmaz",)),
        ("Lina's juf belde.", ("Lina's",)),
        ("De fiets is Emres fiets.", ("Emres",)),
        ("Haar ex belt elke avond.", ("ex",)),
        ("De buurvrouw past op, haar moeder ook.", ("buurvrouw", "moeder")),
        ("Bel 0470 12 34 56.", ()),
        ("Bel 0471 98 76 54.", ("0471 98 76 54",)),
        ("Mail naar sofie@voorbeeld.be of kris@elders.be.", ("kris@elders.be",)),
        ("Een expert kwam langs, in de tuin van mamalief.", ()),
    ],
)
def test_what_points_at_somebody_else(text: str, found: tuple[str, ...]) -> None:
    assert passage(text).found == found


def test_a_family_name_that_is_also_ones_own_tells_nothing() -> None:
    words = words_of_others(("Jan Peeters",), ("Sofie", "Peeters"))
    assert spans_of_others("Mevrouw Peeters tekende.", words) == ()
    assert spans_of_others("Jan tekende.", words) == ((0, 3),)


def test_what_one_is_oneself_points_at_nobody_else() -> None:
    text = "Moeder en oma kwamen."
    assert spans_of_others(text, OTHERS, relation="moeder") == ((10, 13),)
    assert spans_of_others(text, OTHERS, relation="oma van Lina") == ((0, 6),)


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        (Decision(Verdict.KEEP), "Emre slaat, Sofie huilt."),
        (Decision(Verdict.LEAVE_OUT), OMITTED),
        (Decision(Verdict.BLACK_OUT, ((0, 4),)), f"{OMITTED} slaat, Sofie huilt."),
        (Decision(Verdict.BLACK_OUT, ((0, 4), (5, 10))), f"{OMITTED}, Sofie huilt."),
        (Decision(Verdict.BLACK_OUT, ((20, 400),)), f"Emre slaat, Sofie hu{OMITTED}"),
        (Decision(Verdict.BLACK_OUT), "Emre slaat, Sofie huilt."),
    ],
)
def test_what_is_left_of_a_passage(decision: Decision, left: str) -> None:
    assert shown(passage("Emre slaat, Sofie huilt."), decision) == left


def test_what_is_left_out_is_told_and_what_is_kept_is_not() -> None:
    passages = (passage("Emre", "a"), passage("Lina", "b"), passage("Sofie", "c"), passage("Fatma", "d"))
    decided = {"a": Decision(Verdict.LEAVE_OUT), "b": Decision(Verdict.KEEP)}
    assert omissions(passages, decided) == (
        Omission("Huisbezoek op 01/02/2026", is_whole=True),
        Omission("Huisbezoek op 01/02/2026", is_whole=False),
    )


@given(
    st.lists(st.sampled_from(["Emre", "Lina,", "Fatma.", "Sofie", "naar", "school", "Yilmaz", "\n"])),
    st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90))),
)
def test_no_name_is_left_once_what_was_found_is_taken_out(
    words: list[str], more: list[tuple[int, int]]
) -> None:
    made = passage(" ".join(words))
    left = shown(made, Decision(Verdict.BLACK_OUT, (*made.others, *more)))
    assert not any(name in left.replace(OMITTED, "") for name in ("Emre", "Lina", "Fatma", "Yilmaz"))
    spans = joined(made.text, more)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))
