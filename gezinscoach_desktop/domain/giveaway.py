"""What gives a family away in a text that is to be read without knowing who it is about. To warn of, never to refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from gezinscoach_desktop.domain.text import fold


class GiveawayKind(StrEnum):
    """What it is."""

    NAME = "name"
    PHONE = "phone"
    NATIONAL_NUMBER = "national_number"
    EMAIL = "email"

    @property
    def label(self) -> str:
        return {
            "name": "een naam",
            "phone": "een telefoonnummer",
            "national_number": "een rijksregisternummer",
            "email": "een mailadres",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Giveaway:
    """Something in a text by which somebody is known, as it was written."""

    kind: GiveawayKind
    found: str


_PARTICLES = frozenset(
    (
        *("de", "den", "der", "des", "di", "da", "do", "el", "al", "van", "von", "vanden", "vander"),
        *("ten", "ter", "het", "la", "le", "les", "du", "gezin", "en"),
    )
)
"""Parts of names that are ordinary words too: by themselves they tell nothing."""
_SHORTEST = 2
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBERS = re.compile(r"(?<![\w+])(?:\+|\(0\d{1,3}\))?\d[\d ./()\-]*\d(?!\w)")
_DATES = re.compile(r"(?<![\d/.\-])(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d{2}-\d{2})(?![/.\-]?\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE_DIGITS = range(9, 14)
_NATIONAL_DIGITS = 11
_NATIONAL_MODULUS = 97


def giveaways(text: str, names: Iterable[str] = ()) -> tuple[Giveaway, ...]:
    """Names of `names`, phone and national numbers and mail addresses in `text`, each once, in the order of the text."""
    return tuple(dict.fromkeys(sorted(_all(text, names), key=lambda each: text.find(each.found))))


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The folded words by which somebody with one of these names is known."""
    return frozenset(
        word
        for name in names
        for word in re.split(r"[^\w'’]+", fold(name))
        if len(word) >= _SHORTEST and word not in _PARTICLES and not word.isdigit()
    )


def warning_of(found: Iterable[Giveaway]) -> str:
    """One sentence for whoever writes; empty when nothing was found."""
    everything = tuple(found)
    if not everything:
        return ""
    kinds = tuple(dict.fromkeys(each.kind.label for each in everything))
    what = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} en {kinds[-1]}"
    shown = ", ".join(f"“{each.found}”" for each in everything[:3])
    return f"Hier staat misschien {what} in: {shown}. Laat weg wat zegt om wie het gaat."


def _all(text: str, names: Iterable[str]) -> Iterator[Giveaway]:
    known = name_words(names)
    for match in _WORD.finditer(text):
        if any(part in known for part in _readings(match[0])):
            yield Giveaway(GiveawayKind.NAME, match[0])
    for match in _EMAIL.finditer(text):
        yield Giveaway(GiveawayKind.EMAIL, match[0])
    bare = _DATES.sub(lambda match: "x" * len(match[0]), text)
    for match in _NUMBERS.finditer(text):
        if _is_national_number(match[0]):
            yield Giveaway(GiveawayKind.NATIONAL_NUMBER, match[0])
    for match in _NUMBERS.finditer(bare):
        if not _is_national_number(match[0]) and _is_phone(match[0]):
            yield Giveaway(GiveawayKind.PHONE, match[0])


def _readings(word: str) -> Iterator[str]:
    """The word, its parts, and each without the s of “Sofies” and “Sofie's”."""
    folded = fold(word)
    for part in (folded, *re.split(r"['’-]", folded)):
        yield part
        yield part.removesuffix("s").rstrip("'’")


def _is_phone(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return len(digits) in _PHONE_DIGITS and (digits.startswith("0") or written.startswith("+"))


def _is_national_number(written: str) -> bool:
    """Eleven digits of which the last two are what the first nine leave by 97, as counted before and from 2000 on."""
    digits = re.sub(r"\D", "", written)
    if len(digits) != _NATIONAL_DIGITS:
        return False
    first, check = digits[:9], int(digits[9:])
    return any(_NATIONAL_MODULUS - int(f"{lead}{first}") % _NATIONAL_MODULUS == check for lead in ("", "2"))
