"""Which papers, with which options, of which families, and what comes out: everything on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.papers.part import Binding
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.paper_queue import Candidate, Candidates, Wanted
from gezinscoach_desktop.views.bulk.filters import FamilyFilters
from gezinscoach_desktop.views.bulk.kept_batch import GROUP, How, keep_how, kept_how
from gezinscoach_desktop.views.bulk.kind_ticks import KindTicks
from gezinscoach_desktop.views.dossier.kept_options import keep_options, kept_options
from gezinscoach_desktop.views.dossier.options_panel import OptionsPanel
from gezinscoach_desktop.views.elements import Card, button, label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.words import ago
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.plan.ticked_table import TickedTable
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.table import Column, RowsModel
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_TICK = 44


class ChooseView(QWidget):
    """Space ticks the family under the cursor; Ctrl+A ticks every family in sight."""

    wanted = Signal()
    """The user wants them made."""

    def __init__(self, desk: Desk, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._chosen: set[UUID] = set()
        self._candidates: Candidates | None = None
        self._build()
        self._connect()
        self._show_how(kept_how(settings))

    def _build(self) -> None:
        self.kinds = KindTicks()
        self.filters = FamilyFilters()
        self.options = OptionsPanel(kinds=self.kinds)
        self.model: RowsModel[Candidate] = RowsModel(self._columns(), row_id=_id, search_text=_search_text)
        self.table = TickedTable(self.model, "Gezinnen waarvan je papieren wil")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self.nothing = EmptyState("search", "Geen gezin past bij deze keuzes.", "Filters wissen")
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.nothing)
        middle = QVBoxLayout()
        middle.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        middle.setSpacing(grid(2))
        middle.addWidget(self.filters)
        middle.addLayout(self._build_ticks())
        middle.addWidget(self._stack, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(middle, 1)
        right.addWidget(self._build_bar())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.options)
        whole.addLayout(right, 1)

    def _build_ticks(self) -> QHBoxLayout:
        self.count_label = label("", TextStyle.STRONG)
        self.all_button = button("Alles in de lijst kiezen", "link")
        self.all_button.setToolTip("Ctrl+A")
        self.none_button = button("Niets kiezen", "link")
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self.count_label)
        row.addStretch(1)
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        return row

    def _build_bar(self) -> QFrame:
        self.target: ChipRow[bool] = ChipRow(
            "Wat komt eruit", [("Eén PDF", True), ("Een bestand per papier", False)]
        )
        self.duplex_field = CheckField("Dubbelzijdig: elk papier begint rechts")
        self.covers_field = CheckField("Voorblad bij elk papier")
        self.make_button = button("Dossiers maken", "primary", "document-add")
        self.make_button.setToolTip("Ctrl+Enter")
        self.why_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        bar = QFrame()
        bar.setProperty("kind", "side")
        column = QVBoxLayout(bar)
        column.setContentsMargins(grid(4), grid(2), grid(4), grid(2))
        column.setSpacing(grid(1))
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(grid(4))
        above.addWidget(self.target, 1)
        above.addWidget(self.why_label)
        above.addWidget(self.make_button)
        below.addWidget(self.duplex_field)
        below.addWidget(self.covers_field)
        below.addStretch(1)
        column.addLayout(above)
        column.addLayout(below)
        return bar

    def _connect(self) -> None:
        self.options.kind_changed.connect(self._follow_kind)
        self.options.changed.connect(self._keep_options)
        self.filters.changed.connect(self._narrow)
        self.filters.searched.connect(self.model.search)
        self.model.shown_changed.connect(self._show_counts)
        self.nothing.chosen.connect(self.filters.clear)
        self.table.ticked.connect(self._turn)
        self.all_button.clicked.connect(self.choose_all)
        self.none_button.clicked.connect(self.choose_none)
        self.target.chosen.connect(self._follow_how)
        for box in (self.duplex_field, self.covers_field):
            box.edited.connect(self._follow_how)
        self.make_button.clicked.connect(self.wanted)

    # ------------------------------------------------------------------------------------------------- what is chosen

    @property
    def how(self) -> How:
        """Which papers and how they are bound."""
        binding = Binding(self.duplex_field.value(), self.covers_field.value())
        return How(self.kinds.ticked, bool(self.target.value()), binding)

    @property
    def papers(self) -> Wanted:
        """The papers of each family, with the options of each kind."""
        return {kind: kept_options(self._settings, kind, group=GROUP) for kind in self.kinds.ticked}

    @property
    def families(self) -> tuple[Candidate, ...]:
        """Who was chosen, by name; also those that a filter hides now."""
        if self._candidates is None:
            return ()
        return tuple(each for each in self._candidates.families if each.id in self._chosen)

    @property
    def candidates(self) -> Candidates | None:
        return self._candidates

    def show_candidates(self, found: Candidates) -> None:
        """Everybody there is to choose from; what was chosen stays so as far as it is still there."""
        is_first = self._candidates is None
        self._candidates = found
        if is_first:
            self.options.show_domains(found.instrument, found.profile)
            self._follow_kind()
        self._chosen &= {each.id for each in found.families}
        self.filters.offer(found.families)
        self.model.set_rows(found.families)
        self._narrow()
        if is_first:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, families: Iterable[UUID]) -> None:
        """These and no others."""
        self._chosen = set(families)
        self._show_counts()
        self.table.viewport().update()

    def choose_all(self) -> None:
        """Everybody in sight, besides who was chosen already."""
        self.choose(self._chosen | {each.id for each in self.model.shown_rows})

    def choose_none(self) -> None:
        """Nobody any more."""
        self.choose(())

    # ------------------------------------------------------------------------------------------------------ following

    def _turn(self, candidate: Candidate) -> None:
        self.choose(self._chosen ^ {candidate.id})

    def _narrow(self) -> None:
        self.model.set_filter(self._keeps)

    def _keeps(self, candidate: Candidate) -> bool:
        return self.filters.keeps(candidate, self.kinds.ticked, self._desk.today())

    def _follow_kind(self) -> None:
        """Another kind is looked at, or another one ticked."""
        kind = self.kinds.value()
        if kind is not None:
            self.options.show_kind(kind, kept_options(self._settings, kind, group=GROUP))
        self._follow_how()
        self._narrow()

    def _keep_options(self) -> None:
        kind = self.kinds.value()
        if kind is not None:
            keep_options(self._settings, kind, self.options.value(), group=GROUP)

    def _follow_how(self) -> None:
        keep_how(self._settings, self.how)
        self._show_counts()

    def _show_how(self, how: How) -> None:
        self.kinds.tick(how.kinds)
        self.target.set_value(how.is_one_file)
        self.duplex_field.set_value(how.binding.is_duplex)
        self.covers_field.set_value(how.binding.with_covers)
        self._show_counts()

    def _show_counts(self) -> None:
        families, shown = len(self._chosen), len(self.model.shown_rows)
        hidden = families - sum(each.id in self._chosen for each in self.model.shown_rows)
        text = (
            "Nog geen gezin gekozen" if not families else f"{counted(families, 'gezin', 'gezinnen')} gekozen"
        )
        self.count_label.setText(f"{text}, {hidden} niet in deze lijst" if hidden else text)
        self.all_button.setEnabled(shown > 0)
        self.none_button.setEnabled(families > 0)
        self._stack.setCurrentIndex(0 if shown or self._candidates is None else 1)
        papers = families * len(self.kinds.ticked)
        self.make_button.setText(
            f"{counted(papers, 'papier', 'papieren')} maken" if papers else "Dossiers maken"
        )
        self.make_button.setAccessibleName(self.make_button.text())
        self.make_button.setEnabled(papers > 0)
        self.why_label.setText("" if self.kinds.ticked else "Kies minstens één papier.")
        is_one = bool(self.target.value())
        self.duplex_field.setEnabled(is_one or self.covers_field.value())

    def _columns(self) -> tuple[Column[Candidate], ...]:
        return (
            Column("", self._said, width=_TICK, ticked=self._is_chosen),
            Column(
                "Gezin",
                lambda each: each.row.name or family_title("", each.row.code),
                sort_key=lambda each: each.row.sort_name or None,
                detail=lambda each: " · ".join(filter(None, (each.row.code, each.row.municipality))),
                is_strong=True,
            ),
            Column("Coach", lambda each: each.row.responsible or "", width=144),
            Column("Fase", lambda each: "" if each.row.phase is None else each.row.phase.label, width=118),
            Column(
                "Vorig papier",
                self._last,
                sort_key=self._last_day,
                detail=self._ago,
                width=116,
            ),
        )

    def _is_chosen(self, candidate: Candidate) -> bool:
        return candidate.id in self._chosen

    def _said(self, candidate: Candidate) -> str:
        return "gekozen" if candidate.id in self._chosen else "niet gekozen"

    def _last_day(self, candidate: Candidate) -> date | None:
        """When the kind that is looked at was last made."""
        kind = self.kinds.value()
        return None if kind is None else candidate.made_on.get(kind)

    def _last(self, candidate: Candidate) -> str:
        day = self._last_day(candidate)
        return "" if day is None else format_date(day)

    def _ago(self, candidate: Candidate) -> str:
        day = self._last_day(candidate)
        return "" if day is None else ago(day, self._desk.today())


def _id(candidate: Candidate) -> UUID:
    return candidate.id


def _search_text(candidate: Candidate) -> str:
    return candidate.row.search_text
