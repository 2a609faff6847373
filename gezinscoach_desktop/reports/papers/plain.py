"""The edition of a report for the family itself: large, in plain words, without index, sources and digits of levels."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.consent import ConsentKind
from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import TieKind
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.coaches import signature_of_coach
from gezinscoach_desktop.reports.life.consent import partner_name, running
from gezinscoach_desktop.reports.life.members import is_here
from gezinscoach_desktop.reports.life.network import running_ties, tie_name
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.life.words import who
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Bands
from gezinscoach_desktop.reports.papers import talk
from gezinscoach_desktop.reports.papers.closing import closing_of
from gezinscoach_desktop.reports.papers.large import TEXT, heading, list_part, room_to_write, text_part, title
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.progress.gather import gather, gather_baseline

_ENDS = 330.0
"""So high are the family's own words and the signatures: nobody signs a page with nothing else on it."""


def plain_edition(kind: PaperKind, content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """Of the intake, the progress and the closing report: the same facts, told to those they are about."""
    content = talk.called_by_given_name(content)
    seen = seen_by(content, options)
    facts = (gather_baseline if kind is PaperKind.INTAKE else gather)(content, options)
    middle = {
        PaperKind.INTAKE: _beginning,
        PaperKind.PROGRESS: _progress,
        PaperKind.CLOSING: _ending,
    }[kind]
    return [
        *title(seen.title, f"{kind.label} in gewone taal · {format_long(content.made_on)}"),
        *middle(seen, facts),
        CondPageBreak(_ENDS),
        *room_to_write("Wat jullie zelf nog willen zeggen", lines=4),
        *heading("Handtekeningen", keeps=blocks.SIGN_HEIGHT + 28),
        Bands(blocks.signature_bands((signature_of_coach(seen), "Namens het gezin"), size=TEXT - 2)),
        Spacer(0, 8),
        *blocks.left_out_table(seen.left_out),
    ]


def _beginning(seen: Seen, facts: Facts) -> list[Flowable]:
    intake = seen.life.intake
    needs = [
        f"{domain.label}: {intake.needs[domain]}" for domain in LifeDomain if intake.needs.get(domain, "")
    ]
    strong = talk.going_well(facts) if baseline_of(facts.snapshots) else ()
    return [
        *list_part("Wie jullie zijn", _members(seen)),
        *text_part("Jullie verhaal", intake.story),
        *text_part("Waar jullie sterk in zijn", intake.strengths),
        *list_part("Wat bij het begin al goed ging", strong),
        *list_part("Wat jullie vragen", talk.wishes(seen, facts)),
        *list_part("Wat jullie nodig hebben", needs),
        *list_part("Wie er rond jullie staat", _around(seen)),
        *list_part("Wie met wie mag spreken", _mandates(seen)),
        *text_part("Wat we afspraken over veiligheid", intake.safety),
        *text_part("Wat jullie van de coach verwachten", intake.expectations),
        *text_part("Wat de coach niet doet", intake.boundaries),
        *text_part("Wat nu komt", intake.next_step),
        *list_part("De volgende keer", talk.next_time(seen)),
    ]


def _progress(seen: Seen, facts: Facts) -> list[Flowable]:
    intake = seen.life.intake
    return [
        *list_part("Wat vooruitging", talk.went_forward(facts)),
        *list_part("Waar jullie trots op zijn", talk.proud_of(seen)),
        *list_part("Wat gelukt is", talk.reached(seen, facts)),
        *list_part("Welke rechten jullie kregen", talk.obtained(seen)),
        *list_part("Wat goed gaat", talk.going_well(facts)),
        *list_part("Wat nog moeilijk is", talk.still_hard(facts)),
        *list_part("Waar jullie naartoe willen", talk.wishes(seen, facts)),
        *text_part("Hoe jullie het zien", intake.family_view),
        *list_part("Wat we afspreken", talk.agreed(seen)),
        *text_part("Hoe we verdergaan", intake.ahead),
        *list_part("De volgende keer", talk.next_time(seen)),
    ]


def _ending(seen: Seen, facts: Facts) -> list[Flowable]:
    closing, intake = closing_of(seen), seen.life.intake
    why = ""
    if closing is not None and closing.closing_reason is not None:
        why = f"{closing.closing_reason.label}, op {format_long(closing.since)}."
    return [
        *text_part("Waarom we stoppen", why),
        *list_part("Wat vooruitging", talk.went_forward(facts)),
        *list_part("Waar jullie trots op zijn", talk.proud_of(seen)),
        *list_part("Wat gelukt is", talk.reached(seen, facts)),
        *list_part("Welke rechten jullie kregen", talk.obtained(seen)),
        *list_part("Wat nog loopt", talk.agreed(seen)),
        *list_part("Wie er rond jullie staat", _around(seen)),
        *text_part("Hoe het verdergaat", intake.ahead),
        *text_part("Hoe jullie erop terugkijken", intake.family_view),
    ]


def _members(seen: Seen) -> Iterator[str]:
    for member in seen.life.members:
        if is_here(seen, member):
            yield ", ".join(
                filter(None, (who(seen, member.id), seen.ages.get(member.id, ""), member.details.relation))
            )


def _around(seen: Seen) -> Iterator[str]:
    for tie in running_ties(seen):
        name = tie_name(seen, tie)
        is_told = tie.relation and tie.relation != name
        yield f"{name}, {tie.relation}" if is_told and tie.kind is TieKind.PERSON else name


def _mandates(seen: Seen) -> Iterator[str]:
    for consent in running(seen, ConsentKind.MANDATE, ConsentKind.SHARING):
        about = consent.content or consent.purpose
        yield f"{partner_name(seen, consent)}{f': {about}' if about else ''}"
