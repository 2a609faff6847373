"""Finding pages of the handbook by words."""

from __future__ import annotations

from collections.abc import Sequence

from gezinscoach_desktop.domain.handbook import ORDER as ORDER
from gezinscoach_desktop.domain.handbook import HandbookPage
from gezinscoach_desktop.domain.text import fold


def matching(pages: Sequence[HandbookPage], text: str) -> tuple[HandbookPage, ...]:
    """The pages in which every word of `text` occurs."""
    words = fold(text).split()
    return tuple(page for page in pages if all(word in page.search_text for word in words))
