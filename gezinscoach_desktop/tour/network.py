"""The part of the tour about the service directory, and who stands around a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 150


def walk_network(guide: Guide, name: str) -> None:
    """The directory with a likely double, and the four parts of the tab."""
    from gezinscoach_desktop.views.directory.merge_dialog import MergeServicesDialog
    from gezinscoach_desktop.views.directory.page import DirectoryPage
    from gezinscoach_desktop.views.directory.places import directory_page
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.family.view import FamilyView
    from gezinscoach_desktop.views.network.tie_dialog import TieDialog

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(directory_page())
        guide.press("Ctrl+F")
        guide.type("onthaal")
        guide.picture("sociale-kaart")
        page = guide.page
        if not isinstance(page, DirectoryPage):
            raise TypeError("The directory did not come.")
        page.clear_filters()
        page.look_at_doubles()
        guide.picture("diensten-samenvoegen", over(page, MergeServicesDialog))
        over(page, MergeServicesDialog).reject()
        guide.resize(_NARROW)
        guide.picture("sociale-kaart-1024")
        guide.resize(_WIDE)
        guide.frame.go(family_page(family, "network"))
        guide.picture("netwerk-lijst")
        view = guide.page
        if not isinstance(view, FamilyView):
            raise TypeError("The page of the family did not come.")
        view.network.first_focus().setFocus()
        guide.press("Return")
        guide.picture("netwerk-wijzigen", over(guide.frame, TieDialog))
        over(guide.frame, TieDialog).reject()
        guide.frame.go(family_page(family, "network/ecogram"))
        guide.settle()
        view.network.first_focus().setFocus()
        guide.press("Down")
        guide.picture("ecogram")
        guide.resize(_NARROW)
        guide.picture("ecogram-1024")
        guide.resize(_WIDE)
        guide.frame.go(family_page(guide.family("Haidari"), "network/genogram"))
        guide.picture("genogram")
        guide.frame.go(family_page(guide.family("Claes"), "network/genogram"))
        guide.picture("genogram-voorstel")
        guide.frame.go(family_page(family, "network/referrals"))
        guide.picture("doorverwijzingen")
