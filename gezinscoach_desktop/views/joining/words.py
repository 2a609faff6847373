"""How places are shown where joining is about."""

from __future__ import annotations


def breakable(place: str) -> str:
    """A path that may break after a separator: a label breaks at blanks only."""
    return place.replace("\\", "\\\u200b").replace("/", "/\u200b")
