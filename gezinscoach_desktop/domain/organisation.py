"""The organisation: municipalities it works for, partner organisations, who works there and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


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
