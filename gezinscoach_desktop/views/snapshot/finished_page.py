"""The finishing screen: what got better first, or something kind; then what dropped and why, then the index."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.index import IndexResult
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.snapshot import Finished
from gezinscoach_desktop.views.elements import Card, Chip, Tile, label, paragraph, scrolling
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.signs import Shape, SignMark
from gezinscoach_desktop.views.snapshot.columns import Columns
from gezinscoach_desktop.views.snapshot.outcome import (
    Moved,
    MovedOfPerson,
    dropped,
    improved,
    index_headline,
    index_verdict,
    kind_words,
)
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class FinishedPage(Page):
    """Shows what a finished snapshot brought, and where to go from here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    def _build(self) -> None:
        self.header = PageHeader()
        self.list_button = self.header.add_command("Terug naar de lijst", None, self._go_to_list)
        self.print_button = self.header.add_command(
            "Evolutieverslag afdrukken", "print", self.print_here, hint="Ctrl+P"
        )
        self.family_button = self.header.add_command(
            "Naar het gezin", None, self._go_to_family, kind="primary"
        )
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(grid(4), grid(4), grid(4), grid(6))
        self._column.setSpacing(grid(4))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(scrolling(self._content), 1)

    # --------------------------------------------------------------------------------------------------- showing

    @property
    def title(self) -> str:
        return "Momentopname afgerond"

    def show_result(self, result: Finished) -> None:
        """Fill the screen; called once per finished snapshot."""
        self.family_id = result.header.record.id
        self.header.set_title(
            f"Momentopname van {format_date(result.snapshot.date)} is afgerond",
            f"{result.header.title}  ·  {result.header.record.code}",
        )
        self._empty()
        is_baseline = result.snapshot.id == result.baseline.id
        self._column.addWidget(self._make_baseline(result) if is_baseline else self._make_counts(result))
        better, worse = improved(result), dropped(result)
        if better:
            self._column.addWidget(_make_list("Wat beter gaat", better, Shape.UP, "better"))
        elif not is_baseline:
            kind = Card("Goed om te weten")
            kind.add(paragraph(kind_words(result)))
            self._column.addWidget(kind)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(4))
        if worse:
            row.addWidget(_make_list("Wat minder goed gaat", worse, Shape.DOWN, "worse"), 3)
        row.addWidget(_make_index(result), 2, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(below)
        self._column.addStretch(1)

    def focus_first(self) -> None:
        """Bring the keyboard to the button that most will want."""
        self.family_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_baseline(self, result: Finished) -> QWidget:
        made = Card(
            "Dit is de nulmeting" if not result.snapshot.is_revised_baseline else "Herziene nulmeting"
        )
        made.add(paragraph(
            f"{counted(len(result.snapshot.scores), 'item', 'items')} ingevuld. Vanaf de volgende momentopname zie je "
            "hier als eerste wat beter gaat.",
        ))  # fmt: skip
        return made

    def _make_counts(self, result: Finished) -> QWidget:
        """`Sinds de nulmeting: ▲ 14 = 61 ▼ 3`, the signs drawn and said in words."""
        ups, downs = result.counts.get(Direction.UP, 0), result.counts.get(Direction.DOWN, 0)
        same = result.counts.get(Direction.SAME, 0)
        made = QWidget()
        made.setAccessibleName(f"Sinds de nulmeting: {ups} beter, {same} gelijk, {downs} minder goed")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addWidget(label(f"Sinds de nulmeting van {format_date(result.baseline.date)}:", TextStyle.TITLE))
        for number, word, shape, role in (
            (ups, "beter", Shape.UP, "better"),
            (same, "gelijk", Shape.SAME, "secondary"),
            (downs, "minder goed", Shape.DOWN, "worse"),
        ):
            row.addSpacing(grid(1))
            row.addWidget(SignMark(shape, role, size=14))
            row.addWidget(label(str(number), TextStyle.TITLE))
            row.addWidget(label(word, TextStyle.SMALL, Tone.SECONDARY))
        row.addStretch(1)
        return made

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # ---------------------------------------------------------------------------------------------------- going on

    def print_here(self) -> None:
        family_id = self._known_family()
        if family_id is not None:
            self.left_for.emit(places.progress_report(family_id))

    def _go_to_family(self) -> None:
        family_id = self._known_family()
        if family_id is not None:
            self.left_for.emit(places.family_page(family_id))

    def _go_to_list(self) -> None:
        self.left_for.emit(places.family_list())

    def _known_family(self) -> UUID | None:
        return self.family_id


def _make_list(title: str, groups: tuple[MovedOfPerson, ...], shape: Shape, role: str) -> Card:
    made = Card(title)
    lines = [(group.who, [_make_line(moved, shape, role) for moved in group.items]) for group in groups]
    made.add(Columns(lines, _make_who))
    made.body.addStretch(1)
    return made


def _make_who(name: str) -> QWidget:
    return label(name, TextStyle.STRONG)


def _make_line(moved: Moved, shape: Shape, role: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid(2))
    row.addWidget(SignMark(shape, role), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(paragraph(f"{moved.item}: {moved.why.lower()}" if moved.why else moved.item), 1)
    if moved.is_new:
        row.addWidget(Chip("deze keer", Tone.ACCENT))
    levels = label(f"{moved.before} → {moved.after}", TextStyle.STRONG)
    levels.setMinimumWidth(grid(10))
    levels.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(levels)
    made.setAccessibleName(f"{moved.item}, van {moved.before} naar {moved.after}")
    return made


def _make_index(result: Finished) -> Tile:
    """The index now beside the baseline's, with the profile it was read with."""
    now, before = result.index_now, result.index_before
    made = Tile("Kansarmoede-index")
    notes = [] if now.is_deprived is None else [f"Nu: {index_verdict(now)}."]
    if before is not None and before.date != now.date:
        notes.append(f"Bij de nulmeting: {_lower(index_headline(before))}{_verdict(before)}.")
    notes.append(f"Profiel: {result.profile.title}.")
    made.show_value(index_headline(now), " ".join(notes))
    return made


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _verdict(index: IndexResult) -> str:
    """`, kansarm`, where the headline does not say it yet."""
    return "" if index.is_deprived is None else f", {index_verdict(index)}"
