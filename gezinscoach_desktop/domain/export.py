"""An export for research or for who pays: what goes into it, for whom, and what of it may be recognised."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.exchange import quarter_start
from gezinscoach_desktop.domain.figures import FigureFilter
from gezinscoach_desktop.domain.k_anonymity import HIGHEST_K, LOWEST_K, USUAL_K
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.transfer import ExportKind

CONFIRMATION = "herkenbaar"
"""What somebody types who wants an export that is not pseudonymised."""
_LONGEST_TEXT = 200


class ExportSubject(StrEnum):
    """What an export can tell, each on a sheet or in a file of its own."""

    FAMILIES = "families"
    MEMBERS = "members"
    SCORES = "scores"
    BASELINE = "baseline"
    NOW = "now"
    INDEX = "index"
    CONTACTS = "contacts"
    RIGHTS = "rights"
    PLAN = "plan"
    EXPENSES = "expenses"
    SERVICES = "services"
    SIGNALS = "signals"

    @property
    def label(self) -> str:
        return _SUBJECTS[self][0]

    @property
    def file_name(self) -> str:
        """As part of the name of a file."""
        return _SUBJECTS[self][1]


_SUBJECTS = {
    ExportSubject.FAMILIES: ("Gezinnen", "gezinnen"),
    ExportSubject.MEMBERS: ("Gezinsleden", "gezinsleden"),
    ExportSubject.SCORES: ("Scores", "scores"),
    ExportSubject.BASELINE: ("Nulmeting", "nulmeting"),
    ExportSubject.NOW: ("Nu", "nu"),
    ExportSubject.INDEX: ("Index", "index"),
    ExportSubject.CONTACTS: ("Contacten", "contacten"),
    ExportSubject.RIGHTS: ("Rechten", "rechten"),
    ExportSubject.PLAN: ("Vragen en acties", "vragen-en-acties"),
    ExportSubject.EXPENSES: ("Onkosten", "onkosten"),
    ExportSubject.SERVICES: ("Diensten", "diensten"),
    ExportSubject.SIGNALS: ("Signalen", "signalen"),
}


class Precision(StrEnum):
    """How exactly the dates of contacts and other events are told."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def label(self) -> str:
        return {"day": "Op de dag", "month": "Alleen de maand", "quarter": "Alleen het kwartaal"}[self.value]

    def of(self, day: date | None) -> date | None:
        """The day, or the first one of its month or quarter."""
        if day is None or self is Precision.DAY:
            return day
        return day.replace(day=1) if self is Precision.MONTH else quarter_start(day)


class Alone(StrEnum):
    """What becomes of families that stay in too small a group."""

    LEAVE_OUT = "leave_out"
    BLANK = "blank"

    @property
    def label(self) -> str:
        return {
            "leave_out": "Weglaten uit het bestand",
            "blank": "Meenemen, met “niet vermeld” in deze kolommen",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """Everything somebody chooses about one export."""

    kind: ExportKind = ExportKind.XLSX
    project: str = ""
    recipient: str = ""
    purpose: str = ""
    chosen: FigureFilter | None = None
    """Which families and which period; None is everything."""
    subjects: tuple[ExportSubject, ...] = tuple(ExportSubject)
    is_pseudonymised: bool = True
    with_notes: bool = False
    """Notes and other free texts; never in a pseudonymised export."""
    precision: Precision = Precision.MONTH
    k: int = USUAL_K
    checked: tuple[str, ...] = ()
    """Keys of the columns that somebody could know families by."""
    steps: Mapping[str, int] = field(default_factory=dict)
    """How coarsely each of those columns is written."""
    alone: Alone = Alone.LEAVE_OUT
    confirmation: str = ""

    def day(self, day: date | None) -> date | None:
        """A date of an event as it is told."""
        return self.precision.of(day) if self.is_pseudonymised else day


def checked_choice(choice: ExportChoice) -> ExportChoice:
    """The choice as it may be done; raises InvalidInput with the field it is about."""
    project, recipient, purpose = (
        " ".join(text.split()) for text in (choice.project, choice.recipient, choice.purpose)
    )
    if not project:
        raise InvalidInput(
            "Geef het project een naam: de codes van de gezinnen worden ermee gemaakt.", field="project"
        )
    if not recipient:
        raise InvalidInput(
            "Vul in wie dit bestand krijgt; het komt in de lijst van exports.", field="recipient"
        )
    for name, text in (("project", project), ("recipient", recipient), ("purpose", purpose)):
        if len(text) > _LONGEST_TEXT:
            raise InvalidInput(f"Hou dit korter dan {_LONGEST_TEXT} tekens.", field=name)
    if not LOWEST_K <= choice.k <= HIGHEST_K:
        raise InvalidInput(f"Kies een kleinste groep tussen {LOWEST_K} en {HIGHEST_K}.", field="k")
    if choice.chosen is not None and choice.chosen.until <= choice.chosen.since:
        raise InvalidInput("De periode eindigt voor ze begint; kijk de datums na.", field="until")
    if not choice.subjects and choice.kind is not ExportKind.EXCHANGE:
        raise InvalidInput("Kies minstens één onderdeel om uit te voeren.", field="subjects")
    if not choice.is_pseudonymised:
        _check_recognisable(choice, purpose)
    return replace(
        choice,
        project=project,
        recipient=recipient,
        purpose=purpose,
        with_notes=choice.with_notes and not choice.is_pseudonymised,
    )


def _check_recognisable(choice: ExportChoice, purpose: str) -> None:
    if not purpose:
        raise InvalidInput(
            "Schrijf waarom dit bestand herkenbaar moet zijn; de reden wordt bewaard.", field="purpose"
        )
    if fold(choice.confirmation).strip() != CONFIRMATION:
        raise InvalidInput(
            f"Typ “{CONFIRMATION}” om te bevestigen dat gezinnen in dit bestand herkenbaar zijn.",
            field="confirmation",
        )


def family_code(key: bytes, project: str, family_id: UUID) -> str:
    """The code of a family in a project: always the same there, another elsewhere, and nobody can work it out without the key.

    Capitals and blanks in the name of the project do not matter. Without a project it is the office's own series.
    """
    name = " ".join(fold(project).split())
    message = family_id.bytes if not name else name.encode() + b"\0" + family_id.bytes
    return f"P{hmac.digest(key, message, hashlib.sha256).hex().upper()[:12]}"


def file_stem(choice: ExportChoice, today: date) -> str:
    """A name for the file, without anything that tells of a family."""
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(choice.project))
    project = "-".join(words.split())[:40].strip("-") or "export"
    ending = "" if choice.is_pseudonymised else "-herkenbaar"
    return f"{project}{ending}-{today.isoformat()}"
