"""The parts of the program that an office may do without.

What belongs to a part is told here, once: the screens, the tabs and sections of a family's page, the kinds of record. What
is switched off is shown nowhere and goes on no paper that is made of a dossier; it stays kept, and comes back as it was.
What somebody asks about the own data (the access file), exports and archives hold it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from gezinscoach_desktop.domain.change import Noun


class Part(StrEnum):
    """What can be switched off."""

    GOALS = "goals"
    RIGHTS = "rights"
    NETWORK = "network"
    EXPENSES = "expenses"
    STORIES = "stories"
    SIGNALS = "signals"

    @property
    def label(self) -> str:
        return {
            "goals": "Doelen",
            "rights": "Rechten",
            "network": "Netwerk",
            "expenses": "Onkosten",
            "stories": "Verhalen",
            "signals": "Signalen",
        }[self.value]

    @property
    def what(self) -> str:
        """What there is no more of without it, for who has to choose."""
        return {
            "goals": "Het niveau dat een gezin wil halen, in het plan en bij de momentopname.",
            "rights": "De rechtenlijst en wat er voor een gezin verkend en aangevraagd is.",
            "network": "Mensen en diensten rond een gezin, het ecogram en doorverwijzingen.",
            "expenses": "Kleine onkosten en budgetten.",
            "stories": "Momenten van trots en verhalen.",
            "signals": "Signalen voor het beleid en hun bundels.",
        }[self.value]

    @property
    def rooms(self) -> frozenset[str]:
        """The pages of the window, by the name a Destination gives them."""
        return frozenset(_ROOMS.get(self, ()))

    @property
    def of_family(self) -> frozenset[str]:
        """The tabs of a family's page, and the sections of its dossier."""
        return frozenset(_OF_FAMILY.get(self, ()))

    @property
    def noun(self) -> Noun | None:
        """The kind of record that is of this part alone."""
        return _NOUNS.get(self)

    @property
    def on_paper(self) -> tuple[str, ...]:
        """What papers are made of it, by the name of the content."""
        return _ON_PAPER[self]


_ROOMS: dict[Part, tuple[str, ...]] = {
    Part.RIGHTS: ("rights_list", "rights_walk"),
    Part.EXPENSES: ("expenses",),
    Part.SIGNALS: ("signals", "signal_bundles", "signal_bundle"),
}
_OF_FAMILY: dict[Part, tuple[str, ...]] = {
    Part.RIGHTS: ("rights",),
    Part.NETWORK: ("network",),
    Part.EXPENSES: ("expenses",),
    Part.STORIES: ("stories",),
}
_NOUNS = {
    Part.RIGHTS: Noun.RIGHT,
    Part.NETWORK: Noun.NETWORK,
    Part.EXPENSES: Noun.EXPENSE,
    Part.STORIES: Noun.STORY,
    Part.SIGNALS: Noun.SIGNAL,
}
_ON_PAPER: dict[Part, tuple[str, ...]] = {
    Part.GOALS: ("goals",),
    Part.RIGHTS: ("right_steps",),
    Part.NETWORK: ("ties", "bonds", "referrals"),
    Part.EXPENSES: ("expenses",),
    Part.STORIES: ("stories",),
    Part.SIGNALS: ("signals",),
}


def parts_of(names: Iterable[str]) -> frozenset[Part]:
    """The parts by their kept names; one that this program does not know is left out."""
    known = {part.value: part for part in Part}
    return frozenset(known[name] for name in names if name in known)


def hidden_rooms(off: Iterable[Part]) -> frozenset[str]:
    """The pages that nobody can go to while these are switched off."""
    return frozenset().union(*(part.rooms for part in off))


def hidden_nouns(off: Iterable[Part]) -> frozenset[Noun]:
    """Of what no news is told."""
    return frozenset(part.noun for part in off if part.noun is not None)
