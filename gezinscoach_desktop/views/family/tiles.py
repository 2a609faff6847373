"""The three tiles on top of a family's overview."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.index import IndexResult, Tally
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import Card, button, label, paragraph, set_tone
from gezinscoach_desktop.views.family.columns import due_tone
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.words import ago, due_date_text, next_snapshot
from gezinscoach_desktop.views.signs import SHAPE_OF_DIRECTION, Shape, SignMark
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ROLES = {Direction.UP: "better", Direction.SAME: "secondary", Direction.DOWN: "worse"}


def interval_text(tally: Tally) -> str:
    """`4`, or `3 tot 5` as long as some domains are unknown."""
    low, high = tally.interval
    return str(low) if low == high else f"{low} tot {high}"


def deprivation_text(index: IndexResult, deprived_from: int) -> str:
    """What the number means, in words."""
    match index.is_deprived:
        case True:
            return f"kansarm (vanaf {deprived_from})"
        case False:
            return f"niet kansarm (onder {deprived_from})"
        case _:
            return "nog niet te bepalen"


class _Tile(Card):
    """A small title, a line of figures, and what goes with it."""

    opened = Signal()

    def __init__(self, title: str, link: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(grid(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._name = title
        self.figures = QHBoxLayout()
        self.figures.setSpacing(grid(2))
        self.note = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.body.addWidget(label(title, TextStyle.SMALL, Tone.SECONDARY))
        self.body.addLayout(self.figures)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.link_button = button(link, "link")
        self.link_button.clicked.connect(self.opened)
        row = QHBoxLayout()
        row.addWidget(self.link_button)
        row.addStretch(1)
        self.body.addLayout(row)


class DirectionsTile(_Tile):
    """How many items went up, stayed and went down since the baseline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sinds de nulmeting", "Bekijk per item", parent)
        self._single = label("", TextStyle.TITLE)
        self.figures.addWidget(self._single)
        self._compared: list[QWidget] = []
        self._counts = {}
        for direction in (Direction.UP, Direction.SAME, Direction.DOWN):
            self._counts[direction] = label("–", TextStyle.TITLE)
            sign = SignMark(SHAPE_OF_DIRECTION[direction], _ROLES[direction], size=13)
            word = label(direction.label, TextStyle.SMALL, Tone.SECONDARY)
            word.setContentsMargins(0, 0, grid(2), 0)
            for part in (sign, self._counts[direction], word):
                self.figures.addWidget(part)
                self._compared.append(part)
        self.figures.addStretch(1)

    def show_family(self, data: FamilyData) -> None:
        evolution = data.evolution
        is_alone = evolution.baseline is not None and not data.can_compare
        self._single.setVisible(is_alone)
        for part in self._compared:
            part.setVisible(not is_alone)
        if evolution.baseline is not None and is_alone:
            self._show_alone(evolution.baseline)
            return
        for direction, text in self._counts.items():
            text.setText(str(evolution.counts.get(direction, 0)) if evolution.baseline else "–")
        total = sum(evolution.counts.values())
        note = "Er is nog geen nulmeting."
        if evolution.baseline is not None:
            kind = "herziene nulmeting" if evolution.baseline.is_revised_baseline else "nulmeting"
            note = f"{kind.capitalize()} van {format_date(evolution.baseline.date)} · n = {counted(total, 'item', 'items')}"
        self.note.setText(note)
        counts = ", ".join(f"{text.text()} {direction.label}" for direction, text in self._counts.items())
        self.setAccessibleName(f"Sinds de nulmeting: {counts}. {note}")

    def _show_alone(self, baseline: Snapshot) -> None:
        """Nothing to compare with yet."""
        self._single.setText(f"{counted(len(baseline.scores), 'item', 'items')} ingevuld")
        self.note.setText("Vergelijken kan vanaf de volgende momentopname.")
        self.setAccessibleName(f"Sinds de nulmeting: {self._single.text()}. {self.note.text()}")


class IndexTile(_Tile):
    """The deprivation index at the baseline and now, with the profile it was counted by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kansarmoede-index", "Bekijk wat meetelt", parent)
        self._before = label("", TextStyle.TITLE)
        self._arrow = SignMark(Shape.ARROW, "text", size=14)
        self._value = label("–", TextStyle.TITLE)
        self._meaning = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.figures.addWidget(self._before)
        self.figures.addWidget(self._arrow)
        self.figures.addWidget(self._value)
        self.figures.addWidget(self._meaning)
        self.figures.addStretch(1)

    def show_family(self, data: FamilyData) -> None:
        evolution = data.evolution
        before, now, profile = evolution.index_baseline, evolution.index_now, evolution.profile
        has_moved = before is not None and now is not None and before.tally != now.tally
        self._before.setVisible(has_moved)
        self._arrow.setVisible(has_moved)
        if before is None or now is None:
            self._value.setText("–")
            self._meaning.setText("")
            self.note.setText("Komt er na de eerste momentopname.")
        else:
            self._before.setText(interval_text(before.tally))
            self._value.setText(interval_text(now.tally))
            self._meaning.setText(deprivation_text(now, profile.deprived_from))
            self.note.setText(f"Aantal zwakke domeinen op {len(profile.domains)}. Profiel: {profile.title}")
        value = f"van {self._before.text()} naar {self._value.text()}" if has_moved else self._value.text()
        self.setAccessibleName(f"Kansarmoede-index: {value}, {self._meaning.text()}. {self.note.text()}")


class LastTile(_Tile):
    """When the family was last measured and when it is wanted again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Laatste momentopname", "Bekijk momentopnamen", parent)
        self._value = label("–", TextStyle.TITLE)
        self._ago = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.figures.addWidget(self._value)
        self.figures.addWidget(self._ago)
        self.figures.addStretch(1)

    def show_family(self, data: FamilyData) -> None:
        evolution = data.evolution
        if not evolution.snapshots:
            self._value.setText("–")
            self._ago.setText("")
            self.note.setText("Nog geen nulmeting")
        else:
            last = evolution.snapshots[-1].date
            self._value.setText(format_date(last))
            self._ago.setText(ago(last, data.today))
            on = due_date_text(evolution.due)
            text = next_snapshot(evolution.due)
            self.note.setText(f"{text[:1].upper()}{text[1:]}" + (f" ({on})" if on else ""))
        set_tone(self.note, _quiet(due_tone(evolution.due)))
        self.setAccessibleName(
            f"Laatste momentopname: {self._value.text()} {self._ago.text()}. {self.note.text()}"
        )


def _quiet(tone: Tone) -> Tone:
    return Tone.SECONDARY if tone is Tone.TEXT else tone
