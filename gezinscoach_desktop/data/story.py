"""Stories and moments of pride."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import StoryRow
from gezinscoach_desktop.domain.story import StoryInput, StoryRecord

STORIES = KeptTable(StoryRow, StoryInput)


def of_family(session: Session, family_id: UUID) -> tuple[StoryRecord, ...]:
    """The family's stories and moments of pride, the newest first."""
    query = STORIES.of_family(family_id).order_by(StoryRow.on.desc(), StoryRow.created_at.desc())
    return STORIES.read(session, query)
