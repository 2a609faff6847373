"""The measures of a page: A4 in points, on a grid of 4."""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 56.0
TOP, BOTTOM = 72.0, 64.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

TITLE, HEADING, SUBHEADING = 18.0, 13.0, 10.0
BODY, SMALL, TINY = 8.5, 7.5, 7.0
LEADING = 1.4
