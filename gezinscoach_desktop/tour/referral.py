"""The part of the tour about referrals: with the phone in hand, who waits, and who could go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.guide import TourStuck
from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.referral.page import ReferralsPage

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST, _FIRST_LARGE = 200, 210


def walk_referrals(guide: Guide) -> None:
    """The list, a decision, what the referrer hears, the waiting list, matching, an assignment, and a new referral."""
    from gezinscoach_desktop.views.referral.assign_dialog import AssignDialog
    from gezinscoach_desktop.views.referral.dialogs import DecideDialog
    from gezinscoach_desktop.views.referral.feedback_dialog import FeedbackDialog
    from gezinscoach_desktop.views.referral.places import Part, referrals_page

    with guide.numbered(_FIRST):
        guide.frame.go(referrals_page())
        guide.picture("aanmeldingen")
        page = _page(guide)
        guide.press("Return")
        guide.press("2")
        guide.picture("aanmelding-beslissen", over(page, DecideDialog))
        over(page, DecideDialog).reject()
        guide.frame.go(referrals_page(Part.WAITING))
        guide.picture("wachtlijst")
        guide.press("Alt+Down")
        guide.picture("wachtlijst-verplaatst")
        page.tell_referrer()
        guide.picture("terugmelden", over(page, FeedbackDialog))
        over(page, FeedbackDialog).reject()
        guide.frame.go(referrals_page(Part.MATCHING))
        guide.picture("toewijzen")
        page.assign(page.matching.proposals.row_at(0).coach.person.account_id)
        guide.picture("toewijzen-venster", over(page, AssignDialog))
        over(page, AssignDialog).reject()
        _call(guide)
        guide.resize(_NARROW)
        guide.picture("aanmelding-nieuw-1024")
        _put_down(guide)
        guide.frame.go(referrals_page(Part.WAITING))
        guide.picture("wachtlijst-1024")
        guide.resize(_WIDE)


def look_at_referrals(guide: Guide) -> None:
    """The same at another scale."""
    from gezinscoach_desktop.views.referral.places import Part, referrals_page

    with guide.numbered(_FIRST_LARGE):
        guide.frame.go(referrals_page(Part.LIST))
        guide.picture("aanmeldingen")
        guide.frame.go(referrals_page(Part.WAITING))
        guide.picture("wachtlijst")
        guide.frame.go(referrals_page(Part.MATCHING))
        guide.picture("toewijzen")
        _call(guide)
        _put_down(guide)


def _call(guide: Guide) -> None:
    """Somebody phones about a family that was here before."""
    from gezinscoach_desktop.views.referral.places import referral_form

    guide.frame.go(referral_form())
    guide.settle()
    guide.type("Inge Cools")
    for text in ("Onthaal", "014 00 02 02", "", ""):
        guide.press("Tab")
        if text:
            guide.type(text)
    guide.press("Tab")
    guide.type("El Idrisi")
    guide.press("Tab")
    guide.type("+32 499 00 12 31")
    guide.picture("aanmelding-nieuw")


def _put_down(guide: Guide) -> None:
    from gezinscoach_desktop.views.referral.form_page import ReferralFormPage

    page = guide.page
    if not isinstance(page, ReferralFormPage):
        raise TourStuck("The form of a referral did not come.")
    page.discard()
    guide.settle()
    guide.frame.toast.panel.dismiss()


def _page(guide: Guide) -> ReferralsPage:
    from gezinscoach_desktop.views.referral.page import ReferralsPage

    page = guide.page
    if not isinstance(page, ReferralsPage):
        raise TourStuck("The referrals did not come.")
    return page
