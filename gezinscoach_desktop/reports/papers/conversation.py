"""The conversation sheet (gespreksblad): for the family, what goes well first, large and without the digit of a level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.in_words import ordinal_in_words
from gezinscoach_desktop.reports.charts.pdf import Chart
from gezinscoach_desktop.reports.charts.radar import FEWEST_SPOKES, radar_chart
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.redaction import seen_by
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.papers import talk
from gezinscoach_desktop.reports.papers.large import TEXT, heading, list_part, room_to_write, text_part, title
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.progress.gather import gather

_INTRO = "Dit blad is van jullie. Streep door wat niet klopt en schrijf erbij wat ontbreekt."
_LABEL = re.compile(r"\b(Volwassene|Kind) (\d+)\b")
_RADAR = 264.0


def conversation_sheet(content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """Levels are told by their text. Days, hours, amounts and phone numbers keep their digits: they must be found again."""
    content = talk.called_by_given_name(content)
    seen = seen_by(content, options)
    facts = gather(content, options)
    intake = seen.life.intake
    name = content.name if options.with_names else ""
    return [
        *title(
            say(f"Gezin {name}" if name else "Ons gesprek"),
            f"Gespreksblad · {format_long(content.made_on)}",
        ),
        prose(_INTRO, size=TEXT),
        *text_part("Waar jullie sterk in zijn", say(intake.strengths)),
        *list_part("Wat goed gaat", _said(talk.going_well(facts))),
        *list_part("Waar jullie trots op zijn", _said(talk.proud_of(seen))),
        *list_part("Wat vooruitging", _said(talk.went_forward(facts))),
        *list_part("Wat gelukt is", _said((*talk.reached(seen, facts), *talk.obtained(seen)))),
        *_radar(options, facts),
        *list_part("Waar jullie naartoe willen", _said(talk.wishes(seen, facts))),
        *list_part("Wat nog moeilijk is", _said(talk.still_hard(facts))),
        *list_part("Wat we afspreken", _said(talk.agreed(seen))),
        *text_part("Hoe we verdergaan", say(intake.ahead)),
        *list_part("De volgende keer", _said(talk.next_time(seen))),
        *room_to_write("Wat jullie zelf nog willen zeggen", lines=4),
        *_not_here(options),
    ]


def say(text: str) -> str:
    """A text as one says it: “Kind 2” becomes “het tweede kind”."""
    called = _LABEL.sub(
        lambda match: (
            f"{'het' if match[1] == 'Kind' else 'de'} {ordinal_in_words(int(match[2]))} {match[1].lower()}"
        ),
        text,
    )
    return called[:1].upper() + called[1:]


def _said(texts: Iterable[str]) -> list[str]:
    return [say(text) for text in texts]


def _radar(options: PaperOptions, facts: Facts) -> list[Flowable]:
    spokes = talk.spokes(facts)
    if not options.with_charts or len(spokes) < FEWEST_SPOKES:
        return []
    drawing = radar_chart(spokes, width=WIDTH, height=_RADAR, text_size=11)
    told = "Hoe verder van het midden, hoe beter het gaat."
    return [
        CondPageBreak(_RADAR + 80),
        *heading("Hoe het thuis gaat"),
        prose(told, size=TEXT, fill=PAPER.secondary, after=4),
        Chart(drawing),
    ]


def _not_here(options: PaperOptions) -> list[Flowable]:
    """In one plain sentence: a table of what was left out is not for this paper."""
    left = []
    if not options.with_names:
        left.append("namen")
    if not options.shows_notes:
        left.append("wat in eigen woorden genoteerd is")
    if options.without_health_and_justice:
        left.append("gezondheid en justitie")
    if options.domains is not None:
        left.append("onderwerpen die niet gekozen zijn")
    if not left:
        return []
    return [prose(f"Wat niet op dit blad staat: {', '.join(left)}.", size=TEXT - 2, fill=PAPER.secondary)]
