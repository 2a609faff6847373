"""The navigation rail: icon above a word, one under the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from gezinscoach_desktop.views.icons import ICON_SIZE, icon
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

WIDTH, _WIDEST = 17, 22
"""How wide the rail is, and how wide it becomes for a long word."""
_USUAL, _LOWEST = 13, 10
"""How high an entry is, and how low it becomes where a window has too little room for all of them."""
_NARROWEST = 80
"""So many percent of its usual width is the narrowest that a long word is written."""
MOST_NUMBERED = 9
"""So many rooms have a key: Ctrl with a digit."""
MORE = "more"
_MORE_TEXT = "Beheer"


def _hint(text: str, place: int) -> str:
    return f"{text} (Ctrl+{place})" if place <= MOST_NUMBERED else text


class _RailButton(QAbstractButton):
    """Painted, since a tool button cuts `Instellingen` short."""

    chosen = Signal(str)

    def __init__(self, room: str, text: str, icon_name: str) -> None:
        super().__init__()
        self.room = room
        self.setText(text)
        self._icon_name = icon_name
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(grid(_LOWEST))
        self.setMaximumHeight(grid(_USUAL))
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self.room)

    def sizeHint(self) -> QSize:
        return QSize(grid(WIDTH - 1), grid(_USUAL))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_open, is_hovered = self.isChecked(), self.underMouse()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(color(colors.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        if is_open or is_hovered:
            painter.setBrush(color(colors.surface if is_open else colors.pressed))
        painter.drawRoundedRect(box, 4, 4)
        role = "accent" if is_open else "text" if is_hovered else "secondary"
        look = font(TextStyle.TINY)
        look.setWeight(QFont.Weight.DemiBold if is_open else QFont.Weight.Normal)
        wanted = QFontMetrics(look).horizontalAdvance(self.text())
        if wanted > self.width():
            look.setStretch(max(_NARROWEST, 98 * self.width() // wanted))
        painter.setFont(look)
        height = painter.fontMetrics().height()
        room = self.height() - ICON_SIZE - height
        gap = max(0, min(grid(1), room - grid(1.5)))  # first of all the ring stays free of the icon
        spot = QRect((self.width() - ICON_SIZE) // 2, (room - gap) // 2, ICON_SIZE, ICON_SIZE)
        icon(self._icon_name, role).paint(painter, spot)
        painter.setPen(color(str(getattr(colors, role))))
        words = QRect(0, spot.bottom() + gap, self.width(), height)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class Rail(QFrame):
    """Rooms above, Hulp and Instellingen below.

    Where there is too little height for all of them, those below that can be folded stand in the menu of `Beheer`.
    """

    chosen = Signal(str)
    """The room of the entry that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(grid(WIDTH))
        self.setAccessibleName("Navigatie")
        self._buttons: list[_RailButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(grid(0.5), grid(2), grid(0.5), grid(2))
        self._column.setSpacing(grid(0.5))
        # What is folded asks for no height: the window may be as low as without it.
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._column.addStretch(1)
        self._stretch_place = 0
        self._open_room = ""
        self._is_folded = False
        self._hidden: frozenset[str] = frozenset()
        self.more_button = _RailButton(MORE, _MORE_TEXT, "grid")
        self.more_button.setToolTip("Nog meer kamers")
        self.more_button.setProperty("isLow", True)
        self.more_button.chosen.connect(self.open_more)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(_MORE_TEXT)
        self._column.addWidget(self.more_button)
        self.more_button.hide()

    @property
    def rooms(self) -> list[str]:
        """The rooms above, in order: Ctrl+1 is the first."""
        return [
            made.room
            for made in self._buttons
            if not made.property("isLow") and made.room not in self._hidden
        ]

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Every entry, those below too, with its word."""
        return [(made.room, made.text()) for made in self._buttons]

    def add(
        self, room: str, text: str, icon_name: str, *, is_low: bool = False, can_fold: bool = False
    ) -> None:
        """`can_fold`: among those below, it may stand in the menu where there is too little room."""
        made = _RailButton(room, text, icon_name)
        made.setProperty("isLow", is_low)
        made.setProperty("canFold", can_fold)
        made.chosen.connect(self.chosen)
        self._make_room_for(text)
        if can_fold:
            action = self.menu.addAction(icon(icon_name), text)
            action.triggered.connect(partial(self.chosen.emit, room))
        self._buttons.append(made)
        if is_low:
            self._column.addWidget(made)
            return
        self._column.insertWidget(self._stretch_place, made)
        self._stretch_place += 1
        made.setToolTip(_hint(text, self._stretch_place))

    def add_command(self, name: str, text: str, icon_name: str, hint: str) -> None:
        """Something to do low on the rail instead of a room to go to; `chosen` tells its name."""
        made = _RailButton(name, text, icon_name)
        made.setCheckable(False)
        made.setToolTip(hint)
        made.setProperty("isLow", True)
        made.chosen.connect(self.chosen)
        self._buttons.append(made)
        self._column.addWidget(made)

    def _make_room_for(self, text: str) -> None:
        """As wide as the widest word asks once its room is open, within reason."""
        look = font(TextStyle.TINY)
        look.setWeight(QFont.Weight.DemiBold)
        wanted = QFontMetrics(look).horizontalAdvance(text) + grid(2)
        self.setFixedWidth(max(self.width(), min(wanted, grid(_WIDEST))))

    def hide_rooms(self, rooms: frozenset[str]) -> None:
        """Show all entries but these."""
        self._hidden = rooms
        place = 0
        for made in self._buttons:
            is_low = made.property("isLow")
            if not is_low:
                made.setVisible(made.room not in rooms)
                place += made.room not in rooms
                made.setToolTip(_hint(made.text(), place))

    def mark(self, room: str) -> None:
        """Show which room is open."""
        self._open_room = room
        for made in self._buttons:
            made.setChecked(made.room == room)
        folded = {made.room for made in self._buttons if made.property("canFold")}
        self.more_button.setChecked(room in folded)

    def focus_open(self) -> None:
        """Put the keyboard on the room that is open."""
        for made in self._buttons:
            if made.isChecked():
                shown = self.more_button if self._is_folded and made in self._foldable else made
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_more(self) -> None:
        """The menu of what is folded away, beside its button."""
        self.more_button.setChecked(self._open_room in {made.room for made in self._foldable})
        self.menu.popup(self.more_button.mapToGlobal(QPoint(self.more_button.width(), 0)))

    @property
    def _foldable(self) -> list[_RailButton]:
        return [made for made in self._buttons if made.property("canFold")]

    def _fold(self) -> None:
        """Fold as soon as the entries would not fit at their lowest."""
        is_folded = self._height_of(len(self._buttons)) > self.height() and len(self._foldable) > 1
        if is_folded == self._is_folded:
            return
        self._is_folded = is_folded
        self.more_button.setVisible(is_folded)
        for made in self._foldable:
            made.setVisible(not is_folded)

    def _height_of(self, entries: int) -> int:
        """What so many entries need at their lowest."""
        margins = self._column.contentsMargins()
        each = grid(_LOWEST) + self._column.spacing()
        return entries * each + self._column.spacing() + margins.top() + margins.bottom()

    def minimumSizeHint(self) -> QSize:
        folded = len(self._foldable)
        entries = len(self._buttons) - (folded - 1 if folded > 1 else 0)
        return QSize(self.width(), self._height_of(entries))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)
