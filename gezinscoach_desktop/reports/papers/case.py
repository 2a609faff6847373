"""The case print (casusprint) for peer supervision: the balance and the question, nothing that tells who it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import age_in_months, format_date
from gezinscoach_desktop.domain.right import RightState, standings
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.content import Extent, FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.mask import MASK, masked, names_in
from gezinscoach_desktop.reports.life.members import composition
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.life.words import domains
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Bands
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.progress.change_table import change_table
from gezinscoach_desktop.reports.progress.gather import gather
from gezinscoach_desktop.reports.progress.index_section import index_section
from gezinscoach_desktop.reports.progress.matrix import matrix
from gezinscoach_desktop.reports.progress.setbacks import setbacks
from gezinscoach_desktop.reports.progress.tiles import tiles

_QUESTION_LINES, _IDEA_LINES = 4, 7


def anonymous(options: PaperOptions) -> PaperOptions:
    """Whatever was asked for: no names, no notes, no places."""
    return replace(
        options, with_names=False, with_notes=False, is_anonymous=True, is_plain=False, extent=Extent.SHORT
    )


def case_print(content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """Begins with the question, ends with room for what the others say."""
    options = anonymous(options)
    seen = seen_by(content, options)
    facts = gather(content, replace(options, extent=Extent.FULL, with_charts=True))
    return [
        blocks.title(f"Casus {seen.code}", f"Casusprint · opgemaakt op {format_date(content.made_on)}"),
        *_question(content, options),
        Spacer(0, 8),
        *blocks.about(_about(seen)),
        *([Spacer(0, 12), tiles(seen.content, options, facts)] if facts.moments else []),
        *composition(seen),
        *(
            matrix(seen.content, replace(options, with_charts=True), facts)
            or change_table(seen.content, options, facts)
        ),
        *index_section(seen.content, options, replace(facts, is_short=True)),
        *setbacks(seen.content, options, facts),
        *blocks.left_out_table((*seen.left_out, *facts.left_out)),
        *section("Wat de anderen zien, en ideeën", keeps=_IDEA_LINES * blocks.WRITING_LINE),
        Bands([blocks.writing_band(_IDEA_LINES)]),
    ]


def _question(content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """The coach's own words, with known names and places taken out; or lines to write them on."""
    heading = section("De vraag van de coach", keeps=96)
    known = (*names_in(content), content.municipality, content.life.details.municipality)
    text = masked(options.question.strip(), tuple(filter(None, known)))
    if not text:
        return [*heading, blocks.writing_lines(_QUESTION_LINES)]
    story = [*heading, prose(text, size=10)]
    if MASK in text and MASK not in options.question:
        story.append(prose("Namen en plaatsen in de vraag zijn weggelaten.", fill=PAPER.secondary))
    return story


def _about(seen: Seen) -> Iterator[tuple[str, str]]:
    details, life = seen.life.details, seen.life
    if life.phases:
        months = max(0, age_in_months(life.phases[0].since, seen.content.made_on))
        yield (
            "Begeleiding",
            f"{life.phases[-1].phase.label.lower()}, {counted(months, 'maand', 'maanden')} bezig",
        )
    yield "Soort huishouden", "" if details.household_type is None else details.household_type.label
    yield "Inkomen", "" if details.income_source is None else details.income_source.label
    yield "Wonen", "" if details.housing_kind is None else details.housing_kind.label
    yield "Tolk", "nodig" if details.needs_interpreter else ""
    asked = dict.fromkeys(each.details.domain for each in life.requests if each.details.domain)
    yield "Vragen gaan over", domains(asked).lower()
    yield (
        "Contacten",
        counted(len(life.contacts), "contactmoment", "contactmomenten") if life.contacts else "",
    )
    granted = sum(each.state is RightState.GRANTED for each in standings(life.right_steps))
    yield "Rechten", counted(granted, "recht toegekend", "rechten toegekend") if granted else ""
