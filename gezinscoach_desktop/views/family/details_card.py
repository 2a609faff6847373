"""What is looked up about a family with the phone in hand: where it lives, how it is reached, which languages it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.services.family import FamilyInput, MemberInput
from gezinscoach_desktop.views.elements import Card, button, heading, label, paragraph
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.family_fields import LABELS
from gezinscoach_desktop.views.family.names import is_former
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, grid, palette

_COLUMNS = 3
_RING = grid(1)
"""Beside each text, for the ring; what stands above the texts lies as far in."""
_WIDE = frozenset({"reach_note", "remarks"})
"""Whole sentences, so over the whole width."""
_NOTHING = "Hier komt te staan waar het gezin woont, hoe je het bereikt en welke talen het spreekt."
_COPIED = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class DetailsCard(Card):
    """Only what is filled in; every text can be reached, selected and copied, also by keyboard."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.values: dict[str, QLabel] = {}
        """What is shown, by the name of its field."""
        self.change_button = button("Wijzigen", icon_name="edit")
        self.change_button.setAccessibleName("Gezinsgegevens wijzigen")
        self.change_button.clicked.connect(self.change_wanted)
        self._nothing = paragraph(_NOTHING, TextStyle.TEXT, Tone.SECONDARY)
        self._told = QWidget()
        self._build()

    def _build(self) -> None:
        self.body.setContentsMargins(grid(3) - _RING, grid(3), grid(3), grid(3))
        self._nothing.setContentsMargins(_RING, 0, 0, 0)
        top = QHBoxLayout()
        top.setContentsMargins(_RING, 0, 0, 0)
        top.addWidget(heading("Gegevens van het gezin"))
        top.addStretch(1)
        top.addWidget(self.change_button)
        self.body.addLayout(top)
        self.add(self._nothing)
        self.add(self._told)

    def show_family(self, data: FamilyData) -> None:
        """Everything anew: there are few, and which are filled in differs."""
        rows = list(_rows(data))
        focused = next((name for name, value in self.values.items() if value.hasFocus()), "")
        told = self._lay_out(rows)
        self.body.replaceWidget(self._told, told)
        self._told.deleteLater()
        self._told = told
        told.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        for before, after in pairwise((self.change_button, *self.values.values())):
            QWidget.setTabOrder(before, after)
        if focused in self.values:
            self.values[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, rows: list[tuple[str, str]]) -> QWidget:
        told = QWidget()
        cells = QGridLayout(told)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setHorizontalSpacing(grid(5))
        cells.setVerticalSpacing(grid(2))
        self.values = {name: _value(name, text) for name, text in rows}
        line = column = 0
        for name, value in self.values.items():
            is_wide = name in _WIDE
            if column == _COLUMNS or (is_wide and column):
                line, column = line + 1, 0
            cells.addLayout(_pair(LABELS[name], value), line, column, 1, _COLUMNS if is_wide else 1)
            column = _COLUMNS if is_wide else column + 1
        for place in range(_COLUMNS):
            cells.setColumnStretch(place, 1)
        return told


class _Value(QLabel):
    """A text to select and copy; a ring around it tells that it has the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("textStyle", TextStyle.TEXT.value)
        self.setProperty("tone", Tone.TEXT.value)
        self.setWordWrap(True)
        self.setContentsMargins(_RING, 2, _RING, 2)
        self.setTextInteractionFlags(_COPIED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the flags alone leave it to the mouse

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)  # not by the style sheet: a border there makes wrapped text too low
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(palette().accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


def _value(name: str, text: str) -> QLabel:
    made = _Value(text)
    made.setAccessibleName(f"{LABELS[name]}: {text}")
    return made


def _pair(title: str, value: QLabel) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(0)
    caption = label(title, TextStyle.SMALL, Tone.SECONDARY)
    caption.setContentsMargins(_RING, 0, 0, 0)
    made.addWidget(caption)
    made.addWidget(value)
    made.addStretch(1)
    return made


def _rows(data: FamilyData) -> Iterator[tuple[str, str]]:
    """Field and text of what is filled in, what is looked up most first."""
    details = data.header.record.details
    texts = {
        "address": _place(details),
        "phone": _reached(data, lambda details: shown_phone(details.phone)),
        "languages": _languages(details),
        "reach_note": details.reach_note,
        "email": _reached(data, lambda details: details.email),
        "household_type": _label(details.household_type),
        "housing_kind": _label(details.housing_kind),
        "income_source": _label(details.income_source),
        "is_newcomer": "ja" if details.is_newcomer else "",
        "found_via": _label(details.found_via),
        "started_on": "" if details.started_on is None else format_date(details.started_on),
        "remarks": details.remarks,
    }
    yield from ((name, text) for name, text in texts.items() if text)


def _place(details: FamilyInput) -> str:
    place = ", ".join(filter(None, (details.address, details.municipality)))
    return f"{place} ({details.neighbourhood})" if place and details.neighbourhood else place


def _reached(data: FamilyData, told: Callable[[FamilyInput | MemberInput], str]) -> str:
    """What is `told` of the family, and of each who belongs to it now."""
    others = [
        f"{text} ({data.short_name(member.id)})"
        for member in data.header.members
        if not is_former(member, data.today) and (text := told(member.details))
    ]
    return "\n".join(filter(None, (told(data.header.record.details), *others)))


def _languages(details: FamilyInput) -> str:
    return " · ".join(filter(None, (details.languages, "tolk nodig" if details.needs_interpreter else "")))


def _label(value: object) -> str:
    return "" if value is None else str(getattr(value, "label", value))
