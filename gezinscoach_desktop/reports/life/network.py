"""Who stands around the family: people, services, and referrals to services with how long they took."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.network import (
    ReferralOutcome,
    ServiceReferralInput,
    Strength,
    TieInput,
    TieKind,
)
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import day, domains, service, who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_TIES = (Column(0, 132), Column(140, 92), Column(240, 76), Column(324, WIDTH - 324))
_REFERRALS = (
    Column(0, 156), Column(164, 84), Column(256, 64), Column(328, 84), Column(420, WIDTH - 420),
)  # fmt: skip
_WAITING = (ReferralOutcome.ASKED, ReferralOutcome.WAITING)


def running_ties(seen: Seen, kind: TieKind | None = None) -> list[TieInput]:
    """Who stands around the family on the day the paper is made, the nearest first."""
    today = seen.content.made_on
    return [
        tie.details
        for tie in seen.life.ties
        if (kind is None or tie.details.kind is kind)
        and (tie.details.until is None or tie.details.until > today)
    ]


def network(seen: Seen) -> list[Flowable]:
    """The list of people and services; the list is the source of the ecogram."""
    ties = running_ties(seen)
    if not ties:
        return []
    people = sum(tie.kind is TieKind.PERSON for tie in ties)
    told = (
        f"{counted(people, 'persoon', 'personen')} en "
        f"{counted(len(ties) - people, 'dienst', 'diensten')} rond het gezin."
    )
    bands = [_tie(seen, tie) for tie in ties]
    return [
        *section("Netwerk", keeps=96),
        prose(told),
        table(_TIES, ("wie", "relatie", "nabijheid", "band"), bands),
    ]


def referrals(seen: Seen, *, heading: str = "Doorverwijzingen naar diensten") -> list[Flowable]:
    """Every referral that was open in the period, with its result and the days of waiting."""
    begins = seen.content.period_from
    shown = [
        each.details
        for each in seen.life.referrals
        if each.details.outcome in _WAITING or (each.details.answered_on or each.details.asked_on) >= begins
    ]
    if not shown:
        return []
    bands = [_referral(seen, each) for each in shown]
    names = ("dienst", "voor wie", "gevraagd", "resultaat", "wachttijd")
    return [*section(heading, keeps=72), table(_REFERRALS, names, bands)]


def tie_name(seen: Seen, tie: TieInput) -> str:
    """Without names a person is told by the relation alone."""
    return service(seen, tie.service_id, tie.name) or tie.relation or tie.kind.label


def _tie(seen: Seen, tie: TieInput) -> Band:
    bond = [] if tie.strength is Strength.NORMAL else [tie.strength.label]
    bond += ["gespannen"] if tie.is_tense else []
    bond.append(tie.direction.label)
    if tie.domains:
        bond.append(f"steunt bij {domains(tie.domains).lower()}")
    told = ", ".join(bond)
    told = told[:1].upper() + told[1:].lower() if told else ""
    if tie.note:
        told = f"{told}\n{tie.note}"
    whose = "" if tie.member_id is None else f" van {who(seen, tie.member_id)}"
    return row(_TIES, (
        Words(tie_name(seen, tie), face=Face.SEMIBOLD, at_most=3),
        Words(f"{tie.relation}{whose}", PAPER.secondary, at_most=3), Words(tie.ring.label),
        Words(told, at_most=8),
    ))  # fmt: skip


def _referral(seen: Seen, referral: ServiceReferralInput) -> Band:
    waited = counted(referral.waiting_days(seen.content.made_on), "dag", "dagen")
    if referral.outcome in _WAITING and referral.answered_on is None:
        waited = f"wacht al {waited}"
    outcome = referral.outcome.label
    if referral.answered_on is not None:
        outcome = f"{outcome} {format_date(referral.answered_on)}"
    name = service(seen, referral.service_id)
    if referral.note:
        name = f"{name}\n{referral.note}"
    return row(_REFERRALS, (
        Words(name, at_most=6), Words(who(seen, referral.member_id), at_most=2),
        Words(day(referral.asked_on), PAPER.secondary), Words(outcome, at_most=3), Words(waited, at_most=2),
    ))  # fmt: skip
