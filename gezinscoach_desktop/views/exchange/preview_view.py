"""What will come in from a file: counts, municipalities, what is ignored, and every error with its line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date, parse_strict
from gezinscoach_desktop.domain.exchange import RowError
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.exchange import ImportPreview
from gezinscoach_desktop.views.elements import Card, Tile, button, heading, label, paragraph
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST_PLACES = 8
_DUTCH = {
    "family": "gezin",
    "municipality": "gemeente",
    "person": "gezinslid",
    "role": "rol",
    "birth_date": "geboortedatum",
    "joined": "erbij sinds",
    "left": "vertrokken op",
    "date": "datum",
    "level": "niveau",
    "note": "toelichting",
}
"""The columns of an exchange file in Dutch; `item` is the same word."""


class PreviewView(QWidget):
    """Nothing has come in yet; `begin_button` does it."""

    begun = Signal(bool)
    """True when bad rows are to be skipped."""
    other_wanted = Signal()
    """Choose another file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ImportPreview | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.families_tile = Tile("Gezinnen")
        self.persons_tile = Tile("Gezinsleden")
        self.snapshots_tile = Tile("Momentopnamen")
        self.scores_tile = Tile("Scores")
        row_of_tiles = QWidget()
        row_of_tiles.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        tiles = QHBoxLayout(row_of_tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(grid(4))
        for tile in (self.families_tile, self.persons_tile, self.snapshots_tile, self.scores_tile):
            tiles.addWidget(tile, 1)
        self._file = label("", TextStyle.HEADING)
        self._period = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self._ignored = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self.skip_field = CheckField("Goede rijen inlezen, foute overslaan")
        self.hint_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.hint_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.begin_button = button("Inlezen", "primary", "arrow-import")
        self.other_button = button("Ander bestand kiezen")
        actions = QHBoxLayout()
        actions.setSpacing(grid(3))
        actions.addWidget(self.skip_field)
        actions.addWidget(self.hint_label, 1)
        actions.addWidget(self.other_button)
        actions.addWidget(self.begin_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        whole.setSpacing(grid(3))
        whole.addWidget(self._file)
        whole.addWidget(self._period)
        whole.addWidget(row_of_tiles)
        whole.addWidget(self._ignored)
        whole.addWidget(self._build_errors(), 1)
        self._whole = whole
        self._stretch = whole.count()
        whole.addStretch(0)
        whole.addLayout(actions)

    def _build_errors(self) -> QWidget:
        self._errors: RowsModel[RowError] = RowsModel(
            (
                Column("Regel", lambda error: str(error.line), align=Align.RIGHT, width=80),
                Column("Kolom", lambda error: column_name(error.column) or "hele rij", width=170),
                Column("Gevonden", lambda error: error.value or "niets", tooltip=lambda error: error.value),
                Column("Verwacht", lambda error: error.expected, tooltip=lambda error: error.sentence),
            ),
            row_id=lambda error: (error.line, error.column, error.expected),
            parent=self,
        )
        self.errors_table = RowsTable(self._errors, "Fouten in het bestand")
        self._errors_title = heading("")
        self.copy_button = button("Lijst kopiëren", icon_name="document-text")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), grid(3), grid(3), 0)
        top.addWidget(self._errors_title)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        self._errors_card = Card()
        self._errors_card.body.setContentsMargins(1, 1, 1, 1)
        self._errors_card.body.addLayout(top)
        self._errors_card.body.addWidget(self.errors_table, 1)
        return self._errors_card

    def _connect(self) -> None:
        self.begin_button.clicked.connect(self._begin)
        self.other_button.clicked.connect(self.other_wanted)
        self.skip_field.edited.connect(self._enable)
        self.copy_button.clicked.connect(self.copy_errors)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.errors_table)
        copy.activated.connect(self.copy_errors)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what is in the file."""
        self._preview = preview
        self._file.setText(preview.path.name)
        self._period.setText(_period(preview))
        for tile, total, new in (
            (self.families_tile, preview.families, preview.new_families),
            (self.persons_tile, preview.persons, preview.new_persons),
            (self.snapshots_tile, preview.snapshots, preview.new_snapshots),
            (self.scores_tile, preview.scores, preview.new_scores),
        ):
            tile.show_value(_number(new), _known(total - new))
        ignored = ", ".join(preview.ignored_columns)
        self._ignored.setText(f"Deze kolommen ken ik niet en sla ik over: {ignored}.")
        self._ignored.setVisible(bool(ignored))
        self._show_errors(preview)
        self.skip_field.set_value(False)
        self._enable()

    def take_focus(self) -> None:
        """On what has to be done next."""
        if self.begin_button.isEnabled():
            wanted: QWidget = self.begin_button
        else:
            wanted = self.other_button if self.skip_field.isHidden() else self.skip_field
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_errors(self) -> None:
        """Every error that is shown, as a table for a spreadsheet."""
        lines = ["Regel\tKolom\tGevonden\tVerwacht"]
        lines += [
            f"{error.line}\t{column_name(error.column)}\t{error.value}\t{error.expected}"
            for error in self._errors.rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _show_errors(self, preview: ImportPreview) -> None:
        has_errors = preview.error_count > 0
        self._errors.set_rows(preview.errors)
        title = counted(preview.error_count, "fout", "fouten")
        if preview.error_count > len(preview.errors):
            title = f"{title}, de eerste {len(preview.errors)}"
        self._errors_title.setText(title)
        self._errors_card.setVisible(has_errors)
        self._whole.setStretch(self._stretch, 0 if has_errors else 1)
        self.skip_field.setVisible(has_errors)
        if has_errors:
            rows = counted(preview.bad_rows, "foute rij", "foute rijen")
            self.skip_field.setText(f"Goede rijen inlezen, {rows} overslaan")
            self.skip_field.setAccessibleName(self.skip_field.text())

    def _enable(self) -> None:
        preview = self._preview
        if preview is None:
            return
        may_begin = preview.error_count == 0 or self.skip_field.value()
        has_new = any((preview.new_families, preview.new_persons, preview.new_snapshots, preview.new_scores))
        self.begin_button.setEnabled(may_begin and has_new)
        if not has_new:
            hint = "Alles uit dit bestand staat er al."
        else:
            hint = "" if may_begin else "Vink eerst aan dat foute rijen overgeslagen worden."
        self.hint_label.setText(hint)
        self.begin_button.setAccessibleDescription(hint)

    def _begin(self) -> None:
        self.begun.emit(self.skip_field.value())


def column_name(column: str) -> str:
    """`niveau (level)`: what the column holds, with the name it has in the file."""
    dutch = _DUTCH.get(column)
    return f"{dutch} ({column})" if dutch else column


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _known(known: int) -> str:
    return "nieuw" if known == 0 else f"nieuw, {_number(known)} al bekend"


def _period(preview: ImportPreview) -> str:
    texts = []
    if preview.first_date:
        first, last = (format_date(parse_strict(day)) for day in (preview.first_date, preview.last_date))
        texts.append(f"Momentopnamen van {first} tot {last}.")
    places = [f"{place or 'onbekend'} ({number})" for place, number in preview.per_municipality.items()]
    if places:
        more = f" en {len(places) - _MOST_PLACES} andere" if len(places) > _MOST_PLACES else ""
        texts.append(f"Gemeenten: {', '.join(places[:_MOST_PLACES])}{more}.")
    new = (preview.new_families, preview.new_persons, preview.new_snapshots, preview.new_scores)
    if preview.families and not any(new):
        texts.append("Alles uit dit bestand staat er al.")
    return " ".join(texts)
