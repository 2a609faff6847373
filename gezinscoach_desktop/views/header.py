"""The top of a page: where am I, and at most three things to do; the rest stands behind `…`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import ButtonKind, ElidedLabel, button, icon_button, label, set_tone
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

MOST_COMMANDS = 3
_HEIGHT = 16.5
_BEGINNING = frozenset({"new_here", "new_snapshot", "new_contact"})
"""What a page does at Ctrl+N, Ctrl+M and Ctrl+L: a command that does the same begins something new."""


class PageHeader(QFrame):
    """Title, subtitle, a state ("Bewaard om 14:32"), commands."""

    back_wanted = Signal()

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self._commands: list[QPushButton] = []
        self._beginning: list[tuple[QPushButton, str]] = []
        self._is_read_only = False
        self._build()
        self.set_title(title, subtitle)

    def _build(self) -> None:
        self.setFixedHeight(grid(_HEIGHT))
        self.back_button = icon_button("arrow-left", "Terug (Alt+pijl naar links)")
        self.back_button.clicked.connect(self.back_wanted)
        self.back_button.hide()
        self._title = ElidedLabel("", TextStyle.TITLE)
        self._subtitle = ElidedLabel("", TextStyle.SMALL, Tone.SECONDARY)
        self._state = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._state.hide()
        self.more_button = self._make_more()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        texts.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(grid(4), 0, grid(4), 0)
        self._row.setSpacing(grid(2))
        self._row.addWidget(self.back_button)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._state)
        self._row.addSpacing(grid(1))
        self._row.addWidget(self.more_button)

    def _make_more(self) -> QToolButton:
        made = icon_button("more", "Meer")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(made)
        self._menu.setToolTipsVisible(True)
        made.setMenu(self._menu)
        made.hide()
        return made

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def subtitle(self) -> str:
        return self._subtitle.text()

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(f"{title}. {subtitle}" if subtitle else title)

    def show_back(self, *, name: str = "Terug (Alt+pijl naar links)") -> None:
        """Show the arrow back; pages connect `back_wanted`."""
        self.back_button.setToolTip(name)
        self.back_button.setAccessibleName(name)
        self.back_button.show()

    def show_state(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """A quiet remark left of the commands, such as `Bewaard om 14:32`; empty hides it."""
        self._state.setText(text)
        set_tone(self._state, tone)
        self._state.setVisible(bool(text))

    def add_command(
        self,
        text: str,
        icon_name: str | None,
        chosen: Callable[[], object],
        *,
        kind: ButtonKind = "secondary",
        hint: str = "",
    ) -> QPushButton:
        """A button right of the others; three at most, the primary one last. `hint` tells the keys."""
        if len(self._commands) == MOST_COMMANDS:
            raise ValueError("A page has at most three commands; use add_more for the rest.")
        made = button(text, kind, icon_name)
        made.setToolTip(hint)
        made.clicked.connect(chosen)
        self._commands.append(made)
        if getattr(chosen, "__name__", "") in _BEGINNING:
            self._beginning.append((made, hint))
        self._row.insertWidget(self._row.indexOf(self.more_button), made, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def show_read_only(self, reason: str) -> None:
        """With a reason nothing can be kept: what begins something is off and says why; empty switches it on again."""
        if bool(reason) == self._is_read_only:
            return
        self._is_read_only = bool(reason)
        for made, hint in self._beginning:
            made.setEnabled(not reason)
            made.setToolTip(reason or hint)
            made.setAccessibleDescription(reason)

    def add_more(self, text: str, icon_name: str | None, chosen: Callable[[], object]) -> QAction:
        """A line in the `…` menu."""
        made = QAction(text, self._menu)
        if icon_name is not None:
            made.setIcon(icon(icon_name))
        made.triggered.connect(chosen)
        self._menu.addAction(made)
        self.more_button.show()
        return made
