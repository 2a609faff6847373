"""Bundels van signalen: what goes to policy, what could be bundled, and the note for the council."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.signal_bundle import BundleProposal, BundleState, SignalBundleInput
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import signal_bundle as bundle_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.signal_bundle import BundleLine, Bundles, CouncilNote
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.plan.ticked_table import TickedTable
from gezinscoach_desktop.views.signal.note import show_note
from gezinscoach_desktop.views.signal.places import bundle, signals
from gezinscoach_desktop.views.table import Align, Column, RowsModel
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST_PROPOSALS = 4
_PDF = FileKind("PDF", "pdf")


class BundlesPage(Page):
    """Space ticks what goes into the note; Enter opens; Delete takes the bundle away, not its signals."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SIGNAL, Noun.SERVICE})
    help_topic: ClassVar[str] = "signalen"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._chosen: set[UUID] = set()
        self._loose = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Bundels van signalen")
        self.header.show_back()
        self.note_button = self.header.add_command("Nota aan de raad", "document", self.make_note)
        self.new_button = self.header.add_command(
            "Bundel maken", "add", self.new_here, kind="primary", hint="Ctrl+N"
        )
        self.header.add_more("Nota opslaan als PDF…", "arrow-export", self.save_note)
        self.model: RowsModel[BundleLine] = RowsModel(
            (
                Column("Nota", self._said, width=grid(14), ticked=self._is_chosen),
                Column("Bundel", _title, is_strong=True, detail=_about, tooltip=_title),
                Column("Signalen", _signals, sort_key=_number, align=Align.RIGHT, width=grid(24)),
                Column("Gezinnen", _families, align=Align.RIGHT, width=grid(24)),
                Column("Periode", _period, sort_key=_last, width=grid(48)),
                Column("Stand", _state, width=grid(36), tone=_tone),
            ),
            row_id=lambda line: line.record.id,
            parent=self,
        )
        self.table = TickedTable(self.model, "Bundels van signalen")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._nothing = EmptyState(
            "megaphone",
            "Hier komen de bundels te staan: signalen over hetzelfde, om samen bij het beleid aan te kaarten.",
            "Naar de signalen",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._nothing)
        self._proposals = Card("Hoort dit samen?")
        self._proposals.add(
            paragraph(
                "Signalen over hetzelfde thema en dezelfde dienst, nog in geen bundel.",
                TextStyle.SMALL,
                Tone.SECONDARY,
            )
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(grid(1))
        self._proposals.body.addLayout(self._lines)
        self._proposals.hide()
        content = QVBoxLayout()
        content.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        content.setSpacing(grid(3))
        content.addWidget(self._proposals)
        content.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(content, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self._nothing.chosen.connect(self._go_to_signals)
        self.table.row_opened.connect(self._open)
        self.table.ticked.connect(self._tick)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.remove)

    @property
    def title(self) -> str:
        return "Bundels van signalen"

    def load(self) -> None:
        self._tasks.query(bundle_service.list_bundles, self._desk, then=self._show, key="bundles")

    def take_focus(self) -> bool:
        (self.table if self.model.rowCount() else self._nothing.button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
        return True

    def new_here(self) -> None:
        """Begins with the signals themselves: a bundle is made of some."""
        self._go_to_signals()
        self._messages.info("Vink met de spatiebalk de signalen aan die samen horen, en kies “Bundelen”.")

    def remove(self) -> None:
        """The bundle under the cursor; for ten seconds it can be brought back."""
        if (line := self.table.current_row) is not None:
            self._tasks.run(
                bundle_service.remove_bundle,
                self._desk,
                line.record.id,
                line.record.version,
                then=partial(self._offer_undo, line),
                owner=self,
            )

    def make_note(self) -> None:
        """About what is ticked, or else the bundle under the cursor."""
        self._tasks.run(
            partial(bundle_service.council_note, self._desk, self._wanted()),
            then=self._show_note,
            owner=self,
        )

    def save_note(self) -> None:
        """The same in a file."""
        path = self._dialogs.save_file("Nota aan de raad", _PDF, suggested="nota-aan-de-raad.pdf")
        if path is not None:
            self._tasks.run(
                partial(bundle_service.save_council_note, self._desk, self._wanted(), path),
                then=partial(self._say_saved, path.name),
                owner=self,
            )

    def _say_saved(self, name: str, note: CouncilNote) -> None:
        self._messages.good(f"De nota staat in “{name}”: {counted(note.pages, 'pagina', 'pagina’s')}.")

    def _wanted(self) -> tuple[UUID, ...]:
        wanted = tuple(line.record.id for line in self.model.rows if line.record.id in self._chosen)
        if not wanted and (line := self.table.current_row) is not None:
            return (line.record.id,)
        return wanted

    def _show_note(self, note: CouncilNote) -> None:
        show_note(self._tasks, self._dialogs, self._messages, note, self)

    def _offer_undo(self, line: BundleLine, _: Done) -> None:
        undo = partial(
            self._tasks.run,
            bundle_service.bring_back_bundle,
            self._desk,
            line.record.id,
            line.record.version + 1,
        )
        self._messages.offer_undo("De bundel is weggehaald; de signalen staan er nog.", undo)

    def _tick(self, line: BundleLine) -> None:
        self._chosen ^= {line.record.id}
        self.table.viewport().update()
        self._show_count()

    def _is_chosen(self, line: BundleLine) -> bool:
        return line.record.id in self._chosen

    def _said(self, line: BundleLine) -> str:
        return "in de nota" if self._is_chosen(line) else "niet in de nota"

    def _show(self, found: Bundles) -> None:
        self.model.set_rows(found.lines)
        self._chosen &= {line.record.id for line in found.lines}
        self._stack.setCurrentIndex(0 if found.lines else 1)
        self.note_button.setEnabled(bool(found.lines))
        self._loose = found.loose
        self._show_count()
        self._show_proposals(found.proposals)

    def _show_count(self) -> None:
        parts = [counted(len(self.model.rows), "bundel", "bundels")]
        if self._chosen:
            parts.append(f"{len(self._chosen)} aangevinkt voor de nota")
        if self._loose:
            parts.append(f"{counted(self._loose, 'signaal', 'signalen')} nog in geen bundel")
        self.header.set_title("Bundels van signalen", " · ".join(parts))

    def _show_proposals(self, proposals: tuple[BundleProposal, ...]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for proposal in proposals[:_MOST_PROPOSALS]:
            self._lines.addWidget(self._proposal(proposal))
        self._proposals.setVisible(bool(proposals))

    def _proposal(self, proposal: BundleProposal) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(2))
        line.addWidget(
            paragraph(f"{proposal.title}: {counted(len(proposal.signals), 'signaal', 'signalen')}"), 1
        )
        take = button("Bundelen")
        take.setAccessibleName(f"{proposal.title} bundelen")
        take.clicked.connect(partial(self._take, proposal))
        line.addWidget(take)
        return made

    def _take(self, proposal: BundleProposal) -> None:
        details = SignalBundleInput(
            proposal.title,
            proposal.theme,
            proposal.signals,
            service_id=proposal.service_id,
            service=proposal.service if proposal.service_id is None else "",
        )
        self._tasks.run(bundle_service.add_bundle, self._desk, details, then=self._open_new, owner=self)

    def _open_new(self, done: Done) -> None:
        if done.id is not None:
            self.left_for.emit(bundle(done.id))

    def _open(self, line: BundleLine) -> None:
        self.left_for.emit(bundle(line.record.id))

    def _go_to_signals(self) -> None:
        self.left_for.emit(signals())


def _title(line: BundleLine) -> str:
    return line.record.details.title


def _about(line: BundleLine) -> str:
    theme = line.record.details.theme.label
    return f"{theme} · {line.service}" if line.service else theme


def _signals(line: BundleLine) -> str:
    return str(line.facts.signals)


def _number(line: BundleLine) -> int:
    return line.facts.signals


def _families(line: BundleLine) -> str:
    return str(line.facts.families)


def _period(line: BundleLine) -> str:
    facts = line.facts
    if facts.first is None or facts.last is None:
        return ""
    return f"{format_date(facts.first)} – {format_date(facts.last)}"


def _last(line: BundleLine) -> object:
    return line.facts.last


def _state(line: BundleLine) -> str:
    return line.record.details.state.label


def _tone(line: BundleLine) -> Tone:
    return Tone.GOOD if line.record.details.state is BundleState.ANSWERED else Tone.TEXT
