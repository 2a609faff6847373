"""The closing report (afsluitverslag): why support ended, what it brought, and who goes on with what still runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart, split_closing_text
from gezinscoach_desktop.reports.content import Extent, FamilyContent, LeftOut, PaperOptions
from gezinscoach_desktop.reports.life.coaches import coaches, signature_of_coach
from gezinscoach_desktop.reports.life.consent import mandate
from gezinscoach_desktop.reports.life.contact import contacts, course
from gezinscoach_desktop.reports.life.plan import requests_and_actions
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.life.right import rights
from gezinscoach_desktop.reports.life.told import own_views, pride
from gezinscoach_desktop.reports.life.words import day, service, who
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.progress.change_table import change_table
from gezinscoach_desktop.reports.progress.first_better import first_better
from gezinscoach_desktop.reports.progress.gather import gather
from gezinscoach_desktop.reports.progress.index_section import index_section
from gezinscoach_desktop.reports.progress.setbacks import setbacks
from gezinscoach_desktop.reports.progress.tiles import tiles

_RUNNING = (ReferralOutcome.ASKED, ReferralOutcome.WAITING, ReferralOutcome.STARTED)


def closing_report(content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """The measured part is brief: what stands higher or lower than at the baseline."""
    brief = replace(options, extent=Extent.SHORT)
    seen = seen_by(content, options)
    facts = gather(content, brief)
    intake = seen.life.intake
    measured: list[Flowable] = []
    if facts.moments:
        measured = [
            Spacer(0, 12),
            tiles(seen.content, brief, facts),
            *first_better(seen.content, brief, facts),
            *change_table(seen.content, brief, facts),
            *index_section(seen.content, brief, facts),
            *setbacks(seen.content, brief, facts),
        ]
    shows_missing = options.shows_notes and options.domains is None
    return [
        blocks.title(seen.title, f"Afsluitverslag · opgemaakt op {format_date(content.made_on)}"),
        *blocks.about(_about(seen)),
        *course(seen, facts),
        *measured,
        *requests_and_actions(seen, facts),
        *rights(seen),
        *contacts(seen),
        *pride(seen),
        *_still_runs(seen),
        *blocks.told("Nazorg", intake.ahead, missing=blocks.NOTHING_YET if shows_missing else ""),
        *mandate(seen),
        *blocks.told("Hoe het gezin erop terugkijkt", intake.family_view),
        *own_views(seen),
        *blocks.left_out_table((*seen.left_out, *map(_elsewhere, facts.left_out))),
        *blocks.remarks_and_signatures("Hoe tevreden is het gezin?", signature_of_coach(seen), lines=6),
    ]


def _elsewhere(left_out: LeftOut) -> LeftOut:
    """This paper has no fuller version of itself: the progress report is."""
    return replace(
        left_out, why=left_out.why.replace("in de volledige versie", "in het volledige evolutieverslag")
    )


def closing_of(seen: Seen) -> PhaseStart | None:
    """The closing that holds now."""
    last = seen.life.phases[-1] if seen.life.phases else None
    return last if last is not None and last.phase is Phase.CLOSED else None


def _about(seen: Seen) -> Iterator[tuple[str, str]]:
    closing = closing_of(seen)
    yield "Code", seen.code
    yield "Gemeente", seen.content.municipality
    if seen.life.phases:
        yield "Begonnen", format_date(seen.life.phases[0].since)
    if closing is None:
        phase = seen.content.phase
        yield "Nog niet afgesloten", "" if phase is None else f"fase {phase.phase.label.lower()}"
    else:
        yield "Afgesloten", format_date(closing.since)
        yield "Reden", "" if closing.closing_reason is None else closing.closing_reason.label
        circumstance, follow_up = split_closing_text(closing.reason or "")
        yield "Omstandigheden", circumstance
        yield "Wie het opvolgt", follow_up
    yield "Gezinscoach", coaches(seen)


def _still_runs(seen: Seen) -> list[Flowable]:
    """Open actions and running services, each with who follows it up."""
    lines = []
    for action in (each.details for each in seen.life.actions):
        if action.state is ActionState.OPEN and action.what:
            owner = service(seen, action.service_id) or action.owner.label
            when = f", tegen {day(action.due_on)}" if action.due_on else ""
            lines.append(f"{action.what} ({owner}{when})")
    for referral in (each.details for each in seen.life.referrals):
        if referral.outcome in _RUNNING:
            whose = "" if referral.member_id is None else f" voor {who(seen, referral.member_id)}"
            lines.append(f"{service(seen, referral.service_id)}{whose}: {referral.outcome.label.lower()}")
    if not lines:
        return []
    return [*section("Wat nog loopt, en wie het opvolgt", keeps=64), blocks.points(lines)]
