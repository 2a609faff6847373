"""Index profiles that an office made itself: each change is a new version, and old figures keep theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.index import MOST_DOMAINS, Profile, Tally
from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.domain.kept import Kept

_ID = re.compile(r"([a-z][a-z0-9-]{0,39})(?:@([1-9][0-9]{0,5}))?")


@dataclass(frozen=True, slots=True)
class IndexProfileInput:
    """One version of a profile."""

    key: str
    """The same for every version, like `standaard`; of the office's own ones never one that is shipped."""
    number: int
    """1, 2, 3 … within the key."""
    title: str
    definition: str
    """TOML, as in `resources/index`."""
    based_on: str = ""
    """Id of the version it was copied from."""
    why: str = ""
    retired_on: date | None = None


IndexProfileRecord = Kept[IndexProfileInput]


def profile_id(key: str, number: int) -> str:
    """How a version is named in settings, on the command line and in exports: `eigen-1@3`."""
    return f"{key}@{number}"


def parse_profile_id(text: str) -> tuple[str, int | None]:
    """Key and version of `standaard` or `eigen-1@3`; None is the newest. Raises InvalidInput (field profile)."""
    found = _ID.fullmatch(text)
    if found is None:
        raise InvalidInput(
            f"“{text}” is geen naam van een indexprofiel; verwacht iets als standaard of eigen-1@3.",
            field="profile",
        )
    return found[1], None if found[2] is None else int(found[2])


def next_key(taken: Iterable[str]) -> str:
    """The next free `eigen-n`."""
    numbers = [int(key.removeprefix("eigen-")) for key in taken if re.fullmatch(r"eigen-[0-9]+", key)]
    return f"eigen-{max(numbers, default=0) + 1}"


def check_profile(profile: Profile) -> None:
    """Raises InvalidInput (field name, deprived_from, core_needed, supporting_needed or domains) when it cannot count."""
    if not profile.name.strip():
        raise InvalidInput("Geef het profiel een naam.", field="name")
    if not 1 <= profile.deprived_from <= len(profile.domains):
        raise InvalidInput(
            f"Kansarm is een gezin vanaf 1 tot {len(profile.domains)} zwakke domeinen.", field="deprived_from"
        )
    if profile.severe_from < profile.deprived_from:
        raise InvalidInput(
            "Zwaar kansarm kan niet bij minder zwakke domeinen dan kansarm.", field="severe_from"
        )
    for name, number in (
        ("core_needed", profile.core_needed),
        ("supporting_needed", profile.supporting_needed),
    ):
        if not 1 <= number <= MOST_DOMAINS:
            raise InvalidInput(f"Kies een aantal van 1 tot {MOST_DOMAINS}.", field=name)
    for domain in profile.domains:
        if not domain.core:
            raise InvalidInput(f"“{domain.name}” heeft geen kernitem; houd er minstens één.", field="domains")
        for criteria in (domain.core, domain.supporting):
            twice = [item for item, count in Counter(each.item for each in criteria).items() if count > 1]
            if twice:
                raise InvalidInput(f"In “{domain.name}” staat een item twee keer.", field="domains")
        if any(each.weak_to not in LEVELS for each in domain.criteria):
            raise InvalidInput(f"In “{domain.name}” is een grens geen niveau van 1 tot 5.", field="domains")


@dataclass(frozen=True, slots=True)
class Shift:
    """What another profile makes of one family at one moment."""

    code: str
    before: Tally
    after: Tally

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def changes_deprived(self) -> bool:
        return self.before.is_deprived is not self.after.is_deprived


@dataclass(frozen=True, slots=True)
class Shifts:
    """Of all families that were measured at one kind of moment."""

    families: tuple[Shift, ...]

    @property
    def changed(self) -> tuple[Shift, ...]:
        return tuple(each for each in self.families if each.is_changed)

    @property
    def into(self) -> int:
        """Families that count as deprived only with the other profile."""
        return sum(
            each.after.is_deprived is True and each.before.is_deprived is not True for each in self.families
        )

    @property
    def out_of(self) -> int:
        """Families that no longer do."""
        return sum(
            each.before.is_deprived is True and each.after.is_deprived is not True for each in self.families
        )

    @property
    def deprived(self) -> tuple[int, int]:
        """How many count as deprived, before and after."""
        return (
            sum(each.before.is_deprived is True for each in self.families),
            sum(each.after.is_deprived is True for each in self.families),
        )
