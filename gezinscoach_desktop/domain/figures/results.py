"""Results: how the families measured then and now moved, in counts and distributions of levels, never in averages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from gezinscoach_desktop.domain.due import DueState, due_of
from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, labels_of, total
from gezinscoach_desktop.domain.figures.facts import NEVER, NOT_APPLICABLE
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.keys import COUNT
from gezinscoach_desktop.domain.figures.levels import (
    Matrix,
    kept_only,
    with_code,
)
from gezinscoach_desktop.domain.figures.measured import WAY, Measured
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.domain.snapshot import Setback

LEVEL_COLUMNS = (
    *(Label(str(level), f"Niveau {level}") for level in LEVELS),
    Label("na", "N.v.t."),
    Label("none", "Niet gescoord"),
    total(),
)
_CODE_OF = {**{str(level): level for level in LEVELS}, "na": NOT_APPLICABLE, "none": NEVER}
MOVES = (
    Label(Direction.UP.value, "Beter"),
    Label(Direction.SAME.value, "Gelijk"),
    Label(Direction.DOWN.value, "Minder goed"),
)
_WAYS = {Direction.UP.value: 1, Direction.SAME.value: 2, Direction.DOWN.value: 3}
STRESS = "stress"
MEASURED_NOTE = "Over gezinnen met een nulmeting en een latere meting; nu is hun laatste meting."


_WAY_FLAG = bytes((0, 1, 2, 4)) + bytes(252)


@dataclass(frozen=True, slots=True)
class Base:
    """What results are counted from."""

    frame: Frame
    measured: Measured
    interval_months: int

    @property
    def again(self) -> int:
        """Supported families measured again after their baseline, as a mask."""
        return self.frame.supported_mask & self.measured.later


def drafts(base: Base) -> Iterator[Draft]:
    """The tables of results that are about levels; those of the index are in `evolved`."""
    for draft in (
        _items(base, keys.ITEMS_BASELINE, "Elk item bij de nulmeting", base.measured.baseline),
        _items(base, keys.ITEMS_NOW, "Elk item nu", base.measured.now),
        *_changes(base),
        _families(base),
        _stress(base),
    ):
        draft.n = base.again.bit_count()
        yield draft
    yield _moments(base)
    yield _setbacks(base)
    yield _in_time(base)


def _moments(base: Base) -> Draft:
    moments, frame = base.measured.moments, base.frame
    rows = [Label("baseline", "Met een nulmeting"), Label("later", "Met een latere meting")]
    masks = {
        "baseline": base.measured.index_baseline.measured & frame.supported_mask,
        "later": base.again,
    }
    for months in moments.follow_ups:
        rows += [
            Label(f"follow_{months}", f"Gemeten na {months} maanden"),
            Label(f"late_{months}", f"Daarvan te laat (na {months} maanden)"),
        ]
        masks[f"follow_{months}"] = base.measured.compared(months) & frame.supported_mask
        masks[f"late_{months}"] = frame.mask(moments.late[months]) & frame.supported_mask
    draft = Draft(keys.MOMENTS, "Wie werd gemeten", Counted.FAMILIES, rows, count_column("Gezinnen"))
    draft.note = "Te laat is meer dan 45 dagen na de dag waarop de vervolgmeting verwacht werd."
    for key, mask in masks.items():
        draft.put(key, COUNT, mask.bit_count(), mask)
    return draft


def item_rows(base: Base) -> tuple[Label, ...]:
    """Every item in the order of the instrument; of two with one name the domain is told too."""
    layout = base.measured.layout
    often = Counter(item.name for item in layout.items)
    return tuple(
        Label(
            item.key,
            item.name if often[item.name] == 1 else f"{item.name} ({item.subject.label.lower()})",
        )
        for item in layout.items
    )


def _items(base: Base, key: str, title: str, matrix: Matrix) -> Draft:
    draft = Draft(key, title, Counted.ITEMS, item_rows(base), LEVEL_COLUMNS, note=MEASURED_NOTE)
    for number, item in enumerate(base.measured.layout.items):
        _put_levels(draft, item.key, (number,), matrix, base.again, "")
    return draft


def _put_levels(
    draft: Draft, row: str, numbers: Iterable[int], matrix: Matrix, mask: int, before: str
) -> None:
    """The codes of the items in `numbers` together."""
    count = matrix.layout.count
    listed = tuple(numbers)
    columns = [kept_only(matrix.column(number), mask, count) for number in listed]
    flags = 0
    for number in listed:
        flags |= int.from_bytes(kept_only(matrix.flags(number), mask, count), "little")
    together = flags.to_bytes(count, "little")
    for name, code in _CODE_OF.items():
        value = sum(column.count(code) for column in columns)
        draft.put(row, f"{before}{name}", value, with_code(together, code))


def _changes(base: Base) -> Iterator[Draft]:
    """Which way each place went, per item and per domain of the instrument."""
    layout, matrix = base.measured.layout, base.measured.changes
    columns = (*MOVES, total())
    per_item = Draft(
        keys.CHANGES, "Beter, gelijk of minder goed per item", Counted.ITEMS, item_rows(base), columns
    )
    rows = tuple(
        Label(domain.key, f"{domain.name} ({domain.subject.label.lower()})")
        for domain in layout.instrument.domains
    )
    per_domain = Draft(keys.DOMAINS, "Beter, gelijk of minder goed per domein", Counted.ITEMS, rows, columns)
    values: Counter[tuple[str, str]] = Counter()
    masks: defaultdict[tuple[str, str], int] = defaultdict(int)
    for number, item in enumerate(layout.items):
        ways = kept_only(matrix.column(number).translate(WAY), base.again, layout.count)
        flagged = ways.translate(_WAY_FLAG)
        flags = 0
        for start in range(0, len(flagged), layout.count or 1):
            flags |= int.from_bytes(flagged[start : start + layout.count], "little")
        together = flags.to_bytes(layout.count, "little")
        for name, way in _WAYS.items():
            value, mask = ways.count(way), with_code(together, way)
            per_item.put(item.key, name, value, mask)
            values[item.domain_key, name] += value
            masks[item.domain_key, name] |= mask
    for (domain_key, name), value in values.items():
        per_domain.put(domain_key, name, value, masks[domain_key, name])
    per_item.note = per_domain.note = (
        f"{MEASURED_NOTE} Vergeleken per persoon en item, waar er op beide momenten een niveau is."
    )
    yield per_item
    yield per_domain


def _families(base: Base) -> Draft:
    rows = (
        Label("more_up", "Meer items beter dan minder goed"),
        Label("balanced", "Evenveel, of niets veranderd"),
        Label("more_down", "Meer items minder goed dan beter"),
        total(),
    )
    draft = Draft(
        keys.FAMILIES_MOVED, "Hoe het per gezin ging", Counted.FAMILIES, rows, count_column("Gezinnen")
    )
    for key, mask in base.measured.went.items():
        here = mask & base.again
        draft.put(key, COUNT, here.bit_count(), here)
    draft.note = MEASURED_NOTE
    return draft


def _stress(base: Base) -> Draft:
    """Of parents and of children: every item of the instrument that is called so."""
    layout = base.measured.layout
    rows = []
    draft_columns = LEVEL_COLUMNS
    wanted: dict[str, list[int]] = {"adult": [], "child": []}
    for number, item in enumerate(layout.items):
        if item.key.rpartition("_")[2] == STRESS and item.subject.value in wanted:
            wanted[item.subject.value].append(number)
    words = {"adult": "Ouders", "child": "Kinderen"}
    for who in wanted:
        rows += [
            Label(f"{who}_baseline", f"{words[who]}: nulmeting"),
            Label(f"{who}_now", f"{words[who]}: nu"),
        ]
    draft = Draft(
        keys.STRESS, "Stress van ouders en kinderen", Counted.ITEMS, rows, draft_columns, note=MEASURED_NOTE
    )
    for who, numbers in wanted.items():
        _put_levels(draft, f"{who}_baseline", numbers, base.measured.baseline, base.again, "")
        _put_levels(draft, f"{who}_now", numbers, base.measured.now, base.again, "")
    return draft


def _setbacks(base: Base) -> Draft:
    frame = base.frame
    columns = (Label("scores", "Keren"), Label("families", "Gezinnen"))
    draft = Draft(keys.SETBACKS, "Waarom iets minder goed ging", Counted.ITEMS, labels_of(Setback), columns)
    counts: Counter[Setback] = Counter()
    behind: defaultdict[Setback, list[int]] = defaultdict(list)
    for index, family in frame.each(frame.chosen):
        for day, setback in family.setbacks:
            if frame.since <= day < frame.until:
                counts[setback] += 1
                behind[setback].append(index)
    for setback in Setback:
        mask = frame.mask(behind[setback])
        draft.put(setback.value, "scores", counts[setback], mask)
        draft.put(setback.value, "families", mask.bit_count(), mask)
    draft.note = "De reden die coaches in de periode opgaven bij een item dat minder goed werd."
    return draft


def _in_time(base: Base) -> Draft:
    wanted = (DueState.ON_TIME, DueState.SOON, DueState.OVERDUE, DueState.NEVER_MEASURED)
    rows = (*(Label(state.value, state.label) for state in wanted), total())
    draft = Draft(keys.IN_TIME, "Op tijd gemeten", Counted.FAMILIES, rows, count_column("Gezinnen"))
    for state, indexes in due_states(base).items():
        if state in wanted:
            draft.put(state.value, COUNT, len(indexes), base.frame.mask(indexes))
    draft.note = "Actieve gezinnen op de laatste dag van de periode."
    return draft


def due_states(base: Base) -> Mapping[DueState, list[int]]:
    """How the active families stand with measuring on the last day."""
    frame, last = base.frame, base.measured.moments.last
    found: defaultdict[DueState, list[int]] = defaultdict(list)
    known: dict[int, DueState] = {}
    for index in frame.supported:
        if not frame.is_active(index):
            continue
        day = last[index]
        if day not in known:
            known[day] = due_of(
                None if day == 0 else frame.last_day - timedelta(days=frame.last_day.toordinal() - day),
                today=frame.last_day,
                interval_months=base.interval_months,
                is_closed=False,
            ).state
        found[known[day]].append(index)
    return found
