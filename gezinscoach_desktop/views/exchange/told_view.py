"""What only a person knows of a sheet: what a word stands for, and which family of the office is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.exchange import visible
from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.domain.mapping_fields import Kind
from gezinscoach_desktop.domain.sheet_matching import NEW, Doubt, OfficeFamily
from gezinscoach_desktop.domain.sheet_reading import UnknownValue
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.import_wizard import Chosen, SheetMapping, SheetPreview
from gezinscoach_desktop.views.elements import button, label, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST = 100
_MOST_ALIKE = 3
_EMPTY = "-"


class TellView(QWidget):
    """Lines with a choice each, and one button to look at the sheet again with them."""

    told = Signal(object)
    """Chosen, as it was with what was told now."""
    edited = Signal()
    """Something was chosen that nobody looked at yet."""

    def __init__(self, intro: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: Chosen | None = None
        self.again_button = button("Opnieuw nakijken")
        self.again_button.clicked.connect(self._tell)
        top = QHBoxLayout()
        top.addWidget(paragraph(intro, TextStyle.TEXT, Tone.SECONDARY), 1)
        top.addWidget(self.again_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(grid(3), grid(3), grid(3), grid(2))
        self._column.setSpacing(grid(2))
        self._column.addLayout(top)
        self._area: QWidget | None = None

    def _show_lines(self, lines: Sequence[tuple[str, str, ComboField[str]]]) -> None:
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        inside = QWidget()
        places = QGridLayout(inside)
        places.setContentsMargins(0, 0, grid(2), 0)
        places.setHorizontalSpacing(grid(4))
        places.setVerticalSpacing(grid(1))
        places.setColumnStretch(1, 1)
        for row, (text, detail, field) in enumerate(lines):
            places.addWidget(label(text), row, 0)
            places.addWidget(paragraph(detail, TextStyle.SMALL, Tone.SECONDARY), row, 1)
            places.addWidget(field, row, 2)
            field.edited.connect(self.edited)
        places.setRowStretch(len(lines), 1)
        self._area = scrolling(inside)
        self._column.addWidget(self._area, 1)

    def _tell(self) -> None:
        if self._chosen is not None:
            self.told.emit(self.chosen(self._chosen))

    def chosen(self, before: Chosen) -> Chosen:
        """What was chosen before, with what is told here."""
        raise NotImplementedError


class WordsView(TellView):
    """Words that the program does not know, those of most rows first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Deze woorden ken ik niet. Kies één keer wat ze betekenen.", parent)
        self.fields: list[tuple[UnknownValue, ComboField[str]]] = []

    def show_preview(self, preview: SheetPreview) -> None:
        """Show the words of this sheet."""
        self._chosen = preview.chosen
        self.fields = []
        lines = []
        for unknown in preview.unknown[:_MOST]:
            field: ComboField[str] = ComboField([("Kies…", ""), *_meanings(unknown)])
            field.setAccessibleName(f"{unknown.word} bij {unknown.field.label}")
            self.fields.append((unknown, field))
            detail = f"{unknown.field.label}, {counted(unknown.count, 'keer', 'keer')}"
            lines.append((f"“{visible(unknown.word)}”", detail, field))
        self._show_lines(lines)

    def chosen(self, before: Chosen) -> Chosen:
        values = {name: dict(words) for name, words in before.mapping.values.items()}
        for unknown, field in self.fields:
            if said := field.value():
                values.setdefault(unknown.field.value, {})[unknown.word] = said
        return replace(before, mapping=_with_words(before.mapping, values))


def _with_words(mapping: SheetMapping, values: Mapping[str, Mapping[str, str]]) -> SheetMapping:
    return replace(mapping, values=values)


def _meanings(unknown: UnknownValue) -> list[tuple[str, str]]:
    match unknown.field.kind:
        case Kind.LEVEL:
            return [(f"Niveau {level}", str(level)) for level in LEVELS] + [("Niet van toepassing", "nvt")]
        case Kind.YES_NO:
            return [("Ja", "ja"), ("Nee", "nee"), ("Leeg laten", _EMPTY)]
    choices = unknown.field.choices
    found = (
        [] if choices is None else [(str(getattr(each, "label", "")), str(each.value)) for each in choices]
    )
    return [*found, ("Leeg laten", _EMPTY)]


class DoubtsView(TellView):
    """Families of the sheet that may be one of the office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Deze gezinnen lijken op een gezin dat er al is. Kies of het hetzelfde is; zo niet, komt er een nieuw gezin bij.",
            parent,
        )
        self.fields: list[tuple[Doubt, ComboField[str]]] = []
        self._by_hand: set[str] = set()

    def show_preview(self, preview: SheetPreview) -> None:
        """Show the doubts of this sheet, those first that have to be decided."""
        self._chosen = preview.chosen
        self._by_hand = set()
        self.fields = []
        lines = []
        for doubt in sorted(preview.doubts, key=lambda each: not each.must_choose)[:_MOST]:
            first = [("Kies…", "?")] if doubt.must_choose else []
            same = [(f"Is {_named(suspect)}", suspect.code) for suspect, _ in doubt.suspects]
            field: ComboField[str] = ComboField([*first, ("Nieuw gezin", NEW), *same])
            field.set_value(doubt.chosen if doubt.chosen is not None else "?" if doubt.must_choose else NEW)
            field.setAccessibleName(f"{doubt.name}, regel {doubt.line}")
            field.setAccessibleDescription(_alike(doubt))
            field.edited.connect(self._note_edit)
            self.fields.append((doubt, field))
            lines.append((f"{doubt.name} (regel {doubt.line})", _alike(doubt), field))
        self._show_lines(lines)

    def edited_in(self, before: Chosen) -> Chosen:
        """The same with only what was chosen by hand: the rest was perhaps never in sight."""
        said = {doubt.key: field.value() for doubt, field in self.fields if doubt.key in self._by_hand}
        return replace(before, same_as={**before.same_as, **_decided(said)})

    def _note_edit(self) -> None:
        self._by_hand.update(doubt.key for doubt, field in self.fields if field is self.sender())

    def chosen(self, before: Chosen) -> Chosen:
        said = {doubt.key: field.value() for doubt, field in self.fields}
        return replace(before, same_as={**before.same_as, **_decided(said)})


def _decided(said: Mapping[str, str | None]) -> dict[str, str]:
    return {key: code for key, code in said.items() if code is not None and code != "?"}


def _alike(doubt: Doubt) -> str:
    """The families of the office it looks like, a line each, with why."""
    lines = [
        f"{'of op' if place else 'Lijkt op'} {_named(suspect)}: {', '.join(reasons)}"
        for place, (suspect, reasons) in enumerate(doubt.suspects[:_MOST_ALIKE])
    ]
    more = len(doubt.suspects) - _MOST_ALIKE
    return "\n".join([*lines, f"of op nog {counted(more, 'gezin', 'gezinnen')}"] if more > 0 else lines)


def _named(suspect: OfficeFamily) -> str:
    return visible(f"{suspect.code} {suspect.known.name} ({suspect.municipality or 'gemeente onbekend'})")
