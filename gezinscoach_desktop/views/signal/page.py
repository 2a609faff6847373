"""Signalen: what I told and what came up with my families; coordinators see what everybody told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.signal_bundle import SignalBundleInput
from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.services import signal as signal_service
from gezinscoach_desktop.services import signal_bundle as bundle_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.signal import SignalLine
from gezinscoach_desktop.views.elements import Card, button
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import ComboField, SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.signal.dialog import SignalDialog
from gezinscoach_desktop.views.signal.places import bundle as bundle_place
from gezinscoach_desktop.views.signal.places import bundles
from gezinscoach_desktop.views.signal.table import MOST_LINES, SignalTable
from gezinscoach_desktop.views.table import Column, RowsModel
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid


class SignalsPage(Page):
    """A list with filters by theme and service; Enter changes, Delete takes away."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SIGNAL, Noun.SERVICE, Noun.ASSIGNMENT})
    help_topic: ClassVar[str] = "signalen"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._lines: tuple[SignalLine, ...] = ()
        self._is_first = True
        self._chosen: set[UUID] = set()
        self._may_bundle = reach(desk.account.roles, Action.BUNDLE_SIGNALS) is not Reach.NONE
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Signalen")
        if not self._may_bundle:  # then it is a room of its own
            self.header.show_back()
        self.remove_button = self.header.add_command(
            "Weghalen", "delete", self.remove, hint="Het signaal waarop je staat (Delete)"
        )
        self.change_button = self.header.add_command(
            "Wijzigen", "edit", self._change_current, hint="Het signaal waarop je staat (Enter)"
        )
        self.new_button = self.header.add_command(
            "Signaal geven", "add", self.new_here, kind="primary", hint="Ctrl+N, of overal Ctrl+Shift+S"
        )
        self.search_field = SearchField("Zoek in de signalen")
        self.theme_field: ComboField[LifeDomain | None] = ComboField(
            [("Elk thema", None), *((each.label, each) for each in LifeDomain)]
        )
        self.theme_field.setAccessibleName("Thema")
        self.service_field: ComboField[str] = ComboField([("Elke dienst", "")])
        self.service_field.setAccessibleName("Dienst")
        self.clear_button = button("Filters wissen", "link")
        tick: tuple[Column[SignalLine], ...] = ()
        if self._may_bundle:
            tick = (Column("", self._said, width=grid(10), ticked=self._is_chosen),)
        self.model: RowsModel[SignalLine] = RowsModel(
            (
                *tick,
                Column("Datum", _on, sort_key=_day, width=grid(26)),
                Column("Thema", _theme, width=grid(34), detail=_how_often),
                Column(
                    "Wat gebeurt er",
                    _what,
                    tooltip=_whole,
                    detail=_example,
                    is_strong=True,
                    most_lines=MOST_LINES,
                ),
                Column("Dienst", _service, width=grid(37), tooltip=_service),
                Column("Van", _by, width=grid(32), detail=_family),
            ),
            row_id=_id,
            search_text=_search_text,
            parent=self,
        )
        self.table = SignalTable(self.model, "Signalen")
        self._nothing = EmptyState(
            "megaphone",
            "Hier komen de signalen te staan: wat er structureel fout loopt, zodat het beleid het hoort.",
            "Signaal geven",
        )
        self._none_found = EmptyState("search", "Geen signaal past bij wat je zoekt.", "Filters wissen")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._build_content(), 1)

    def _build_content(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._stack = QStackedWidget()
        for widget in (card, self._none_found, self._nothing):
            self._stack.addWidget(widget)
        self.bundle_button = button("Bundelen")
        self.bundles_button = button("Bundels en nota", "link")
        if not self._may_bundle:
            self.bundle_button.hide()
            self.bundles_button.hide()
        self._show_chosen()
        filters = QHBoxLayout()
        filters.setSpacing(grid(3))
        filters.addWidget(self.search_field, 1)
        for field in (
            self.theme_field,
            self.service_field,
            self.clear_button,
            self.bundle_button,
            self.bundles_button,
        ):
            filters.addWidget(field)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addLayout(filters)
        column.addWidget(self._stack, 1)
        return content

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.search_field.textChanged.connect(self.model.search)
        for field in (self.theme_field, self.service_field):
            field.edited.connect(self._narrow)
        self.clear_button.clicked.connect(self.clear_filters)
        self._none_found.chosen.connect(self.clear_filters)
        self._nothing.chosen.connect(self.new_here)
        self.model.shown_changed.connect(self._show_count)
        self.table.row_opened.connect(self.change)
        self.table.ticked.connect(self._tick)
        self.bundle_button.clicked.connect(self.bundle)
        self.bundles_button.clicked.connect(self._go_to_bundles)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.remove)

    @property
    def title(self) -> str:
        return "Signalen"

    def load(self) -> None:
        self._tasks.query(signal_service.list_signals, self._desk, then=self._show_signals, key="signals")

    def refresh(self, change: Change) -> None:
        self.load()

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def new_here(self) -> None:
        SignalDialog(self._tasks, self._desk, self._messages, parent=self).open()

    def change(self, line: SignalLine) -> None:
        """Open the form of a signal."""
        SignalDialog(self._tasks, self._desk, self._messages, kept=line.record, parent=self).open()

    def remove(self) -> None:
        """Take the signal under the cursor away, at once; for ten seconds it can be brought back."""
        if (line := self.table.current_row) is not None:
            self._tasks.run(
                signal_service.remove_signal,
                self._desk,
                line.record.id,
                line.record.version,
                then=partial(self._offer_undo, line),
                owner=self,
            )

    def clear_filters(self) -> None:
        """Show everything again."""
        self.search_field.clear()
        self.theme_field.set_value(None)
        self.service_field.set_value("")
        self._narrow()

    def bundle(self) -> None:
        """A new bundle of what is ticked, under the theme and service of the first."""
        chosen = [line for line in self._lines if line.record.id in self._chosen]
        if not chosen:
            return
        first = chosen[0].record.details
        title = f"{first.theme.label}: {chosen[0].service}" if chosen[0].service else first.theme.label
        details = SignalBundleInput(
            title,
            first.theme,
            tuple(line.record.id for line in chosen),
            service_id=first.service_id,
            service=first.service,
        )
        self._tasks.run(bundle_service.add_bundle, self._desk, details, then=self._open_bundle, owner=self)

    def _open_bundle(self, done: Done) -> None:
        self._chosen.clear()
        self._show_chosen()
        if done.id is not None:
            self.left_for.emit(bundle_place(done.id))

    def _go_to_bundles(self) -> None:
        self.left_for.emit(bundles())

    def _tick(self, line: SignalLine) -> None:
        if self._may_bundle:
            self._chosen ^= {line.record.id}
            self._show_chosen()

    def _show_chosen(self) -> None:
        count = len(self._chosen)
        self.bundle_button.setText(f"Bundelen ({count})" if count else "Bundelen")
        self.bundle_button.setEnabled(bool(count))
        hint = "Wat aangevinkt is, in een nieuwe bundel" if count else "Vink eerst aan wat samen hoort"
        self.bundle_button.setToolTip(hint)
        self.bundle_button.setAccessibleDescription(hint)
        self.table.viewport().update()

    def _is_chosen(self, line: SignalLine) -> bool:
        return line.record.id in self._chosen

    def _said(self, line: SignalLine) -> str:
        return "aangevinkt" if self._is_chosen(line) else "niet aangevinkt"

    def _change_current(self) -> None:
        if (line := self.table.current_row) is not None:
            self.change(line)

    def _offer_undo(self, line: SignalLine, _: Done) -> None:
        record = line.record
        undo = partial(
            self._tasks.run, signal_service.bring_back_signal, self._desk, record.id, record.version + 1
        )
        self._messages.offer_undo("Het signaal is weggehaald.", undo)

    def _show_signals(self, lines: Sequence[SignalLine]) -> None:
        self._lines = tuple(lines)
        services = sorted({line.service for line in lines if line.service}, key=fold)
        self.service_field.set_choices([("Elke dienst", ""), *((name, name) for name in services)])
        if self.service_field.currentIndex() < 0:
            self.service_field.set_value("")
        self.model.set_rows(lines)
        self._narrow()
        if self._is_first:
            self._is_first = False
            (self.table if lines else self._nothing.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self) -> None:
        theme, service = self.theme_field.value(), self.service_field.value()

        def keeps(line: SignalLine) -> bool:
            return (theme is None or line.record.details.theme is theme) and service in ("", line.service)

        self.model.set_filter(keeps)

    def _show_count(self) -> None:
        shown, everything = self.model.rowCount(), len(self._lines)
        text = counted(everything, "signaal", "signalen")
        self.header.set_title("Signalen", text if shown == everything else f"{shown} van {text}")
        self._stack.setCurrentIndex(2 if not everything else 0 if shown else 1)
        is_narrowed = bool(
            self.search_field.text() or self.theme_field.value() is not None or self.service_field.value()
        )
        self.clear_button.setVisible(is_narrowed)
        for made in (self.change_button, self.remove_button):
            made.setEnabled(bool(shown))


def _id(line: SignalLine) -> object:
    return line.record.id


def _on(line: SignalLine) -> str:
    return format_date(line.record.details.on)


def _day(line: SignalLine) -> object:
    return line.record.details.on


def _theme(line: SignalLine) -> str:
    return line.record.details.theme.short


def _how_often(line: SignalLine) -> str:
    return line.record.details.how_often.label


def _what(line: SignalLine) -> str:
    return " ".join(line.record.details.what.split())


def _example(line: SignalLine) -> str:
    return " ".join(line.record.details.example.split())


def _whole(line: SignalLine) -> str:
    details = line.record.details
    return "\n\n".join(part for part in (details.what, details.example) if part)


def _service(line: SignalLine) -> str:
    return line.service


def _by(line: SignalLine) -> str:
    return line.record.created_by or ""


def _family(line: SignalLine) -> str:
    return line.family_code


def _search_text(line: SignalLine) -> str:
    details = line.record.details
    words = (details.what, details.example, line.service, details.theme.label, line.family_code, _by(line))
    return fold(" ".join(words))
