"""What a referrer is told, on paper: the words as they were written, and nothing beside them."""

from __future__ import annotations

from datetime import date

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.fonts import register
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.prose import prose

_SIZE = 10.5


def draw_feedback_letter(text: str, office: str, made_on: date) -> bytes:
    """The PDF. Neither the family nor a code stands on it: who referred it knows whom it is about."""
    register()
    story: list[Flowable] = [
        prose(f"{office}, {format_date(made_on)}", size=_SIZE, fill=PAPER.secondary, after=24),
        *(prose(part, size=_SIZE, after=10) for part in text.split("\n\n") if part.strip()),
    ]
    return build_document(story, Imprint("Brief aan wie aanmeldde", office, "Brief", office, made_on))
