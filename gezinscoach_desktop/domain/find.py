"""Finding anything by a few letters: families, people, services, actions, screens, also when they are misspelt.

What begins with what was typed stands before what has a word that begins with it, then what holds it somewhere, then what
may have been meant. Within each what is used most stands first.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from heapq import nsmallest
from typing import Any

from gezinscoach_desktop.domain.phone import plain_phone
from gezinscoach_desktop.domain.spelling import Spelling
from gezinscoach_desktop.domain.text import fold

_PARTS = re.compile(r"[^\W_]+")
_PHONE_LIKE = re.compile(r"\+?[\d\s()./\-]+")
_FEWEST_DIGITS = 4


class FoundKind(StrEnum):
    """What was found, in the order in which equals stand."""

    FAMILY = "family"
    MEMBER = "member"
    COMMAND = "command"
    SCREEN = "screen"
    SERVICE = "service"
    ACTION = "action"
    HELP = "help"

    @property
    def label(self) -> str:
        return {
            "family": "Gezin",
            "member": "Gezinslid",
            "command": "Doen",
            "screen": "Scherm",
            "service": "Dienst",
            "action": "Actie",
            "help": "Hulp",
        }[self.value]


_ORDER = {kind: place for place, kind in enumerate(FoundKind)}


class Rank(IntEnum):
    """How well something fits what was typed."""

    BEGINS = 0
    WORD_BEGINS = 1
    CONTAINS = 2
    MEANT = 3


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found: by the words of `names` (a code too), by its phone numbers, and by nothing else."""

    kind: FoundKind
    key: Hashable
    title: str
    detail: str = ""
    names: tuple[str, ...] = ()
    """What else it is called; the title always counts."""
    phones: tuple[str, ...] = ()
    group: Hashable = None
    """The family of a member: where that itself is found at least as well, its members are left out."""
    used: int = 0
    """How often it was opened lately."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, with how well it fits."""

    entry: Findable
    rank: Rank
    off: float = 0.0
    """How far what was typed is from what is called so; 0 unless it was misspelt."""

    @property
    def order(self) -> tuple[Any, ...]:
        """The best first."""
        entry = self.entry
        slips = round(self.off) if self.rank is Rank.MEANT else 0
        return (self.rank, slips, -entry.used, _ORDER[entry.kind], self.off, fold(entry.title))


def best(hits: Iterable[Hit], most: int) -> tuple[Hit, ...]:
    """The best `most` of hits from several indexes, without members whose family stands there as well."""
    everything = list(hits)
    families = {hit.entry.key: hit.rank for hit in everything if hit.entry.kind is FoundKind.FAMILY}
    kept = [
        hit
        for hit in everything
        if hit.entry.group is None or families.get(hit.entry.group, Rank.MEANT + 1) > hit.rank
    ]
    return tuple(nsmallest(most, kept, key=lambda hit: hit.order))


def most_used(entries: Iterable[Findable], most: int) -> tuple[Findable, ...]:
    """What was used most, for who typed nothing yet."""
    used = (entry for entry in entries if entry.used)
    return tuple(nsmallest(most, used, key=lambda each: (-each.used, _ORDER[each.kind], fold(each.title))))


