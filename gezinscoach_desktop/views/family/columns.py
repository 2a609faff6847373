"""The columns of every list of families: how a family reads on one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.due import Due, DueState
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.views.family.words import ago, due_date_text, due_text, household_size
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Align, Column, Mark
from gezinscoach_desktop.views.theme import Tone

CODE_COLUMN = 1
MEMBERS_COLUMN = 5
DUE_COLUMN = 7
WIDER_COLUMNS = (1, 2, 4)
_PHASES = {phase: place for place, phase in enumerate(Phase)}
_URGENCY = {
    DueState.OVERDUE: 0,
    DueState.NEVER_MEASURED: 1,
    DueState.SOON: 2,
    DueState.ON_TIME: 2,
    DueState.NOT_EXPECTED: 3,
}


def list_columns(today: Callable[[], date], is_narrow: Callable[[], bool]) -> tuple[Column[FamilyRow], ...]:
    """All that the list of families shows; in a narrow one the code stands under the name."""
    return (
        _name_column(is_narrow),
        Column("Code", lambda row: row.code, tooltip=lambda row: row.code, width=100),
        Column(
            "Gemeente",
            lambda row: row.municipality,
            sort_key=lambda row: (fold(row.municipality), row.sort_name) if row.municipality else None,
            detail=lambda row: row.neighbourhood,
            tooltip=lambda row: row.municipality,
            width=120,
        ),
        Column(
            "Fase",
            lambda row: "" if row.phase is None else row.phase.label,
            sort_key=lambda row: None if row.phase is None else (_PHASES[row.phase], row.sort_name),
            width=126,
        ),
        Column(
            "Coach",
            lambda row: row.responsible or "",
            sort_key=lambda row: (fold(row.responsible), row.sort_name) if row.responsible else None,
            detail=lambda row: "" if row.second is None else f"met {row.second}",
            tooltip=_coaches,
            width=128,
        ),
        Column(
            "Leden",
            lambda row: str(row.adults + row.children),
            sort_key=lambda row: (row.adults + row.children, row.sort_name),
            tooltip=lambda row: household_size(row.adults, row.children),
            align=Align.RIGHT,
            width=68,
        ),
        last_column(today),
        due_column(),
    )


def _name_column(has_code: Callable[[], bool]) -> Column[FamilyRow]:
    """The family's name; with a waiting draft mentioned."""

    def below(row: FamilyRow) -> str:
        draft = "Momentopname wacht" if row.has_draft else ""
        return " · ".join(filter(None, (row.code if has_code() else "", draft)))

    return Column(
        "Gezin",
        lambda row: row.name or family_title("", row.code),
        sort_key=lambda row: row.sort_name or None,
        detail=below,
        tooltip=lambda row: household_size(row.adults, row.children),
        is_strong=True,
    )


def name_and_place_column() -> Column[FamilyRow]:
    """The family's name with code and municipality beneath."""
    return Column(
        "Gezin",
        lambda row: row.name or family_title("", row.code),
        detail=lambda row: " · ".join(text for text in (row.code, row.municipality) if text),
        is_strong=True,
    )


def last_column(today: Callable[[], date]) -> Column[FamilyRow]:
    """When the family was last measured, and how long ago that is."""
    return Column(
        "Laatst gemeten",
        lambda row: "" if row.last_snapshot is None else format_date(row.last_snapshot),
        sort_key=lambda row: None if row.last_snapshot is None else (row.last_snapshot, row.sort_name),
        detail=lambda row: "" if row.last_snapshot is None else ago(row.last_snapshot, today()),
        width=122,
    )


def due_column() -> Column[FamilyRow]:
    """When the next snapshot is wanted: late ones with a sign."""
    return Column(
        "Volgende",
        lambda row: due_text(row.due),
        sort_key=lambda row: (_URGENCY[row.due.state], row.due.on or date.min, row.sort_name),
        detail=lambda row: due_date_text(row.due),
        tone=lambda row: due_tone(row.due),
        mark=lambda row: due_mark(row.due),
        width=166,
    )


def due_tone(due: Due) -> Tone:
    """Late is told by colour as well."""
    match due.state:
        case DueState.OVERDUE:
            return Tone.ERROR
        case DueState.NEVER_MEASURED | DueState.SOON:
            return Tone.WARNING
        case DueState.ON_TIME:
            return Tone.TEXT
        case DueState.NOT_EXPECTED:
            return Tone.SECONDARY


def due_mark(due: Due) -> Mark | None:
    """A full diamond for late, a ring for not measured yet, a dot for soon; nothing when all is well."""
    match due.state:
        case DueState.OVERDUE:
            return Mark(Shape.DIAMOND, "error")
        case DueState.NEVER_MEASURED:
            return Mark(Shape.RING, "warning")
        case DueState.SOON:
            return Mark(Shape.DOT, "warning")
        case DueState.ON_TIME | DueState.NOT_EXPECTED:
            return None


def _coaches(row: FamilyRow) -> str:
    return " met ".join(name for name in (row.responsible, row.second) if name)
