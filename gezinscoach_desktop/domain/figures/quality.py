"""Quality of the data: what is missing before the figures say what they seem to say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from gezinscoach_desktop.domain.due import DueState
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, labels_of, total
from gezinscoach_desktop.domain.figures.facts import NEVER, NOT_APPLICABLE
from gezinscoach_desktop.domain.figures.keys import COUNT
from gezinscoach_desktop.domain.figures.levels import kept_only
from gezinscoach_desktop.domain.figures.results import Base, due_states
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.trajectory import AssignmentKind

_GAPS = (
    Label("no_baseline", "Geen nulmeting"),
    Label("overdue", "Meting te laat"),
    Label("undetermined", "Kansarm of niet: niet vast te stellen"),
    Label("to_confirm", "Toestemming nog te bevestigen"),
    Label("no_municipality", "Gemeente niet ingevuld"),
    Label("no_household_type", "Soort huishouden niet ingevuld"),
    Label("no_coach", "Geen verantwoordelijke coach"),
)
_FILLED = bytes((0, *([1] * NOT_APPLICABLE), 2)) + bytes(256 - NEVER - 1)
"""1 for a level or n.v.t., 2 where nothing was ever filled in."""
_IS_FILLED = bytes(1 if flags & ((1 << NOT_APPLICABLE) - 1) else 0 for flags in range(256))
_IS_MISSING = bytes(flags >> (NEVER - 1) & 1 for flags in range(256))


def drafts(base: Base) -> Iterator[Draft]:
    """The tables of quality."""
    yield _gaps(base)
    yield _levels(base)


def _gaps(base: Base) -> Draft:
    frame, measured = base.frame, base.measured
    index = measured.index_now
    found: defaultdict[str, list[int]] = defaultdict(list)
    found["overdue"] = due_states(base).get(DueState.OVERDUE, [])
    for place, family in frame.each(frame.supported):
        if not measured.moments.baseline[place]:
            found["no_baseline"].append(place)
        elif index.deprived[place] is None:
            found["undetermined"].append(place)
        if family.has_consent_to_confirm:
            found["to_confirm"].append(place)
        if not family.municipality:
            found["no_municipality"].append(place)
        if family.household_type is None:
            found["no_household_type"].append(place)
        if frame.is_active(place) and not any(
            support.kind is AssignmentKind.RESPONSIBLE and support.runs_on(frame.last_day)
            for support in family.supports
        ):
            found["no_coach"].append(place)
    draft = Draft(keys.GAPS, "Wat nog ontbreekt", Counted.FAMILIES, _GAPS, count_column("Gezinnen"))
    for row in _GAPS:
        draft.put(row.key, COUNT, len(found[row.key]), frame.mask(found[row.key]))
    draft.note = "Gezinnen in begeleiding; eenzelfde gezin kan bij meer dan één regel staan."
    return draft


def _levels(base: Base) -> Draft:
    layout, matrix = base.measured.layout, base.measured.now
    mask = base.frame.supported_mask
    counts: Counter[tuple[str, str]] = Counter()
    behind: Counter[tuple[str, str]] = Counter()
    for number, item in enumerate(layout.items):
        column = kept_only(matrix.column(number), mask, layout.count).translate(_FILLED)
        flags = matrix.flags(number)
        for name, code, among in (("filled", 1, _IS_FILLED), ("missing", 2, _IS_MISSING)):
            place = (item.subject.value, name)
            counts[place] += column.count(code)
            behind[place] |= int.from_bytes(flags.translate(among), "little") & mask
    columns = (Label("filled", "Ingevuld"), Label("missing", "Nooit ingevuld"), total())
    draft = Draft(
        keys.LEVELS, "Niveaus bij de laatste meting", Counted.ITEMS, labels_of(Subject, total()), columns
    )
    for (row, column_key), value in counts.items():
        draft.put(row, column_key, value, behind[row, column_key])
    draft.n = (base.measured.index_baseline.measured & mask).bit_count()
    draft.note = "Alleen van gezinnen met een nulmeting. Items die niet bij de leeftijd passen tellen niet mee als ontbrekend."
    return draft
