"""The list of rights: what travels with the program, and what an office made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightInput
from gezinscoach_desktop.domain.text import fold

_NAMES = UUID("b4f3a7de-2f0b-5c51-9a57-6f0a54c6d1e2")
MOST_NAME = 200
MOST_TEXT = 2000


def right_id(key: str) -> UUID:
    """The id of a right that travels with the program: the same in every office, whatever its name becomes."""
    return uuid5(_NAMES, key)


class Origin(StrEnum):
    """Where what a right of the list says comes from; when it was checked or left the list is the office's own anyway."""

    SHIPPED = "shipped"
    CHANGED = "changed"
    ADDED = "added"

    @property
    def label(self) -> str:
        return {
            "shipped": "Meegeleverd",
            "changed": "Meegeleverd, hier aangepast",
            "added": "Hier toegevoegd",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Right:
    """A right of the list. Hand `version` back when changing it: 0 for a shipped one that nobody changed here yet."""

    id: UUID
    details: RightInput
    key: str = ""
    """What the rules for hints and an exported list call it; empty for one the office added."""
    version: int = 0
    origin: Origin = Origin.SHIPPED
    changed_by: str | None = None

    def is_retired(self, today: date) -> bool:
        return self.details.retired_on is not None and self.details.retired_on <= today

    @property
    def search_text(self) -> str:
        """What search looks in, folded."""
        details = self.details
        words = (
            details.name,
            details.description,
            details.granted_by,
            *(each.label for each in details.domains),
        )
        return fold(" ".join(words))


def merged(shipped: Iterable[Right], kept: Iterable[Kept[RightInput]]) -> tuple[Right, ...]:
    """The shipped rights with what the office made of them, and those it added: by first life domain, in the list's order."""
    changes = {each.id: each for each in kept if each.removed_at is None}
    rights = []
    for right in shipped:
        change = changes.pop(right.id, None)
        rights.append(right if change is None else _of_office(change, right))
    added = (_of_office(change, None) for change in changes.values())
    rights += sorted(added, key=lambda right: (fold(right.details.name), right.id))
    return tuple(sorted(rights, key=lambda right: domain_place(right.details)))


def _of_office(kept: Kept[RightInput], shipped: Right | None) -> Right:
    origin = Origin.ADDED
    if shipped is not None:
        told = replace(
            kept.details, checked_on=shipped.details.checked_on, retired_on=shipped.details.retired_on
        )
        origin = Origin.SHIPPED if told == shipped.details else Origin.CHANGED
    key = "" if shipped is None else shipped.key
    return Right(kept.id, kept.details, key, kept.version, origin, kept.changed_by)


def first_domain(details: RightInput) -> LifeDomain | None:
    """Under which life domain it is listed once: the one that is named first."""
    return details.domains[0] if details.domains else None


def domain_place(details: RightInput) -> int:
    """The place of that life domain in the list of them; without one it comes last."""
    domain = first_domain(details)
    return len(LifeDomain) if domain is None else tuple(LifeDomain).index(domain)


def check_right(details: RightInput, today: date) -> RightInput:
    """The details as they may be kept; raises InvalidInput with the field they are about."""
    name = " ".join(details.name.split())
    if not name:
        raise InvalidInput("Geef het recht een naam.", field="name")
    if len(name) > MOST_NAME:
        raise InvalidInput(f"De naam is te lang: hoogstens {MOST_NAME} tekens.", field="name")
    for field, text in (("description", details.description), ("granted_by", details.granted_by)):
        if len(text) > MOST_TEXT:
            raise InvalidInput(f"Deze tekst is te lang: hoogstens {MOST_TEXT} tekens.", field=field)
    if not details.domains:
        raise InvalidInput(
            "Kies minstens één levensdomein, zodat het recht in de lijst te vinden is.", field="domains"
        )
    if details.checked_on is not None and details.checked_on > today:
        raise InvalidInput("Nakijken kan alleen vandaag of vroeger gebeurd zijn.", field="checked_on")
    if details.retired_on is not None and details.retired_on > today:
        raise InvalidInput("Een recht gaat vandaag of vroeger uit de lijst.", field="retired_on")
    return RightInput(
        name,
        details.description.strip(),
        tuple(dict.fromkeys(details.domains)),
        details.granted_by.strip(),
        details.checked_on,
        details.retired_on,
    )
