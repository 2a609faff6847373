"""The office's own words on the forms that families sign."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.reports.papers.text import PaperTexts, shipped_texts
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require, require_sign_in
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

LONGEST = 4000


def paper_texts(desk: Desk) -> PaperTexts:
    """What stands on the forms: as shipped, with the office's own words where it has any. Everybody may read it."""
    require_sign_in(desk)
    return desk.office.read(texts_in)


def texts_in(session: Session) -> PaperTexts:
    """The same within a running query."""
    return shipped_texts().changed(kept.settings(session).get(kept.PAPER_TEXTS, {}))


def change_paper_texts(desk: Desk, texts: PaperTexts) -> Done:
    """Keep the office's own words; a block that is empty or as shipped follows what is shipped.

    Raises InvalidInput (field of the block) for one that is too long for a form.
    """
    shipped = shipped_texts()
    own: dict[str, str] = {}
    for field in fields(PaperTexts):
        text = getattr(texts, field.name).strip()
        if len(text) > LONGEST:
            raise InvalidInput(
                f"Deze tekst is te lang voor een formulier; hou het onder {LONGEST} tekens.", field=field.name
            )
        if text and text != getattr(shipped, field.name):
            own[field.name] = text
    return _change_paper_texts(desk, own)


@operation(AuditAction.CHANGE_SETTINGS)
def _change_paper_texts(work: Work, own: dict[str, str]) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    if own != kept.settings(work.session).get(kept.PAPER_TEXTS, {}):
        kept.put(work.session, kept.PAPER_TEXTS, own)
        work.note(AuditAction.CHANGE_SETTINGS, details={kept.PAPER_TEXTS: len(own)})
    return Done(Change(frozenset({Noun.SETTING})))
