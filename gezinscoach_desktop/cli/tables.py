"""Readable tables for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import Category, Cohort, Sign, category_of
from gezinscoach_desktop.domain.index import DomainState, IndexResult, Profile
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.evolution import FamilyIndex
from gezinscoach_desktop.services.yearly import YearCounts, YearlyFigures

SIGNS = {Sign.BETTER: "▲", Sign.STAYS_DEPRIVED: "■", Sign.STAYS_OUT: "●", Sign.WORSE: "▼"}
PLAIN_SIGNS = {Sign.BETTER: "+", Sign.STAYS_DEPRIVED: "=", Sign.STAYS_OUT: "o", Sign.WORSE: "-"}
"""For a terminal that lacks the others."""
_STATES = {
    DomainState.WEAK: "zwak",
    DomainState.SUFFICIENT: "ok",
    DomainState.UNKNOWN: "?",
    DomainState.NOT_APPLICABLE: "–",
}


def columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Rows under each other, every column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def index_table(families: Sequence[FamilyIndex]) -> str:
    """One line per family with the state of each domain."""
    if not families:
        return "Nog geen momentopnamen."
    domains = [result.domain.name for result in families[0].result.domains]
    heading = ["Gezin", "Datum", *domains, "Index", "Kansarm"]
    lines = [
        [
            family.code,
            format_date(family.result.date),
            *(_STATES[result.state] for result in family.result.domains),
            _interval(family.result),
            {True: "ja", False: "nee", None: "onbepaald"}[family.result.is_deprived],
        ]
        for family in families
    ]
    return columns([heading, *lines], right=frozenset({len(heading) - 2}))


def _interval(result: IndexResult) -> str:
    low, high = result.tally.interval
    return str(low) if low == high else f"{low}–{high}"


def cohort_table(cohort: Cohort, profile: Profile, *, months: int, signs: Mapping[Sign, str] = SIGNS) -> str:
    """The 7 × 7 matrix with a sign in every cell that counts, and the classes under it."""
    left_out = cohort.no_follow_up + cohort.undetermined
    head = (
        f"Kansarmoede-index bij de nulmeting en na {counted(months, 'maand', 'maanden')} · profiel {profile.title}\n"
        f"{counted(cohort.families, 'gezin', 'gezinnen')}, {cohort.measured} gemeten, {left_out} niet meegeteld: "
        f"{cohort.no_follow_up} zonder vervolgmeting, {cohort.undetermined} onbepaald"
    )
    return "\n\n".join((head, _matrix(cohort, profile, signs), _classes(cohort, signs)))


def _matrix(cohort: Cohort, profile: Profile, signs: Mapping[Sign, str]) -> str:
    size = len(cohort.matrix)
    heading = ["nulmeting ↓  na →", *(str(post) for post in range(size))]
    lines = [
        [
            str(before),
            *(
                f"{count} {signs[category_of(before, post, deprived_from=profile.deprived_from).sign]}"
                if count
                else "·"
                for post, count in enumerate(row)
            ),
        ]
        for before, row in enumerate(cohort.matrix)
    ]
    return columns([heading, *lines], right=frozenset(range(size + 1)))


def _classes(cohort: Cohort, signs: Mapping[Sign, str]) -> str:
    lines = [
        [signs[category.sign], category.label, str(cohort.categories.get(category, 0))]
        for category in Category
    ]
    by_sign = [
        f"{sum(cohort.categories.get(category, 0) for category in Category if category.sign in counted_signs)} {word}"
        for word, counted_signs in (
            ("beter", {Sign.BETTER}),
            ("gelijk", {Sign.STAYS_DEPRIVED, Sign.STAYS_OUT}),
            ("minder goed", {Sign.WORSE}),
        )
    ]
    return columns(lines, right=frozenset({2})) + "\n\n" + ", ".join(by_sign)


_COUNTED = {
    "active_at_start": "Begin",
    "new": "Nieuw",
    "reopened": "Terug",
    "closed": "Afgesloten",
    "active_at_end": "Einde",
    "families": "Gezinnen",
    "adults": "Volwassenen",
    "children": "Kinderen",
    "measured": "Gemeten",
    "snapshots": "Momentopnamen",
}


def yearly_table(figures: YearlyFigures) -> str:
    """One line per municipality, and the total below."""
    if not figures.municipalities:
        return "Geen enkel gezin was er dit jaar in begeleiding."

    def line(place: str, counts: YearCounts) -> list[str]:
        return [place, *(str(getattr(counts, name)) for name in _COUNTED)]

    lines = [line(place or "onbekend", counts) for place, counts in figures.municipalities]
    heading = ["Gemeente", *_COUNTED.values()]
    return columns([heading, *lines, line("Totaal", figures.total)], right=frozenset(range(1, len(heading))))
