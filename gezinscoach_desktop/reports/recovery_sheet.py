"""The recovery sheet: one page with the code that opens the office when nobody's password does. No families on it."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.account import RecoverySheet
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, TITLE, WIDTH
from gezinscoach_desktop.reports.paper.prose import lines_of, prose

_TITLE = "Herstelblad"
_PER_ROW = 4
_CODE, _TEXT = 24.0, 10.0
_ROW_HEIGHT, _PAD = 56.0, 16.0
_SIGN_HEIGHT = 64.0
_WHAT_FOR = (
    "Met dit blad krijgt een beheerder of coördinator opnieuw toegang tot het kantoor als niemand nog een wachtwoord"
    " weet dat werkt. Wie dit blad en de bestanden van het kantoor heeft, kan alles lezen."
)
_KEEP = (
    "Bewaar het in een gesloten kast of kluis, niet bij de pc en niet bij een reservekopie.",
    "Maak er geen foto van en zet de code in geen bestand, mail of bericht.",
    "Schrijf op wie het blad bewaart, en kijk één keer per jaar na of het er nog ligt.",
)
_USE = (
    "Kies in het venster waarmee je het kantoor opent: Wachtwoord vergeten.",
    "Typ de zeven groepen over. Hoofdletters, spaties en streepjes maken niets uit. I, O, 0 en 1 komen niet voor.",
    "Kies een nieuw wachtwoord. Het gebruik van het blad komt in het logboek. Maak daarna een nieuw blad.",
)
_VALID = "Het geldt zodra de code in het programma overgetypt is; een ouder blad opent dan niets meer. Vernietig dat."


def draw_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """The PDF, on one page of A4."""
    register()
    made_on = sheet.made_at.astimezone().date()
    story: list[Flowable] = [
        prose(_TITLE, size=TITLE, face=Face.SEMIBOLD, after=2),
        prose(sheet.office_name, size=_TEXT, fill=PAPER.secondary, after=12),
        prose(_WHAT_FOR, size=_TEXT, after=12),
        Bands([_code_band(sheet.code)]),
        *section("Waar je het bewaart"),
        _points(_KEEP),
        *section("Hoe je het gebruikt"),
        _points(_USE),
        *section("Gemaakt en nagekeken"),
        prose(
            f"Gemaakt op {format_date(made_on)} door {sheet.made_by}. {_VALID}",
            size=_TEXT,
            after=10,
        ),
        Bands([Band(_SIGN_HEIGHT + 20, _paint_signatures)]),
    ]
    imprint = Imprint(
        title=_TITLE, office=sheet.office_name, code=_TITLE, author=sheet.made_by, made_on=made_on
    )
    return build_document(story, imprint)


def _points(sentences: tuple[str, ...]) -> Flowable:
    bands: list[Band] = []
    for number, sentence in enumerate(sentences, 1):
        first, *rest = lines_of(sentence, width=WIDTH - 20, x=20, size=_TEXT)
        bands += [_numbered(f"{number}.", first), *rest, blank(4)]
    return Bands(bands)


def _numbered(number: str, line: Band) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        sketch.text(0, top + _TEXT * 1.05, number, size=_TEXT, fill=PAPER.secondary)
        line.paint(sketch, top)

    return Band(line.height, paint, keeps_next=line.keeps_next)


def _code_band(code: str) -> Band:
    groups = code.split()
    rows = -(-len(groups) // _PER_ROW)
    height = rows * _ROW_HEIGHT + _PAD

    def paint(sketch: Sketch, top: float) -> None:
        sketch.box(0, top, WIDTH, height, fill=PAPER.panel, stroke=PAPER.rule, stroke_width=0.75)
        column = WIDTH / _PER_ROW
        for place, group in enumerate(groups):
            row, left = divmod(place, _PER_ROW)
            middle, line = (left + 0.5) * column, top + _PAD / 2 + row * _ROW_HEIGHT
            sketch.text(
                middle,
                line + 14,
                f"groep {place + 1}",
                size=SMALL,
                fill=PAPER.secondary,
                anchor=Anchor.MIDDLE,
            )
            sketch.text(
                middle, line + 42, group, size=_CODE, fill=PAPER.ink, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE
            )

    return Band(height, paint)


def _paint_signatures(sketch: Sketch, top: float) -> None:
    gap = 16.0
    width = (WIDTH - gap) / 2
    for place, who in enumerate(("Gemaakt door", "Bewaard door, en waar")):
        left = place * (width + gap)
        sketch.text(left, top + 8, who, size=_TEXT, fill=PAPER.ink)
        sketch.box(left, top + 16, width, _SIGN_HEIGHT, stroke=PAPER.rule, stroke_width=0.75)
        sketch.text(
            left + 8,
            top + 16 + _SIGN_HEIGHT - 8,
            "naam, datum en handtekening",
            size=SMALL,
            fill=PAPER.secondary,
        )
