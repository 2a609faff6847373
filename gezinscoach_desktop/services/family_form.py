"""The form of a new family: what was begun and not added yet is there again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from gezinscoach_desktop.data import operation as operations
from gezinscoach_desktop.data.family_draft import FamilyDraftStore
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.consent import ConsentInput
from gezinscoach_desktop.domain.family_draft import DraftConsent as DraftConsent
from gezinscoach_desktop.domain.family_draft import FamilyDraft as FamilyDraft
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.referral_draft import DraftPerson as DraftPerson
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, MemberInput, add_family
from gezinscoach_desktop.services.form_draft import to_keep
from gezinscoach_desktop.services.guard import require, require_as_signed_in


def begun_before(desk: Desk) -> FamilyDraft | None:
    """What this account began on this PC and did not add yet, the last one; None when there is nothing."""
    require(desk, Action.ADD_FAMILY)
    kept = _store_of(desk)
    drafts = kept.all()
    if not drafts:
        return None

    waiting = desk.office.health().waiting_ids  # first: what is sent meanwhile is found to be done
    # By the write and not by the family, which may have been let go since, or be a colleague's now.
    done = desk.office.read(partial(operations.done, ids=[draft.id for draft in drafts]))
    for draft_id in done:
        kept.finish(draft_id)  # killed before it was thrown away, or sent meanwhile
    return next((draft for draft in drafts if draft.id not in done | waiting), None)


def draft_to_keep(desk: Desk, draft: FamilyDraft) -> Callable[[], datetime]:
    """What keeps the draft sealed on this PC, with all it needs taken now: a lock meanwhile does not stop it."""
    require_as_signed_in(desk, Action.ADD_FAMILY)
    return to_keep(_store_of(desk), draft, desk.now)


def draft_to_drop(desk: Desk, draft_id: UUID) -> Callable[[], None]:
    """What throws the draft away, with all it needs taken now."""
    return partial(_store_of(desk).discard, draft_id)


def add_begun(
    desk: Desk,
    draft_id: UUID,
    details: FamilyInput,
    members: tuple[MemberInput, ...] = (),
    *consents: ConsentInput,
) -> Done:
    """Add what was typed in, once, and throw its draft away.

    Raises InvalidInput as adding a family does, and KeptForLater while the server is away: the draft then stays until the
    family is there.
    """
    done = add_family(desk, details, members, *consents, family_id=draft_id)
    _store_of(desk).finish(draft_id)
    return done


def _store_of(desk: Desk) -> FamilyDraftStore:
    return FamilyDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)
