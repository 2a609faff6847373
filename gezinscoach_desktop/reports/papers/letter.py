"""A letter to a service on paper, with under it what is shared and by whose consent."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.letter import Letter
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.prose import prose

_SIZE = 10.0


def letter_paper(letter: Letter) -> bytes:
    """The PDF. Its properties bear the code, never a name."""
    register()
    story: list[Flowable] = [
        prose("\n".join(letter.to), size=_SIZE, after=24),
        prose(format_long(letter.made_on), size=_SIZE, fill=PAPER.secondary, after=2),
        prose(f"Ons kenmerk: {letter.code}", size=_SIZE, fill=PAPER.secondary, after=24),
        prose(letter.greeting, size=_SIZE, after=10),
        prose(letter.about, size=_SIZE, after=10),
    ]
    for part in letter.parts:
        story.append(prose(part.title, size=_SIZE, face=Face.SEMIBOLD, after=2))
        story.append(prose("\n".join(part.lines), size=_SIZE, after=12))
    story += [
        prose("Met vriendelijke groet,", size=_SIZE, after=24),
        prose(letter.author, size=_SIZE, after=2),
        prose(letter.office, size=_SIZE, fill=PAPER.secondary, after=8),
    ]
    for part in letter.shared:
        story += [*section(part.title, keeps=60), blocks.points(part.lines)]
    imprint = Imprint(f"Brief {letter.code}", letter.office, letter.code, letter.author, letter.made_on)
    return build_document(story, imprint)
