"""One line of the page, whichever list it stands in."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.letting_go import DisposalSubject
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.letting_go import Candidate, Proposal
from gezinscoach_desktop.services.person_request import OpenRequest
from gezinscoach_desktop.views.letting_go.words import (
    closing_of,
    due_text,
    kind_of,
    parts_of,
    since_of,
    story_of,
)
from gezinscoach_desktop.views.table import Column
from gezinscoach_desktop.views.theme import grid


@dataclass(frozen=True, slots=True)
class Line:
    """What the columns show of a candidate, a proposal or a request."""

    about: Candidate | Proposal | OpenRequest
    id: Hashable
    name: str
    under_name: str
    on: date
    under_on: str
    why: str
    under_why: str
    what: str
    under_what: str = ""

    @property
    def family_id(self) -> UUID | None:
        """The family to open; None for what is gone or is none."""
        if isinstance(self.about, OpenRequest):
            return self.about.family_id
        if isinstance(self.about, Candidate):
            is_family = self.about.subject is DisposalSubject.FAMILY
            return self.about.subject_id if is_family else None
        details = self.about.record.details
        return details.subject_id if self.about.name and details.subject is DisposalSubject.FAMILY else None


def of_candidate(each: Candidate) -> Line:
    """Past its term, or asked for."""
    place = " · ".join(part for part in (each.code or "Aanmelding", each.municipality) if part)
    return Line(
        each, (each.subject_id, each.parts), each.name or each.code, place, each.past_on,
        since_of(each), each.reason.label, closing_of(each), kind_of(each),
        parts_of(each),
    )  # fmt: skip


def of_proposal(each: Proposal) -> Line:
    """Proposed, put off or done."""
    details = each.record.details
    is_family = details.subject is DisposalSubject.FAMILY
    code = details.code if is_family else "Aanmelding"
    parts = ", ".join(part.label.lower() for part in details.parts)
    on = details.done_on or details.decided_on or details.asked_on
    return Line(
        each, each.record.id, each.name or code or "Aanmelding", code if each.name else "", on, "",
        details.reason.label, story_of(each), details.kind.label, parts,
    )  # fmt: skip


def of_request(each: OpenRequest) -> Line:
    """Asked by somebody about the own data."""
    details = each.record.details
    return Line(
        each, each.record.id, each.family or each.code, each.code, details.due_on, due_text(each),
        _capital(details.who), details.what, details.kind.label, f"Gevraagd op {format_date(details.asked_on)}",
    )  # fmt: skip


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def columns(day: str, why: str) -> tuple[Column[Line], ...]:
    """`day` is what the date means in this list, `why` what moved it there."""
    return (
        Column("Dossier", lambda line: line.name, detail=lambda line: line.under_name, is_strong=True),
        Column(
            day,
            lambda line: format_date(line.on),
            sort_key=lambda line: line.on,
            detail=lambda line: line.under_on,
            width=grid(44),
        ),
        Column(
            why,
            lambda line: line.why,
            detail=lambda line: line.under_why,
            tooltip=lambda line: line.under_why,
        ),
        Column(
            "Wat",
            lambda line: line.what,
            detail=lambda line: line.under_what,
            tooltip=lambda line: line.under_what,
            width=grid(48),
        ),
    )


def search_text(line: Line) -> str:
    """What the search field looks in."""
    return fold(f"{line.name} {line.under_name} {line.why} {line.what}")
