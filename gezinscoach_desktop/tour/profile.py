"""The part of the tour about index profiles: what they say, and a copy with what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import bring_into_view

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 290


def walk_profiles(guide: Guide) -> None:
    """The list with the rules of one, and a copy of it, counted but not kept."""
    from gezinscoach_desktop.views.profile.places import index_profiles, profile_editor

    with guide.numbered(_FIRST):
        guide.frame.go(index_profiles("streng"))
        guide.picture("indexprofielen")
        guide.resize(_NARROW)
        guide.picture("indexprofielen-1024")
        guide.resize(_WIDE)
        guide.frame.go(profile_editor("standaard"))
        guide.settle()
        guide.page.number_fields["deprived_from"].set_value(2)  # type: ignore[attr-defined]
        guide.page.count()  # type: ignore[attr-defined]
        guide.picture("indexprofiel-kopie")
        guide.resize(_NARROW)
        guide.picture("indexprofiel-kopie-1024")
        bring_into_view(guide.page.preview)  # type: ignore[attr-defined]
        guide.picture("indexprofiel-kopie-1024-onder")
        guide.resize(_WIDE)
