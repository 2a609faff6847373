"""Figures that were released for one municipality."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import PublishedFiguresRow
from gezinscoach_desktop.domain.published_figures import PublishedFiguresInput, PublishedFiguresRecord

PUBLISHED_FIGURES: Final = KeptTable(PublishedFiguresRow, PublishedFiguresInput)


def every(session: Session) -> tuple[PublishedFiguresRecord, ...]:
    """What is released, the newest year first, by municipality."""
    query = PUBLISHED_FIGURES.kept().order_by(
        PublishedFiguresRow.since.desc(), PublishedFiguresRow.municipality
    )
    return PUBLISHED_FIGURES.read(session, query)


def of_year(session: Session, municipality: str, since: date) -> PublishedFiguresRecord | None:
    """What is released of one municipality and year."""
    query = PUBLISHED_FIGURES.kept().where(
        PublishedFiguresRow.municipality == municipality, PublishedFiguresRow.since == since
    )
    found = PUBLISHED_FIGURES.read(session, query)
    return found[0] if found else None
