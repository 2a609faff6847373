"""Signals bundled for policy: by theme and service, what was done with them, and what was answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.giveaway import Giveaway, giveaways
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal import HowOften
from gezinscoach_desktop.domain.text import fold


class BundleState(StrEnum):
    """How far a bundle came."""

    GATHERING = "gathering"
    RAISED = "raised"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "gathering": "Wordt verzameld",
            "raised": "Aangekaart",
            "answered": "Beantwoord",
            "closed": "Afgerond",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SignalBundleInput:
    """Several signals about one thing that fails."""

    title: str
    theme: LifeDomain
    signals: tuple[UUID, ...] = ()
    service_id: UUID | None = None
    service: str = ""
    what: str = ""
    """What fails, in the words of the coordinator; anonymous."""
    asked: str = ""
    """What the council or service is asked."""
    example: str = ""
    """An anonymous example for the note to the council."""
    state: BundleState = BundleState.GATHERING
    raised_with: str = ""
    raised_on: date | None = None
    done: str = ""
    answer: str = ""
    answered_on: date | None = None


SignalBundleRecord = Kept[SignalBundleInput]


FEW = 5
"""What is about fewer than so many is told as “minder dan 5”, so that nobody is recognised in it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a bundle has to know of one signal in it."""

    id: UUID
    theme: LifeDomain
    service_id: UUID | None
    service: str
    """As it is called, in the directory or by whoever told it."""
    on: date
    how_often: HowOften
    family_id: UUID | None
    told_by: UUID | None
    example: str = ""


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What the signals of a bundle come to."""

    signals: int
    families: int
    """Different ones; a signal that was told without a family counts for none."""
    tellers: int
    first: date | None
    last: date | None
    how_often: Mapping[HowOften, int]


@dataclass(frozen=True, slots=True)
class BundleProposal:
    """Signals about one theme and one service that are in no bundle yet."""

    theme: LifeDomain
    service_id: UUID | None
    service: str
    signals: tuple[UUID, ...]

    @property
    def title(self) -> str:
        """What such a bundle would be called."""
        return f"{self.theme.label}: {self.service}" if self.service else self.theme.label


def facts_of(signals: Iterable[Told]) -> BundleFacts:
    """Counted over the signals themselves."""
    every = tuple(signals)
    often = Counter(each.how_often for each in every)
    days = sorted(each.on for each in every)
    return BundleFacts(
        signals=len(every),
        families=len({each.family_id for each in every} - {None}),
        tellers=len({each.told_by for each in every} - {None}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        how_often={each: often[each] for each in HowOften if often[each]},
    )


def of_the_year(signals: Iterable[Told], today: date) -> tuple[tuple[LifeDomain, BundleFacts], ...]:
    """Per theme what was told in the twelve months up to today, the most first."""
    begin = add_months(today, -12)
    by_theme: dict[LifeDomain, list[Told]] = defaultdict(list)
    for each in signals:
        if begin < each.on <= today:
            by_theme[each.theme].append(each)
    found = [(theme, facts_of(every)) for theme, every in by_theme.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1].signals, pair[0].label)))


def proposals(signals: Iterable[Told], bundled: Collection[UUID]) -> tuple[BundleProposal, ...]:
    """Where two signals or more of one theme are about one service, the most first; what was told without one is not.

    A service that is written in two ways (accents, capitals) is one.
    """
    together: dict[tuple[LifeDomain, UUID | str], list[Told]] = defaultdict(list)
    for each in signals:
        if each.id not in bundled and (each.service_id is not None or each.service.strip()):
            together[each.theme, each.service_id or fold(each.service)].append(each)
    found = (
        BundleProposal(theme, found[0].service_id, found[0].service, tuple(each.id for each in found))
        for (theme, _), found in together.items()
        if len(found) > 1
    )
    return tuple(sorted(found, key=lambda each: (-len(each.signals), each.title)))


def checked_bundle(details: SignalBundleInput, today: date) -> SignalBundleInput:
    """The bundle without stray blanks; raises InvalidInput (field title, raised_on or answered_on)."""
    if not details.title.strip():
        raise InvalidInput("Geef de bundel een titel waaraan je ze herkent.", field="title")
    for name, day in (("raised_on", details.raised_on), ("answered_on", details.answered_on)):
        if day is not None and day > today:
            raise InvalidInput(
                "Deze datum ligt in de toekomst; vul vandaag of een dag vroeger in.", field=name
            )
    if details.raised_on and details.answered_on and details.answered_on < details.raised_on:
        raise InvalidInput(
            "Het antwoord kwam niet voor je het aankaartte; kijk de datums na.", field="answered_on"
        )
    return replace(
        details,
        title=" ".join(details.title.split()),
        signals=tuple(dict.fromkeys(details.signals)),
        service="" if details.service_id is not None else " ".join(details.service.split()),
        what=details.what.strip(),
        asked=details.asked.strip(),
        example=details.example.strip(),
        raised_with=" ".join(details.raised_with.split()),
        done=details.done.strip(),
        answer=details.answer.strip(),
    )


def few_or(number: int) -> str:
    """`12`, `geen`, or `minder dan 5`: how a small number is told to who should recognise nobody."""
    if number == 0:
        return "geen"
    return str(number) if number >= FEW else f"minder dan {FEW}"


def families_or(number: int) -> str:
    """The same for families: none behind a signal is none that was noted, not nobody that it is about."""
    return few_or(number) if number else "niet genoteerd"


def bundle_giveaways(details: SignalBundleInput, names: Iterable[str]) -> tuple[Giveaway, ...]:
    """What in the texts that leave the office tells which family it is about: to warn of."""
    texts = (details.title, details.what, details.asked, details.example, details.done, details.answer)
    return giveaways("\n".join(texts), names)
