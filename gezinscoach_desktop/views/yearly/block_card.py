"""One block of the yearly report: whether it is printed, the words beside its figures, and what these will show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.figures import FigureTable
from gezinscoach_desktop.views.elements import Card, button, label, paragraph
from gezinscoach_desktop.views.fields import CheckField, NoteField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.yearly.figures_preview import FiguresPreview


class BlockCard(Card):
    """Words of an earlier year stand in the field until they were read over; only then do they count."""

    edited = Signal()
    figures_wanted = Signal()
    """The user wants to see the figures, which are not there yet."""

    def __init__(
        self,
        key: str,
        title: str,
        about: str,
        *,
        has_figures: bool = False,
        can_be_left_out: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.key = key
        self._proposed = ""
        self.is_included_field = CheckField("In het verslag")
        self.is_included_field.setAccessibleName(f"{title} in het verslag")
        self.is_included_field.set_value(True)
        self.text_field = NoteField(fewest_lines=3)
        self.text_field.setAccessibleName(f"Tekst bij {title}")
        self.text_field.setPlaceholderText("Wat wil je hierbij vertellen?")
        self._proposal_label = label("", TextStyle.SMALL, Tone.WARNING)
        self.read_button = button("Nagelezen", icon_name="checkmark")
        self.read_button.setAccessibleName(f"Tekst bij {title} is nagelezen")
        self.figures_button = button("Cijfers bekijken", "link")
        self.figures_button.setAccessibleName(f"Cijfers bij {title} bekijken")
        self.preview: FiguresPreview | None = None
        self._build(about)
        # Only in their place: before that they would flash as windows of their own.
        self.is_included_field.setVisible(can_be_left_out)
        self.figures_button.setVisible(has_figures)
        self._connect()
        self._show_proposal(None)

    def _build(self, about: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(grid(3))
        top.addWidget(paragraph(about, TextStyle.SMALL, Tone.SECONDARY), 1)
        top.addWidget(self.is_included_field)
        self.body.addLayout(top)
        self.add(self.text_field)
        bottom = QHBoxLayout()
        bottom.setSpacing(grid(2))
        bottom.addWidget(self._proposal_label)
        bottom.addWidget(self.read_button)
        bottom.addStretch(1)
        bottom.addWidget(self.figures_button)
        self.body.addLayout(bottom)

    def _connect(self) -> None:
        self.is_included_field.edited.connect(self.edited)
        self.text_field.edited.connect(self._take_over)
        self.read_button.clicked.connect(self._take_over)
        self.figures_button.clicked.connect(self._toggle_figures)

    @property
    def text(self) -> str | None:
        """What counts; None as long as only words of an earlier year stand here."""
        return None if self._proposed else self.text_field.value()

    @property
    def is_included(self) -> bool:
        return self.is_included_field.value()

    def show_text(self, text: str | None, proposed: str, year: int | None, *, is_included: bool) -> None:
        """What was kept, or the words of `year` to read over."""
        self.is_included_field.set_value(is_included)
        self._proposed = proposed if text is None else ""
        wanted = self._proposed or text or ""
        if self.text_field.value() != wanted:  # setting it again would move the cursor of who types
            self.text_field.set_value(wanted)
        self._show_proposal(year if self._proposed else None)

    def show_figures(self, tables: Sequence[FigureTable]) -> None:
        """The tables under the words."""
        if self.preview is None:
            self.preview = FiguresPreview(self.title_label.text())
            self.add(self.preview)
        self.preview.show_tables(tables)
        self.preview.show()
        self.figures_button.setText("Cijfers verbergen")

    def _toggle_figures(self) -> None:
        if self.preview is not None and self.preview.isVisible():
            self.preview.hide()
            self.figures_button.setText("Cijfers bekijken")
        else:
            self.figures_wanted.emit()

    def _take_over(self) -> None:
        self._proposed = ""
        self._show_proposal(None)
        self.edited.emit()

    def _show_proposal(self, year: int | None) -> None:
        self._proposal_label.setText("" if year is None else f"Van {year}, nog na te lezen")
        self._proposal_label.setVisible(year is not None)
        self.read_button.setVisible(year is not None)
