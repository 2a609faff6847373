"""The handbook as a book: which pages there are, in which group and order, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold

ORDER = (
    # start
    "eerste-stappen",
    "installeren",
    "eerste-start",
    "aansluiten",
    "wachtwoorden",
    "zoeken",
    "gedeelde-map",
    # coach
    "momentopname",
    "gezinnen",
    "contacten",
    "traject",
    "toestemming",
    "vragen-en-acties",
    "agenda",
    "evolutie-en-index",
    "rechten",
    "netwerk",
    "sociale-kaart",
    "afdrukken",
    "dossiers-in-bulk",
    "brieven",
    "onkosten",
    "signalen",
    "verhalen",
    "vragen-over-eigen-gegevens",
    "inzagedossier",
    # coordinator
    "aanmeldingen",
    "team",
    "cijfers",
    "cijfers-voor-de-gemeente",
    "jaarverslag",
    "bewaren-en-loslaten",
    "inlezen-en-uitvoeren",
    "uitvoeren",
    # beheer
    "organisatie",
    "indexprofielen",
    "accounts",
    "reservekopieen",
    "bijwerken",
    "logboek",
    "server",
    "gegevensbescherming",
    # mis
    "als-het-misgaat",
    "terugzetten",
    # naslag
    "sneltoetsen",
    "begrippen",
    "veiligheid",
    "voor-de-ict-dienst",
    "licenties",
)
"""Topics in the order of reading; a group's own pages follow one another in this order."""

_GROUP_LINE = re.compile(r"<!-- groep: ([a-z]+) -->")


class HandbookError(ValueError):
    """A page is not written as the handbook asks; a mistake of ours, that a test finds."""


class Group(StrEnum):
    """A chapter of the handbook; the value stands in the first line of each of its pages."""

    START = "start"
    COACH = "coach"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "beheer"
    TROUBLE = "mis"
    REFERENCE = "naslag"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Group.START: "Aan de slag",
    Group.COACH: "Voor coaches",
    Group.COORDINATOR: "Voor coördinatoren",
    Group.ADMINISTRATOR: "Voor beheerders",
    Group.TROUBLE: "Als er iets misgaat",
    Group.REFERENCE: "Naslag",
}
_OF_ROLE = {
    OfficeRole.COACH: Group.COACH,
    OfficeRole.COORDINATOR: Group.COORDINATOR,
    OfficeRole.ADMINISTRATOR: Group.ADMINISTRATOR,
}
_FOR_EVERYBODY = frozenset({Group.START, Group.TROUBLE, Group.REFERENCE})


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """One subject; `markdown` begins with its title."""

    topic: str
    group: Group
    title: str
    markdown: str
    search_text: str


class Edition(StrEnum):
    """For whom the handbook is printed."""

    ALL = "alles"
    COACH = "coach"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "beheerder"

    @property
    def label(self) -> str:
        return {
            "alles": "Alles",
            "coach": "Voor coaches",
            "coordinator": "Voor coördinatoren",
            "beheerder": "Voor beheerders",
        }[self.value]

    @property
    def groups(self) -> frozenset[Group]:
        """The chapters that are in it."""
        roles = {"coach": OfficeRole.COACH, "coordinator": OfficeRole.COORDINATOR}
        if self is Edition.ALL:
            return frozenset(Group)
        return groups_of([roles.get(self.value, OfficeRole.ADMINISTRATOR)])


def edition_of(role: OfficeRole) -> Edition:
    """The book for who has only this role."""
    return {
        OfficeRole.COACH: Edition.COACH,
        OfficeRole.COORDINATOR: Edition.COORDINATOR,
        OfficeRole.ADMINISTRATOR: Edition.ADMINISTRATOR,
    }[role]


def page_of(topic: str, text: str) -> HandbookPage:
    """Read one file: `<!-- groep: … -->`, then `# Title`; anything else is a HandbookError."""
    first, _, rest = text.partition("\n")
    found = _GROUP_LINE.fullmatch(first.strip())
    if found is None:
        raise HandbookError(f"{topic}.md does not begin with <!-- groep: … -->")
    try:
        group = Group(found[1])
    except ValueError:
        raise HandbookError(f"{topic}.md names the group {found[1]}, which is not one") from None
    markdown = rest.lstrip("\n")
    title = markdown.partition("\n")[0]
    if not title.startswith("# ") or not title[2:].strip():
        raise HandbookError(f"{topic}.md has no title under its group")
    return HandbookPage(topic, group, title[2:].strip(), markdown, fold(markdown))


def in_order(pages: Iterable[HandbookPage]) -> tuple[HandbookPage, ...]:
    """Group by group, each in the order of reading; unknown topics end their group by title."""
    return tuple(sorted(pages, key=_position))


def groups_of(roles: Iterable[OfficeRole]) -> frozenset[Group]:
    """The chapters for who holds these roles: those for everybody, and their own."""
    return _FOR_EVERYBODY | {_OF_ROLE[role] for role in roles}


def _position(page: HandbookPage) -> tuple[int, int, str]:
    place = ORDER.index(page.topic) if page.topic in ORDER else len(ORDER)
    return (list(Group).index(page.group), place, page.title)
