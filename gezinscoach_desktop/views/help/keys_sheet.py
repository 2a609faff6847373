"""Ctrl+?: all keys by screen, those of the screen in front first."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.shortcut_sheet import Section, own_first
from gezinscoach_desktop.services.handbook import read_shortcuts, shortcuts_pdf
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.help.page_html import Look, keys_html
from gezinscoach_desktop.views.help.pdf_dialog import show_pdf
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import SIZES, TextStyle, Tone, grid, palette

_WIDTH = 232
_SHARE = 0.92
_KEYS = ("Ctrl+?", "Ctrl+Shift+?", "Ctrl+Shift+,")
"""One press by its names: ? needs Shift, and on a Belgian keyboard it is on the key of the comma."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 12, Qt.Key.Key_PageUp: -12}
_HINT = "Esc: sluiten   ·   De toetsen van dit scherm staan eerst."


class KeysSheet(QDialog):
    """`topic` is that of the screen in front. Esc closes it, Ctrl+P prints it."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, topic: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._topic = topic
        self.sections: tuple[Section, ...] = ()
        self._build()
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.accept)
        tasks.compute(read_shortcuts, then=self._take, owner=self)

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Sneltoetsen")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Sneltoetsen")
        self.text.setProperty("kind", "reading")
        self.text.document().setDocumentMargin(grid(6))
        self.print_button = button("Afdrukken", icon_name="print")
        self.print_button.setToolTip("Op één blad (Ctrl+P)")
        self.print_button.setShortcut("Ctrl+P")
        self.close_button = button("Sluiten", "primary")
        self.close_button.setDefault(True)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(grid(6), grid(2), grid(6), grid(3))
        bottom.setSpacing(grid(2))
        bottom.addWidget(label(_HINT, TextStyle.SMALL, Tone.SECONDARY), 1)
        bottom.addWidget(self.print_button)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addLayout(bottom)
        over = self.parentWidget()
        room = over.window().size() if over is not None else self.screen().availableGeometry().size()
        self.resize(min(grid(_WIDTH), room.width()), round(room.height() * _SHARE))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, sections: tuple[Section, ...]) -> None:
        self.sections = own_first(sections, self._topic)
        self.text.setHtml(_html(self.sections, self.width() - grid(18)))

    def _print(self) -> None:
        self._tasks.compute(shortcuts_pdf, then=self._preview, owner=self)

    def _preview(self, pdf: bytes) -> None:
        show_pdf(self._tasks, self._dialogs, "Sneltoetsen", pdf, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows read on, wherever the focus is."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.singleStep() * 2)


class KeysKeeper(QObject):
    """Opens the sheet from every screen; lives as long as the window."""

    def __init__(self, frame: Frame, tasks: Tasks, dialogs: Dialogs) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks = tasks
        self._dialogs = dialogs
        frame.add_action("Sneltoetsen", "", self.open)  # to be found with Ctrl+K
        keys = QShortcut(frame)
        keys.setKeys([QKeySequence(each) for each in _KEYS])
        keys.activated.connect(self.open)
        keys.activatedAmbiguously.connect(self.open)  # where Qt knows one press by two of these names

    def open(self) -> None:
        """Over the window; not while it is locked."""
        if self._frame.is_covered or self._frame.findChild(KeysSheet) is not None:
            return
        page = self._frame.current_page
        topic = "" if page is None else page.topic_now
        KeysSheet(self._tasks, self._dialogs, topic, parent=self._frame).open()


def _html(sections: tuple[Section, ...], width: int) -> str:
    """Two columns of about the same height, read down the first one."""
    look = Look(palette(), width // 2, {})
    whole = sum(map(_height, sections))
    columns: list[list[str]] = [[], []]
    filled = 0
    for section in sections:
        columns[filled + _height(section) // 2 >= whole / 2].append(_section(section, look))
        filled += _height(section)
    cells = "".join(
        f'<td width="50%" style="padding-right:{grid(6)}px;">{"".join(each)}</td>' for each in columns
    )
    return f'<table width="100%" cellspacing="0"><tr>{cells}</tr></table>'


def _height(section: Section) -> int:
    return len(section.shortcuts) + 3


def _section(section: Section, look: Look) -> str:
    size, weight = SIZES[TextStyle.HEADING]
    cell = (
        f'style="border-bottom:1px solid {look.colors.line}; padding:{grid(1)}px {grid(2)}px {grid(1)}px 0;"'
    )
    rows = "".join(
        f'<tr><td width="42%" {cell}>{keys_html(each.keys, look)}</td>'
        f"<td {cell}>{keys_html(each.does, look)}</td></tr>"
        for each in section.shortcuts
    )
    return (
        f'<p style="font-size:{size}px; font-weight:{weight}; margin-top:0; margin-bottom:{grid(1)}px;">'
        f"{escape(section.title)}</p>"
        f'<table width="100%" cellspacing="0" style="border-collapse:collapse; margin-bottom:{grid(4)}px;">'
        f"{rows}</table>"
    )
