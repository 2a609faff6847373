"""The blank form on which a partner refers a family: one sheet, filled in by hand together with the family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.family import FoundVia
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.referral import Agreement, Feedback, Urgency
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.fonts import Face, register, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.measures import SMALL, TITLE, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose

_TITLE = "Een gezin aanmelden"
_INTRO = (
    "Vul dit samen met het gezin in. Laat leeg wat je niet weet of wat het gezin niet wil zeggen. Geef het blad af of bel"
    " ons; stuur het niet met gewone mail."
)
_TEXT, _LINE, _HEAD = 8.5, 19.0, 10.0
_BOX, _GAP = 8.0, 14.0


def draw_referral_sheet(office: str, made_on: date) -> bytes:
    """The PDF, on one page of A4, with nothing of any family on it."""
    register()
    story: list[Flowable] = [
        prose(_TITLE, size=TITLE, face=Face.SEMIBOLD, after=1),
        prose(office, size=_TEXT + 1, fill=PAPER.secondary, after=3),
        prose(_INTRO, size=_TEXT, after=2),
        Bands(_bands()),
    ]
    imprint = Imprint(
        title="Aanmeldingsformulier", office=office, code="Aanmelding", author=office, made_on=made_on
    )
    return build_document(story, imprint)


def _bands() -> list[Band]:
    return [
        _head("Wie meldt aan"),
        _blanks(("Naam", 3), ("Organisatie", 3), ("Datum", 2)),
        _blanks(("Telefoon", 1), ("E-mail", 1)),
        _ticks("Langs waar", [each.label for each in FoundVia]),
        _head("Het gezin"),
        _blanks(("Naam", 1), ("Telefoon", 1)),
        _blanks(("Adres en gemeente", 2), ("Talen, tolk nodig?", 1)),
        _blanks(("Hoe en wanneer te bereiken", 1)),
        *_people(),
        _head("De vraag, in de woorden van het gezin"),
        _room(3),
        _head("Waarom meld je aan?"),
        _room(3),
        _head("Waarover gaat het?"),
        *_many([domain.label for domain in LifeDomain]),
        _ticks("Hoe dringend", [each.label for each in Urgency]),
        _blanks(("Veiligheid: waar moeten wij op letten?", 1)),
        _head("Wat is afgesproken met het gezin?"),
        _ticks("Akkoord met deze aanmelding", [each.label for each in Agreement]),
        _blanks(("Hoe en wanneer", 1)),
        _ticks("Wat mogen wij jou vertellen", [each.label for each in Feedback][:3]),
        _ticks("", [each.label for each in Feedback][3:]),
        blank(6),
        _blanks(("Handtekening van wie aanmeldt", 1), ("Van het gezin (als dat wil)", 1), height=30),
    ]


def _head(text: str) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        sketch.text(0, top + 16, text, size=_HEAD, fill=PAPER.ink, face=Face.SEMIBOLD)

    return Band(20.0, paint, keeps_next=True)


def _blanks(*parts: tuple[str, float], height: float = _LINE) -> Band:
    """Labels, each with a line to write on; the numbers say how the width is shared."""

    def paint(sketch: Sketch, top: float) -> None:
        unit = (WIDTH - _GAP * (len(parts) - 1)) / sum(share for _, share in parts)
        left, foot = 0.0, top + height - 5
        for text, share in parts:
            width = unit * share
            sketch.text(left, foot, text, size=_TEXT, fill=PAPER.secondary)
            start = left + width_of(text, Face.REGULAR, _TEXT) + 5
            sketch.line(start, foot + 1.5, left + width, foot + 1.5, stroke=PAPER.rule, width=0.75)
            left += width + _GAP

    return Band(height, paint)


def _people() -> list[Band]:
    """Room for who belongs to the household."""
    names, widths = (
        ("Wie hoort erbij: naam", "Geboren of verwacht", "Wie (moeder, zoon …)"),
        (0.46, 0.24, 0.3),
    )

    def caption(sketch: Sketch, top: float) -> None:
        left = 0.0
        for text, share in zip(names, widths, strict=True):
            sketch.text(left + 2, top + 11, text, size=SMALL, fill=PAPER.secondary)
            left += WIDTH * share

    def lines(sketch: Sketch, top: float) -> None:
        sketch.box(0, top, WIDTH, 4 * 16, stroke=PAPER.rule, stroke_width=0.75)
        for row in range(1, 4):
            sketch.line(0, top + row * 16, WIDTH, top + row * 16, stroke=PAPER.grid, width=0.75)
        left = 0.0
        for share in widths[:-1]:
            left += WIDTH * share
            sketch.line(left, top, left, top + 4 * 16, stroke=PAPER.grid, width=0.75)

    return [Band(15.0, caption, keeps_next=True), Band(4 * 16 + 2, lines)]


def _room(lines: int) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        for place in range(1, lines + 1):
            y = top + place * 17
            sketch.line(0, y, WIDTH, y, stroke=PAPER.rule, width=0.75)

    return Band(lines * 17 + 3, paint)


def _ticks(caption: str, words: Sequence[str]) -> Band:
    """A caption with boxes to tick beside it."""

    def paint(sketch: Sketch, top: float) -> None:
        foot = top + 12
        sketch.text(0, foot, caption, size=_TEXT, fill=PAPER.secondary)
        left = 132.0
        for word in words:
            _box(sketch, left, foot, word)
            left += _BOX + 4 + width_of(word, Face.REGULAR, _TEXT) + _GAP

    return Band(16.0, paint)


def _many(words: Sequence[str]) -> list[Band]:
    """Boxes in three columns."""
    rows = [words[place : place + 3] for place in range(0, len(words), 3)]

    def paint_of(row: Sequence[str]) -> Band:
        def paint(sketch: Sketch, top: float) -> None:
            for place, word in enumerate(row):
                _box(sketch, place * WIDTH / 3, top + 11, word)

        return Band(15.0, paint)

    return [paint_of(row) for row in rows]


def _box(sketch: Sketch, left: float, foot: float, word: str) -> None:
    sketch.box(left, foot - _BOX + 1, _BOX, _BOX, fill=PAPER.page, stroke=PAPER.ink, stroke_width=0.75)
    sketch.text(left + _BOX + 4, foot, word, size=_TEXT, fill=PAPER.ink)
