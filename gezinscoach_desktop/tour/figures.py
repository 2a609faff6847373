"""The part of the tour about the figures: each block, the families behind a number, filters, and the dark screen."""

from __future__ import annotations

from gezinscoach_desktop.tour.guide import Guide

_WIDE, _NARROW = (1366, 768), (1024, 700)
_FIRST, _FIRST_LARGE = 240, 253


def walk_figures(guide: Guide, guest: str) -> None:
    """Cijfers, as a coordinator goes through them; then back to a family, with which the tour goes on."""
    from gezinscoach_desktop.domain.figures import FigureBlock, keys
    from gezinscoach_desktop.views.family.places import family_page
    from gezinscoach_desktop.views.figures.page import FiguresPage
    from gezinscoach_desktop.views.figures.places import figures
    from gezinscoach_desktop.views.theme import Appearance, theme

    with guide.numbered(_FIRST):
        for block in FigureBlock:
            guide.frame.go(figures(block.value))
            guide.picture(f"cijfers-{_NAMES[block.value]}")
        guide.frame.go(figures(FigureBlock.RESULTS.value))
        guide.settle()
        page = guide.page
        if not isinstance(page, FiguresPage):
            return
        page.show_table(keys.MATRIX_NOW)
        guide.picture("cijfers-matrix")
        guide.press("Down")
        guide.press("Down")
        guide.press("End")
        guide.press("Return")
        guide.picture("cijfers-gezinnen-erachter")
        guide.press("Escape")
        guide.resize(_NARROW)
        page.show_table(keys.DOMAINS)
        guide.picture("cijfers-domeinen-1024")
        guide.resize(_WIDE)
        theme().use_appearance(Appearance.DARK)
        page.show_table(keys.STRESS)
        guide.picture("cijfers-donker")
        theme().use_appearance(Appearance.LIGHT)
    guide.frame.go(family_page(guide.family(guest)))
    guide.settle()


_NAMES = {
    "access": "toegang",
    "reach": "bereik",
    "profile": "profiel",
    "work": "werk",
    "results": "resultaten",
    "rights": "rechten",
    "network": "netwerk",
    "signals": "signalen",
    "quality": "kwaliteit",
}


def look_at_figures(guide: Guide) -> None:
    """The same at 150 %."""
    from gezinscoach_desktop.views.figures.places import figures

    with guide.numbered(_FIRST_LARGE):
        guide.frame.go(figures("profile"))
        guide.picture("cijfers")
        guide.frame.go(figures("results"))
        guide.picture("cijfers-resultaten")
