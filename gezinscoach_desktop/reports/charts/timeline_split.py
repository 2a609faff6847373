"""Cutting a timeline matrix into pieces that fit a page: by columns, then by rows."""

from __future__ import annotations

from dataclasses import replace

from gezinscoach_desktop.reports.charts.timeline import Timeline

CONTINUED = " (vervolg)"


def column_groups(timeline: Timeline, *, at_most: int) -> tuple[Timeline, ...]:
    """Pieces of at most `at_most` columns; when there are more, every piece begins with the baseline's column."""
    if len(timeline.columns) <= at_most:
        return (timeline,)
    others = [place for place in range(len(timeline.columns)) if place != timeline.baseline]
    pieces = -(-len(others) // (at_most - 1))
    size = -(-len(others) // pieces)
    starts = range(0, len(others), size)
    return tuple(
        _columns(timeline, [timeline.baseline, *others[start : start + size]], is_last=start == starts[-1])
        for start in starts
    )


def cut_after(timeline: Timeline, rows: int) -> tuple[Timeline, Timeline]:
    """The first `rows` rows and the rest; a group that is cut goes on under its title with "(vervolg)"."""
    first, rest = [], []
    for group in timeline.groups:
        here, later = group.rows[:rows], group.rows[rows:]
        rows -= len(here)
        if here:
            first.append(replace(group, rows=here))
        if later:
            title = group.title + CONTINUED if here and not group.title.endswith(CONTINUED) else group.title
            rest.append(replace(group, title=title, rows=later))
    whole = replace(timeline, keeps_wishes=timeline.has_wishes)
    return replace(whole, groups=tuple(first)), replace(whole, groups=tuple(rest))


def rows_within(timeline: Timeline, *, room: float, row: float, title: float) -> int:
    """How many rows fit in `room`; a group's title never stands with fewer than two rows under it."""
    fitting = 0
    for group in timeline.groups:
        room -= title
        here = min(len(group.rows), int(room // row)) if room > 0 else 0
        if here < min(2, len(group.rows)):
            break
        left = len(group.rows) - here
        if left:
            return fitting + (here - 1 if left == 1 and here > 2 else here)
        fitting += here
        room -= here * row
    return fitting


def _columns(timeline: Timeline, places: list[int], *, is_last: bool) -> Timeline:
    """The change since the baseline belongs to the piece that shows how it is now."""
    groups = tuple(
        replace(
            group,
            rows=tuple(
                replace(
                    row,
                    cells=tuple(row.cells[place] for place in places),
                    change=row.change if is_last else None,
                    wished=row.wished if is_last else None,
                )
                for row in group.rows
            ),
        )
        for group in timeline.groups
    )
    return Timeline(tuple(timeline.columns[place] for place in places), groups, baseline=0)
