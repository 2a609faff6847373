"""How places are shown where joining is about."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"(?<=[\\/])(?<!\\\\)(?=[^\\/])")
"""After a separator, but not after the two that a share begins with."""


def breakable(place: str) -> str:
    """A path that may break after a separator: a label breaks at blanks only, and after the letter of a drive."""
    return _BETWEEN.sub("\u200b", place.replace(":\\", ":\u2060\\"))
