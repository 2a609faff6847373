"""Making the report: which files, of what, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.reports.yearly.content import ReportFormat
from gezinscoach_desktop.reports.yearly.words import place_name
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.elements import Card, button, label, paragraph, set_tone
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.tasks import Progress
from gezinscoach_desktop.views.theme import TextStyle, Tone

_ALL = "\n"
"""No name of a municipality: all of them, where '' is the one that is not known."""


class MakeCard(Card):
    """While it is being made nothing else can be asked of it."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Verslag maken", parent)
        self.format_fields = {each: CheckField(each.label) for each in ReportFormat}
        for field in self.format_fields.values():
            field.set_value(True)
        self.place_field: ComboField[str] = ComboField([("Alle gemeenten", _ALL)])
        self.place_field.setAccessibleName("Welke gemeenten")
        self.to_read_label = paragraph("", TextStyle.SMALL, Tone.WARNING)
        self.make_button = button("Maken…", "primary", "document-pdf")
        self.waiting = ProgressView("Het jaarverslag wordt gemaakt")
        self.result_label = paragraph()
        self.open_button = button("Map openen", icon_name="folder-open")
        for widget in (
            paragraph(
                "PDF om te drukken en te delen, Word om zelf verder in te werken.",
                TextStyle.SMALL,
                Tone.SECONDARY,
            ),
            *self.format_fields.values(),
            label("Gemeenten", TextStyle.SMALL, Tone.SECONDARY),
            self.place_field,
            self.to_read_label,
            self.make_button,
            self.waiting,
            self.result_label,
            self.open_button,
        ):
            self.add(widget)
        self.waiting.hide()
        self.result_label.hide()
        self.open_button.hide()
        self.show_to_read(0, None)
        self.make_button.clicked.connect(self.wanted)

    @property
    def formats(self) -> tuple[ReportFormat, ...]:
        return tuple(each for each, field in self.format_fields.items() if field.value())

    @property
    def only(self) -> str | None:
        """One municipality; None is all of them."""
        value = self.place_field.value()
        return None if value is None or value == _ALL else value

    def show_municipalities(self, names: Sequence[str]) -> None:
        before = self.place_field.value()
        choices = [("Alle gemeenten", _ALL), *((f"Alleen {place_name(name)}", name) for name in names)]
        self.place_field.set_choices(choices if len(names) > 1 else choices[:1])
        if before is not None and before in names and len(names) > 1:
            self.place_field.set_value(before)

    def show_to_read(self, count: int, year: int | None) -> None:
        """So many texts of an earlier year nobody read over yet."""
        texts = "1 tekst" if count == 1 else f"{count} teksten"
        verb = "is" if count == 1 else "zijn"
        self.to_read_label.setText(f"{texts} van {year} {verb} nog niet nagelezen en komen niet in het verslag."
                                   if count != 1 else
                                   f"{texts} van {year} {verb} nog niet nagelezen en komt niet in het verslag.")  # fmt: skip
        self.to_read_label.setVisible(count > 0 and year is not None)

    def show_busy(self, progress: Progress) -> None:
        self.make_button.setEnabled(False)
        self.result_label.hide()
        self.open_button.hide()
        self.waiting.follow(progress)
        self.waiting.show()

    def say(self, text: str, tone: Tone) -> None:
        """How it ended."""
        self.waiting.hide()
        self.make_button.setEnabled(True)
        self.result_label.setText(text)
        set_tone(self.result_label, tone)
        self.result_label.setVisible(bool(text))
