"""How referrals and who waits are said on screen."""

from __future__ import annotations

from datetime import date

from gezinscoach_desktop.domain.caseload import Capacity, points_text
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.matching import Proposal, household_text
from gezinscoach_desktop.domain.referral import ReferralInput, ReferralLine, Urgency
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.domain.waiting_list import CALL_AFTER_DAYS, silent_days, waiting_days
from gezinscoach_desktop.views.family.words import ago
from gezinscoach_desktop.views.theme import Tone

UNDECIDED = "Te beslissen"
TO_ASSIGN = "Kan starten, nog toe te wijzen"


def decision_text(line: ReferralLine) -> str:
    """What was decided, in a few words."""
    decision = line.details.decision
    if decision is None:
        return UNDECIDED
    if decision is Decision.ACCEPTED:
        return "Gestart" if line.details.assigned_on is not None else "Kan starten"
    return decision.label


def decision_detail(line: ReferralLine) -> str:
    """Since when, or where the family was sent on to."""
    details = line.details
    if details.decided_on is None:
        return ""
    where = f"{details.referred_to} · " if details.decision is Decision.REFERRED_ON else ""
    return f"{where}{format_date(details.decided_on)}"


def decision_tone(line: ReferralLine) -> Tone:
    """What still asks for something stands out."""
    if line.details.decision is None:
        return Tone.WARNING
    return Tone.ACCENT if is_to_assign(line) else Tone.TEXT


def is_to_assign(line: ReferralLine) -> bool:
    """The family may start, and nobody goes with it yet; who waits can be given to somebody as well."""
    return line.details.decision in (Decision.ACCEPTED, Decision.WAITING) and line.details.assigned_on is None


def is_open(line: ReferralLine) -> bool:
    """Something is still to be done about it."""
    return line.details.decision is None or is_to_assign(line)


def family_detail(line: ReferralLine) -> str:
    """`Mol · 2 volwassenen, 1 kind`."""
    parts = (line.details.municipality, household_text(line.adults, line.children))
    return " · ".join(part for part in parts if part)


def referrer_text(line: ReferralLine) -> str:
    details = line.details
    return details.referrer or line.organisation or details.channel.label


def referrer_detail(line: ReferralLine) -> str:
    return line.organisation if line.details.referrer else ""


def urgency_tone(urgency: Urgency) -> Tone:
    return {Urgency.NORMAL: Tone.SECONDARY, Urgency.SOON: Tone.WARNING, Urgency.URGENT: Tone.ERROR}[urgency]


def waiting_text(details: ReferralInput, today: date) -> str:
    """`34 dagen`, or weeks and months where days say little."""
    days = waiting_days(details, today)
    return "vandaag" if days == 0 else counted(days, "dag", "dagen")


def contact_text(line: ReferralLine, today: date) -> str:
    """When somebody last spoke with the family."""
    return "Nog geen" if line.last_contact_on is None else ago(line.last_contact_on, today).capitalize()


def contact_detail(line: ReferralLine) -> str:
    return "er is overbrugging" if line.is_bridged else ""


def contact_tone(line: ReferralLine, today: date) -> Tone:
    """A family that hears nothing for long stands out."""
    return Tone.WARNING if silent_days(line, today) > CALL_AFTER_DAYS else Tone.TEXT


def room_text(coach: Capacity) -> str:
    """`12 van 15 punten`."""
    return coach.text


def room_detail(coach: Capacity) -> str:
    """What still fits, or how much there is too much."""
    left = coach.most - coach.weight
    if left == 0:
        return "geen ruimte meer"
    return f"nog {points_text(left)}" if left > 0 else f"{points_text(-left)} te veel"


def proposal_text(proposal: Proposal) -> str:
    """What pleads for and against; how much the coach carries stands beside it, and is told where nothing else is."""
    points = [point for point in proposal.points if not point.is_room] or proposal.points
    told = [point.text for point in points if point.is_for]
    against = [point.text for point in points if not point.is_for]
    if told and against:
        against[0] = f"maar {_lowered(against[0])}"
    return " · ".join(
        (*told, *(_lowered(each) if told or place else each for place, each in enumerate(against)))
    )


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
