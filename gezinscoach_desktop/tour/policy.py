"""The part of the tour about signals for policy: the list, bundles, one of them, and the note for the council."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 295


def walk_policy(guide: Guide, directory: Path) -> None:
    """A bundle that was raised; its note as it goes to the council."""
    from gezinscoach_desktop.services.published_figures import release
    from gezinscoach_desktop.services.signal_bundle import Bundles, list_bundles, save_council_note
    from gezinscoach_desktop.views.published.page import ReleaseWindow
    from gezinscoach_desktop.views.published.places import published_figures
    from gezinscoach_desktop.views.signal.places import bundle, bundles, signals

    desk = guide.program.desk
    with guide.numbered(_FIRST):
        guide.frame.go(signals())
        guide.picture("signalen-coordinator")
        guide.frame.go(bundles())
        guide.picture("bundels")
        if desk is None:
            return
        found: list[Bundles] = []
        guide.program.tasks.query(list_bundles, desk, then=found.append)
        guide.settle()
        chosen = found[0].lines[0].record.id
        guide.frame.go(bundle(chosen))
        guide.picture("bundel")
        guide.resize(_NARROW)
        guide.picture("bundel-1024")
        guide.resize(_WIDE)
        guide.program.tasks.run(partial(release, desk, "Mol", desk.today().year))
        guide.settle()
        guide.frame.go(published_figures())
        guide.picture("cijfers-voor-de-gemeente")
        guide.page.show_window()  # type: ignore[attr-defined]
        guide.settle()
        window = over(guide.page, ReleaseWindow)
        guide.picture("cijfers-tonen", window)
        window.close()
        guide.program.tasks.run(
            partial(save_council_note, desk, (chosen,), directory / "nota-aan-de-raad.pdf")
        )
        guide.settle()
