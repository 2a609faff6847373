"""The cohort of a whole office against hand-written SQL, and how it grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from benchmarks.generated import office_of
from benchmarks.measure import Line, milliseconds, side_by_side
from gezinscoach_desktop.domain.evolution import Cohort, PrePost, cohort_of
from gezinscoach_desktop.domain.index import Extremes, Profile, tally
from gezinscoach_desktop.services.evolution import cohort
from gezinscoach_desktop.services.setting import read_terms

SMALL, LARGE = 1_000, 50_000

# Baseline, follow-up, the last value per place at either, and the lowest and highest per item: what a careful
# programmer writes for SQLite alone. A bare column beside max() comes from the row that has the maximum.
_BY_HAND = """
WITH base AS (
    SELECT family_id, coalesce(max(CASE WHEN is_revised_baseline THEN date END), min(date)) AS first
    FROM snapshot GROUP BY family_id
), moment AS MATERIALIZED (
    SELECT base.family_id, first, (
        SELECT min(date) FROM snapshot s WHERE s.family_id = base.family_id
        AND date >= CAST(julianday(first + 1721424.5, '+6 months', 'floor') - 1721424.5 AS INTEGER)
    ) AS second FROM base
), both AS MATERIALIZED (
    SELECT family_id, 1 AS which, first AS day FROM moment
    UNION ALL SELECT family_id, 2, second FROM moment WHERE second IS NOT NULL
), level AS (
    SELECT b.family_id, which, subject_id, item, level, max(date * 1048576 + number)
    FROM both b JOIN score s ON s.family_id = b.family_id AND s.date <= b.day
    WHERE item IN ({items}) GROUP BY b.family_id, which, subject_id, item
)
SELECT l.family_id, which, item, min(level), max(level),
    EXISTS (SELECT 1 FROM member m WHERE m.family_id = l.family_id AND role = 'child') AS has_child
FROM level l
WHERE subject_id = l.family_id OR EXISTS (
    SELECT 1 FROM stay t JOIN both b ON b.family_id = t.family_id AND b.which = l.which
    WHERE t.family_id = l.family_id AND t.member_id = l.subject_id
    AND (joined IS NULL OR joined <= day) AND ("left" IS NULL OR day < "left")
)
GROUP BY l.family_id, which, item
"""


def run(families: int) -> list[Line]:
    """The ratio on an office of the usual size, and the time per family on a small and a large one."""
    office = office_of(families)
    desk = office.desk()
    connection = office.raw_connection()
    profile = desk.office.read(read_terms).profile
    assert cohort(desk)[0] == _by_hand(connection, profile)
    measured, floor = side_by_side(
        lambda: cohort(desk), lambda: _by_hand(connection, profile), times=7, warm_up=1
    )
    desk.office.close()
    per_thousand = {size: _per_thousand(size) for size in (SMALL, LARGE)}
    return [
        Line(
            "cohort",
            f"cohort of {families} families",
            measured,
            2.0,
            floor=floor,
            floor_is="hand-written SQL with the domain's own classes",
        ),
        Line(
            "cohort grows",
            f"cohort per 1 000 families, in an office of {LARGE}",
            per_thousand[LARGE],
            1.5,
            floor=per_thousand[SMALL],
            floor_is=f"the same in an office of {SMALL}: linear is 1",
        ),
    ]


def _per_thousand(size: int) -> float:
    desk = office_of(size).desk()
    try:
        return milliseconds(lambda: cohort(desk), times=5, warm_up=1) / (size / 1000)
    finally:
        desk.office.close()


def _by_hand(connection: Any, profile: Profile) -> Cohort:
    items = ", ".join(f"'{item}'" for item in sorted(profile.items))
    levels: defaultdict[tuple[bytes, int], dict[str, Extremes]] = defaultdict(dict)
    children: dict[bytes, bool] = {}
    for family, which, item, low, high, has_child in connection.execute(_BY_HAND.format(items=items)):
        found = levels[family, which]
        children[family] = bool(has_child)
        if low is not None:
            found[item] = Extremes(low, high)

    def families() -> Iterator[PrePost]:
        for family, which in levels:
            if which == 1:
                before = tally(profile, levels[family, 1], has_child=children[family])
                after = levels.get((family, 2))
                post = None if after is None else tally(profile, after, has_child=children[family])
                yield PrePost(before, post)

    return cohort_of(list(families()), profile)
