"""The cohort of a whole office against hand-written SQL, and how it grows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.generated import office_of
from benchmarks.measure import Line, milliseconds, side_by_side
from gezinscoach_desktop.domain.evolution import Cohort, PrePost, cohort_of
from gezinscoach_desktop.domain.index import Extremes, Profile, tally
from gezinscoach_desktop.services.evolution import cohort
from gezinscoach_desktop.services.setting import read_terms

SMALL, LARGE = 1_000, 50_000

# What a careful programmer writes for SQLite alone: one pass over the scores in the order of their key, where the last
# value up to a moment is the maximum of (date, number, level) packed in one number; persons and children from two small
# questions beforehand.
_MOMENTS = """
SELECT base.family_id, first, (
    SELECT min(date) FROM snapshot s WHERE s.family_id = base.family_id
    AND date >= CAST(julianday(first + 1721424.5, '+6 months', 'floor') - 1721424.5 AS INTEGER)
) FROM (
    SELECT family_id, coalesce(max(CASE WHEN is_revised_baseline THEN date END), min(date)) AS first
    FROM snapshot GROUP BY family_id
) base
"""
_PERSONS = 'SELECT t.family_id, member_id, role, joined, "left" FROM stay t JOIN member m ON m.id = member_id'
_LEVELS = """
WITH moment (family_id, first, second) AS MATERIALIZED ({moments})
SELECT s.family_id, subject_id, item,
    max(CASE WHEN date <= first THEN (date << 23) + (number << 3) + coalesce(level, 0) END) & 7,
    max(CASE WHEN date <= second THEN (date << 23) + (number << 3) + coalesce(level, 0) END) & 7
FROM score s LEFT JOIN moment m ON m.family_id = s.family_id
WHERE item IN ({items}) GROUP BY s.family_id, subject_id, item
"""


def run(families: int) -> list[Line]:
    """The ratio on an office of the usual size, and the time per family on a small and a large one."""
    office = office_of(families)
    desk = office.desk()
    connection = office.raw_connection()
    profile = desk.office.read(read_terms).profile
    assert cohort(desk)[0] == _by_hand(connection, profile)
    measured, floor = side_by_side(
        lambda: cohort(desk), lambda: _by_hand(connection, profile), times=5, warm_up=1
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
        return milliseconds(lambda: cohort(desk), times=3, warm_up=1) / (size / 1000)
    finally:
        desk.office.close()


def _by_hand(connection: Any, profile: Profile) -> Cohort:
    moments = {family: (first, second) for family, first, second in connection.execute(_MOMENTS)}
    here: dict[bytes, list[bool]] = {}
    has_child: dict[bytes, list[bool]] = {family: [False, False] for family in moments}
    for family, member, role, joined, left in connection.execute(_PERSONS):
        days = moments.get(family, (None, None))
        present = [day is not None and (joined or 0) <= day < (left or 1 << 30) for day in days]
        before = here.get(member, (False, False))
        here[member] = [one or other for one, other in zip(present, before, strict=True)]
        if role == "child":
            found = has_child[family]
            has_child[family] = [one or other for one, other in zip(found, here[member], strict=True)]
    levels: dict[bytes, tuple[dict[str, Extremes], dict[str, Extremes]]] = {
        family: ({}, {}) for family in moments
    }
    everybody = [True, True]
    items = ", ".join(f"'{item}'" for item in sorted(profile.items))
    for family, subject, item, *both in connection.execute(_LEVELS.format(moments=_MOMENTS, items=items)):
        is_here = everybody if subject == family else here.get(subject, (False, False))
        for picked, level, counts in zip(levels[family], both, is_here, strict=True):
            if level and counts:
                known = picked.get(item)
                if known is None:
                    picked[item] = Extremes(level, level)
                elif not known.worst <= level <= known.best:
                    picked[item] = Extremes(min(known.worst, level), max(known.best, level))

    def families() -> Iterator[PrePost]:
        for family, (_, second) in moments.items():
            before, after = levels[family]
            first_child, second_child = has_child[family]
            post = None if second is None else tally(profile, after, has_child=second_child)
            yield PrePost(tally(profile, before, has_child=first_child), post)

    return cohort_of(families(), profile)
