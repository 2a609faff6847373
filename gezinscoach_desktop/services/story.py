"""Stories and moments of pride of a family, and what of them may go into the yearly report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import story as stories
from gezinscoach_desktop.data.story import STORIES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.story import StoryInput as StoryInput
from gezinscoach_desktop.domain.story import StoryKind as StoryKind
from gezinscoach_desktop.domain.story import StoryRecord as StoryRecord
from gezinscoach_desktop.domain.story import checked_story
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit verhaal"


def list_stories(desk: Desk, family_id: UUID) -> tuple[StoryRecord, ...]:
    """What the family told and was proud of, the newest first."""

    def query(session: Session) -> tuple[StoryRecord, ...]:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return stories.of_family(session, family_id)

    return desk.office.read(query)


def add_story(desk: Desk, family_id: UUID, details: StoryInput) -> Done:
    """Keep a story or a moment of pride; raises InvalidInput (field text, on or released_on)."""
    return _add_story(desk, uuid4(), family_id, checked_story(details, desk.today()))


@operation(AuditAction.CHANGE_STORY)
def _add_story(work: Work, story_id: UUID, family_id: UUID, details: StoryInput) -> Done:
    require_coached(work, work.session, Action.TELL_STORY, family_id)
    STORIES.add(work.session, story_id, details, family_id=family_id, at=work.now(), by=work.account.id)
    return _changed(work, family_id, story_id)


def change_story(desk: Desk, story_id: UUID, version: int, details: StoryInput) -> Done:
    """Keep changed details; raises InvalidInput, and ChangedMeanwhile when `version` is no longer the kept one."""
    return _change_story(desk, story_id, version, checked_story(details, desk.today()))


@operation(AuditAction.CHANGE_STORY)
def _change_story(work: Work, story_id: UUID, version: int, details: StoryInput) -> Done:
    kept = found_of_family(work, STORIES, story_id, Action.TELL_STORY, _WHAT)
    if not STORIES.change(work.session, story_id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept.family_id, story_id)


def remove_story(desk: Desk, story_id: UUID, version: int) -> Done:
    """Take a story away; `bring_back_story` with the next version undoes it. Raises ChangedMeanwhile."""
    return _remove_story(desk, story_id, version)


@operation(AuditAction.CHANGE_STORY)
def _remove_story(work: Work, story_id: UUID, version: int) -> Done:
    kept = found_of_family(work, STORIES, story_id, Action.TELL_STORY, _WHAT)
    if not STORIES.remove(work.session, story_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept.family_id, story_id)


def bring_back_story(desk: Desk, story_id: UUID, version: int) -> Done:
    """Undo taking it away; raises ChangedMeanwhile."""
    return _bring_back_story(desk, story_id, version)


@operation(AuditAction.CHANGE_STORY)
def _bring_back_story(work: Work, story_id: UUID, version: int) -> Done:
    kept = found_of_family(work, STORIES, story_id, Action.TELL_STORY, _WHAT)
    if not STORIES.bring_back(work.session, story_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept.family_id, story_id)


def _changed(work: Work, family_id: UUID | None, story_id: UUID) -> Done:
    work.note(AuditAction.CHANGE_STORY, family_id=family_id)
    return Done(Change(frozenset({Noun.STORY}), family_id), story_id)
