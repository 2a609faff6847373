"""The forms to sign: consent to be coached and to share (toestemmingsformulier), and who may speak to whom (mandaat)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.content import FamilyContent, LeftOut, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.coaches import UNNAMED, signature_of_coach, signing_coach
from gezinscoach_desktop.reports.life.consent import partner_name, running
from gezinscoach_desktop.reports.life.members import is_here
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.life.words import who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.headings import Heading, section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, head
from gezinscoach_desktop.reports.papers.text import PaperTexts
from gezinscoach_desktop.reports.wrap import wrapped

_SIZE = 10.0
_FEWEST_ROWS, _ROW = 4, 44.0
_SHARING = (
    Column(0, 136), Column(144, 124), Column(276, 112), Column(396, 48), Column(448, WIDTH - 448),
)  # fmt: skip
_SHARING_NAMES = ("met wie", "waarover", "waarvoor", "tot", "akkoord")
_MANDATE = (
    Column(0, 136), Column(144, 84), Column(236, 152), Column(396, 48), Column(448, WIDTH - 448),
)  # fmt: skip
_MANDATE_NAMES = ("dienst of persoon", "wie spreekt", "waarover", "tot", "akkoord")
_BOX = 9.0


def consent_form(content: FamilyContent, options: PaperOptions, texts: PaperTexts) -> list[Flowable]:
    """With what is already agreed filled in, and rows to add by hand."""
    seen = seen_by(content, options)
    words = texts.filled(office=content.office, coach=signing_coach(seen) or UNNAMED)
    return [
        blocks.title(seen.title, f"Toestemmingsformulier · opgemaakt op {format_date(content.made_on)}"),
        *_paragraphs(words.consent_intro),
        *_part("Begeleiding", words.coaching),
        _ticks("Wij willen begeleid worden door een gezinscoach."),
        *_part("Wat wij over jullie bijhouden", words.privacy),
        _ticks("De coach legde uit wat er bijgehouden wordt en waarom."),
        *_part("Wat jullie mogen", words.rights),
        *_part("Met wie de coach iets mag delen", words.sharing),
        _rows(seen, running(seen, ConsentKind.SHARING), _SHARING, _SHARING_NAMES),
        *blocks.left_out_table(_left_out(seen)),
        *_signing(seen, words.consent_closing),
    ]


def mandate_form(content: FamilyContent, options: PaperOptions, texts: PaperTexts) -> list[Flowable]:
    """Who may speak to whom about what, on one sheet."""
    seen = seen_by(content, options)
    words = texts.filled(office=content.office, coach=signing_coach(seen) or UNNAMED)
    return [
        blocks.title(seen.title, f"Mandaatformulier · opgemaakt op {format_date(content.made_on)}"),
        *_paragraphs(words.mandate_intro),
        *section("Wie met wie mag spreken", keeps=160),
        _rows(seen, running(seen, ConsentKind.MANDATE), _MANDATE, _MANDATE_NAMES),
        prose("", after=4),
        *_paragraphs(words.mandate_limits),
        *blocks.left_out_table(_left_out(seen)),
        *_signing(seen, ""),
    ]


def _left_out(seen: Seen) -> Sequence[LeftOut]:
    """Only names: nothing else of a file stands on a form."""
    return seen.left_out[:1] if not seen.options.with_names else ()


def _paragraphs(text: str) -> list[Flowable]:
    """Lines of a paragraph run on; a blank line begins the next one."""
    return [prose(" ".join(part.split()), size=_SIZE) for part in text.split("\n\n") if part.strip()]


def _part(heading: str, text: str) -> list[Flowable]:
    return [*section(heading, keeps=56), *_paragraphs(text)]


def _ticks(text: str) -> Flowable:
    """A sentence with a box for yes and one for no."""
    lines = wrapped(text, Face.SEMIBOLD, _SIZE, WIDTH - 104)
    height = len(lines) * _SIZE * 1.4 + 12

    def paint(sketch: Sketch, top: float) -> None:
        sketch.box(0, top, WIDTH, height, fill=PAPER.panel)
        for place, line in enumerate(lines):
            y = top + 6 + _SIZE * 1.05 + place * _SIZE * 1.4
            sketch.text(8, y, line, size=_SIZE, fill=PAPER.ink, face=Face.SEMIBOLD)
        for left, word in ((WIDTH - 88, "ja"), (WIDTH - 44, "nee")):
            _tick(sketch, left, top + 6, word)

    return Bands([Band(height, paint), blank(4)])


def _tick(sketch: Sketch, left: float, top: float, word: str) -> None:
    sketch.box(left, top + 2, _BOX, _BOX, fill=PAPER.page, stroke=PAPER.ink, stroke_width=0.75)
    sketch.text(left + _BOX + 4, top + 10, word, size=_SIZE - 1, fill=PAPER.ink)


def _rows(
    seen: Seen, agreed: Sequence[ConsentInput], columns: Sequence[Column], names: Sequence[str]
) -> Flowable:
    """What is agreed already, then empty rows."""
    filled = [_cells(seen, consent, names) for consent in agreed]
    empty = max(2, _FEWEST_ROWS - len(filled))
    bands = [_row(columns, cells) for cells in (*filled, *((("", "", "", ""),) * empty))]
    return Bands([*bands, _last_line()], head=head(columns, names))


def _cells(seen: Seen, consent: ConsentInput, names: Sequence[str]) -> tuple[str, str, str, str]:
    until = format_date(consent.until) if consent.until else ""
    partner = partner_name(seen, consent)
    if names is _MANDATE_NAMES:
        about = "; ".join(filter(None, (consent.content, consent.purpose)))
        return partner, consent.who, about, until
    return partner, consent.content, consent.purpose, until


def _row(columns: Sequence[Column], cells: Sequence[str]) -> Band:
    lines = [
        wrapped(cell, Face.REGULAR, SMALL + 1, column.width, 8) if cell else ()
        for column, cell in zip(columns, cells, strict=False)
    ]
    height = max(_ROW, max(len(each) for each in lines) * (SMALL + 1) * 1.4 + 8)

    def paint(sketch: Sketch, top: float) -> None:
        sketch.line(0, top, WIDTH, top, stroke=PAPER.rule, width=0.75)
        for column, texts in zip(columns, lines, strict=False):
            for place, line in enumerate(texts):
                y = top + 12 + place * (SMALL + 1) * 1.4
                sketch.text(column.x, y, line, size=SMALL + 1, fill=PAPER.ink)
        _tick(sketch, columns[-1].x, top + 4, "ja")
        _tick(sketch, columns[-1].x, top + 20, "nee")

    return Band(height, paint)


def _last_line() -> Band:
    return Band(1.0, lambda sketch, top: sketch.line(0, top, WIDTH, top, stroke=PAPER.rule, width=0.75))


def _signing(seen: Seen, closing: str) -> list[Flowable]:
    """A place for every adult of the household and for the coach, all on one page where that is possible."""
    adults = [
        who(seen, member.id)
        for member in seen.life.members
        if member.details.role is Role.ADULT and is_here(seen, member)
    ]
    everybody = [*(adults or ["Namens het gezin"]), signature_of_coach(seen)]
    bands = blocks.signature_bands(everybody)
    needed = sum(band.height for band in bands) + Heading.heights[0] + Heading.above[0] + 40
    text = [prose(" ".join(closing.split()), size=_SIZE, face=Face.SEMIBOLD)] if closing.strip() else []
    return [CondPageBreak(min(needed, 480)), *section("Handtekeningen", keeps=110), *text, Bands(bands)]
