"""Two versions of one form beside each other: choose per field, or let both stand in one text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.merge import FieldMerge, Merge, Side
from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.family.meanwhile import in_words
from gezinscoach_desktop.views.fields import NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.radio import RadioField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

T = TypeVar("T")

_TITLE = "Intussen gewijzigd"
_MINE = "Jij"
_BOTH = "Allebei"
_CHOOSE = "Kies welke versie blijft."
_ONE_VALUE = frozenset(
    {
        "code",
        "name",
        "given_name",
        "family_name",
        "address",
        "municipality",
        "neighbourhood",
        "email",
        "website",
    }
)
"""Texts that name one thing, in whatever record: two of them in one text name nothing any more."""


class ConflictCard(Card):
    """One field that both changed: what it was, both versions, and for texts both in one that can still be edited."""

    def __init__(
        self,
        field: FieldMerge,
        label: str,
        colleague: str,
        *,
        keeps_lines: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent)
        self.field = field
        self._keeps_lines = keeps_lines
        self._may_be_both = field.is_text and field.name not in _ONE_VALUE
        self.mine_field = RadioField(_MINE)
        self.theirs_field = RadioField(colleague)
        self.both_field = RadioField(_BOTH)
        self.text_field = NoteField(field.merged_text if self._may_be_both else "", fewest_lines=1)
        self._error = paragraph("", TextStyle.SMALL, Tone.ERROR)
        self._error.hide()
        self._build(label)
        self._connect()

    def _build(self, label: str) -> None:
        was = in_words(self.field.base)
        self.body.addWidget(paragraph(f"Eerst: {was}", TextStyle.SMALL, Tone.SECONDARY))
        rows = QGridLayout()
        rows.setHorizontalSpacing(grid(3))
        rows.setVerticalSpacing(grid(1))
        rows.setColumnStretch(1, 1)
        versions = [(self.mine_field, self.field.mine), (self.theirs_field, self.field.theirs)]
        for line, (radio, value) in enumerate(versions):
            words = in_words(value)
            radio.setAccessibleName(f"{label}, {radio.text()}: {words}")
            radio.setAccessibleDescription(f"Eerst: {was}")
            rows.addWidget(radio, line, 0, Qt.AlignmentFlag.AlignTop)
            said = paragraph(words)
            said.setContentsMargins(0, grid(1), 0, grid(1))
            rows.addWidget(said, line, 1)
        self.both_field.setAccessibleName(f"{label}, allebei in één tekst")
        self.text_field.setAccessibleName(f"{label}, de tekst van allebei")
        rows.addWidget(self.both_field, 2, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self.text_field, 2, 1)
        for widget in (self.both_field, self.text_field):
            widget.setVisible(self._may_be_both)
        self.body.addLayout(rows)
        self.body.addWidget(self._error)

    def _connect(self) -> None:
        for radio in self.choices:
            radio.edited.connect(self._clear_error)
        self.text_field.edited.connect(self._choose_both)

    @property
    def choices(self) -> tuple[RadioField, ...]:
        """The versions that can be chosen."""
        return (self.mine_field, self.theirs_field, self.both_field)

    @property
    def error_text(self) -> str:
        return self._error.text()

    @property
    def is_chosen(self) -> bool:
        return any(radio.isChecked() for radio in self.choices)

    def value(self) -> Any:
        """The version chosen."""
        if self.both_field.isChecked():
            text = self.text_field.value()
            return text if self._keeps_lines else " ".join(text.split())
        return self.field.mine if self.mine_field.isChecked() else self.field.theirs

    def ask(self) -> None:
        """Say that a choice is still to be made, and go there."""
        self._error.setText(_CHOOSE)
        self._error.show()
        self.mine_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_error(self) -> None:
        self._error.setText("")
        self._error.hide()

    def _choose_both(self) -> None:
        """Who writes in the text of both wants it."""
        self.both_field.setChecked(True)


class MergeDialog(FormDialog, Generic[T]):
    """Closing it without a choice leaves the form underneath as it was typed."""

    merged = Signal(object)
    """The one record out of both."""

    def __init__(
        self,
        found: Merge[T],
        labels: Mapping[str, str],
        *,
        colleague: str,
        intro: str,
        long_texts: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_TITLE, "Samen bewaren", intro=intro, parent=parent)
        self._found = found
        self._labels = labels
        self._colleague = colleague
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.cancel_button.setText("Terug naar het formulier")
        self.cancel_button.setAccessibleName("Terug naar het formulier")
        self.cards = tuple(
            ConflictCard(one, self._label(one), colleague, keeps_lines=one.name in long_texts)
            for one in found.conflicts
        )
        self._add_parts()
        self.submitted.connect(self._choose)

    @property
    def automatic_lines(self) -> tuple[str, ...]:
        """What merged by itself, a sentence for each field."""
        return tuple(self._line(one) for one in self._found.automatic)

    def _add_parts(self) -> None:
        if self.cards:
            self.form.add_group("Allebei gewijzigd: kies per veld")
        for card in self.cards:
            self.form.add_wide(card)
        if self._found.automatic:
            self.form.add_group("Vanzelf samengevoegd")
            self.form.add_wide(_lines(self.automatic_lines))
        if not self._found.fields:
            self.form.add_wide(paragraph("Jullie vulden hetzelfde in. Er botst niets."))
        first = self.cards[0].mine_field if self.cards else self.submit_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _label(self, field: FieldMerge) -> str:
        return self._labels.get(field.name, field.name)

    def _line(self, field: FieldMerge) -> str:
        who = {Side.MINE: "jou", Side.THEIRS: self._colleague}.get(field.side, "jullie allebei")
        now = in_words(field.automatic)
        return f"{self._label(field)}: van “{in_words(field.base)}” naar “{now}”, door {who}"

    def _choose(self) -> None:
        open_cards = [card for card in self.cards if not card.is_chosen]
        for card in reversed(open_cards):
            card.ask()
        if open_cards:
            self.area.ensureWidgetVisible(open_cards[0])
            return
        self.merged.emit(self._found.result({card.field.name: card.value() for card in self.cards}))
        self.accept()


def _lines(texts: tuple[str, ...]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid(1))
    for text in texts:
        column.addWidget(paragraph(text))
    return made
