"""The instrument: what travels with the program, and what is said about a definition that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from gezinscoach_desktop.domain.instrument import AgeRange, InstrumentError, Subject, parse_instrument
from tests.factories import load_instrument

LEVELS = ["een", "twee", "drie", "vier", "vijf"]
Definition = dict[str, Any]


def make_definition() -> Definition:
    """The smallest instrument that is good."""
    return {
        "id": "proef",
        "version": "1",
        "domain": [
            {
                "subject": "household",
                "key": "housing",
                "name": "Wonen",
                "item": [{"key": "residence", "name": "Verblijfplaats", "levels": list(LEVELS)}],
            },
            {
                "subject": "child",
                "key": "school",
                "name": "School",
                "item": [
                    {"key": "learning", "name": "Leren", "levels": list(LEVELS), "help": "Vraag het na."}
                ],
            },
        ],
    }


def test_the_sociale_balans_has_45_items_on_five_levels() -> None:
    instrument = load_instrument()
    assert [len(instrument.items_of(subject)) for subject in Subject] == [8, 21, 16]
    assert all(len(item.levels) == 5 for item in instrument.items.values())
    assert instrument.items["income"].level_text(3) == "Inkomen is nipt toereikend"
    assert instrument.items["income"].level_text(None) == "Niet van toepassing"


def test_items_know_their_place_and_heading() -> None:
    instrument = load_instrument()
    assert list(instrument.positions.values()) == list(range(45))
    assert instrument.domain_of("income").name == "Financiële situatie"
    assert {domain.subject for domain in instrument.domains_of(Subject.CHILD)} == {Subject.CHILD}


@pytest.mark.parametrize(
    ("item", "months", "fits"),
    [
        ("baby_supplies", 36, True),
        ("baby_supplies", 37, False),
        ("kind_en_gezin", 6, True),
        ("school_attendance", 29, False),
        ("school_attendance", 30, True),
        ("learning", None, True),
        ("parental_care", 200, True),
    ],
)
def test_items_that_do_not_fit_an_age_can_be_folded_away(item: str, months: int | None, fits: bool) -> None:
    assert load_instrument().items[item].fits_age.includes(months) is fits


def test_an_instrument_may_give_its_own_ages_and_help() -> None:
    definition = make_definition()
    definition["domain"][1]["item"][0]["age_months"] = [12, 24]
    item = parse_instrument(definition, source="proef.toml").items["learning"]
    assert item.fits_age == AgeRange(12, 24)
    assert item.help == "Vraag het na."


def test_two_readings_of_one_definition_are_equal() -> None:
    first = parse_instrument(make_definition(), source="a.toml", definition="a")
    assert first == parse_instrument(make_definition(), source="b.toml", definition="b")


def _set(*path: str | int, to: object) -> Callable[[Definition], None]:
    def change(definition: Definition) -> None:
        place: Any = definition
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = deepcopy(to)

    return change


def _copy(*path: str | int) -> Callable[[Definition], None]:
    def change(definition: Definition) -> None:
        place: Any = definition
        for step in path:
            place = place[step]
        place.append(deepcopy(place[0]))

    return change


ITEM = ("domain", 0, "item", 0)
HERE = "proef.toml, domein housing, item residence"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("id", to=""), "proef.toml: id ontbreekt of is leeg; verwacht een tekst."),
        (_set("id", to=7), "proef.toml: id ontbreekt of is leeg; verwacht een tekst."),
        (_set("version", to=None), "proef.toml: version ontbreekt of is leeg; verwacht een tekst."),
        (
            _set("domain", to=[]),
            "proef.toml: er staat geen enkel domein in; verwacht minstens één [[domain]].",
        ),
        (
            _set("domain", to={"key": "x"}),
            "proef.toml: domain moet een lijst van tabellen zijn, zoals [[domain]].",
        ),
        (_set("domain", to=["x"]), "proef.toml: domain moet een lijst van tabellen zijn, zoals [[domain]]."),
        (_set("domain", 0, "key", to=None), "proef.toml: key ontbreekt of is leeg; verwacht een tekst."),
        (
            _set("domain", 0, "key", to="Wonen!"),
            "proef.toml: sleutel “Wonen!” is ongeldig; verwacht kleine letters, cijfers en _.",
        ),
        (
            _set("domain", 0, "name", to="  "),
            "proef.toml, domein housing: name ontbreekt of is leeg; verwacht een tekst.",
        ),
        (
            _set("domain", 0, "subject", to="pet"),
            "proef.toml, domein housing: subject “pet” bestaat niet; verwacht household, adult of child.",
        ),
        (
            _set("domain", 0, "item", to=[]),
            "proef.toml, domein housing: er staat geen enkel item in; verwacht minstens één [[domain.item]].",
        ),
        (
            _set("domain", 0, "item", to=3),
            "proef.toml, domein housing: item moet een lijst van tabellen zijn, zoals [[item]].",
        ),
        (
            _set(*ITEM, "key", to="Verblijf"),
            "proef.toml, domein housing: sleutel “Verblijf” is ongeldig; verwacht kleine letters, cijfers en _.",
        ),
        (_set(*ITEM, "name", to=""), f"{HERE}: name ontbreekt of is leeg; verwacht een tekst."),
        (
            _set(*ITEM, "levels", to=LEVELS[:4]),
            f"{HERE}: levels telt 4 teksten; verwacht er 5, van kwetsbaarst naar sterkst.",
        ),
        (
            _set(*ITEM, "levels", to="tekst"),
            f"{HERE}: levels telt 0 teksten; verwacht er 5, van kwetsbaarst naar sterkst.",
        ),
        (
            _set(*ITEM, "levels", to=[*LEVELS[:4], " "]),
            f"{HERE}: een van de niveauteksten is leeg of geen tekst.",
        ),
        (
            _set(*ITEM, "levels", to=[1, 2, 3, 4, 5]),
            f"{HERE}: een van de niveauteksten is leeg of geen tekst.",
        ),
        (
            _set(*ITEM, "age_months", to=[36, 0]),
            f"{HERE}: age_months is [36, 0]; verwacht twee gehele getallen in maanden, zoals [0, 36].",
        ),
        (
            _set(*ITEM, "age_months", to="jong"),
            f"{HERE}: age_months is 'jong'; verwacht twee gehele getallen in maanden, zoals [0, 36].",
        ),
        (
            _copy("domain"),
            "proef.toml: domein “housing” staat er twee keer in; elke sleutel mag één keer voorkomen.",
        ),
        (
            _copy("domain", 0, "item"),
            "proef.toml: item “residence” staat er twee keer in; elke sleutel mag één keer voorkomen.",
        ),
    ],
)
def test_a_wrong_definition_is_refused_with_place_and_expectation(
    change: Callable[[Definition], None], message: str
) -> None:
    definition = make_definition()
    change(definition)
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(definition, source="proef.toml")
    assert caught.value.message == message
