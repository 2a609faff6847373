"""What would come in from somebody's own sheet: counts, the first families, errors, and what only a person can say."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.exchange import ExchangeFamily, RowError, visible
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.sheet_matching import Difference
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.import_wizard import Chosen, SheetPreview
from gezinscoach_desktop.views.elements import Card, Tile, button, label, paragraph
from gezinscoach_desktop.views.exchange.told_view import DoubtsView, WordsView
from gezinscoach_desktop.views.fields import CheckField, SearchField
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_FIRST = 500
_NAMES = ("Zo komt het binnen", "Fouten", "Onbekende woorden", "Lijkt op", "Blijft zoals het is")


class Part(IntEnum):
    """The tabs, in their order."""

    FAMILIES = 0
    ERRORS = 1
    WORDS = 2
    DOUBTS = 3
    DIFFERENCES = 4


class CheckView(QWidget):
    """Nothing has come in yet; `begin_button` does it."""

    begun = Signal(bool)
    """True when bad rows are to be skipped."""
    back_wanted = Signal()
    """To the columns."""
    told = Signal(object)
    """Chosen: look again with what was told now."""
    errors_wanted = Signal()
    """Save the list of errors."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: SheetPreview | None = None
        self._has_new_choice = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self._file = label("", TextStyle.HEADING)
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
        self._note = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.skip_field = CheckField("Goede rijen inlezen, foute overslaan")
        self.hint_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.hint_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.back_button = button("Terug naar de kolommen")
        self.begin_button = button("Inlezen", "primary", "arrow-import")
        actions = QHBoxLayout()
        actions.setSpacing(grid(3))
        actions.addWidget(self.skip_field)
        actions.addWidget(self.hint_label, 1)
        actions.addWidget(self.back_button)
        actions.addWidget(self.begin_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        whole.setSpacing(grid(3))
        whole.addWidget(self._file)
        whole.addWidget(row_of_tiles)
        whole.addWidget(self._note)
        whole.addWidget(self._build_parts(), 1)
        whole.addLayout(actions)

    def _build_parts(self) -> QWidget:
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Wat er in het bestand staat")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.words = WordsView()
        self.doubts = DoubtsView()
        self._parts = QStackedWidget()
        for widget in (
            self._build_families(),
            self._build_errors(),
            self.words,
            self.doubts,
            self._build_differences(),
        ):
            self._parts.addWidget(widget)
        for name in _NAMES:
            self.tab_bar.addTab(name)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.setSpacing(0)
        card.body.addWidget(self.tab_bar)
        card.body.addWidget(self._parts, 1)
        return card

    def _build_families(self) -> QWidget:
        self.families: RowsModel[ExchangeFamily] = RowsModel(
            (
                Column("Gezin", self._name, is_strong=True),
                Column("Gemeente", lambda family: family.municipality, width=grid(36)),
                Column("Gezinsleden", self._members),
                Column(
                    "Momentopnamen",
                    lambda family: str(len(family.snapshots)),
                    align=Align.RIGHT,
                    width=grid(34),
                ),
                Column("In het kantoor", self._state, width=grid(36)),
            ),
            row_id=lambda family: family.code,
            parent=self,
        )
        return RowsTable(self.families, "De eerste gezinnen zoals ze binnenkomen")

    def _build_errors(self) -> QWidget:
        self.errors: RowsModel[RowError] = RowsModel(
            (
                Column("Regel", lambda error: str(error.line), align=Align.RIGHT, width=80),
                Column("Kolom", lambda error: error.column or "hele rij", width=190),
                Column("Gevonden", lambda error: error.value or "niets", tooltip=lambda error: error.value),
                Column("Verwacht", lambda error: error.expected, tooltip=lambda error: error.sentence),
            ),
            row_id=lambda error: (error.line, error.column, error.expected),
            parent=self,
        )
        self.errors_table = RowsTable(self.errors, "Fouten in het bestand")
        self.search_field = SearchField("Zoek in de fouten")
        self.save_button = button("Lijst opslaan als CSV", icon_name="document-text")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), grid(2), grid(3), grid(2))
        top.addWidget(self.search_field)
        top.addStretch(1)
        top.addWidget(self.save_button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.errors_table, 1)
        return whole

    def _build_differences(self) -> QWidget:
        self.differences: RowsModel[Difference] = RowsModel(
            (
                Column("Regel", lambda each: str(each.line), align=Align.RIGHT, width=80),
                Column("Gezin", lambda each: each.code, width=grid(36)),
                Column("Wat", lambda each: each.what),
                Column("In het bestand", lambda each: each.in_sheet),
                Column("Blijft in het kantoor", lambda each: each.in_office),
            ),
            row_id=lambda each: (each.line, each.what),
            parent=self,
        )
        return RowsTable(self.differences, "Wat anders is in het kantoor, en zo blijft")

    def _connect(self) -> None:
        self.tab_bar.currentChanged.connect(self._parts.setCurrentIndex)
        self.begin_button.clicked.connect(lambda: self.begun.emit(self.skip_field.value()))
        self.back_button.clicked.connect(self.back_wanted)
        self.skip_field.edited.connect(self._enable)
        self.save_button.clicked.connect(self.errors_wanted)
        self.search_field.edited.connect(lambda: self.errors.search(self.search_field.value()))
        self.words.told.connect(self._tell_words)
        self.doubts.told.connect(self._tell_doubts)
        for view in (self.words, self.doubts):
            view.edited.connect(self._note_choice)

    def show_preview(self, preview: SheetPreview) -> None:
        """Show what would come in of this sheet."""
        self._preview = preview
        self._has_new_choice = False
        self._file.setText(preview.looked.path.name)
        for tile, total, new in (
            (self.families_tile, preview.families, preview.new_families),
            (self.persons_tile, preview.persons, preview.new_persons),
            (self.snapshots_tile, preview.snapshots, preview.new_snapshots),
            (self.scores_tile, preview.scores, preview.new_scores),
        ):
            known = total - new
            tile.show_value(str(new), "nieuw" if known <= 0 else f"nieuw, {known} al bekend")
        self._note.setText(_note(preview))
        self.families.set_rows(preview.read.families[:_FIRST])
        self.search_field.set_value("")
        self.errors.search("")
        self.errors.set_rows(preview.errors)
        self.words.show_preview(preview)
        self.doubts.show_preview(preview)
        self.differences.set_rows(preview.differences)
        self._name_tabs(preview)
        self.skip_field.set_value(False)
        self.skip_field.setVisible(bool(preview.bad_lines))
        self._enable()

    def _note_choice(self) -> None:
        self._has_new_choice = True
        self._enable()

    def _tell_words(self, chosen: Chosen) -> None:
        """With what was chosen under the other tab, or it would be lost."""
        self.told.emit(self.doubts.edited_in(chosen))

    def _tell_doubts(self, chosen: Chosen) -> None:
        self.told.emit(self.words.chosen(chosen))

    def take_focus(self) -> None:
        """On what has to be done next."""
        part = self.tab_bar.currentIndex()
        if part == Part.WORDS:
            wanted: QWidget = self.words.fields[0][1]
        elif part == Part.DOUBTS:
            wanted = self.doubts.fields[0][1]
        elif self.begin_button.isEnabled():
            wanted = self.begin_button
        else:
            wanted = self.back_button if self.skip_field.isHidden() else self.skip_field
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_saved(self, path: Path) -> None:
        """Where the list of errors is now."""
        self._note.setText(f"De lijst staat in {path}.")

    def _name_tabs(self, preview: SheetPreview) -> None:
        counts = (1, len(preview.errors), len(preview.unknown), len(preview.doubts), len(preview.differences))
        for part, count, name in zip(Part, counts, _NAMES, strict=True):
            self.tab_bar.setTabText(part, name if part is Part.FAMILIES else f"{name} ({count})")
            self.tab_bar.setTabVisible(part, count > 0)
        if preview.undecided:
            first = Part.DOUBTS
        elif preview.unknown:
            first = Part.WORDS
        elif preview.errors:
            first = Part.ERRORS
        else:
            first = Part.DOUBTS if preview.unseen else Part.FAMILIES
        self.tab_bar.setCurrentIndex(first)
        self._parts.setCurrentIndex(first)

    def _enable(self) -> None:
        preview = self._preview
        if preview is None:
            return
        if self._has_new_choice:
            hint = "Klik eerst op “Opnieuw nakijken”: je koos iets dat nog niet meetelt."
        elif preview.is_empty:
            hint = "Alles uit dit bestand staat er al."
        elif preview.undecided:
            hint = "Kies eerst welk gezin bedoeld is, onder “Lijkt op”."
        elif preview.bad_lines and not self.skip_field.value():
            hint = "Vink eerst aan dat foute rijen overgeslagen worden."
        else:
            hint = ""
        self.begin_button.setEnabled(not hint)
        self.hint_label.setText(hint)
        self.begin_button.setAccessibleDescription(hint)

    def _told_of(self, family: ExchangeFamily) -> SheetPreview | None:
        preview = self._preview
        return preview if preview is not None and family.code in preview.read.described else None

    def _name(self, family: ExchangeFamily) -> str:
        preview = self._told_of(family)
        name = "" if preview is None else preview.read.described[family.code][0].name
        return visible(name or family.code)

    def _members(self, family: ExchangeFamily) -> str:
        preview = self._told_of(family)
        if preview is None:
            return ""
        members = preview.read.described[family.code][1]
        words: dict[Role, Callable[[str], str]] = {
            Role.ADULT: lambda name: name,
            Role.CHILD: lambda name: f"{name} (kind)",
        }
        coming = {person.code for person in family.persons}
        return visible(
            ", ".join(
                words[each.role](each.given_name or code) for code, each in members.items() if code in coming
            )
        )

    def _state(self, family: ExchangeFamily) -> str:
        code = "" if self._preview is None else self._preview.codes.get(family.code, "")
        return f"al bekend: {code}" if code else "nieuw"


def _note(preview: SheetPreview) -> str:
    texts = []
    if preview.is_empty:
        texts.append("Alles uit dit bestand staat er al.")
    if preview.filled:
        whom = counted(preview.filled, "gezin of gezinslid", "gezinnen of gezinsleden")
        texts.append(f"Bij {whom} wordt iets ingevuld dat nog leeg was.")
    if preview.unseen:
        alike = counted(preview.unseen, "gezin lijkt", "gezinnen lijken")
        texts.append(f"{alike} op een gezin dat er al is: kijk onder “Lijkt op” of het hetzelfde is.")
    if preview.bad_lines:
        texts.append(f"{counted(len(preview.bad_lines), 'rij blijft', 'rijen blijven')} buiten.")
    return " ".join(texts) or "Er komt nog niets binnen. Kijk na of alles klopt."
