"""A family: the words for its profile, its code, and how a double registration is noticed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from gezinscoach_desktop.domain.text import fold


class HouseholdType(StrEnum):
    COUPLE = "couple"
    SINGLE_PARENT = "single_parent"
    EXTENDED = "extended"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "couple": "Koppel",
            "single_parent": "Alleenstaande ouder",
            "extended": "Samengesteld of uitgebreid gezin",
            "other": "Ander",
        }[self.value]


class HousingKind(StrEnum):
    SOCIAL_RENT = "social_rent"
    PRIVATE_RENT = "private_rent"
    OWNED = "owned"
    WITH_OTHERS = "with_others"
    EMERGENCY = "emergency"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "social_rent": "Sociale huur",
            "private_rent": "Private huur",
            "owned": "Eigendom",
            "with_others": "Inwonend",
            "emergency": "Nood- of doorgangswoning",
            "other": "Ander",
        }[self.value]


class IncomeSource(StrEnum):
    WORK = "work"
    UNEMPLOYMENT = "unemployment"
    INTEGRATION_INCOME = "integration_income"
    SICKNESS = "sickness"
    PENSION = "pension"
    NONE = "none"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "work": "Werk",
            "unemployment": "Werkloosheidsuitkering",
            "integration_income": "Leefloon",
            "sickness": "Ziekte- of invaliditeitsuitkering",
            "pension": "Pensioen",
            "none": "Geen inkomen",
            "other": "Ander",
        }[self.value]


class FoundVia(StrEnum):
    PARTNER = "partner"
    OUTREACH = "outreach"
    FAMILY_ITSELF = "family_itself"

    @property
    def label(self) -> str:
        return {"partner": "Via een partner", "outreach": "Outreach", "family_itself": "Gezin zelf"}[
            self.value
        ]


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"female": "Vrouw", "male": "Man", "other": "X"}[self.value]


class Diploma(StrEnum):
    NONE = "none"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    HIGHER = "higher"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "none": "Geen",
            "primary": "Lager onderwijs",
            "lower_secondary": "Lager secundair",
            "upper_secondary": "Hoger secundair",
            "higher": "Hoger onderwijs",
            "unknown": "Onbekend",
        }[self.value]


_APART = re.compile(r"[^a-z0-9]+")
_SERVER_CODE = re.compile(r"G-[0-9]{4}-(?=[2-9]*[A-Z])[A-Z2-9]{5}")
_OWN_CODE = re.compile(r"G-(\d{4})-(\d{3,})")


def next_code(taken: Iterable[str], year: int) -> str:
    """The next free `G-jjjj-nnn`; numbers are never reused, also not of a family that lies lower in the list."""
    numbers = [
        int(match[2])
        for code in taken
        if (match := _OWN_CODE.fullmatch(code)) is not None and int(match[1]) == year
    ]
    return f"G-{year}-{max(numbers, default=0) + 1:03}"


def is_server_code(code: str) -> bool:
    """True for a code as a server makes them: five letters and digits instead of a number, at least one a letter."""
    return _SERVER_CODE.fullmatch(code) is not None


def next_member_code(taken: Iterable[str], letter: str) -> str:
    """The next free code within a family: V1, V2 … for adults and K1, K2 … for children."""
    numbers = [int(code[1:]) for code in taken if code[:1] == letter and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def family_title(name: str, code: str) -> str:
    """How a family is called on screen: `Gezin Peeters – Yilmaz`, or by its code while it has no name."""
    return f"Gezin {name or code}"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a family already in the office. `birth_dates` are its members', or those that are asked about."""

    id: UUID
    code: str
    name: str
    address: str
    birth_dates: frozenset[date]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A family that may be the same one, with the reasons in Dutch."""

    family: Known
    reasons: tuple[str, ...]


_ALIKE_FROM = 0.84
_SOMEWHAT_ALIKE_FROM = 0.5
SEPARATOR = "\x1f"
"""Between texts of which very many go from the database as one; nobody can type it."""


def likely_duplicates(
    *, name: str, address: str = "", birth_dates: Iterable[date] = (), among: Iterable[Known]
) -> tuple[Likeness, ...]:
    """Families that share a much alike name, the address or a member's birth date together with part of the name."""
    known = tuple(among)
    search = DuplicateSearch(name=name, address=address, birth_dates=birth_dates)
    names = search.names_alike(SEPARATOR.join(each.name for each in known))
    addresses = search.addresses_alike(SEPARATOR.join(each.address for each in known))
    return search.among(
        family
        for family in known
        if family.name in names
        or family.address in addresses
        or not search.birth_dates.isdisjoint(family.birth_dates)
    )


