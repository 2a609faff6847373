"""Keeping and letting go: requests of people about their own data, their own view, and files that are let go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.dates import add_months, format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.file_term import TermKind
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


ANONYMOUS_CODE = "ANON-"
"""No other code of a family begins with it."""


class DisposalKind(StrEnum):
    """What happens to a file."""

    ANONYMISE = "anonymise"
    ERASE = "erase"
    THIN = "thin"
    """Some kinds of data go, the file stays."""

    @property
    def label(self) -> str:
        return {"anonymise": "Anoniem maken", "erase": "Wissen", "thin": "Uitdunnen"}[self.value]


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
    parts: tuple[TermKind, ...] = ()
    """Which kinds of data go, of a file that is thinned."""


DisposalRecord = Kept[DisposalInput]


MONTHS_TO_ANSWER, MONTHS_MORE = 1, 2
"""What the GDPR gives: one month, and once two more when it is said why."""


def checked_request(details: PersonRequestInput, today: date) -> PersonRequestInput:
    """The case without stray blanks; raises InvalidInput (its field) when it cannot be kept."""
    if details.asked_on > today:
        raise InvalidInput("De datum van de vraag is vandaag of vroeger.", field="asked_on")
    if not details.who.strip():
        raise InvalidInput(
            "Vul in wie het vraagt: de persoon zelf, een ouder, wie een volmacht heeft.", field="who"
        )
    usual = add_months(details.asked_on, MONTHS_TO_ANSWER)
    latest = add_months(details.asked_on, MONTHS_TO_ANSWER + MONTHS_MORE)
    if not details.asked_on <= details.due_on <= latest:
        raise InvalidInput(
            f"Antwoorden moet binnen een maand, of met uitstel ten laatste op {format_date(latest)}.",
            field="due_on",
        )
    if details.due_on > usual and not details.note.strip():
        raise InvalidInput(
            "Schrijf waarom er meer dan een maand nodig is; de persoon moet dat ook weten.", field="note"
        )
    is_answered = details.state not in (PersonRequestState.OPEN, PersonRequestState.WITHDRAWN)
    if is_answered and not details.answer.strip():
        raise InvalidInput("Schrijf wat er geantwoord is.", field="answer")
    answered_on = details.answered_on or today
    if is_answered and not details.asked_on <= answered_on <= today:
        raise InvalidInput("Het antwoord komt na de vraag, en ten laatste vandaag.", field="answered_on")
    return replace(
        details,
        who=" ".join(details.who.split()),
        what=details.what.strip(),
        answer=details.answer.strip(),
        note=details.note.strip(),
        answered_on=answered_on if is_answered else None,
    )


def due_on(asked_on: date) -> date:
    """When a request has to be answered, without putting it off."""
    return add_months(asked_on, MONTHS_TO_ANSWER)


def checked_view(details: OwnViewInput, today: date) -> OwnViewInput:
    """The own view without stray blanks; raises InvalidInput (text or on)."""
    if not details.text.strip():
        raise InvalidInput("Schrijf hoe de persoon het zelf ziet, in de eigen woorden.", field="text")
    if details.on > today:
        raise InvalidInput("De datum is vandaag of vroeger.", field="on")
    return replace(details, text=details.text.strip(), about=" ".join(details.about.split()))


def checked_putting_off(until: date | None, note: str, today: date) -> tuple[date, str]:
    """Until when a file is kept longer and why; raises InvalidInput (until or note)."""
    if until is None or until <= today:
        raise InvalidInput("Kies een dag na vandaag.", field="until")
    if not note.strip():
        raise InvalidInput("Schrijf waarom dit dossier langer moet blijven, zonder namen.", field="note")
    return until, note.strip()
