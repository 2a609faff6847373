"""Keeping and letting go: requests of people about their own data, their own view, and files that are let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


class PersonRequestKind(StrEnum):
    """What a person asks about the own data."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"

    @property
    def label(self) -> str:
        return {"access": "Inzage", "correction": "Verbetering", "erasure": "Wissen"}[self.value]


class PersonRequestState(StrEnum):
    """What became of it."""

    OPEN = "open"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "open": "Lopend",
            "granted": "Ingewilligd",
            "partly": "Deels ingewilligd",
            "refused": "Geweigerd",
            "withdrawn": "Ingetrokken",
        }[self.value]


@dataclass(frozen=True, slots=True)
class PersonRequestInput:
    """A person asks to see, correct or erase the own data; a case with a term."""

    kind: PersonRequestKind
    asked_on: date
    due_on: date
    """One month later by default; may be put off once by two, with the reason in `note`."""
    member_id: UUID | None = None
    who: str = ""
    """Who asks, in words: the person, a parent, somebody with a mandate."""
    what: str = ""
    state: PersonRequestState = PersonRequestState.OPEN
    answered_on: date | None = None
    answer: str = ""
    note: str = ""


PersonRequestRecord = Kept[PersonRequestInput]


@dataclass(frozen=True, slots=True)
class OwnViewInput:
    """How a person sees something that stands in the file otherwise; it stands beside it and is printed with it."""

    on: date
    text: str
    about: str = ""
    """What it is about, in words."""
    member_id: UUID | None = None


OwnViewRecord = Kept[OwnViewInput]


class DisposalKind(StrEnum):
    """What happens to a file."""

    ANONYMISE = "anonymise"
    ERASE = "erase"

    @property
    def label(self) -> str:
        return {"anonymise": "Anoniem maken", "erase": "Wissen"}[self.value]


class DisposalReason(StrEnum):
    """Why."""

    TERM_PASSED = "term_passed"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    PERSON_ASKED = "person_asked"
    IMPORT_UNDONE = "import_undone"

    @property
    def label(self) -> str:
        return {
            "term_passed": "De bewaartermijn is voorbij",
            "consent_withdrawn": "Het gezin trok zijn toestemming in",
            "person_asked": "Het gezin vroeg het",
            "import_undone": "Een import is ongedaan gemaakt",
        }[self.value]


class DisposalSubject(StrEnum):
    """What is let go."""

    FAMILY = "family"
    REFERRAL = "referral"
    """That never became a family."""
    SNAPSHOT = "snapshot"
    MEMBER = "member"
    """These two by an import that is undone, in files that were there before it."""


@dataclass(frozen=True, slots=True)
class DisposalInput:
    """A file that somebody proposes to let go of, and what a second person decided. It outlives the file it is about.

    Once approved, the database lets the rows of its subject go: without it, nothing is ever deleted there.
    """

    subject_id: UUID
    """No foreign key: it may be gone."""
    code: str
    """Of the family, to account for what was let go; empty for what has none."""
    kind: DisposalKind
    reason: DisposalReason
    asked_on: date
    asked_by: UUID | None = None
    approved_by: UUID | None = None
    """Never who asked, unless the office has one coordinator only and says so."""
    decided_on: date | None = None
    is_refused: bool = False
    """Kept after all, or for longer: then `put_off_until` says until when."""
    done_on: date | None = None
    note: str = ""
    """Emptied once done: what is let go is not told on."""
    subject: DisposalSubject = DisposalSubject.FAMILY
    put_off_until: date | None = None


DisposalRecord = Kept[DisposalInput]
