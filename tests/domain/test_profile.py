"""The index profile: what travels with the program, and what is said about a profile that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from gezinscoach_desktop.domain.index import Pick, parse_profile
from gezinscoach_desktop.domain.instrument import InstrumentError
from tests.factories import load_instrument, load_profile

Definition = dict[str, Any]


def make_definition() -> Definition:
    """The smallest profile that is good."""
    return {
        "id": "proef",
        "version": 1,
        "name": "Proef",
        "deprived_from": 3,
        "severe_from": 4,
        "core_needed": 1,
        "supporting_needed": 2,
        "domain": [
            {"key": "income", "name": "Inkomen", "core": [{"item": "income", "weak_to": 2}], "supporting": []}
        ],
    }


def test_the_default_profile_has_the_six_criteria_and_the_threshold_of_three() -> None:
    profile = load_profile()
    keys = [domain.key for domain in profile.domains]
    assert keys == ["income", "education", "employment", "housing", "health", "stimulation"]
    assert (profile.deprived_from, profile.core_needed, profile.supporting_needed) == (3, 1, 2)
    assert [domain.key for domain in profile.domains if domain.needs_child] == ["stimulation"]


def test_a_profile_is_named_with_its_version() -> None:
    assert load_profile().title == "Standaard (eigen operationalisering), versie 1"


def test_the_worst_value_counts_unless_domain_or_item_says_otherwise() -> None:
    picks = {
        (domain.key, criterion.item): criterion.pick
        for domain in load_profile().domains
        for criterion in domain.criteria
    }
    assert picks["income", "income"] is Pick.WORST
    assert picks["education", "reading"] is Pick.BEST
    assert picks["stimulation", "child_leisure"] is Pick.WORST
    assert picks["stimulation", "adult_leisure"] is Pick.BEST


def test_every_item_that_can_weigh_is_known() -> None:
    profile = load_profile()
    assert {"income", "debts", "employment", "adult_leisure"} <= profile.items.keys()
    assert "recognition" not in profile.items
    assert profile.items == {key: load_instrument().items[key].subject for key in profile.items}


def _set(*path: str | int, to: object) -> Callable[[Definition], None]:
    def change(definition: Definition) -> None:
        place: Any = definition
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = deepcopy(to)

    return change


def _domains(number: int) -> list[Definition]:
    return [make_definition()["domain"][0] | {"key": f"d{place}"} for place in range(number)]


DOMAIN = ("domain", 0)
HERE = "proef.toml, domein income"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("id", to=" "), "proef.toml: id ontbreekt of is leeg; verwacht een tekst."),
        (_set("name", to=3), "proef.toml: name ontbreekt of is leeg; verwacht een tekst."),
        (_set("version", to="1"), "proef.toml: version is '1'; verwacht een geheel getal vanaf 1."),
        (_set("deprived_from", to=0), "proef.toml: deprived_from is 0; verwacht een geheel getal vanaf 1."),
        (_set("severe_from", to=None), "proef.toml: severe_from is None; verwacht een geheel getal vanaf 1."),
        (_set("core_needed", to=True), "proef.toml: core_needed is True; verwacht een geheel getal vanaf 1."),
        (
            _set("supporting_needed", to=2.5),
            "proef.toml: supporting_needed is 2.5; verwacht een geheel getal vanaf 1.",
        ),
        (
            _set("domain", to=[]),
            "proef.toml: er staat geen enkel domein in; verwacht minstens één [[domain]].",
        ),
        (
            _set("domain", to="x"),
            "proef.toml: er staat geen enkel domein in; verwacht minstens één [[domain]].",
        ),
        (_set("domain", to=["x"]), "proef.toml: domain moet een lijst van tabellen zijn, zoals [[domain]]."),
        (
            _set("domain", to=_domains(7)),
            "proef.toml: er staan 7 domeinen in; verwacht er hoogstens 6, want de matrix is 7 × 7.",
        ),
        (
            _set("domain", to=_domains(1) * 2),
            "proef.toml: domein “d0” staat er twee keer in; elke sleutel mag één keer voorkomen.",
        ),
        (_set(*DOMAIN, "key", to=""), "proef.toml: key ontbreekt of is leeg; verwacht een tekst."),
        (_set(*DOMAIN, "name", to=""), f"{HERE}: name ontbreekt of is leeg; verwacht een tekst."),
        (_set(*DOMAIN, "pick", to="mean"), f"{HERE}: pick is “mean”; verwacht best of worst."),
        (
            _set(*DOMAIN, "applies_to_households_with", to="dog"),
            f"{HERE}: applies_to_households_with is “dog”; verwacht child of niets.",
        ),
        (_set(*DOMAIN, "core", to=[]), f"{HERE}: core is leeg; verwacht minstens één kernitem."),
        (
            _set(*DOMAIN, "core", to=["income"]),
            f'{HERE}, core: verwacht een lijst van tabellen, zoals {{ item = "income", weak_to = 2 }}.',
        ),
        (
            _set(*DOMAIN, "supporting", to=5),
            f'{HERE}, supporting: verwacht een lijst van tabellen, zoals {{ item = "income", weak_to = 2 }}.',
        ),
        (
            _set(*DOMAIN, "core", 0, "item", to="inkomen"),
            f"{HERE}, core: item “inkomen” bestaat niet in sociale-balans-gezinscoaches 2023-1.",
        ),
        (
            _set(*DOMAIN, "core", 0, "weak_to", to=6),
            f"{HERE}, core, item income: weak_to is 6; verwacht 1 tot 5.",
        ),
        (
            _set(*DOMAIN, "core", 0, "weak_to", to=None),
            f"{HERE}, core: weak_to is None; verwacht een geheel getal vanaf 1.",
        ),
        (_set(*DOMAIN, "core", 0, "pick", to=[]), f"{HERE}, core: pick is “[]”; verwacht best of worst."),
        (
            _set(*DOMAIN, "supporting", to=[{"item": "", "weak_to": 2}]),
            f"{HERE}, supporting: item ontbreekt of is leeg; verwacht een tekst.",
        ),
    ],
)
def test_a_wrong_profile_is_refused_with_place_and_expectation(
    change: Callable[[Definition], None], message: str
) -> None:
    definition = make_definition()
    change(definition)
    with pytest.raises(InstrumentError) as caught:
        parse_profile(definition, load_instrument(), source="proef.toml")
    assert caught.value.message == message


def test_the_smallest_good_profile_is_accepted() -> None:
    assert parse_profile(make_definition(), load_instrument(), source="proef.toml").title == "Proef, versie 1"
