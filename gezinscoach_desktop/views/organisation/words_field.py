"""Words separated by commas, with those that are known proposed while one types."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from gezinscoach_desktop.views.fields import TextField


class _LastWord(QCompleter):
    """Completes what stands behind the last comma."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: object) -> str:
        chosen = super().pathFromIndex(index)  # type: ignore[arg-type]
        field = self.widget()
        before = field.text().rpartition(",")[0].strip() if isinstance(field, TextField) else ""
        return f"{before}, {chosen}" if before else chosen


class WordsField(TextField):
    """`Gent, Merelbeke`."""

    def __init__(self, *, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._known = QStringListModel(self)
        completer = _LastWord(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setParent(self, popup.windowFlags())
            popup.setAccessibleName(name)
        self.setCompleter(completer)

    def propose(self, words: Iterable[str]) -> None:
        self._known.setStringList(list(words))

    def words(self) -> tuple[str, ...]:
        return tuple(word for each in self.text().split(",") if (word := each.strip()))

    def set_words(self, words: Iterable[str]) -> None:
        self.set_value(", ".join(words))
