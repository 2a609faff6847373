"""The part of the tour about the dossier of a family: its trajectory, its consents, its documents, getting to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.consent import ConsentKind
from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 130
_COACHING = ConsentKind.COACHING


def walk_dossier(guide: Guide, name: str) -> None:
    """Every section, the windows that they open, and the families to confirm."""
    from gezinscoach_desktop.views.consent.consent_dialog import ConsentDialog
    from gezinscoach_desktop.views.consent.places import consents_to_confirm
    from gezinscoach_desktop.views.consent.section import ConsentSection
    from gezinscoach_desktop.views.consent.withdraw_dialog import WithdrawDialog
    from gezinscoach_desktop.views.family.phase_dialog import PhaseDialog
    from gezinscoach_desktop.views.family.places import family_page, new_family
    from gezinscoach_desktop.views.family.view import FamilyView
    from gezinscoach_desktop.views.trajectory.coach_dialogs import CoachDialog

    family = guide.family(name)
    with guide.numbered(_FIRST):
        guide.frame.go(family_page(family, "dossier/trajectory"))
        guide.picture("traject")
        page = guide.page
        if not isinstance(page, FamilyView):
            raise TypeError("The page of the family did not come.")
        page.steps.hand_over()
        guide.picture("overdragen", over(page, CoachDialog))
        over(page, CoachDialog).reject()
        page.steps.phases.close(page.dossier.family.header)
        guide.picture("afsluiten", over(page, PhaseDialog))
        over(page, PhaseDialog).reject()
        guide.frame.go(family_page(family, "dossier/consent"))
        guide.picture("toestemming")
        guide.press("Ctrl+N")
        guide.picture("toestemming-noteren", over(page, ConsentDialog))
        over(page, ConsentDialog).reject()
        section = page.dossier.section("consent")
        if not isinstance(section, ConsentSection):
            raise TypeError("The consents of the family did not come.")
        section.table.choose(next(each.id for each in section.model.rows if each.details.kind is _COACHING))
        section.withdraw()
        guide.picture("toestemming-intrekken", over(page, WithdrawDialog))
        over(page, WithdrawDialog).reject()
        guide.frame.go(family_page(family, "dossier/documents"))
        guide.picture("documenten")
        guide.frame.go(family_page(family, "dossier/intake"))
        guide.resize(_NARROW)
        guide.picture("kennismaking-1024")
        guide.resize(_WIDE)
        guide.frame.go(consents_to_confirm())
        guide.picture("toestemming-bevestigen")
        guide.frame.go(new_family())
        guide.page.consent.given.click()  # type: ignore[attr-defined]
        guide.picture("nieuw-gezin-toestemming")
        guide.page.consent.given.click()  # type: ignore[attr-defined]
    guide.frame.go(family_page(family))


def look_at_dossier(guide: Guide, name: str) -> None:
    """The sections at another scale, on a small screen."""
    from gezinscoach_desktop.views.family.places import family_page

    family = guide.family(name)
    with guide.numbered(_FIRST):
        for section in ("trajectory", "consent", "documents", "intake"):
            guide.frame.go(family_page(family, f"dossier/{section}"))
            guide.picture(f"dossier-{section}")
