"""Who was here before: by name, sound, phone, address and birth dates, with the reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.duplicate import Suspect, SuspectKind, Wanted, matches

BORN, OTHER = date(2015, 5, 6), date(2018, 1, 2)
KNOWN = Suspect(
    SuspectKind.FAMILY,
    UUID(int=1),
    "Van de Velde",
    name="Van de Velde",
    person_names=("Hanne Özdemir", "Jef Van de Velde"),
    phones=("0470 12 34 56", ""),
    address="Kerkstraat 5 bus 2",
    municipality="Mol",
    birth_dates=frozenset({BORN, OTHER}),
)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Wanted("van de velde"), "dezelfde naam"),
        (Wanted("Van de Veldde"), "bijna dezelfde naam"),
        (Wanted("Vandevelde"), "een naam die hetzelfde klinkt"),
        (Wanted("Fandefelde"), "een naam die hetzelfde klinkt"),
        (Wanted("Gezin Ozdemir"), "een gezinslid heet zo"),
        (Wanted("Iemand anders", phones=("+32 (0)470/12.34.56",)), "zelfde telefoon"),
        (Wanted(phones=("0032470123456",)), "zelfde telefoon"),
        (Wanted(address="kerkstr. 5, bus 2"), "hetzelfde adres"),
        (Wanted(address="Kerkstraat 5 bus 2", municipality="mol"), "hetzelfde adres"),
        (Wanted("Iemand anders", birth_dates=(BORN, OTHER)), "gezinsleden met dezelfde geboortedata"),
        (Wanted("Özdemir", birth_dates=(BORN,)), "een gezinslid met dezelfde geboortedatum"),
    ],
)
def test_it_is_found_with_the_reason(wanted: Wanted, reason: str) -> None:
    (match,) = matches(wanted, [KNOWN])
    assert reason in match.reasons


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted("Peeters"),
        Wanted("Van"),
        Wanted("Gezin"),
        Wanted(phones=("0470 12 34 57", "0470", "")),
        Wanted(address="Kerkstraat 5 bus 2", municipality="Geel"),
        Wanted(address="Kerkstraat 5"),
        Wanted("Peeters", birth_dates=(BORN,)),
    ],
)
def test_what_says_too_little_finds_nothing(wanted: Wanted) -> None:
    assert matches(wanted, [KNOWN]) == ()


def test_the_likeliest_stands_first_and_all_reasons_are_told() -> None:
    phone_only = replace(KNOWN, id=UUID(int=2), name="Goris", title="Goris", person_names=(), address="")
    both = matches(Wanted("Van de Velde", phones=("0470123456",)), [phone_only, KNOWN])
    assert [match.suspect.id.int for match in both] == [1, 2]
    assert both[0].reasons == ("zelfde telefoon", "dezelfde naam")
