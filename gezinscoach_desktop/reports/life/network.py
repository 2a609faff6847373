"""Who stands around the family: people, services, and referrals to services with how long they took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.network import (
    ReferralOutcome,
    Ring,
    ServiceReferralInput,
    Strength,
    TieInput,
    TieKind,
)
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.ecogram import ecogram, ecogram_of
from gezinscoach_desktop.reports.charts.pdf import Chart
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.members import is_here
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import day, domains, service, who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row
from gezinscoach_desktop.reports.wording import listed

_TIES = (Column(0, 132), Column(140, 92), Column(240, 76), Column(324, WIDTH - 324))
_REFERRALS = (
    Column(0, 136), Column(144, 76), Column(228, 56), Column(292, 100), Column(400, WIDTH - 400),
)  # fmt: skip
_MOST_DRAWN = 24
"""More names than this around one household are no picture any more; the list has them all."""
_WAITING = (ReferralOutcome.ASKED, ReferralOutcome.WAITING)


def running_ties(seen: Seen, kind: TieKind | None = None) -> list[TieInput]:
    """Who stands around the family on the day the paper is made, the nearest first."""
    today = seen.content.made_on
    return [
        tie.details
        for tie in seen.life.ties
        if (kind is None or tie.details.kind is kind) and tie.details.runs_on(today)
    ]


def network(seen: Seen) -> list[Flowable]:
    """The list of people and services, and before it the ecogram that is drawn from it; in a short paper in a sentence."""
    ties = running_ties(seen)
    if not ties:
        return []
    people = sum(tie.kind is TieKind.PERSON for tie in ties)
    told = (
        f"{counted(people, 'persoon', 'personen')} en "
        f"{counted(len(ties) - people, 'dienst', 'diensten')} rond het gezin."
    )
    if seen.options.is_short:
        return [*section("Netwerk", keeps=48), prose(" ".join((told, *_nearness(seen, ties))))]
    chart = _ecogram(seen) if seen.options.with_charts else None
    if chart is not None and len(ties) > _MOST_DRAWN:
        told = f"{told} Getekend zijn de {_MOST_DRAWN} die het dichtst staan."
    story: list[Flowable] = [
        *section("Netwerk", keeps=96 if chart is None else min(chart.height + 24, 560)),
        prose(told),
    ]
    if chart is not None:
        story += [chart, Spacer(0, 12)]
    bands = [_tie(seen, tie) for tie in ties]
    return [*story, table(_TIES, ("wie", "relatie", "nabijheid", "band"), bands)]


def _nearness(seen: Seen, ties: list[TieInput]) -> Iterator[str]:
    """Who stands nearest, and with whom it is tense."""
    near = [tie_name(seen, tie) for tie in ties if tie.ring is Ring.NEAR]
    tense = [tie_name(seen, tie) for tie in ties if tie.is_tense]
    if near:
        yield f"Heel dichtbij: {listed(near)}."
    if tense:
        yield f"Gespannen: {listed(tense)}."


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


def _ecogram(seen: Seen) -> Chart:
    """Drawn from the same list; without names who it is stands in the place of the name."""
    members = [member for member in seen.life.members if is_here(seen, member)]
    today = seen.content.made_on
    ties = [tie for tie in seen.life.ties if tie.details.runs_on(today)][:_MOST_DRAWN]
    if not seen.options.with_names:
        ties = [
            replace(
                each,
                details=replace(
                    each.details, name=tie_name(seen, each.details), relation="", service_id=None
                ),
            )
            for each in ties
        ]
    chart = ecogram_of(
        ties,
        name_of=lambda tie: tie_name(seen, tie),
        members={member.id: who(seen, member.id) for member in seen.life.members},
        household=[member.details.given_name or who(seen, member.id) for member in members],
        today=today,
    )
    return Chart(ecogram(chart, width=WIDTH, text_size=SMALL).drawing)


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
