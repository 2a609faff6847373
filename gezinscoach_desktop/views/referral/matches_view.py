"""Says calmly that a family may have been here before, why, and lets it be the same one or another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.duplicate import Match, SuspectKind
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST = 3


class MatchesView(QFrame):
    """Hidden as long as nothing looks alike; nothing is refused. What is said to be another one stays away."""

    linked = Signal(object)
    """Match: it is this one."""
    unlinked = Signal()
    """It is none of those after all."""
    answered = Signal()
    """Any of these: the button that was pressed is gone, and with it the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "message")
        self.setProperty("tone", "warning")
        self._linked: str = ""
        self._matches: tuple[Match, ...] = ()
        self._others: set[object] = set()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        self._column.setSpacing(grid(2))
        self._title = label("", TextStyle.STRONG)
        self._column.addWidget(self._title)
        self.hide()

    @property
    def lines(self) -> tuple[QWidget, ...]:
        return tuple(self._lines)

    @property
    def shown(self) -> tuple[Match, ...]:
        """Those that are named now."""
        if self._linked:
            return ()
        return tuple(match for match in self._matches if match.suspect.id not in self._others)[:_MOST]

    def begin(self, linked: str = "") -> None:
        """For another form; `linked` is what it was linked with already."""
        self._others.clear()
        self._matches = ()
        self.show_linked(linked)

    def show_matches(self, found: Sequence[Match]) -> None:
        """Name what looks alike, with the reasons."""
        self._matches = tuple(found)
        self._show()

    def show_linked(self, title: str) -> None:
        """Say with what it is linked; empty for nothing."""
        self._linked = title
        self._show()

    def _show(self) -> None:
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = []
        if self._linked:
            self._title.setText("Verbonden met wat jullie al kenden")
            made = _Line(self._linked, "", "Toch een ander gezin", "")
            made.first.clicked.connect(self.unlinked)
            self._put(made)
        else:
            self._title.setText("Ken je dit gezin al?")
            for match in self.shown:
                self._put(self._line(match))
        self.setProperty("tone", "accent" if self._linked else "warning")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(self._lines))

    def _line(self, match: Match) -> _Line:
        suspect = match.suspect
        kind = "gezin" if suspect.kind is SuspectKind.FAMILY else "aanmelding"
        made = _MatchLine(match, f"{suspect.title}, {kind} ({suspect.detail})")
        made.linked.connect(self.linked)
        made.refused.connect(self._refuse)
        return made

    def _put(self, line: _Line) -> None:
        self._lines.append(line)
        self._column.addWidget(line)
        line.show()

    def _refuse(self, match: Match) -> None:
        self._others.add(match.suspect.id)
        self._show()
        self.answered.emit()


class _Line(QWidget):
    """What it is, why it looks alike, and what can be said of it."""

    def __init__(self, title: str, reasons: str, first: str, second: str) -> None:
        super().__init__()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(paragraph(title))
        if reasons:
            texts.addWidget(paragraph(reasons, TextStyle.SMALL, Tone.SECONDARY))
        self.first = button(first)
        self.first.setAccessibleName(f"{first}: {title}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addLayout(texts, 1)
        row.addWidget(self.first)
        self.second = button(second, "link")
        self.second.setAccessibleName(f"{second}: {title}")
        row.addWidget(self.second)
        self.second.setVisible(bool(second))


class _MatchLine(_Line):
    """Something that may be the same one."""

    linked = Signal(object)
    refused = Signal(object)

    def __init__(self, match: Match, title: str) -> None:
        super().__init__(title, ", ".join(match.reasons), "Dit is het", "Toch een ander gezin")
        self._match = match
        self.first.clicked.connect(self._link)
        self.second.clicked.connect(self._refuse)

    def _link(self) -> None:
        self.linked.emit(self._match)

    def _refuse(self) -> None:
        self.refused.emit(self._match)
