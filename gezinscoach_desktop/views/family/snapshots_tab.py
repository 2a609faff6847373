"""Momentopnamen: every snapshot, the newest first, with what was registered in the chosen one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import Direction, LevelChange
from gezinscoach_desktop.domain.snapshot import Place, Reason, Score, Snapshot
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import Card, Chip, heading, label, paragraph
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.family.words import level_word
from gezinscoach_desktop.views.signs import SHAPE_OF_DIRECTION
from gezinscoach_desktop.views.table import Align, Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ROLES = {Direction.UP: "better", Direction.SAME: "secondary", Direction.DOWN: "worse"}


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """A snapshot with how it differs from what was in force before it."""

    snapshot: Snapshot
    is_baseline: bool
    better: int
    worse: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One registered value with the one before it."""

    who: str
    item: str
    level_text: str
    score: Score
    change: LevelChange
    had_value: bool


def snapshot_lines(data: FamilyData) -> tuple[SnapshotLine, ...]:
    """From new to old; each is compared with the values in force just before it."""
    levels: dict[Place, int | None] = {}
    lines = []
    for number, snapshot in enumerate(data.evolution.snapshots):
        moves: Counter[Direction] = Counter()
        for score in snapshot.scores:
            change = LevelChange(score.place, levels.get(score.place), score.level)
            if change.is_comparable:
                moves[change.direction] += 1
        levels |= {score.place: score.level for score in snapshot.scores}
        lines.append(
            SnapshotLine(
                snapshot,
                snapshot == data.evolution.baseline,
                moves[Direction.UP],
                moves[Direction.DOWN],
                number == 0,
            )
        )
    return tuple(reversed(lines))


def score_lines(data: FamilyData, chosen: Snapshot) -> tuple[ScoreLine, ...]:
    """What was registered in one snapshot: by person, then in the order of the instrument."""
    before: dict[Place, int | None] = {}
    for snapshot in data.evolution.snapshots:
        if snapshot.order < chosen.order:
            before |= {score.place: score.level for score in snapshot.scores}
    persons = {person.id: place for place, person in enumerate(data.evolution.persons)}
    positions = data.evolution.instrument.positions
    ordered = sorted(
        chosen.scores,
        key=lambda score: (
            -1 if score.person is None else persons.get(score.person, 99),
            positions.get(score.item, 999),
        ),
    )
    return tuple(
        ScoreLine(
            data.short_name(score.person),
            data.item_name(score.item),
            data.level_text(score.item, score.level),
            score,
            LevelChange(score.place, before.get(score.place), score.level),
            score.place in before,
        )
        for score in ordered
    )


