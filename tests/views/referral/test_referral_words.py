"""How proposals and who waits are said: a weight has its unit, a sign has its word, a state does not look like a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.caseload import Away, Capacity, Person
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.matching import Need, proposals
from gezinscoach_desktop.domain.referral import ReferralInput, ReferralLine, Urgency
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.views.referral import words
from gezinscoach_desktop.views.referral.columns import referral_columns, to_assign_columns
from gezinscoach_desktop.views.theme import Tone

DAY = date(2026, 11, 22)
NEED = Need("Mol", "Arabisch")


def coach(weight: int, **about: object) -> Capacity:
    person = Person(UUID(int=1), "Karim Boutaleb", languages=("Frans",))
    return Capacity(replace(person, **about), 15, weight, 150, DAY)  # type: ignore[arg-type]


def a_line(**about: object) -> ReferralLine:
    details = replace(ReferralInput(DAY, name="Nagy"), **about)  # type: ignore[arg-type]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return ReferralLine(Kept(UUID(int=7), None, 1, details, now, None, "An", now, "An"))


@pytest.mark.parametrize(
    ("weight", "text", "detail"),
    [
        (116, "11,6 van 15 punten", "nog 3,4 punten"),
        (140, "14 van 15 punten", "nog 1 punt"),
        (150, "15 van 15 punten", "geen ruimte meer"),
        (192, "19,2 van 15 punten", "4,2 punten te veel"),
    ],
)
def test_a_weight_is_said_in_points_since_it_is_no_number_of_families(
    weight: int, text: str, detail: str
) -> None:
    assert (words.room_text(coach(weight)), words.room_detail(coach(weight))) == (text, detail)


@pytest.mark.parametrize(
    ("need", "who", "said"),
    [
        (NEED, coach(0, languages=("Arabisch",)), "Spreekt Arabisch"),
        (
            NEED,
            coach(0, languages=("Arabisch",), municipalities=("Geel",)),
            "Spreekt Arabisch · maar werkt niet in Mol",
        ),
        (
            NEED,
            coach(0, away=Away(DAY, date(2026, 12, 18))),
            "Afwezig tot 18/12/2026 · spreekt de taal niet",
        ),
        (Need(), coach(116), "Ruimte voor 3,4 punten"),
    ],
)
def test_a_proposal_says_what_the_figures_beside_it_do_not(need: Need, who: Capacity, said: str) -> None:
    (found,) = proposals(need, [who])
    assert words.proposal_text(found) == said


def test_how_urgent_it_is_stands_there_in_a_word() -> None:
    waits = to_assign_columns(lambda: DAY)[1]
    assert waits.detail is not None
    said = [waits.detail(a_line(urgency=urgency)) for urgency in Urgency]
    assert said == ["", "binnenkort", "dringend"]


def test_only_what_is_still_to_decide_stands_out_in_the_list() -> None:
    tone = referral_columns()[4].tone
    assert tone is not None
    assert tone(a_line(decision=None)) is Tone.WARNING
    assert tone(a_line(decision=Decision.WAITING)) is Tone.TEXT
