"""A long matrix is cut so that every piece can be read by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gezinscoach_desktop.reports.charts.timeline import Timeline, TimelineCell, TimelineGroup, TimelineRow
from gezinscoach_desktop.reports.charts.timeline_split import column_groups, cut_after, rows_within


def make_timeline(*, columns: int, rows: tuple[int, ...], baseline: int = 0) -> Timeline:
    days = tuple(date(2025, 1, 1) + timedelta(days=90 * place) for place in range(columns))
    cells = tuple(TimelineCell(1 + place % 5, True) for place in range(columns))
    groups = tuple(
        TimelineGroup(
            f"groep {place}", "", tuple(TimelineRow(f"rij {row}", cells, 0) for row in range(count))
        )
        for place, count in enumerate(rows)
    )
    return Timeline(days, groups, baseline)


def test_few_snapshots_stay_together() -> None:
    timeline = make_timeline(columns=8, rows=(3,), baseline=2)

    assert column_groups(timeline, at_most=8) == (timeline,)


def test_many_snapshots_are_cut_and_every_piece_begins_with_the_baseline() -> None:
    timeline = make_timeline(columns=20, rows=(3,), baseline=4)
    pieces = column_groups(timeline, at_most=8)

    assert all(piece.columns[0] == timeline.columns[4] and piece.baseline == 0 for piece in pieces)
    assert all(len(piece.columns) <= 8 for piece in pieces)
    shown = [day for piece in pieces for day in piece.columns[1:]]
    assert sorted([*shown, timeline.columns[4]]) == list(timeline.columns)
    assert [piece.groups[0].rows[0].change for piece in pieces] == [None, None, 0]
    assert all(len(row.cells) == len(piece.columns) for piece in pieces for row in piece.groups[0].rows)


def test_cutting_rows_keeps_every_row_once_and_says_continued() -> None:
    first, rest = cut_after(make_timeline(columns=3, rows=(3, 5)), 5)

    assert [len(group.rows) for group in first.groups] == [3, 2]
    assert [(group.title, len(group.rows)) for group in rest.groups] == [("groep 1 (vervolg)", 3)]


def test_a_wish_on_one_page_leaves_the_columns_of_the_next_where_they_stood() -> None:
    timeline = make_timeline(columns=3, rows=(3, 5))
    (first, *others), *groups = timeline.groups[0].rows, *timeline.groups[1:]
    group = replace(timeline.groups[0], rows=(replace(first, wished=4), *others))
    pieces = cut_after(replace(timeline, groups=(group, *groups)), 4)
    assert [piece.has_wishes for piece in pieces] == [True, True]
    assert not timeline.has_wishes


def test_no_row_stands_alone_before_or_after_a_page_break() -> None:
    timeline = make_timeline(columns=3, rows=(4, 5))

    assert rows_within(timeline, room=4 * 10 + 20 + 20 + 10, row=10, title=20) == 4
    assert rows_within(timeline, room=4 * 10 + 20 + 20 + 4 * 10, row=10, title=20) == 7
    assert rows_within(timeline, room=1000, row=10, title=20) == 9
    assert rows_within(timeline, room=25, row=10, title=20) == 0
