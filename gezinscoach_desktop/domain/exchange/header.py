"""The first line of an exchange file: which columns it has, in which order, and what separates them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gezinscoach_desktop.domain.exchange.cell import visible
from gezinscoach_desktop.domain.exchange.problem import ExchangeFormatError

COLUMNS = (
    "family",
    "municipality",
    "person",
    "role",
    "birth_date",
    "joined",
    "left",
    "date",
    "item",
    "level",
    "note",
)
REQUIRED = ("family", "date", "item", "level")


@dataclass(frozen=True, slots=True)
class Header:
    """`places` says where each known column stands; `ignored` names the others, if need be by number."""

    delimiter: str
    width: int
    places: Mapping[str, int]
    ignored: tuple[str, ...]


def parse_header(line: str) -> Header:
    """Read the header; raises ExchangeFormatError on a missing required column or a known one twice."""
    text = line.removesuffix("\n").removesuffix("\r")
    if "\r" in text:
        raise ExchangeFormatError(
            "De regels van dit bestand eindigen met alleen CR (oude Mac); bewaar het opnieuw als “CSV UTF-8”."
        )
    delimiter, names = max(
        ((sign, _names(text, sign)) for sign in ";,"), key=lambda found: len(set(found[1]) & set(COLUMNS))
    )
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        lacking = "ontbreekt de kolom" if len(missing) == 1 else "ontbreken de kolommen"
        raise ExchangeFormatError(
            f"In de eerste regel {lacking} {', '.join(missing)}; daar staat “{visible(text)}”, "
            f"verwacht “{';'.join(COLUMNS)}”."
        )
    twice = [name for name, count in Counter(names).items() if count > 1 and name in COLUMNS]
    if twice:
        raise ExchangeFormatError(
            f"In de eerste regel staat de kolom {twice[0]} twee keer; elke kolom mag één keer voorkomen."
        )
    return Header(
        delimiter=delimiter,
        width=len(names),
        places={name: place for place, name in enumerate(names) if name in COLUMNS},
        ignored=tuple(
            visible(name) or f"kolom {place}"
            for place, name in enumerate(names, start=1)
            if name not in COLUMNS
        ),
    )


def _names(text: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]
