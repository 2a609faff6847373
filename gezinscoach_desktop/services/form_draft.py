"""Keeping a form on this PC while it is being filled in; what the forms have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from gezinscoach_desktop.data.form_draft import FormDraft, FormDraftStore

D = TypeVar("D", bound="FormDraft")


def to_keep(store: FormDraftStore[D], draft: D, now: Callable[[], datetime]) -> Callable[[], datetime]:
    """What keeps the draft sealed on this PC, with all it needs taken now: a lock meanwhile does not stop it."""

    def save() -> datetime:
        saved_at = now()
        store.save(replace(draft, saved_at=saved_at))  # type: ignore[type-var]
        return saved_at

    return save
