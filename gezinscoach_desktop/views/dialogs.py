"""Asking the user: an object, so that tests and the tour answer instead of clicking."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, heading, paragraph
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file as the file window names it: `FileKind("PDF-bestand", "pdf")`."""

    name: str
    extension: str

    @property
    def pattern(self) -> str:
        return f"{self.name} (*.{self.extension})"


ANY_FILE = FileKind("Alle bestanden", "*")


class Dialogs(Protocol):
    """Every question that stops the user; None and False mean: rather not."""

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        """An existing file."""

    def save_file(self, title: str, kind: FileKind, *, suggested: str) -> Path | None:
        """Where to write; the extension is added when it was not typed."""

    def choose_folder(self, title: str) -> Path | None:
        """A folder that exists."""

    def confirm_irreversible(self, title: str, explanation: str, *, code: str, verb: str) -> bool:
        """Only for what cannot be taken back: the user types `code` and presses the button `verb`."""

    def choose_printer(self, title: str) -> QPrinter | None:
        """A printer with its settings."""


class QtDialogs:
    """Asks with windows; remembers the folder that was used last."""

    def __init__(self) -> None:
        self._folder = Path.home()

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        patterns = ";;".join(kind.pattern for kind in kinds)
        chosen, _ = QFileDialog.getOpenFileName(_window(), title, str(self._folder), patterns)
        return self._remember(chosen)

    def save_file(self, title: str, kind: FileKind, *, suggested: str) -> Path | None:
        start = str(self._folder / suggested)
        chosen, _ = QFileDialog.getSaveFileName(_window(), title, start, kind.pattern)
        path = self._remember(chosen)
        return (
            path.with_name(f"{path.name}.{kind.extension}") if path is not None and not path.suffix else path
        )

    def choose_folder(self, title: str) -> Path | None:
        return self._remember(QFileDialog.getExistingDirectory(_window(), title, str(self._folder)))

    def confirm_irreversible(self, title: str, explanation: str, *, code: str, verb: str) -> bool:
        return ConfirmDialog.ask(title, explanation, code=code, verb=verb, parent=_window())

    def choose_printer(self, title: str) -> QPrinter | None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)  # the user may choose otherwise
        dialog = QPrintDialog(printer, _window())
        dialog.setWindowTitle(title)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if is_accepted else None

    def _remember(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        path = Path(chosen)
        self._folder = path if path.is_dir() else path.parent
        return path


def _window() -> QWidget | None:
    return QApplication.activeWindow()


class ConfirmDialog(QDialog):
    """The button wakes up once the code has been typed."""

    def __init__(
        self, title: str, explanation: str, *, code: str, verb: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._code = code
        self._build(title, explanation, verb)
        self._connect()

    @classmethod
    def ask(
        cls, title: str, explanation: str, *, code: str, verb: str, parent: QWidget | None = None
    ) -> bool:
        dialog = cls(title, explanation, code=code, verb=verb, parent=parent)
        is_sure = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_sure

    def _build(self, title: str, explanation: str, verb: str) -> None:
        self.setWindowTitle(title)
        self.setMinimumWidth(grid(110))
        self.code_field = TextField()
        self.code_field.setAccessibleName(f"Typ {self._code} om verder te gaan")
        self.sure_button = button(verb, "danger")
        self.sure_button.setEnabled(False)
        self.sure_button.setDefault(True)
        self.cancel_button = button("Annuleren")
        buttons = QHBoxLayout()
        buttons.setSpacing(grid(2))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.sure_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(6), grid(5), grid(6), grid(5))
        column.setSpacing(grid(3))
        column.addWidget(heading(title))
        column.addWidget(paragraph(explanation))
        column.addWidget(
            paragraph(
                f"Dit kan niet ongedaan worden gemaakt. Typ {self._code} om verder te gaan.",
                TextStyle.SMALL,
                Tone.SECONDARY,
            )
        )
        column.addWidget(self.code_field)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.code_field.textChanged.connect(self._compare)
        self.sure_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)

    def _compare(self, typed: str) -> None:
        self.sure_button.setEnabled(typed.strip().casefold() == self._code.casefold())


@dataclass(slots=True)
class ScriptedDialogs:
    """Answers in the order given, and remembers what was asked; for tests and the tour."""

    answers: deque[Any] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)

    def will_answer(self, *answers: object) -> None:
        self.answers.extend(answers)

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        path: Path | None = self._next(title)
        return path

    def save_file(self, title: str, kind: FileKind, *, suggested: str) -> Path | None:
        path: Path | None = self._next(title)
        return path

    def choose_folder(self, title: str) -> Path | None:
        path: Path | None = self._next(title)
        return path

    def confirm_irreversible(self, title: str, explanation: str, *, code: str, verb: str) -> bool:
        return bool(self._next(title))

    def choose_printer(self, title: str) -> QPrinter | None:
        printer: QPrinter | None = self._next(title)
        return printer

    def _next(self, title: str) -> Any:
        self.asked.append(title)
        if not self.answers:
            raise AssertionError(f"Nobody expected the question “{title}”.")
        return self.answers.popleft()
