"""How ties, bonds and referrals are said in lists."""

from __future__ import annotations

from datetime import date

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.network import BondInput, BondKind, ServiceReferralInput, TieInput
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.network import NetworkPage
from gezinscoach_desktop.views.family.data import FamilyData


def tie_about(tie: TieInput, family: FamilyData) -> str:
    """`grootmoeder · van Jef`."""
    whose = "" if tie.member_id is None else f"van {family.short_name(tie.member_id)}"
    return " · ".join(part for part in (tie.relation, whose) if part)


def tie_strength(tie: TieInput) -> str:
    """`Sterk, gespannen`."""
    return f"{tie.strength.label}, gespannen" if tie.is_tense else tie.strength.label


def period(since: date | None, until: date | None) -> str:
    """`sinds 01/02/2024`, `tot 03/04/2026`, both, or nothing."""
    if since is not None and until is not None:
        return f"{format_date(since)} tot {format_date(until)}"
    if until is not None:
        return f"tot {format_date(until)}"
    return "" if since is None else f"sinds {format_date(since)}"


def bond_sentence(bond: BondInput, family: FamilyData) -> str:
    """`Hanne is partner van Tom`, `Jef is kind van Wim Nijs`."""
    one = family.short_name(bond.member_id)
    other = bond.other_name if bond.other_id is None else family.short_name(bond.other_id)
    verb = "was partner van" if bond.kind is BondKind.EX_PARTNERS else f"is {bond.kind.label.lower()}"
    return f"{one} {verb} {other}"


def waiting_text(referral: ServiceReferralInput, today: date) -> str:
    """`wacht al 40 dagen`, `na 12 dagen`, `meteen`."""
    days = referral.waiting_days(today)
    told = counted(days, "dag", "dagen")
    if referral.outcome.is_waiting:
        return f"wacht al {told}" if days else "vandaag gevraagd"
    return f"na {told}" if days else "dezelfde dag"


def agreement_hint(page: NetworkPage, referral: ServiceReferralInput) -> str:
    """Said calmly: nothing is refused for it."""
    if page.has_agreement(referral.service_id):
        return ""
    return "Er loopt geen mandaat of toestemming om met deze dienst te delen. Bespreek dat met het gezin."
