"""Bundles of signals: what belongs together, what it comes to, and how small numbers are told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal import HowOften
from gezinscoach_desktop.domain.signal_bundle import (
    BundleFacts,
    SignalBundleInput,
    Told,
    bundle_giveaways,
    checked_bundle,
    facts_of,
    few_or,
    of_the_year,
    proposals,
)
from tests.factories import make_id

MARCH, MAY, TODAY = date(2026, 3, 1), date(2026, 5, 1), date(2026, 11, 22)
HOUSING, FINANCES = LifeDomain.HOUSING, LifeDomain.FINANCES
AGENCY = make_id("woonmaatschappij")


def told(
    name: str,
    theme: LifeDomain = HOUSING,
    *,
    service_id: UUID | None = None,
    service: str = "",
    on: date = MARCH,
    family: str | None = None,
    by: str | None = "An",
    often: HowOften = HowOften.OFTEN,
) -> Told:
    return Told(
        make_id(name),
        theme,
        service_id,
        service,
        on,
        often,
        None if family is None else make_id(family),
        None if by is None else make_id(by),
    )


def test_signals_of_one_theme_about_one_service_are_proposed_together_the_most_first() -> None:
    signals = (
        told("a", service_id=AGENCY, service="Woonmaatschappij"),
        told("b", service_id=AGENCY, service="Woonmaatschappij"),
        told("c", service_id=AGENCY, service="Woonmaatschappij"),
        told("d", FINANCES, service="Ontvanger"),
        told("e", FINANCES, service="ontvángér"),
        told("f", FINANCES, service_id=AGENCY),
        told("g"),
        told("h"),
    )
    found = proposals(signals, bundled=())
    assert [(each.title, len(each.signals)) for each in found] == [
        ("Huisvesting: Woonmaatschappij", 3),
        ("Financieel: Ontvanger", 2),
    ]
    again = proposals(signals, bundled={make_id("a"), make_id("d")})
    assert [each.signals for each in again] == [(make_id("b"), make_id("c"))]


def test_what_a_bundle_comes_to() -> None:
    facts = facts_of(
        (
            told("a", family="een", on=MAY),
            told("b", family="een", by="Bo", often=HowOften.ONCE),
            told("c", by=None),
        )
    )
    often = {HowOften.ONCE: 1, HowOften.OFTEN: 2}
    assert facts == BundleFacts(3, families=1, tellers=2, first=MARCH, last=MAY, how_often=often)
    assert facts_of(()) == BundleFacts(0, 0, 0, None, None, {})


def test_the_year_before_today_counts_per_theme_the_most_first() -> None:
    signals = (
        told("a", FINANCES, on=date(2025, 11, 22)),
        told("b", FINANCES, on=date(2025, 11, 23), family="een"),
        told("c", HOUSING, on=TODAY, family="een"),
        told("d", HOUSING, family="een"),
        told("e", HOUSING, on=date(2026, 11, 23)),
    )
    found = [(theme, facts.signals, facts.families) for theme, facts in of_the_year(signals, TODAY)]
    assert found == [(HOUSING, 2, 1), (FINANCES, 1, 1)]


@pytest.mark.parametrize(
    ("number", "text"), [(0, "geen"), (1, "minder dan 5"), (4, "minder dan 5"), (5, "5"), (120, "120")]
)
def test_a_small_number_is_not_told_precisely(number: int, text: str) -> None:
    assert few_or(number) == text


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (SignalBundleInput(" ", HOUSING), "title"),
        (SignalBundleInput("Wachten", HOUSING, raised_on=date(2027, 1, 1)), "raised_on"),
        (SignalBundleInput("Wachten", HOUSING, answered_on=date(2027, 1, 1)), "answered_on"),
        (SignalBundleInput("Wachten", HOUSING, raised_on=MAY, answered_on=MARCH), "answered_on"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_it_is_about(details: SignalBundleInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_bundle(details, TODAY)
    assert refused.value.field == field


def test_a_bundle_is_kept_tidy_and_holds_a_signal_once() -> None:
    twice = (make_id("a"), make_id("b"), make_id("a"))
    kept = checked_bundle(SignalBundleInput("  Te  lang ", HOUSING, twice, what=" x \n"), TODAY)
    assert (kept.title, kept.signals, kept.what) == ("Te lang", twice[:2], "x")


def test_names_of_families_are_pointed_out_in_every_text_that_leaves_the_office() -> None:
    names = ("Gezin Kowalska", "Marek Kowalski")
    for field in ("title", "what", "asked", "example", "done", "answer"):
        details = SignalBundleInput(**{"title": "Titel", "theme": HOUSING, field: "Over Kowalska ging het"})  # type: ignore[arg-type]
        assert [each.found for each in bundle_giveaways(details, names)] == ["Kowalska"], field
