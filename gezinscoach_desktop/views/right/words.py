"""How rights and where they stand are said and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.right import RightState, RightStepInput, RightsTotal, Standing
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.family.names import is_former, short_names
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Mark
from gezinscoach_desktop.views.theme import Tone

WHOLE_FAMILY = "Heel het gezin"

_TONES = {
    RightState.TO_EXPLORE: Tone.ACCENT,
    RightState.HAS: Tone.GOOD,
    RightState.APPLIED: Tone.ACCENT,
    RightState.GRANTED: Tone.GOOD,
    RightState.REFUSED: Tone.WARNING,
    RightState.APPEAL: Tone.WARNING,
    RightState.STOPPED: Tone.SECONDARY,
    RightState.NOT_APPLICABLE: Tone.SECONDARY,
}
_SHAPES = {
    RightState.TO_EXPLORE: (Shape.RING, "accent"),
    RightState.HAS: (Shape.DOT, "better"),
    RightState.APPLIED: (Shape.DIAMOND, "accent"),
    RightState.GRANTED: (Shape.UP, "better"),
    RightState.REFUSED: (Shape.DOWN, "worse"),
    RightState.APPEAL: (Shape.DIAMOND, "warning"),
    RightState.STOPPED: (Shape.SQUARE, "secondary"),
    RightState.NOT_APPLICABLE: (Shape.SAME, "secondary"),
}


def state_tone(state: RightState) -> Tone:
    return _TONES[state]


def state_mark(state: RightState) -> Mark:
    """A sign of its own for each, so that colour never stands alone."""
    return Mark(*_SHAPES[state])


def domains_text(domains: Iterable[LifeDomain]) -> str:
    return " · ".join(domain.label for domain in domains)


def whom(names: Mapping[UUID | None, str], member_id: UUID | None) -> str:
    """Whose right: a short name."""
    return WHOLE_FAMILY if member_id is None else names.get(member_id, "Gezinslid")


def whom_choices(members: Iterable[MemberRecord], today: date) -> list[tuple[str, UUID | None]]:
    """For whom a right can be: the family, and everybody who belongs to it now."""
    known = tuple(members)
    names = short_names(known, today)
    return [
        (WHOLE_FAMILY, None),
        *((names[member.id], member.id) for member in known if not is_former(member, today)),
    ]


def standing_text(standing: Standing | None) -> str:
    """`Aangevraagd sinds 12/08/2026`; what it says of a right nobody looked at."""
    if standing is None:
        return "Nog niet bekeken"
    return f"{standing.state.label} sinds {format_date(standing.since)}"


def amounts_text(monthly_cents: int | None, once_cents: int | None) -> str:
    """`€ 120,00 per maand, € 50,00 eenmalig`."""
    parts = (
        "" if not monthly_cents else f"{format_cents(monthly_cents)} per maand",
        "" if not once_cents else f"{format_cents(once_cents)} eenmalig",
    )
    return ", ".join(part for part in parts if part)


def step_text(step: RightStepInput) -> str:
    """What a step says besides its state and date."""
    reason = f"Waarom niet: {step.not_taken_up}" if step.not_taken_up else ""
    parts = (amounts_text(step.monthly_cents, step.once_cents), reason, step.note)
    return "\n".join(part for part in parts if part)


def granted_note(found: Iterable[Standing]) -> str:
    """Under what comes in each month: how many granted rights it comes of."""
    granted = [each for each in found if each.state is RightState.GRANTED]
    paid = [each for each in granted if each.monthly_cents]
    if not granted:
        return "nog niets toegekend"
    rights = counted(len(granted), "toegekend recht", "toegekende rechten")
    if not paid:
        return f"{rights}, geen met een bedrag per maand"
    return rights if len(paid) == len(granted) else f"{len(paid)} van de {rights}"


def had_note(found: Iterable[Standing]) -> str:
    """Under what the family had already: each month, of how many rights."""
    paid = [each for each in found if each.state is RightState.HAS and each.monthly_cents]
    return f"per maand, {counted(len(paid), 'recht', 'rechten')}" if paid else "per maand"


def open_note(total: RightsTotal) -> str:
    """Under what is still to be done: how many stand where; of an appeal only when there is one."""
    appeals = total.count(RightState.APPEAL)
    parts = (
        f"{total.count(RightState.TO_EXPLORE)} te onderzoeken",
        f"{total.count(RightState.APPLIED)} aangevraagd",
        f"{appeals} in beroep" if appeals else "",
    )
    return ", ".join(part for part in parts if part)
