"""What the lists of Organisatie say."""

from __future__ import annotations

from collections.abc import Callable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.organisation import (
    MunicipalityLine,
    OrganisationLine,
    StaffLine,
    UnknownSpelling,
)
from gezinscoach_desktop.views.table import Align, Column
from gezinscoach_desktop.views.theme import Tone, grid


def _tone(line: MunicipalityLine | OrganisationLine) -> Tone:
    return Tone.TEXT if line.record.details.retired_on is None else Tone.SECONDARY


def _retired(line: MunicipalityLine | OrganisationLine) -> str:
    day = line.record.details.retired_on
    return "" if day is None else f"uit gebruik sinds {format_date(day)}"


def municipalities() -> tuple[Column[MunicipalityLine], ...]:
    """Name and families."""
    return (
        Column(
            "Gemeente", lambda line: line.record.details.name, detail=_retired, tone=_tone, is_strong=True
        ),
        Column(
            "Gezinnen",
            lambda line: str(len(line.families)) if line.families else "–",
            sort_key=lambda line: len(line.families),
            align=Align.RIGHT,
            width=grid(24),
        ),
    )


def unknown(likely: Callable[[UnknownSpelling], str]) -> tuple[Column[UnknownSpelling], ...]:
    """As it is written, with how many families, and what was probably meant."""
    return (
        Column("Geschreven als", lambda line: line.name, is_strong=True),
        Column("Misschien bedoeld", lambda line: likely(line) or "–"),
        Column(
            "Gezinnen",
            lambda line: str(len(line.families)),
            sort_key=lambda line: len(line.families),
            align=Align.RIGHT,
            width=grid(24),
        ),
    )


def organisations() -> tuple[Column[OrganisationLine], ...]:
    """Name, how to reach it, and how many work for it."""
    return (
        Column(
            "Organisatie", lambda line: line.record.details.name, detail=_retired, tone=_tone, is_strong=True
        ),
        Column("Contactpersoon", lambda line: line.record.details.contact or "–"),
        Column("Telefoon", lambda line: line.record.details.phone or "–", width=grid(34)),
        Column(
            "Medewerkers",
            lambda line: str(line.people) if line.people else "–",
            sort_key=lambda line: line.people,
            align=Align.RIGHT,
            width=grid(28),
        ),
    )


def staff() -> tuple[Column[StaffLine], ...]:
    """Who, for whom, how much, where, and in which languages."""
    return (
        Column(
            "Wie",
            lambda line: line.name,
            detail=_roles,
            tooltip=lambda line: f"{line.name}\n{_roles(line)}",
            tone=_staff_tone,
            is_strong=True,
            width=grid(55),
        ),
        Column("Organisatie", lambda line: line.organisation or "–", width=grid(44)),
        Column("Soort", _kind, width=grid(36)),
        Column(
            "Gemeenten",
            lambda line: (
                "–" if line.record is None else ", ".join(line.record.details.municipalities) or "overal"
            ),
            tooltip=lambda line: "" if line.record is None else ", ".join(line.record.details.municipalities),
        ),
        Column(
            "Talen",
            lambda line: "–" if line.record is None else ", ".join(line.record.details.languages) or "–",
            tooltip=lambda line: "" if line.record is None else ", ".join(line.record.details.languages),
        ),
    )


def _roles(line: StaffLine) -> str:
    if not line.is_open:
        return "account afgesloten"
    return ", ".join(role.label for role in OfficeRole if role in line.roles)


def _staff_tone(line: StaffLine) -> Tone:
    return Tone.TEXT if line.is_open else Tone.SECONDARY


def _kind(line: StaffLine) -> str:
    if line.record is None:
        return "nog niet ingevuld"
    details = line.record.details
    return f"{'vrijwilliger' if details.is_volunteer else 'betaald'}, {details.percent} %"
