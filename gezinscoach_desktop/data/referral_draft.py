"""Referrals being filled in, kept on this PC until they are registered."""

from __future__ import annotations

from gezinscoach_desktop.data.form_draft import FormDraftStore
from gezinscoach_desktop.domain.referral_draft import ReferralDraft


class ReferralDraftStore(FormDraftStore[ReferralDraft]):
    """The referrals that one account began to fill in. Who shares the PC sees a form, and not of what kind."""

    ending = ".form"
    purpose = b"referral draft"
    content = ReferralDraft
