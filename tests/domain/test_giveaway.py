"""What tells who a text is about: names, phone numbers, national numbers, mail addresses; ordinary words do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.giveaway import Giveaway, GiveawayKind, giveaways, name_words, warning_of

NAMES = ("Sofie Peeters", "Peeters – Yilmaz", "Emre El Amrani", "Jean-Luc Van de Velde", "Éva")


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.found) for each in giveaways(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sofie wacht al een jaar.", ["Sofie"]),
        ("de wachtlijst van SOFIE", ["SOFIE"]),
        ("Sofies dossier bleef liggen", ["Sofies"]),
        ("Sofie's dossier bleef liggen", ["Sofie's"]),
        ("mevrouw Yilmaz belde", ["Yilmaz"]),
        ("Eva kreeg geen antwoord", ["Eva"]),
        ("Jean belde zelf", ["Jean"]),
        ("Jean-Luc belde zelf", ["Jean-Luc"]),
        ("mijnheer Van de Velde", ["Velde"]),
        ("het gezin wacht en de school zegt van niet", []),
        ("Een sofa kopen lukt niet", []),
        ("El vertelt het", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: list[str]) -> None:
    assert found(text) == [("name", name) for name in names]


@pytest.mark.parametrize(
    "written",
    [
        "0470 12 34 56",
        "0470/12.34.56",
        "+32 470 12 34 56",
        "0032 470 12 34 56",
        "014 58 12 34",
        "02/512.34.56",
        "047012345 6",
    ],
)
def test_phone_numbers_are_found_in_any_spelling(written: str) -> None:
    assert found(f"Bel {written} voor meer.") == [("phone", written)]


@pytest.mark.parametrize("written", ["85.07.30-033.28", "85073003328", "85 07 30 033 28", "00.01.25-567.77"])
def test_national_numbers_are_found_by_their_check_digits(written: str) -> None:
    assert found(f"nummer {written}") == [("national_number", written)]


def test_a_mail_address_is_found() -> None:
    assert found("schrijf naar sofie.p@voorbeeld.be!") == [("email", "sofie.p@voorbeeld.be")] or (
        "email",
        "sofie.p@voorbeeld.be",
    ) in found("schrijf naar sofie.p@voorbeeld.be!")


@pytest.mark.parametrize(
    "text",
    [
        "op 14/11/2026 en op 01.02.2026",
        "van 01/02/2026 tot 03/04/2026",
        "een boete van € 1.234,50",
        "26 weken wachten, 3 keer gebeld",
        "dossier 12345",
        "2025-2026",
        "",
    ],
)
def test_dates_and_amounts_give_nobody_away(text: str) -> None:
    assert found(text) == []


def test_each_is_named_once_in_the_order_of_the_text() -> None:
    text = "Yilmaz belde 0470 12 34 56, en Yilmaz belde nog eens, met Sofie"
    assert [each.found for each in giveaways(text, NAMES)] == ["Yilmaz", "0470 12 34 56", "Sofie"]


def test_particles_are_no_names_by_themselves() -> None:
    assert name_words(["Van de Velde", "El Amrani", "Gezin Peeters en Maes"]) == {
        "velde",
        "amrani",
        "peeters",
        "maes",
    }


def test_the_warning_says_what_and_shows_it() -> None:
    assert warning_of(()) == ""
    some = (Giveaway(GiveawayKind.NAME, "Sofie"), Giveaway(GiveawayKind.PHONE, "0470 12 34 56"))
    assert warning_of(some) == (
        "Hier staat misschien een naam en een telefoonnummer in: “Sofie”, “0470 12 34 56”. "
        "Laat weg wat zegt om wie het gaat."
    )


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_is_read_without_trouble_and_what_is_found_stands_in_it(text: str, names: list[str]) -> None:
    assert all(each.found in text for each in giveaways(text, names))
