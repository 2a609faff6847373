"""What may be kept in a snapshot."""

from datetime import date

import pytest

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.snapshot import Score, check_scores, in_order
from tests.factories import load_instrument, make_person, make_score, make_snapshot

ADULT, CHILD = make_person("V1"), make_person("K1")


def test_good_scores_come_back_as_they_were() -> None:
    scores = (
        make_score("income", 1),
        make_score("dutch", None, person=ADULT, note="Spreekt Tigrinya"),
        make_score("learning", 5, person=CHILD),
    )
    assert check_scores(iter(scores), load_instrument(), [ADULT, CHILD]) == scores


@pytest.mark.parametrize(
    ("score", "message"),
    [
        (make_score("inkomen", 1), "Het item “inkomen” bestaat niet in sociale-balans-gezinscoaches 2023-1."),
        (make_score("income", 0), "Niveau 0 bij “Inkomen” bestaat niet: verwacht 1 tot 5, of n.v.t."),
        (make_score("income", 6), "Niveau 6 bij “Inkomen” bestaat niet: verwacht 1 tot 5, of n.v.t."),
        (
            make_score("income", 3, person=ADULT),
            "“Inkomen” hoort bij huishouden en past niet bij deze persoon.",
        ),
        (make_score("dutch", 3), "“Nederlands” hoort bij volwassene en past niet bij deze persoon."),
        (
            make_score("dutch", 3, person=CHILD),
            "“Nederlands” hoort bij volwassene en past niet bij deze persoon.",
        ),
        (
            make_score("dutch", 3, person=make_person("V9")),
            "Er is een score op “Nederlands” voor iemand die niet tot dit gezin behoort.",
        ),
    ],
)
def test_a_score_that_cannot_be_is_refused(score: Score, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_scores([score], load_instrument(), [ADULT, CHILD])
    assert caught.value.message == message


def test_a_place_is_scored_once_in_a_snapshot() -> None:
    with pytest.raises(InvalidInput, match="“Inkomen” staat twee keer in dezelfde momentopname"):
        check_scores([make_score("income", 1), make_score("income", 1)], load_instrument(), [])


def test_the_same_item_for_two_persons_is_no_repetition() -> None:
    partner = make_person("V2")
    scores = [make_score("dutch", 1, person=ADULT), make_score("dutch", 1, person=partner)]
    assert len(check_scores(scores, load_instrument(), [ADULT, partner])) == 2


def test_snapshots_go_from_old_to_new_and_on_one_date_as_they_were_kept() -> None:
    old = make_snapshot(date(2026, 1, 1), number=9)
    first, second = make_snapshot(date(2026, 2, 1), number=1), make_snapshot(date(2026, 2, 1), number=2)
    assert in_order([second, first, old]) == (old, first, second)
