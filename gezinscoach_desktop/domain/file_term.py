"""How long what is kept of a family stays: terms that the office chooses itself, after a file was closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.errors import InvalidInput

LONGEST = 600
"""Months: fifty years."""


class TermKind(StrEnum):
    """A kind of data with a term of its own."""

    FILE = "file"
    DOCUMENTS = "documents"
    NOTES = "notes"
    EXPENSES = "expenses"
    REFERRAL = "referral"

    @property
    def label(self) -> str:
        return {
            "file": "Heel het dossier",
            "documents": "Documenten",
            "notes": "Notities bij contactmomenten",
            "expenses": "Wat bij onkosten geschreven is",
            "referral": "Aanmeldingen waar geen begeleiding van kwam",
        }[self.value]

    @property
    def counted_from(self) -> str:
        """The day from which its months are counted, in words."""
        return "de beslissing" if self is TermKind.REFERRAL else "het afsluiten"


PARTS = (TermKind.DOCUMENTS, TermKind.NOTES, TermKind.EXPENSES)
"""What may go out of a file that stays."""


@dataclass(frozen=True, slots=True)
class FileTerms:
    """Months per kind of data, counted from closing; None is not chosen, and then nothing of it is ever proposed.

    There is no default: what the law or the subsidy-giver asks differs, and the office has to know it.
    """

    file: int | None = None
    documents: int | None = None
    notes: int | None = None
    expenses: int | None = None
    referral: int | None = None

    def of(self, kind: TermKind) -> int | None:
        months: int | None = getattr(self, kind.value)
        return months

    @property
    def is_empty(self) -> bool:
        """True while the office chose nothing."""
        return all(self.of(kind) is None for kind in TermKind)

    def ends_on(self, kind: TermKind, since: date) -> date | None:
        """The first day on which it is past its term; None without one."""
        months = self.of(kind)
        return None if months is None else add_months(since, months)

    def is_past(self, kind: TermKind, since: date, today: date) -> bool:
        """Whether it was to go by now."""
        end = self.ends_on(kind, since)
        return end is not None and end <= today

    def kept(self) -> dict[str, int]:
        """As a setting keeps it: only what was chosen."""
        return {kind.value: months for kind in TermKind if (months := self.of(kind)) is not None}


def terms_from(kept: Mapping[str, Any]) -> FileTerms:
    """The terms of a setting; what a newer program added is left aside."""
    known = {field.name for field in fields(FileTerms)}
    return FileTerms(**{name: int(months) for name, months in kept.items() if name in known})


def checked_terms(terms: FileTerms) -> FileTerms:
    """Raises InvalidInput (the kind as field) for a term that is none, or longer than that of the whole file."""
    for kind in TermKind:
        months = terms.of(kind)
        if months is not None and not 0 <= months <= LONGEST:
            raise InvalidInput(
                f"Geef bij “{kind.label}” een aantal maanden tussen 0 en {LONGEST}, of laat het leeg.",
                field=kind.value,
            )
        if kind in PARTS and months is not None and terms.file is not None and months > terms.file:
            raise InvalidInput(
                f"“{kind.label}” kan niet langer blijven dan heel het dossier: kies hoogstens {terms.file} maanden.",
                field=kind.value,
            )
    return terms