class FindIndex:
    """Entries by their words: a letter more is looked up among the words and not among the entries."""

    def __init__(self, entries: Iterable[Findable]) -> None:
        self.entries: Sequence[Findable] = tuple(entries)
        self._with_word: dict[str, list[int]] = {}
        self._phones: list[tuple[str, int]] = []
        self._whole: list[tuple[str, ...]] = []
        for place, entry in enumerate(self.entries):
            names = tuple(fold(name) for name in (entry.title, *entry.names) if name)
            self._whole.append(names)
            for word in {word for name in names for word in _words(name)}:
                self._with_word.setdefault(word, []).append(place)
            self._phones += [(digits, place) for phone in entry.phones if (digits := plain_phone(phone))]
        self._words = tuple(self._with_word)
        self._spelling = Spelling(self._words)

    def find(self, text: str, most: int) -> tuple[Hit, ...]:
        """The best `most` for what was typed; nothing for nothing."""
        typed = fold(text)
        parts = _PARTS.findall(typed)
        if not parts:
            return ()
        found = self._fitting(parts, typed, is_meant=False)
        if len(found) < most:
            for place, hit in self._fitting(parts, typed, is_meant=True).items():
                found.setdefault(place, hit)
        return best(found.values(), most)

    def corrected(self, text: str, most: int) -> tuple[str, ...]:
        """Each word replaced by the nearest known one, in at most `most` ways; for looking further in a store."""
        ways = [""]
        for part in _PARTS.findall(fold(text)):
            near = self._spelling.meant_by(part)
            words = [self._words[place] for place in sorted(near, key=near.__getitem__)[:most]] or [part]
            ways = [f"{way} {word}".strip() for way in ways for word in words][:most]
        return tuple(ways)

    def _fitting(self, parts: list[str], typed: str, *, is_meant: bool) -> dict[int, Hit]:
        fits = self._all_parts(parts, is_meant=is_meant)
        if len(parts) > 1:  # `van de velde` for Vandevelde, and the other way round
            for place, fit in self._all_parts(["".join(parts)], is_meant=is_meant).items():
                fits[place] = min(fits.get(place, fit), fit)
        if not is_meant:
            for place, fit in self._by_phone(typed):
                fits[place] = min(fits.get(place, fit), fit)
        return {place: self._hit(place, rank, off, typed) for place, (rank, off) in fits.items()}

    def _hit(self, place: int, rank: Rank, off: float, typed: str) -> Hit:
        if rank <= Rank.CONTAINS and any(name.startswith(typed) for name in self._whole[place]):
            rank = Rank.BEGINS
        return Hit(self.entries[place], rank, off)

    def _all_parts(self, parts: list[str], *, is_meant: bool) -> dict[int, tuple[Rank, float]]:
        """The entries that have a word for every part, with the worst of their ranks."""
        fits: dict[int, tuple[Rank, float]] | None = None
        for part in parts:
            of_part = self._one_part(part, is_meant=is_meant)
            if fits is None:
                fits = of_part
            else:
                fits = {
                    place: (max(fit[0], of_part[place][0]), fit[1] + of_part[place][1])
                    for place, fit in fits.items()
                    if place in of_part
                }
        return fits or {}

    def _one_part(self, part: str, *, is_meant: bool) -> dict[int, tuple[Rank, float]]:
        fits: dict[int, tuple[Rank, float]] = {}
        if is_meant:
            near = self._spelling.meant_by(part)
            for number in sorted(near, key=near.__getitem__):
                for place in self._with_word[self._words[number]]:
                    fits.setdefault(place, (Rank.MEANT, near[number]))
        begins = [word for word in self._words if part in word]
        for word in begins:
            fit = (Rank.WORD_BEGINS if word.startswith(part) else Rank.CONTAINS, 0.0)
            for place in self._with_word[word]:
                if place not in fits or fit < fits[place]:
                    fits[place] = fit
        return fits

    def _by_phone(self, typed: str) -> Iterator[tuple[int, tuple[Rank, float]]]:
        if not _PHONE_LIKE.fullmatch(typed):
            return
        digits = plain_phone(typed)
        if len(digits) < _FEWEST_DIGITS:
            return
        for phone, place in self._phones:
            if digits in phone:
                yield place, (Rank.WORD_BEGINS if phone.startswith(digits) else Rank.CONTAINS, 0.0)


def _words(name: str) -> Iterator[str]:
    """The words of a folded name, and all of them as one: names are written apart and together."""
    parts = _PARTS.findall(name)
    yield from parts
    if 1 < len(parts) <= 4:
        yield "".join(parts)
        if len(parts) > 2:
            yield "".join(parts[1:])
