"""The access file on paper: a letter to the person, everything section by section, and a table of what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.access_file import AccessFile, AccessRow, AccessSection
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.third_party import Decisions, Passage, omissions, shown
from gezinscoach_desktop.reports.content import LeftOut
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_SIZE = 10.0
_ROW = (Column(0, 150), Column(158, WIDTH - 158))
_LETTER = """\
In dit dossier staat alles wat wij over jou bewaren.{asked} Het is van jou: je mag het houden en laten lezen aan wie je
wil.

Wij bewaren dit om jou en je gezin te begeleiden, met jullie toestemming. Met wie wij iets mogen delen en waarvoor, lees
je bij “Toestemming”. Hoelang wij het bewaren, staat in de privacy-informatie die je kreeg; je mag ze opnieuw vragen.

Soms gaat een zin ook over iemand anders. Die heeft ook recht op privacy. Zo'n stuk lieten wij weg, en dan staat er:
[weggelaten: gaat over iemand anders]. Achteraan lees je wat er weg is en waarom.

Klopt iets niet, of zie je het anders? Zeg het ons. Wij verbeteren wat fout is, en zetten er jouw kijk bij als je dat
wil. Je mag ook vragen om iets te wissen.

Ben je niet tevreden met ons antwoord, dan kan je terecht bij de Gegevensbeschermingsautoriteit
(www.gegevensbeschermingsautoriteit.be). Dat kost niets.

Met vriendelijke groet,"""
_NOTHING = "Hierover is niets genoteerd."
_WHOLE_OUT = "De hele tekst gaat over iemand anders."
_PARTLY_OUT = "Een deel van de tekst gaat over iemand anders."


def access_paper(file: AccessFile, decisions: Decisions) -> bytes:
    """The PDF. A passage nobody decided about is shown as the program proposes, so never with what it found in it."""
    register()
    story: list[Flowable] = [*_letter(file), PageBreak()]
    story.append(blocks.title(file.person, f"Inzagedossier · gemaakt op {format_date(file.made_on)}"))
    for each in file.sections:
        story += _section(each, decisions)
    story += blocks.left_out_table(_left_out(file, decisions))
    imprint = Imprint(f"Inzagedossier {file.code}", file.office, file.code, file.author, file.made_on)
    return build_document(story, imprint)


def _letter(file: AccessFile) -> Iterator[Flowable]:
    asked = "" if file.asked_on is None else f" Dat vroeg je op {format_date(file.asked_on)}."
    yield prose(file.office, size=_SIZE, face=Face.SEMIBOLD, after=4)
    yield prose(format_date(file.made_on), size=_SIZE, fill=PAPER.secondary, after=28)
    yield prose("Wat wij over jou bewaren", size=16, face=Face.SEMIBOLD, after=16)
    yield prose(f"Dag {file.person},", size=_SIZE, after=12)
    for text in _LETTER.format(asked=asked).split("\n\n"):
        yield prose(" ".join(text.split()), size=_SIZE, after=12)
    yield prose(file.author, size=_SIZE, after=4)
    yield prose(file.office, size=_SIZE, fill=PAPER.secondary, after=4)


def _section(part: AccessSection, decisions: Decisions) -> list[Flowable]:
    story: list[Flowable] = section(part.title, keeps=72)
    if not part.rows:
        return [*story, prose(_NOTHING, fill=PAPER.secondary)]
    if part.intro:
        story.append(prose(part.intro, fill=PAPER.secondary, after=4))
    return [*story, *(Bands([*_bands(each, decisions), blank(6)]) for each in part.rows)]


def _bands(each: AccessRow, decisions: Decisions) -> Iterator[Band]:
    lines = [*each.facts, *((said.label, _shown(said.passage, decisions)) for said in each.said)]
    yield row(
        (Column(0, WIDTH),), (Words(each.title, face=Face.SEMIBOLD, at_most=3),), keeps_next=bool(lines)
    )
    told = [
        ("" if place else label, piece) for label, text in lines for place, piece in enumerate(_pieces(text))
    ]
    for number, (label, piece) in enumerate(told, 1):
        yield row(
            _ROW,
            (Words(label, PAPER.secondary, at_most=3), Words(piece, at_most=30)),
            has_rule=False,
            pad=1.5,
            keeps_next=number < len(told) and number in (1, len(told) - 1),
        )


def _shown(passage: Passage, decisions: Decisions) -> str:
    return shown(passage, decisions.get(passage.key, passage.proposal))


def _pieces(text: str) -> Iterator[str]:
    """A long text in parts, so that a page may end between them."""
    for paragraph in text.strip().split("\n"):
        words = paragraph.split()
        while words:
            yield " ".join(words[:120])
            words = words[120:]


def _left_out(file: AccessFile, decisions: Decisions) -> tuple[LeftOut, ...]:
    held = [LeftOut(each.what, each.why) for each in file.withheld]
    gone = [
        LeftOut(each.about, _WHOLE_OUT if each.is_whole else _PARTLY_OUT)
        for each in omissions(file.passages, decisions)
    ]
    return (*held, *gone)
