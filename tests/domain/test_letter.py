"""What may be shared with whom: a consent that holds, for that service, that names it or of which the coach says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import pytest

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind, ConsentRecord
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.letter import (
    Letter,
    LetterBlock,
    LetterInput,
    LetterPart,
    checked_letter,
    names_block,
    plain_text,
    running_with,
    shared_under,
)

TODAY = date(2026, 11, 22)
OCMW, OLD, CAW = UUID(int=1), UUID(int=2), UUID(int=3)
SERVICES = {
    OCMW: ServiceInput("Sociale dienst", "OCMW Mol"),
    OLD: ServiceInput("Sociale dienst", "OCMW Mol"),
    CAW: ServiceInput("CAW"),
}
GIVEN = ConsentInput(
    ConsentKind.SHARING, date(2026, 3, 1), given_by="Sofie", service_id=OCMW, purpose="huurpremie",
    content="adres en situatie",
)  # fmt: skip
_AT = datetime(2026, 3, 1, tzinfo=UTC)


def kept(consent: ConsentInput, number: int = 1) -> ConsentRecord:
    return Kept(uuid5(OCMW, str(number)), UUID(int=9), 1, consent, _AT, None, "An", _AT, "An")


@pytest.mark.parametrize(
    ("consent", "runs"),
    [
        (GIVEN, True),
        (replace(GIVEN, service_id=OLD), True),
        (replace(GIVEN, service_id=None, partner="sociale dienst"), True),
        (replace(GIVEN, service_id=None, partner="OCMW Mol"), True),
        (replace(GIVEN, service_id=CAW), False),
        (replace(GIVEN, service_id=None, partner="CAW"), False),
        (replace(GIVEN, service_id=None, partner=""), False),
        (replace(GIVEN, kind=ConsentKind.MANDATE), False),
        (replace(GIVEN, kind=ConsentKind.COACHING), False),
        (replace(GIVEN, given_on=date(2026, 11, 23)), False),
        (replace(GIVEN, until=TODAY), False),
        (replace(GIVEN, until=date(2026, 11, 23)), True),
        (replace(GIVEN, withdrawn_on=TODAY), False),
    ],
)
def test_which_consent_holds_for_a_service(consent: ConsentInput, runs: bool) -> None:
    assert bool(running_with([kept(consent)], SERVICES, OCMW, TODAY)) is runs


@pytest.mark.parametrize(
    ("content", "block", "is_named"),
    [
        ("adres en situatie", LetterBlock.REACH, True),
        ("adres en situatie", LetterBlock.QUESTION, True),
        ("adres en situatie", LetterBlock.MEMBERS, False),
        ("Afspraken, wensen", LetterBlock.AGREEMENTS, True),
        ("alles", LetterBlock.MEMBERS, True),
        ("alles behalve het adres", LetterBlock.REACH, False),
        ("geen telefoonnummers", LetterBlock.REACH, False),
        ("inkomen en schulden", LetterBlock.QUESTION, False),
    ],
)
def test_what_a_consent_names(content: str, block: LetterBlock, is_named: bool) -> None:
    assert names_block(replace(GIVEN, content=content), block) is is_named


LETTER = LetterInput(OCMW, kept(GIVEN).id, question="Is de premie rond?")


@pytest.mark.parametrize(
    ("letter", "field", "said"),
    [
        (replace(LETTER, service_id=UUID(int=77)), "service_id", "Kies een dienst"),
        (replace(LETTER, service_id=CAW), "consent_id", "Er loopt geen toestemming om met CAW"),
        (replace(LETTER, consent_id=None), "consent_id", "Kies waarvoor"),
        (replace(LETTER, question=" "), "question", "Schrijf wat je"),
        (replace(LETTER, question="x" * 7000), "question", "te lang"),
        (replace(LETTER, blocks=frozenset()), "blocks", "minstens één"),
        (
            replace(LETTER, blocks=LETTER.blocks | {LetterBlock.MEMBERS}),
            "blocks",
            "Hierover is de toestemming niet duidelijk: wie tot het gezin behoort. Er staat “adres en situatie”",
        ),
    ],
)
def test_what_is_missing_is_said(letter: LetterInput, field: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        checked_letter(letter, [kept(GIVEN)], SERVICES, TODAY)
    assert refused.value.field == field


def test_what_the_coach_says_falls_under_it_may_go_along() -> None:
    letter = replace(
        LETTER, blocks=LETTER.blocks | {LetterBlock.MEMBERS}, confirmed=frozenset({LetterBlock.MEMBERS})
    )
    assert checked_letter(letter, [kept(GIVEN)], SERVICES, TODAY).details is GIVEN


def test_a_letter_says_what_is_shared_under_which_consent_of_which_day() -> None:
    shared = shared_under(LETTER, GIVEN)
    letter = Letter(
        office="OCMW Geel", author="An", made_on=TODAY, code="G-1", to=("Sociale dienst", "Inge Maes"),
        greeting="Dag Inge Maes,", about="Dit gaat over Sofie.", parts=(LetterPart("De vraag", ("Is de premie rond?",)),),
        shared=shared,
    )  # fmt: skip
    text = plain_text(letter)
    assert text.startswith("Sociale dienst\nInge Maes\n\n22 november 2026\nOns kenmerk: G-1\n")
    for said in (
        "- Om wie het gaat\n- De vraag\n", "- Van 01/03/2026 door Sofie, mondeling.\n", "- Waarvoor: huurpremie\n",
        "- Wat gedeeld mag worden: adres en situatie",
    ):  # fmt: skip
        assert said in text
