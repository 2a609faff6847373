"""Finding anything by a few letters: families, people, services, actions, screens, also when they are misspelt.

What begins with what was typed stands before what has a word that begins with it, then what holds it somewhere, then what
may have been meant. Within each what is used most stands first.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from heapq import nsmallest
from typing import Any

from gezinscoach_desktop.domain.phone import plain_phone
from gezinscoach_desktop.domain.spelling import Spelling
from gezinscoach_desktop.domain.text import fold

_PARTS = re.compile(r"[^\W_]+")
_PHONE_LIKE = re.compile(r"\+?[\d\s()./\-]+")
_FEWEST_DIGITS = 4
_FEWEST_WITHIN = 3
"""Fewer letters are somewhere in every other word."""


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
        return (self.rank, slips, -entry.used, _ORDER[entry.kind], self.off, entry.title.casefold())


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
    """What was used most, for who typed nothing yet; a family stands for its members."""
    used = (entry for entry in entries if entry.used and entry.group is None)
    return tuple(nsmallest(most, used, key=lambda each: (-each.used, _ORDER[each.kind], fold(each.title))))


Fits = dict[int, tuple[Rank, float]]
"""How well entries fit, by their places."""


class FindIndex:
    """Entries by their words: a letter more is looked up among the words and not among the entries."""

    def __init__(self, entries: Iterable[Findable]) -> None:
        self.entries: Sequence[Findable] = tuple(entries)
        self._with_word: dict[str, list[int]] = {}
        self._phones: list[tuple[str, int]] = []
        self._whole: list[tuple[str, ...]] = []
        for place, entry in enumerate(self.entries):
            # A dash as typed first: folding what is plain already takes a tenth of the time.
            names = tuple(fold(name.replace("–", "-")) for name in (entry.title, *entry.names) if name)
            self._whole.append(names)
            for word in {word for name in names for word in _words(name)}:
                self._with_word.setdefault(word, []).append(place)
            self._phones += [(digits, place) for phone in entry.phones if (digits := plain_phone(phone))]
        self._words = tuple(self._with_word)

    @cached_property
    def _spelling(self) -> Spelling:
        """Only who types what is nowhere needs it."""
        return Spelling(self._words)

    def prepare(self) -> None:
        """Work out beforehand what the first misspelt name needs."""
        _ = self._spelling

    def find(self, text: str, most: int) -> tuple[Hit, ...]:
        """The best `most` for what was typed; nothing for nothing."""
        typed = fold(text)
        parts = _PARTS.findall(typed)
        if not parts:
            return ()
        found = self._fitting(parts, typed)
        if len(found) < most:
            for place, fit in self._meant(parts).items():
                found.setdefault(place, fit)
        return best((Hit(self.entries[place], *fit) for place, fit in found.items()), most)

    def _fitting(self, parts: list[str], typed: str) -> Fits:
        fits = _together([self._written(part) for part in parts])
        if len(parts) > 1:  # `van de velde` for Vandevelde
            _add(fits, self._written("".join(parts)))
        _add(fits, dict(self._by_phone(typed)))
        begins = (Rank.BEGINS, 0.0)
        for place in fits:
            if any(name.startswith(typed) for name in self._whole[place]):
                fits[place] = begins
        return fits

    def _meant(self, parts: list[str]) -> Fits:
        """What may have been meant; a part that is written right stays as it is."""
        fits = _together([self._spelt(part) | self._written(part) for part in parts])
        if len(parts) > 1 and not fits:
            fits = self._spelt("".join(parts))
        return {place: (Rank.MEANT, off) for place, (_, off) in fits.items()}

    def _written(self, part: str) -> Fits:
        """The entries with a word that begins with this part, or holds it."""
        fits: Fits = {}
        begins, contains = (Rank.WORD_BEGINS, 0.0), (Rank.CONTAINS, 0.0)
        may_be_within = len(part) >= _FEWEST_WITHIN
        for word in self._words:
            if part in word:
                is_begin = word.startswith(part)
                if not is_begin and not may_be_within:
                    continue
                for place in self._with_word[word]:
                    if is_begin:
                        fits[place] = begins
                    else:
                        fits.setdefault(place, contains)
        return fits

    def _spelt(self, part: str) -> Fits:
        """The entries with a word that may be meant by this part, with how far off it is."""
        fits: Fits = {}
        near = self._spelling.meant_by(part)
        for number in sorted(near, key=near.__getitem__):
            for place in self._with_word[self._words[number]]:
                fits.setdefault(place, (Rank.MEANT, near[number]))
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


def _together(of_parts: list[Fits]) -> Fits:
    """What fits every part, as well as the worst of them does."""
    fewest, *others = sorted(of_parts, key=len)
    fits = dict(fewest)
    for other in others:
        fits = {
            place: (max(rank, other[place][0]), off + other[place][1])
            for place, (rank, off) in fits.items()
            if place in other
        }
    return fits


def _add(fits: Fits, others: Fits) -> None:
    for place, fit in others.items():
        if place not in fits or fit < fits[place]:
            fits[place] = fit


def _words(name: str) -> Iterator[str]:
    """The words of a folded name, and all of them as one: names are written apart and together."""
    parts = _PARTS.findall(name)
    yield from parts
    if 1 < len(parts) <= 4:
        yield "".join(parts)
        if len(parts) > 2:
            yield "".join(parts[1:])
