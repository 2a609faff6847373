"""The part of the tour about rights: where they stand for a family, the walk along the list, and the list itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 140


def walk_rights(guide: Guide, name: str) -> None:
    """The tab, a step, three rights of the walk by keys, and the office's list."""
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.right.places import rights_list, rights_walk
    from gezinscoach_desktop.views.right.right_dialog import RightDialog
    from gezinscoach_desktop.views.right.step_dialog import StepDialog

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(family_page(family, "rights"))
        guide.picture("rechten")
        guide.frame.go(rights_walk(family))
        guide.picture("rechten-doorlopen")
        guide.press("4")
        guide.picture("rechten-doorlopen-toegekend")
        guide.press("Return")
        guide.type('"')  # Aangevraagd, on a Belgian keyboard
        guide.press("Return")
        guide.press("1")
        guide.resize(_NARROW)
        guide.picture("rechten-doorlopen-1024")
        guide.page.finish()  # type: ignore[attr-defined]
        guide.picture("rechten-1024")
        guide.press("Ctrl+N")
        guide.picture("recht-noteren", over(guide.page, StepDialog))
        over(guide.page, StepDialog).reject()
        guide.resize(_WIDE)
        guide.frame.go(rights_list())
        guide.picture("rechtenlijst")
        guide.press("Return")
        guide.picture("recht-wijzigen", over(guide.page, RightDialog))
        over(guide.page, RightDialog).reject()
