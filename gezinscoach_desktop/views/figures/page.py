"""Cijfers: what the period came to, with filters, a block at a time; a number tells which families stand behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.figures import FigureTable, keys
from gezinscoach_desktop.domain.figures.period import in_words
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import figures as figure_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.figures import FamilyLine, FigureBlock, FigureChoices, Figures
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import paragraph, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family import places as family_places
from gezinscoach_desktop.views.figures.behind_panel import BehindPanel
from gezinscoach_desktop.views.figures.drawings import draw_table
from gezinscoach_desktop.views.figures.figure_card import FigureCard
from gezinscoach_desktop.views.figures.filter_bar import FilterBar, Wanted
from gezinscoach_desktop.views.figures.words import about, as_rows
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.published.places import published_figures
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.yearly.places import yearly_report

_KINDS = {
    "csv": FileKind("CSV-bestand", "csv"),
    "png": FileKind("PNG-afbeelding", "png"),
    "svg": FileKind("SVG-tekening", "svg"),
}
_SHORT = {FigureBlock.QUALITY: "Kwaliteit"}
_CHART_WIDTH, _SHARPNESS = 760, 2
_COUNTING, _FIGURES, _NOTHING = range(3)
_remembered: dict[tuple[str, UUID], Wanted] = {}
"""What was chosen last, for as long as the program runs."""


class FiguresPage(Page):
    """One tab per block; only the one in sight is counted."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {
            Noun.FAMILY,
            Noun.MEMBER,
            Noun.ASSIGNMENT,
            Noun.PHASE,
            Noun.SNAPSHOT,
            Noun.SETTING,
            Noun.CONTACT,
            Noun.RIGHT,
            Noun.NETWORK,
            Noun.CONSENT,
            Noun.EXPENSE,
            Noun.SIGNAL,
            Noun.REFERRAL,
            Noun.ORGANISATION,
            Noun.SERVICE,
            Noun.PROFILE,
        }
    )
    help_topic: ClassVar[str] = "cijfers"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._remember_as = (desk.place, desk.account.id)
        self._cards: list[FigureCard] = []
        self._shown: Figures | None = None
        self._left_at: QWidget | None = None
        self._asked = ""
        sees_referrals = reach(desk.account.roles, Action.READ_FIGURES) is Reach.ANY
        self._blocks = tuple(
            block for block in FigureBlock if sees_referrals or block is not FigureBlock.ACCESS
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Cijfers")
        if reach(self._desk.account.roles, Action.MAKE_REPORT) is not Reach.NONE:
            self.report_button = self.header.add_command("Jaarverslag", "document-text", self.open_report)
        if reach(self._desk.account.roles, Action.EXPORT) is not Reach.NONE:
            self.header.add_more("Exporteren…", "arrow-export", self.open_export)
        if reach(self._desk.account.roles, Action.PUBLISH_FIGURES) is not Reach.NONE:
            self.header.add_more("Cijfers voor de gemeente", "building", self.open_published)
        self.filters = FilterBar(self._desk.today, _remembered.get(self._remember_as, Wanted()))
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van de cijfers")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        for block in self._blocks:
            self.tab_bar.addTab(_SHORT.get(block, block.label))
        top = QFrame()
        top.setProperty("kind", "header")
        column = QVBoxLayout(top)
        column.setContentsMargins(grid(4), grid(3), grid(4), 0)
        column.setSpacing(grid(1))
        column.addWidget(self.filters)
        column.addWidget(self.tab_bar)
        self.panel = BehindPanel()
        content = QHBoxLayout()
        content.setSpacing(0)
        content.addWidget(self._build_blocks(), 1)
        content.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(top)
        whole.addLayout(content, 1)

    def open_published(self) -> None:
        """What was released per municipality, for its council."""
        self.left_for.emit(published_figures())

    def open_report(self) -> None:
        """The yearly report."""
        self.left_for.emit(yearly_report())

    def open_export(self) -> None:
        """For research and for who pays."""
        self.left_for.emit(family_places.export_window())

    def _build_blocks(self) -> QWidget:
        self._column_widget = QWidget()
        self._column = QVBoxLayout(self._column_widget)
        self._column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        self._column.setSpacing(grid(4))
        self._column.addStretch(1)
        self.figures_area = scrolling(self._column_widget)
        self.counting_label = paragraph("De cijfers worden geteld…", TextStyle.TEXT, Tone.SECONDARY)
        self.counting_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing = EmptyState(
            "chart-multiple",
            "Hier staan de cijfers van de gezinnen die in deze periode in begeleiding waren en aan je filters "
            "voldoen. Nu zijn dat er geen.",
            "Filters wissen",
        )
        self._stack = QStackedWidget()
        for made in (self.counting_label, self.figures_area, self.nothing):
            self._stack.addWidget(made)
        return self._stack

    def _connect(self) -> None:
        self.filters.edited.connect(self._change_filters)
        self.tab_bar.currentChanged.connect(self._change_block)
        self.panel.family_opened.connect(self._open_family)
        self.panel.closed.connect(self._back_to_figure)
        self.figures_area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self.nothing.chosen.connect(self.filters.clear)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))

    # ------------------------------------------------------------------------------------------------------------ page
    @property
    def title(self) -> str:
        return "Cijfers"

    @property
    def block(self) -> FigureBlock:
        """The one in sight."""
        return self._blocks[self.tab_bar.currentIndex()]

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """What stands on the page, from above."""
        return tuple(self._cards)

    def load(self) -> None:
        self._tasks.query(
            figure_service.figure_choices, self._desk, then=self._offer, key="choices", owner=self
        )
        self._count()

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """`part` is the name of a block."""
        if part in self._blocks:
            self.tab_bar.setCurrentIndex(self._blocks.index(FigureBlock(part)))

    def take_focus(self) -> bool:
        self.tab_bar.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_here(self) -> None:
        self.filters.focus_first()

    def show_table(self, key: str) -> None:
        """Bring a table of this block in sight, with the keyboard on it."""
        for card in self._cards:
            if card.table.key == key:
                self.figures_area.ensureVisible(0, card.geometry().bottom())
                self.figures_area.verticalScrollBar().setValue(card.geometry().top() - grid(4))
                card.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + step) % self.tab_bar.count())

    # --------------------------------------------------------------------------------------------------------- figures
    def _offer(self, choices: FigureChoices) -> None:
        self.filters.offer(choices)

    def _change_filters(self) -> None:
        _remembered[self._remember_as] = self.filters.wanted
        self.panel.close_panel()
        self._count()

    def _change_block(self) -> None:
        self.panel.close_panel()
        self.figures_area.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(_COUNTING)
        self._count()

    def _count(self) -> None:
        self._tasks.query(
            figure_service.figures,
            self._desk,
            self.filters.wanted.filter(self._desk.today()),
            (self.block,),
            then=partial(self._show, self.block),
            key="figures",
            owner=self,
        )

    def _show(self, block: FigureBlock, figures: Figures) -> None:
        if block is not self.block:
            return
        if self._shown is None and self.focusWidget() in self.header.findChildren(QWidget):
            self.take_focus()  # Qt put the keyboard on the first button of the page
        self._shown = figures
        period = in_words(figures.filter.since, figures.filter.until)
        up_to = "" if figures.is_over else ", tot en met vandaag"
        told = counted(figures.families, "gezin", "gezinnen")
        self.header.set_title(
            "Cijfers", f"{period}{up_to} · {told} in deze periode · index: {figures.profile}"
        )
        of_families = block not in (FigureBlock.ACCESS, FigureBlock.SIGNALS)
        if of_families and not figures.families:
            self.nothing.button.setVisible(self.filters.wanted.narrows)
            self._stack.setCurrentIndex(_NOTHING)
            return
        self._fill(figures)
        self._stack.setCurrentIndex(_FIGURES)

    def _fill(self, figures: Figures) -> None:
        """The same cards with newer figures where they fit, others in their place."""
        before = self._cards
        self._cards = []
        for place, table in enumerate(tables_to_show(figures)):
            card = before[place] if place < len(before) and before[place].fits(table) else None
            if card is None:
                card = FigureCard(self._tasks, figures, table)
                card.cell_opened.connect(self._ask_behind)
                card.save_wanted.connect(self._save)
                self._column.insertWidget(place, card)
            else:
                card.show_figures(figures, table)
            self._cards.append(card)
        for card in before:
            if card not in self._cards:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()

    # ---------------------------------------------------------------------------------------------------- behind a figure
    def _ask_behind(self, table: str, row: str, column: str) -> None:
        self._left_at = self.focusWidget()
        self._tasks.query(
            figure_service.families_behind,
            self._desk,
            self.filters.wanted.filter(self._desk.today()),
            table,
            row,
            column,
            then=partial(self._show_behind, table, row, column),
            key="behind",
            owner=self,
        )

    def _show_behind(self, table: str, row: str, column: str, lines: tuple[FamilyLine, ...]) -> None:
        if self._shown is None:
            return
        found = self._shown.table(table)
        self.panel.show_lines(about(found, row, column), lines)
        self._asked = table

    def _keep_in_sight(self) -> None:
        """The panel takes room, so that the charts above become higher or lower: the number asked about stays here."""
        card = next((each for each in self._cards if each.table.key == self._asked), None)
        if card is not None and self.panel.isVisible() and self.panel.view.hasFocus():
            view = card.view
            top = view.mapTo(self._column_widget, view.rect().topLeft()).y()
            self.figures_area.ensureVisible(
                0, top + view.rowViewportPosition(view.currentIndex().row()), 0, grid(25)
            )

    def _back_to_figure(self) -> None:
        if self._left_at is not None and self._left_at.isVisible():
            self._left_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_family(self, family_id: UUID) -> None:
        self.left_for.emit(family_places.family_page(family_id))

    # ------------------------------------------------------------------------------------------------------------ saving
    def _save(self, card: FigureCard, kind: str) -> None:
        name = card.table.key.replace(".", "-").replace("_", "-")
        path = self._dialogs.save_file(card.table.title, _KINDS[kind], suggested=f"cijfers-{name}.{kind}")
        if path is not None:
            self._tasks.run(
                figure_service.save_figure,
                self._desk,
                path,
                card.table.key,
                content_of(card, kind),
                then=partial(self._tell_saved, path),
                owner=self,
            )

    def _tell_saved(self, path: Path, _: object) -> None:
        self._messages.good(f"Bewaard in “{path.name}”.")


def tables_to_show(figures: Figures) -> tuple[FigureTable, ...]:
    """All but a matrix of which nobody is that far yet, and the municipalities where only one is chosen."""
    is_one_place = len(figures.filter.municipalities) == 1
    return tuple(
        table
        for table in figures.tables
        if (table.n or table.key not in keys.MATRICES)
        and not (is_one_place and table.key in keys.BY_MUNICIPALITY)
    )


def content_of(card: FigureCard, kind: str) -> bytes:
    """The table or the chart of a card as a file, always light: it goes on paper."""
    if kind == "csv":
        return figure_service.table_as_csv(as_rows(card.table))
    svg = draw_table(card.figures, card.table, _CHART_WIDTH, is_dark=False).svg
    return svg if kind == "svg" else _png(svg)


def _png(svg: bytes) -> bytes:
    renderer = QSvgRenderer(svg)
    image = QImage(renderer.defaultSize() * _SHARPNESS, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6's stubs want bytes
    return bytes(buffer.data().data())
