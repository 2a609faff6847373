"""The rooms about index profiles, by the name the window knows them under."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

PROFILES = "index_profiles"
PROFILE_EDITOR = "index_profile_editor"


def index_profiles(profile_id: str = "") -> Destination:
    """Every profile, with the cursor on one."""
    return Destination(PROFILES, part=profile_id)


def profile_editor(profile_id: str) -> Destination:
    """A new version of one of the office's own, or a copy of one that is shipped."""
    return Destination(PROFILE_EDITOR, part=profile_id)
