"""Referrals, the people named in them, and what is done while a family waits."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ReferralRow, ReferredPersonRow, WaitingContactRow
from gezinscoach_desktop.domain.referral import ReferralInput, ReferredPersonInput, WaitingContactInput

REFERRALS: Final = KeptTable(ReferralRow, ReferralInput)
REFERRED_PERSONS: Final = KeptTable(ReferredPersonRow, ReferredPersonInput)
WAITING_CONTACTS: Final = KeptTable(WaitingContactRow, WaitingContactInput)
