"""One item of the form as one painted widget: a row, or the open card with its wide scale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.views.snapshot.card_layout import (
    CompactLayout,
    OpenLayout,
    compact_layout,
    open_layout,
)
from gezinscoach_desktop.views.snapshot.card_paint import (
    Look,
    help_icon_rect,
    paint_compact,
    paint_frame,
    paint_open,
)
from gezinscoach_desktop.views.snapshot.content import CardContent
from gezinscoach_desktop.views.snapshot.keys import Ask, Command, command_of
from gezinscoach_desktop.views.snapshot.text_block import is_clipped
from gezinscoach_desktop.views.theme import TextStyle, grid

_NOT_APPLICABLE = 0


@dataclass(frozen=True, slots=True)
class CardCommand:
    """What the user asks, and of which item."""

    place: Place
    command: Command


class ItemCard(QWidget):
    """Shows one item's content and passes on what the user asks; knows nothing of other items."""

    commanded = Signal(object)
    """CardCommand: a key or a click on the scale."""

    def __init__(self, content: CardContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._editor: QWidget | None = None
        self._is_open = False
        self._shows_help = False
        self._hovered: int | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(content.item.name)
        self.setAccessibleDescription(content.spoken)

    @property
    def content(self) -> CardContent:
        return self._content

    @property
    def place(self) -> Place:
        return self._content.place

    @property
    def is_open(self) -> bool:
        return self._is_open

    @property
    def shows_help(self) -> bool:
        return self._shows_help

    def show_content(self, content: CardContent) -> None:
        """Show the item as it is now; a screen reader hears the new value."""
        if content == self._content:
            return
        self._content = content
        self.setAccessibleDescription(content.spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, content.level or 0))
        self.update()

    def open_with(self, editor: QWidget) -> None:
        """Become the open card; `editor` holds the note and the reasons."""
        self._is_open = True
        self._editor = editor
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.setParent(self)
        self.fit_editor()
        editor.show()

    def close_card(self) -> None:
        """Become a row again."""
        self._is_open = False
        self._shows_help = False
        self._editor = None
        self._hovered = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.updateGeometry()
        self.update()

    def toggle_help(self) -> None:
        """Show or hide what the item means."""
        self._shows_help = not self._shows_help
        self.fit_editor()

    def fit_editor(self) -> None:
        """Give the note and the reasons the room they need."""
        if self._editor is not None:
            layout = self._open_layout()
            height = height_of(self._editor, layout.editor_width)
            self._editor.setGeometry(
                QRect(layout.editor_left, layout.editor_top, layout.editor_width, height)
            )
        self.updateGeometry()
        self.update()

    def _ask(self, command: Command) -> None:
        self.commanded.emit(CardCommand(self.place, command))

    def _open_layout(self, width: int | None = None) -> OpenLayout:
        return open_layout(width or self.width(), self._content.item, shows_help=self._shows_help)

    def _compact_layout(self) -> CompactLayout:
        return compact_layout(self.width())

    def _choice_at(self, spot: QPoint) -> int | None:
        """The level whose button lies at `spot`, 0 for n.v.t., None for neither."""
        if not self._is_open:
            return self._compact_layout().level_at(spot)
        layout = self._open_layout()
        return _NOT_APPLICABLE if layout.not_applicable.contains(spot) else layout.level_at(spot)

    def _is_on_help(self, spot: QPoint) -> bool:
        if not self._is_open or not self._content.item.help:
            return False
        return help_icon_rect(self._content, self._open_layout()).adjusted(-4, -4, 4, 4).contains(spot)

    def _hover(self, choice: int | None) -> None:
        if choice != self._hovered:
            self._hovered = choice
            self.update()

    def tip_at(self, spot: QPoint) -> str:
        """The full text of what is shown shortened, or of the level under the mouse."""
        content = self._content
        if self._is_open:
            return "Uitleg bij dit item (F1)" if self._is_on_help(spot) else ""
        level = self._choice_at(spot)
        if level is not None:
            return f"{level}: {content.item.level_text(level)}"
        layout = self._compact_layout()
        if layout.text.contains(spot) and is_clipped(
            content.level_text, TextStyle.SMALL, layout.text.width(), 2
        ):
            return content.level_text
        if layout.status.contains(spot) and content.has_any_note:
            return content.note or (content.carried.note if content.carried is not None else "")
        return ""

    def sizeHint(self) -> QSize:
        width = grid(150)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(100), compact_layout(grid(150)).height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._is_open:
            return compact_layout(width).height
        layout = self._open_layout(width)
        below = 0 if self._editor is None else height_of(self._editor, layout.editor_width)
        return layout.editor_top + below + grid(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = Look(self._is_open, self.hasFocus(), self._hovered)
        paint_frame(painter, self.rect(), look)
        if self._is_open:
            paint_open(painter, self._content, self._open_layout(), look, shows_help=self._shows_help)
        else:
            paint_compact(painter, self._content, self._compact_layout(), look)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._editor is not None and event.size().width() != event.oldSize().width():
            self.fit_editor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        spot = event.position().toPoint()
        choice = self._choice_at(spot)
        if self._is_on_help(spot):
            self._ask(Command(Ask.HELP))
        elif choice is not None:
            self._ask(Command(Ask.SET_LEVEL, choice or None))
        else:
            self._ask(Command(Ask.OPEN))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        self._hover(self._choice_at(spot))
        is_hand = self._hovered is not None or self._is_on_help(spot)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_hand else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command is None:
            super().keyPressEvent(event)
            return
        self._ask(command)


def height_of(widget: QWidget, width: int) -> int:
    """The height a widget wants at this width."""
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return widget.sizeHint().height()
