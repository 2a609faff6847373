"""Rechten: where each right stands, what it brings in, and what is worth a look."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.right import RightState, Standing
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services import right as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right import RightsPage
from gezinscoach_desktop.views.elements import Card, Tile, button
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.fields import ComboField, SearchField
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.right.places import rights_list, rights_walk
from gezinscoach_desktop.views.right.standing_list import (
    Shown,
    monthly_cents,
    monthly_text,
    once_cents,
    once_text,
    state_place,
    urgency,
)
from gezinscoach_desktop.views.right.standing_panel import StandingPanel
from gezinscoach_desktop.views.right.step_dialog import StepDialog
from gezinscoach_desktop.views.right.words import (
    domains_text,
    granted_note,
    had_note,
    open_note,
    state_mark,
    state_tone,
    whom,
)
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WALK = "Rechten doorlopen"
_NOTHING = "Hier komt te staan welke rechten het gezin heeft, aanvraagt of nog kan onderzoeken."


_WHOM_COLUMN, _ONCE_COLUMN = 1, 4
_ALL_COLUMNS_FROM = 1100


class RightsTab(FamilyTab):
    """Enter on a right notes its next step; the walk goes along what nobody looked at yet."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.RIGHT})
    help_topic: ClassVar[str] = "rechten"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family: FamilyData | None = None
        self._page: RightsPage | None = None
        self._wanted: UUID | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._empty = EmptyState("handshake", _NOTHING, _WALK)
        self._content = QWidget()
        content = QVBoxLayout(self._content)
        content.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        content.setSpacing(grid(3))
        content.addLayout(self._build_tiles())
        content.addLayout(self._build_filters())
        content.addWidget(self._build_table(), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._content)
        self._stack.addWidget(self._empty)
        self.panel = StandingPanel()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.panel)

    def _build_tiles(self) -> QHBoxLayout:
        self.monthly_tile = Tile("Erbij per maand")
        self.once_tile = Tile("Erbij in één keer")
        self.had_tile = Tile("Had het gezin al")
        self.open_tile = Tile("Nog te doen")
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        for tile in (self.monthly_tile, self.once_tile, self.had_tile, self.open_tile):
            row.addWidget(tile, 1)
        return row

    def _build_filters(self) -> QHBoxLayout:
        self.search_field = SearchField("Zoek een recht")
        self.shown_field: ComboField[Shown] = ComboField([(each.label, each) for each in Shown])
        self.shown_field.setAccessibleName("Welke rechten")
        self.new_button = button("Recht noteren…", icon_name="add")
        self.new_button.setToolTip("Ctrl+N")
        self.walk_button = button(_WALK)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.search_field, 1)
        for widget in (self.shown_field, self.new_button, self.walk_button):
            row.addWidget(widget)
        return row

    def _build_table(self) -> Card:
        self.model: RowsModel[Standing] = RowsModel(
            (
                Column("Recht", self._name, detail=self._domains, tooltip=self._name, is_strong=True),
                Column("Voor wie", self._whom, width=122, tooltip=self._whom),
                Column(
                    "Stand",
                    lambda each: each.state.label,
                    sort_key=state_place,
                    detail=lambda each: f"sinds {format_date(each.since)}",
                    mark=lambda each: state_mark(each.state),
                    tone=lambda each: state_tone(each.state),
                    width=164,
                ),
                Column(
                    "Per maand",
                    monthly_text,
                    sort_key=monthly_cents,
                    align=Align.RIGHT,
                    detail=self._once_below,
                    width=132,
                ),
                Column("Eenmalig", once_text, sort_key=once_cents, align=Align.RIGHT, width=98),
            ),
            row_id=lambda each: each.place,
            search_text=self._search_text,
            parent=self,
        )
        self.table = RowsTable(self.model, "Rechten van het gezin")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        return card

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self.model.search)
        self.shown_field.edited.connect(self._narrow)
        self.new_button.clicked.connect(self.new_here)
        self.walk_button.clicked.connect(self.walk)
        self._empty.chosen.connect(self.walk)
        self.table.row_chosen.connect(self._show_chosen)
        self.table.row_opened.connect(self._take_step)
        self.table.typed.connect(self._search_for)
        self.panel.step_wanted.connect(self._take_step)
        self.panel.undo_wanted.connect(self.take_back)
        self.panel.walk_wanted.connect(self.walk)
        self.panel.list_wanted.connect(self._open_list)

    # ---------------------------------------------------------------------------------------------- tab

    def first_focus(self) -> QWidget:
        return self.table if self._stack.currentWidget() is self._content else self._empty.button

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            right_service.rights_page, self._desk, data.header.record.id, then=self._show_page, key="rights"
        )

    def go_to(self, part: str) -> None:
        """`part` is the id of a right."""
        self._wanted = UUID(part)
        self._choose_wanted()

    def new_here(self) -> bool:
        """The form for one right, without walking past the others."""
        if self._page is not None:
            StepDialog(self._tasks, self._desk, self._page, parent=self).open()
        return True

    def find_here(self) -> bool:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()
        return True

    def walk(self) -> None:
        """Along the list, right by right."""
        if self._family is not None:
            self.left_for.emit(rights_walk(self._family.header.record.id))

    def take_back(self) -> None:
        """Undo the last step of the right under the cursor; for ten seconds that can be undone too."""
        standing = self.table.current_row
        if standing is not None:
            last = standing.last
            self._tasks.run(
                right_service.take_back_step,
                self._desk,
                last.id,
                last.version,
                then=partial(self._offer_bringing_back, last.id, last.version + 1),
                owner=self,
            )

    def _offer_bringing_back(self, step_id: UUID, version: int, _: object) -> None:
        self._messages.offer_undo(
            "De laatste stap is ongedaan gemaakt.", partial(self._bring_back, step_id, version)
        )

    def _bring_back(self, step_id: UUID, version: int) -> None:
        self._tasks.run(right_service.bring_back_step, self._desk, step_id, version)

    def _open_list(self) -> None:
        standing = self.table.current_row
        self.left_for.emit(rights_list(None if standing is None else standing.place[0]))

    def _take_step(self) -> None:
        standing = self.table.current_row
        if standing is not None and self._page is not None:
            StepDialog(self._tasks, self._desk, self._page, standing, parent=self).open()

    def _search_for(self, text: str) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setText(text)

    # ------------------------------------------------------------------------------------------ showing

    def _show_page(self, page: RightsPage) -> None:
        had_focus = self._empty.button.hasFocus()
        self._page = page
        self._show_total(page)
        self.model.set_rows(sorted(page.standings, key=urgency))
        self._stack.setCurrentWidget(self._content if page.standings else self._empty)
        self._choose_wanted()
        self._show_chosen(self.table.current_row)
        if self._family is not None:
            self.panel.show_hints(page, self._family.short_names)
        if had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_wanted(self) -> None:
        if self._page is None or self._wanted is None:
            return
        places = [each.place for each in self.model.shown_rows if each.place[0] == self._wanted]
        self._wanted = None
        if places:
            self.table.choose(places[0])

    def _show_total(self, page: RightsPage) -> None:
        granted, had = page.total.granted, page.total.had
        self.monthly_tile.show_value(format_cents(granted.monthly_cents), granted_note(page.standings))
        self.once_tile.show_value(format_cents(granted.once_cents), "met de begeleiding")
        self.had_tile.show_value(format_cents(had.monthly_cents), had_note(page.standings))
        still = page.total.count(*(state for state in RightState if state.is_open))
        self.open_tile.show_value(str(still), open_note(page.total))

    def _show_chosen(self, standing: Standing | None) -> None:
        if self._page is not None and self._family is not None:
            self.panel.show_standing(self._page, standing, self._family.short_names)

    def _narrow(self) -> None:
        shown = self.shown_field.value() or Shown.ALL
        self.model.set_filter(None if shown is Shown.ALL else shown.keeps)

    def _name(self, standing: Standing) -> str:
        return "" if self._page is None else self._page.right_name(standing.place[0])

    def _domains(self, standing: Standing) -> str:
        right = None if self._page is None else self._page.by_id.get(standing.place[0])
        domains = "" if right is None else domains_text(right.details.domains)
        is_told = self.table.isColumnHidden(_WHOM_COLUMN) and standing.place[1] is not None
        return f"{self._whom(standing)} · {domains}" if is_told else domains

    def _whom(self, standing: Standing) -> str:
        return "" if self._family is None else whom(self._family.short_names, standing.place[1])

    def _once_below(self, standing: Standing) -> str:
        """What came at once, where that has no column of its own."""
        once = once_text(standing)
        return f"eenmalig {once}" if once and self.table.isColumnHidden(_ONCE_COLUMN) else ""

    def _search_text(self, standing: Standing) -> str:
        words = (self._name(standing), self._domains(standing), self._whom(standing), standing.state.label)
        return fold(" ".join(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in (_WHOM_COLUMN, _ONCE_COLUMN):  # what they say stands below the columns that stay
            self.table.setColumnHidden(column, self.width() < _ALL_COLUMNS_FROM)