class DuplicateSearch:
    """Looks for one family among very many, while its name is being typed: what is alike first, then the reasons."""

    def __init__(self, *, name: str, address: str = "", birth_dates: Iterable[date] = ()) -> None:
        self.birth_dates = frozenset(birth_dates)
        self._address = fold(address)
        self._words = _name_words(name)
        self._letters = {word: _Letters(word) for word in self._words}
        self._ratios: dict[tuple[str, str], float] = {}

    def names_alike(self, names: str) -> set[str]:
        """Those of very many names, joined by SEPARATOR, that are much alike.

        No average is above its greatest term, so that only names are compared of which one word may be much alike.
        """
        index = _index_of_names(names)
        candidates: set[str] = set()
        for word, letters in self._letters.items():
            near = index.near.get(word)
            if near is None:
                near = index.near[word] = tuple(letters.near(index.words_by_length))
            candidates.update(name for each in near for name in index.names_by_word[each])
        return {name for name in candidates if self._likeness(_name_words(name)) >= _ALIKE_FROM}

    def addresses_alike(self, addresses: str) -> Sequence[str]:
        """Those of very many addresses, joined by SEPARATOR, that are the same one."""
        return _index_of_addresses(addresses).get(self._address, ()) if self._address else ()

    def among(self, known: Iterable[Known]) -> tuple[Likeness, ...]:
        """Those of a few families that may be the same one with the reasons, the likeliest first."""
        found = []
        for family in known:
            reasons = []
            alike = self._likeness(_name_words(family.name))
            if alike >= _ALIKE_FROM:
                reasons.append("bijna dezelfde naam")
            if self._address and fold(family.address) == self._address:
                reasons.append("hetzelfde adres")
            is_alike_enough = alike >= _SOMEWHAT_ALIKE_FROM or reasons
            if is_alike_enough and not self.birth_dates.isdisjoint(family.birth_dates):
                reasons.append("een gezinslid met dezelfde geboortedatum")
            if reasons:
                found.append(Likeness(family, tuple(reasons)))
        return tuple(sorted(found, key=lambda likeness: -len(likeness.reasons)))

    def _likeness(self, words: tuple[str, ...]) -> float:
        """0–1: how much of the shorter name is found in the longer one, word by word, whatever the order."""
        if not self._words or not words:
            return 0.0
        shorter, longer = sorted((self._words, words), key=len)
        best = [self._best(word, longer) for word in shorter]
        return sum(best) / len(best)

    def _best(self, word: str, others: tuple[str, ...]) -> float:
        """The greatest ratio with any of `others`; those that cannot exceed it are not compared."""
        best = 0.0
        for bound, other in sorted(((self._bound(word, other), other) for other in others), reverse=True):
            if bound <= best:
                break
            ratio = self._ratios.get((word, other))
            if ratio is None:
                ratio = self._ratios[word, other] = SequenceMatcher(None, word, other).ratio()
            best = max(best, ratio)
        return best

    def _bound(self, word: str, other: str) -> float:
        """What their ratio cannot exceed; one of the two is looked for."""
        letters = self._letters.get(word)
        matches = self._letters[other].in_order(word) if letters is None else letters.in_order(other)
        return 2.0 * matches / (len(word) + len(other))


class _Letters:
    """The letters of a word that is looked for, as bits."""

    def __init__(self, word: str) -> None:
        self._length = len(word)
        self._mask = _mask(word)
        self._full = (1 << len(word)) - 1
        self._places = {
            letter: sum(1 << place for place, each in enumerate(word) if each == letter)
            for letter in set(word)
        }

    def near(self, words_by_length: Mapping[int, Sequence[tuple[str, int]]]) -> Iterator[str]:
        """The words that may be much alike."""
        own = self._mask
        for length, words in words_by_length.items():
            total = self._length + length
            most = min(self._length, length)
            needed = next((count for count in range(most + 1) if 2.0 * count / total >= _ALIKE_FROM), None)
            if needed is None:
                continue
            few, few_others = self._length - needed, length - needed
            for word, mask in words:
                if (
                    (own & ~mask).bit_count() <= few
                    and (mask & ~own).bit_count() <= few_others
                    and self.in_order(word) >= needed
                ):
                    yield word

    def in_order(self, other: str) -> int:
        """How long the longest common subsequence is: SequenceMatcher never matches more letters than that.

        Counted for all places at once, in the bits of one number (Crochemore and others, 2001).
        """
        places, free = self._places, self._full
        for letter in other:
            matching = places.get(letter)
            if matching is not None:
                used = free & matching
                free = ((free + used) | (free - used)) & self._full
        return self._length - free.bit_count()


@dataclass(frozen=True, slots=True)
class _Index:
    """What families are called, taken apart; `near` keeps which words are near to one that was looked for."""

    names_by_word: Mapping[str, Sequence[str]]
    words_by_length: Mapping[int, Sequence[tuple[str, int]]]
    near: dict[str, tuple[str, ...]]


# Kept for the next letter that is typed; any change in the office asks for another one.
@lru_cache(1)
def _index_of_names(names: str) -> _Index:
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names.split(SEPARATOR)):
        for word in _name_words(name):
            by_word[word].append(name)
    by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for word in by_word:
        by_length[len(word)].append((word, _mask(word)))
    return _Index(dict(by_word), dict(by_length), {})


@lru_cache(1)
def _index_of_addresses(addresses: str) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses.split(SEPARATOR)):
        found[fold(address)].append(address)
    return dict(found)


def _mask(word: str) -> int:
    """The letters and digits of a word, each as one bit."""
    return sum(1 << _place(letter) for letter in set(word))


def _place(letter: str) -> int:
    return ord(letter) - ord("0")


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in _APART.split(fold(name)) if len(word) > 1 and word != "gezin"))
