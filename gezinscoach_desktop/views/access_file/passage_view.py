"""One passage: what points at somebody else is marked in it, and beside it stands what will be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.third_party import Decision, Passage, Span, Verdict, joined, shown
from gezinscoach_desktop.views.elements import Card, button, label, paragraph
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, grid, palette


class MarkedText(QPlainTextEdit):
    """To read and to select in, by mouse and keys; Delete takes out what is selected."""

    take_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("De tekst")
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )

    @property
    def selected(self) -> Span | None:
        """What is selected now."""
        cursor = self.textCursor()
        return (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None

    def mark(self, spans: tuple[Span, ...]) -> None:
        """Show these stretches as going out."""
        colors, marked = palette(), []
        for begin, end in spans:
            selection = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(color(colors.text))
            look.setForeground(color(colors.surface))
            cursor = QTextCursor(self.document())
            cursor.setPosition(begin)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = look
            selection.cursor = cursor
            marked.append(selection)
        self.setExtraSelections(marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_out_wanted.emit()
            return
        super().keyPressEvent(event)


class PassageView(QWidget):
    """Tells every decision; it remembers none."""

    decided = Signal(object)
    """Decision about the passage that is shown."""
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage: Passage | None = None
        self._spans: tuple[Span, ...] = ()
        self._build()
        self.verdict.chosen.connect(self._tell)
        self.text.take_out_wanted.connect(self.take_out)
        self.take_out_button.clicked.connect(self.take_out)
        self.put_back_button.clicked.connect(self.put_back)
        self.next_button.clicked.connect(self._go_on)

    def _build(self) -> None:
        self.about_label = label("", TextStyle.HEADING)
        self.found_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.text = MarkedText()
        self.text.setMinimumHeight(grid(24))
        self.verdict: ChipRow[Verdict] = ChipRow(
            "Wat gebeurt ermee", [(verdict.label, verdict) for verdict in Verdict]
        )
        self.take_out_button = button("Selectie weglaten", "secondary", "eye-off")
        self.take_out_button.setToolTip("Delete")
        self.put_back_button = button("Selectie toch tonen", "secondary", "eye")
        self.next_button = button("Zo is het goed", "secondary", "checkmark")
        self.next_button.setToolTip("Neemt dit over en gaat naar de volgende (Ctrl+Enter)")
        self.result_label = paragraph("")
        card = Card()
        card.add(self.about_label)
        card.add(self.found_label)
        card.add(self.text)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.take_out_button)
        row.addWidget(self.put_back_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.add(self.verdict)
        below = Card("Zo komt het in het dossier")
        below.add(self.result_label)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(card, 1)
        column.addWidget(below)
        column.addLayout(last)

    def show_passage(self, passage: Passage, decision: Decision) -> None:
        """With what was decided or proposed."""
        is_other = self._passage is None or self._passage.key != passage.key
        self._passage, self._spans = passage, decision.spans or passage.others
        self.about_label.setText(passage.about)
        found = ", ".join(f"“{word}”" for word in passage.found)
        self.found_label.setText(f"Gevonden: {found}" if found else "Er is niemand anders in gevonden.")
        if is_other:
            self.text.setPlainText(passage.text)
        self.verdict.set_value(decision.verdict)
        self._show(decision)

    def take_out(self) -> None:
        """What is selected goes out too."""
        span = self.text.selected
        if span is not None:
            self._spans = joined(self._text, (*self._spans, span))
            self._decide(Verdict.BLACK_OUT)

    def put_back(self) -> None:
        """What is selected stays after all."""
        chosen = self.text.selected
        if chosen is None:
            return
        begin, end = chosen
        left = [
            part
            for span in self._spans
            for part in ((span[0], min(span[1], begin)), (max(span[0], end), span[1]))
        ]
        self._spans = joined(self._text, [part for part in left if part[0] < part[1]])
        self._decide(Verdict.BLACK_OUT if self._spans else Verdict.KEEP)

    @property
    def _text(self) -> str:
        return "" if self._passage is None else self._passage.text

    def _decide(self, verdict: Verdict) -> None:
        self.verdict.set_value(verdict)
        self._tell()

    def _tell(self) -> None:
        decision = self._decision
        self._show(decision)
        self.decided.emit(decision)

    def _go_on(self) -> None:
        self.decided.emit(self._decision)
        self.next_wanted.emit()

    @property
    def _decision(self) -> Decision:
        verdict = self.verdict.value() or Verdict.BLACK_OUT
        return Decision(verdict, self._spans if verdict is Verdict.BLACK_OUT else ())

    def _show(self, decision: Decision) -> None:
        match decision.verdict:
            case Verdict.KEEP:
                self.text.mark(())
            case Verdict.BLACK_OUT:
                self.text.mark(decision.spans)
            case Verdict.LEAVE_OUT:
                self.text.mark(((0, len(self._text)),))
        if self._passage is not None:
            self.result_label.setText(shown(self._passage, decision))
