"""The queue: a line for each family, how far it is, and what to do with what came out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.paper_queue import LineState, QueueLine
from gezinscoach_desktop.views.bulk.run import BatchRun
from gezinscoach_desktop.views.elements import Card, button, label, paragraph
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MARKS = {
    LineState.DONE: Mark(Shape.DOT, "good"),
    LineState.PROBLEM: Mark(Shape.DIAMOND, "error"),
    LineState.STOPPED: Mark(Shape.RING, "warning"),
    LineState.BUSY: Mark(Shape.DOT, "accent"),
}
_TONES = {LineState.PROBLEM: Tone.ERROR, LineState.WAITING: Tone.SECONDARY, LineState.STOPPED: Tone.WARNING}


class QueueView(QWidget):
    """Shows a run from begin to end; what is done with the result is asked of whoever holds it."""

    stop_wanted = Signal()
    retry_wanted = Signal()
    view_wanted = Signal()
    save_wanted = Signal()
    again_wanted = Signal()
    """The user wants to choose anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.stop_button.clicked.connect(self.stop_wanted)
        self.retry_button.clicked.connect(self.retry_wanted)
        self.view_button.clicked.connect(self.view_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.again_button.clicked.connect(self.again_wanted)

    def _build(self) -> None:
        self.title_label = label("", TextStyle.HEADING)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Hoe ver de papieren zijn")
        self.told_label = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.stop_button = button("Stoppen na dit gezin")
        self.retry_button = button("Opnieuw proberen", "secondary", "arrow-clockwise")
        self.again_button = button("Andere keuze", "secondary", "arrow-left")
        self.save_button = button("Opslaan als PDF…", "secondary", "save")
        self.view_button = button("Bekijken en afdrukken", "primary", "print")
        self.model: RowsModel[QueueLine] = RowsModel(
            (
                Column("Gezin", _name, detail=_code, is_strong=True),
                Column("Stand", _state, mark=_mark, tone=_tone, width=132),
                Column("Wat", _told, tooltip=_told, tone=_tone_of_told, width=420),
            ),
            row_id=_id,
        )
        self.table = RowsTable(self.model, "Wachtrij")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        head = QFrame()
        head.setProperty("kind", "card")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        inside.setSpacing(grid(2))
        inside.addWidget(self.title_label)
        inside.addWidget(self.bar)
        inside.addWidget(self.told_label)
        buttons = QHBoxLayout()
        buttons.setSpacing(grid(2))
        for made in (self.stop_button, self.again_button, self.retry_button):
            buttons.addWidget(made)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.view_button)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(head)
        column.addWidget(card, 1)

    def show_run(self, run: BatchRun, *, is_busy_binding: bool = False) -> None:
        """How far it is now."""
        lines = run.lines
        self.model.set_rows(lines)
        busy = next((line for line in lines if line.state is LineState.BUSY), None)
        if busy is not None:
            self.table.choose(busy.family_id)
        self.bar.setRange(0, len(lines))
        self.bar.setValue(run.settled)
        is_running = run.is_running or is_busy_binding
        self.bar.setVisible(is_running)
        self.stop_button.setVisible(run.is_running)
        self.stop_button.setEnabled(not run.is_stopping)
        self.again_button.setVisible(not is_running)
        can_retry = any(line.can_be_retried for line in lines)
        self.retry_button.setVisible(not is_running and can_retry)
        has_result = not is_running and bool(run.parts)
        self.save_button.setVisible(has_result)
        self.view_button.setVisible(has_result)
        self._say(run, is_busy_binding=is_busy_binding)

    def _say(self, run: BatchRun, *, is_busy_binding: bool) -> None:
        lines = run.lines
        done = sum(line.state is LineState.DONE for line in lines)
        missing = sum(line.can_be_retried for line in lines)
        if run.is_running:
            self.title_label.setText("De papieren worden gemaakt")
            text = f"{run.settled} van {counted(len(lines), 'gezin', 'gezinnen')}"
            self.told_label.setText(f"{text}. Het stopt na dit gezin." if run.is_stopping else text)
            return
        if is_busy_binding:
            self.title_label.setText("De papieren worden samengevoegd")
            self.told_label.setText("")
            return
        self.title_label.setText(_outcome(run, done))
        self.told_label.setText(_rest(run, missing))


def _outcome(run: BatchRun, done: int) -> str:
    if run.order.folder is not None:
        files = counted(run.files, "bestand staat", "bestanden staan")
        return f"{files} in de map “{run.order.folder.name}”" if run.files else "Er is niets geschreven"
    if not run.parts:
        return "Er kon niets gemaakt worden"
    papers = counted(len(run.parts), "papier", "papieren")
    return f"{papers} van {counted(done, 'gezin', 'gezinnen')} in één PDF"


def _rest(run: BatchRun, missing: int) -> str:
    parts = []
    if missing:
        one_more = counted(missing, "gezin is er niet bij", "gezinnen zijn er niet bij")
        parts.append(f"{one_more}; bij elk staat waarom.")
    if run.parts:
        parts.append("Pas bij afdrukken of opslaan komt het in het logboek.")
    elif run.files:
        parts.append("De bestanden zijn niet versleuteld: bewaar ze op een veilige plaats.")
    return " ".join(parts)


def _id(line: QueueLine) -> object:
    return line.family_id


def _name(line: QueueLine) -> str:
    return line.name or family_title("", line.code)


def _code(line: QueueLine) -> str:
    return line.code


def _state(line: QueueLine) -> str:
    return line.state.label


def _told(line: QueueLine) -> str:
    return line.told


def _mark(line: QueueLine) -> Mark | None:
    return _MARKS.get(line.state)


def _tone(line: QueueLine) -> Tone:
    return _TONES.get(line.state, Tone.TEXT)


def _tone_of_told(line: QueueLine) -> Tone:
    return Tone.TEXT if line.state is LineState.PROBLEM else Tone.SECONDARY