class SnapshotsTab(FamilyTab):
    """A list at the left, the chosen snapshot at the right; Enter on a score shows how the item went."""

    help_topic: ClassVar[str] = "momentopname"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family: FamilyData | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.snapshots_model: RowsModel[SnapshotLine] = RowsModel(
            (
                Column("Datum", _date_text, detail=_badge_or_author, tooltip=_author, is_strong=True),
                Column("Items", lambda line: str(len(line.snapshot.scores)), align=Align.RIGHT, width=58),
                Column("Beter", lambda line: _count(line.better, line), mark=_better_mark, width=62),
                Column("Minder goed", lambda line: _count(line.worse, line), mark=_worse_mark, width=102),
            ),
            row_id=lambda line: line.snapshot.id,
            parent=self,
        )
        self.snapshots_table = RowsTable(self.snapshots_model, "Momentopnamen, de nieuwste eerst")
        self.scores_model: RowsModel[ScoreLine] = RowsModel(
            (
                Column("Wie", lambda line: line.who, width=100, tooltip=lambda line: line.who),
                Column("Item", lambda line: line.item, detail=lambda line: line.level_text, is_strong=True),
                Column("Niveau", _level_text, mark=_level_mark, width=138),
                Column("Toelichting", _remark, tooltip=_remark),
            ),
            row_id=lambda line: line.score.place,
            parent=self,
        )
        self.scores_table = RowsTable(self.scores_model, "Wat er geregistreerd werd")
        left = Card()
        left.body.setContentsMargins(1, 1, 1, 1)
        left.add(self.snapshots_table)
        left.setMinimumWidth(grid(84))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        whole.setSpacing(grid(4))
        whole.addWidget(left, 4)
        whole.addWidget(self._build_detail(), 9)

    def _build_detail(self) -> QWidget:
        self._title = heading("")
        self._badge = Chip("nulmeting", Tone.ACCENT)
        self._author = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._note = paragraph()
        self._note_title = label("", TextStyle.SMALL, Tone.SECONDARY)
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), grid(3), grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(self._title)
        top.addWidget(self._badge)
        top.addStretch(1)
        top.addWidget(self._author)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(grid(3), grid(2), grid(3), grid(3))
        bottom.setSpacing(grid(1))
        bottom.addWidget(self._note_title)
        bottom.addWidget(self._note)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addLayout(top)
        card.body.addWidget(self.scores_table, 1)
        card.body.addLayout(bottom)
        return card

    def _connect(self) -> None:
        self.snapshots_table.row_chosen.connect(self._show_snapshot)
        self.scores_table.row_chosen.connect(self._show_note)
        self.scores_table.row_opened.connect(self._open_item)

    def first_focus(self) -> QWidget:
        return self.snapshots_table

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self.snapshots_model.set_rows(snapshot_lines(data))
        if self.snapshots_table.current_row is None and self.snapshots_model.rowCount():
            self.snapshots_table.selectRow(0)
        self._show_snapshot(self.snapshots_table.current_row)

    def _show_snapshot(self, line: SnapshotLine | None) -> None:
        if line is None or self._family is None:
            self.scores_model.set_rows(())
            return
        snapshot = line.snapshot
        self._title.setText(f"Momentopname {format_date(snapshot.date)}")
        self._badge.setVisible(line.is_baseline or snapshot.is_revised_baseline)
        self._badge.show_text(_badge_text(line), Tone.ACCENT)
        author = f"door {snapshot.author} · " if snapshot.author else ""
        self._author.setText(f"{author}{counted(len(snapshot.scores), 'item', 'items')} ingevuld")
        self.scores_model.set_rows(score_lines(self._family, snapshot))
        self._show_note(self.scores_table.current_row)

    def _show_note(self, line: ScoreLine | None) -> None:
        has_text = line is not None and bool(_remark(line))
        self._note.setVisible(has_text)
        self._note_title.setVisible(has_text)
        if line is not None and has_text:
            self._note_title.setText(f"{line.item} – {line.who}")
            texts = (line.score.note or "", _reason(line))
            self._note.setText("\n".join(text for text in texts if text))

    def _open_item(self, line: ScoreLine) -> None:
        self.item_wanted.emit(line.score.place)


def _date_text(line: SnapshotLine) -> str:
    return format_date(line.snapshot.date)


def _author(line: SnapshotLine) -> str:
    badge = _badge_text(line) if line.is_baseline or line.snapshot.is_revised_baseline else ""
    return " · ".join(text for text in (line.snapshot.author or "", badge) if text)


def _badge_or_author(line: SnapshotLine) -> str:
    has_badge = line.is_baseline or line.snapshot.is_revised_baseline
    return _badge_text(line) if has_badge else line.snapshot.author or ""


def _badge_text(line: SnapshotLine) -> str:
    if line.snapshot.is_revised_baseline:
        return "herziene nulmeting" if line.is_baseline else "eerder herziene nulmeting"
    return "nulmeting"


def _count(number: int, line: SnapshotLine) -> str:
    return "" if line.is_first else str(number)


def _better_mark(line: SnapshotLine) -> Mark | None:
    return _count_mark(Direction.UP, "better" if line.better else "secondary", line)


def _worse_mark(line: SnapshotLine) -> Mark | None:
    return _count_mark(Direction.DOWN, "worse" if line.worse else "secondary", line)


def _count_mark(direction: Direction, color_role: str, line: SnapshotLine) -> Mark | None:
    """Also before a 0, in grey, so that the figures stand under each other."""
    return None if line.is_first else Mark(SHAPE_OF_DIRECTION[direction], color_role)


def _level_text(line: ScoreLine) -> str:
    now = level_word(line.score.level)
    if not line.had_value or line.change.before == line.score.level:
        return now
    return f"{level_word(line.change.before)} → {now}"


def _level_mark(line: ScoreLine) -> Mark | None:
    if not line.change.steps:
        return None
    return Mark(SHAPE_OF_DIRECTION[line.change.direction], _ROLES[line.change.direction])


def _reason(line: ScoreLine) -> str:
    score = line.score
    texts = []
    if score.reason is not None and (score.reason is not Reason.CHANGED or line.change.steps):
        texts.append(score.reason.label)
    if score.setback is not None:
        texts.append(score.setback.label)
    return ": ".join(texts)


def _remark(line: ScoreLine) -> str:
    reason = _reason(line) if line.score.reason is not Reason.CHANGED or line.score.setback else ""
    return " · ".join(text for text in (line.score.note or "", reason) if text)
