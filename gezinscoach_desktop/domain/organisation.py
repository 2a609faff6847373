"""The organisation: municipalities it works for, partner organisations, who works there and who is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.spelling import slips, slips_allowed, sound_of
from gezinscoach_desktop.domain.text import fold


@dataclass(frozen=True, slots=True)
class MunicipalityInput:
    """A municipality that takes part. Families name it in words; the name is what they are matched by."""

    name: str
    retired_on: date | None = None


MunicipalityRecord = Kept[MunicipalityInput]


@dataclass(frozen=True, slots=True)
class OrganisationInput:
    """A partner organisation that employs coaches."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    retired_on: date | None = None


OrganisationRecord = Kept[OrganisationInput]


@dataclass(frozen=True, slots=True)
class StaffInput:
    """What the coordinator has to know of who works here besides the account; one per account."""

    account_id: UUID
    organisation_id: UUID | None = None
    is_volunteer: bool = False
    percent: int = 100
    """Of a full-time job, 0 to 100; of a volunteer what may be asked of one."""
    most_weight: int | None = None
    """The weight of families that fits (see the weights of intensities, in tenths); None is by share of a full-time job."""
    municipalities: tuple[str, ...] = ()
    """Where this person works; none is everywhere."""
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


StaffRecord = Kept[StaffInput]


class AbsenceKind(StrEnum):
    """Why somebody is away; no more than the caseload has to know."""

    LEAVE = "leave"
    ILLNESS = "illness"
    PARENTAL = "parental"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"leave": "Verlof", "illness": "Ziekte", "parental": "Ouderschap", "other": "Ander"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class AbsenceInput:
    """Somebody is away from `since` up to but not including `until`; None is not known yet."""

    account_id: UUID
    since: date
    until: date | None = None
    kind: AbsenceKind = AbsenceKind.LEAVE
    note: str = ""


AbsenceRecord = Kept[AbsenceInput]


MOST_WEIGHT = 1000
"""The weight of a hundred intensively supported families: no one has more."""


def checked_staff(details: StaffInput) -> StaffInput:
    """What was filled in, tidied; raises InvalidInput (fields percent, most_weight, until)."""
    if not 0 <= details.percent <= 100:
        raise InvalidInput("Vul een percentage in tussen 0 en 100.", field="percent")
    if details.most_weight is not None and not 0 <= details.most_weight <= MOST_WEIGHT:
        raise InvalidInput("Vul een hoogste gewicht in tussen 0 en 100 punten.", field="most_weight")
    if details.since is not None and details.until is not None and details.until <= details.since:
        raise InvalidInput("De laatste dag ligt na de eerste.", field="until")
    return replace(details, municipalities=_tidy(details.municipalities), languages=_tidy(details.languages))


def _tidy(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidied for word in words if (tidied := " ".join(word.split()))))


_MOST_SLIPS = 2
"""Names of places are alike: Herentals is no slip for Herenthout."""


def meant_municipality(typed: str, known: Iterable[str]) -> str | None:
    """Which of the known names was probably meant; None when none is near.

    It sounds the same, or is a few slips away, as it sounds and as it is written.
    """
    wanted = sound_of(fold(typed))
    nearest: tuple[int, str] | None = None
    for name in known:
        sound = sound_of(fold(name))
        most = min(_MOST_SLIPS, slips_allowed(min(len(sound), len(wanted))))
        found = slips(wanted, sound, most) if abs(len(sound) - len(wanted)) <= most else None
        if found and slips(fold(typed), fold(name), most) is None:
            continue
        if found is not None and (nearest is None or (found, name) < nearest):
            nearest = found, name
    return None if nearest is None else nearest[1]
