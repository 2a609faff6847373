"""One bundle of signals: what fails, what is asked, what was done and answered, and the signals it is made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.giveaway import warning_of
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal_bundle import (
    BundleFacts,
    BundleState,
    SignalBundleInput,
    bundle_giveaways,
)
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import signal_bundle as bundle_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.signal import SignalLine
from gezinscoach_desktop.services.signal_bundle import BundlePage as Bundle
from gezinscoach_desktop.services.signal_bundle import CouncilNote
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.elements import Card, button, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.signal.note import show_note
from gezinscoach_desktop.views.signal.table import MOST_LINES, SignalTable
from gezinscoach_desktop.views.table import Column, RowsModel
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SIDE = 108


class BundlePage(Page):
    """What was typed stays until it is kept; a colleague's change is told when keeping, and nothing is lost."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SIGNAL})
    help_topic: ClassVar[str] = "signalen"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        bundle_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._id = bundle_id
        self._bundle: Bundle | None = None
        self._chosen: set[UUID] = set()
        self._is_edited = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Bundel")
        self.header.show_back()
        self.note_button = self.header.add_command("Nota aan de raad", "document", self.make_note)
        self.keep_button = self.header.add_command(
            "Bewaren", "checkmark", self.keep, kind="primary", hint="Ctrl+Enter"
        )
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.keep)
        body = QHBoxLayout()
        body.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        body.setSpacing(grid(4))
        body.addWidget(self._build_form(), 1)
        body.addWidget(self._build_side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)

    def _build_form(self) -> QWidget:
        form = self.form = Form()
        self.title_field = form.add_row("title", "&Titel", TextField(), is_required=True)
        self.theme_field: ComboField[LifeDomain] = form.add_row(
            "theme", "T&hema", ComboField([(each.label, each) for each in LifeDomain]), is_half=True
        )
        self.service_field = form.add_row(
            "service", "&Dienst (mag leeg blijven)", ServiceField(self._tasks, self._desk), is_half=True
        )
        self.what_field = form.add_row("what", "&Wat er misloopt", NoteField(fewest_lines=3))
        self.example_field = form.add_row(
            "example",
            "Een &voorbeeld, zonder namen",
            NoteField(fewest_lines=2),
            help_text="Rechts zet je met één klik het voorbeeld van een signaal hier.",
        )
        self.asked_field = form.add_row("asked", "Wat we v&ragen", NoteField(fewest_lines=2))
        self.warning_label = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self.warning_label.hide()
        form.add_wide(self.warning_label)
        form.add_group("Wat ermee gebeurde")
        self.state_field: ComboField[BundleState] = form.add_row(
            "state", "&Stand", ComboField([(each.label, each) for each in BundleState]), is_half=True
        )
        self.raised_on_field = form.add_row(
            "raised_on", "Aangekaart &op", DateField(today=self._desk.today), is_half=True
        )
        self.raised_with_field = form.add_row(
            "raised_with", "&Bij wie", TextField(), help_text="De raad, een dienst, een overleg."
        )
        self.done_field = form.add_row("done", "Wat &gebeurde er", NoteField(fewest_lines=2))
        self.answer_field = form.add_row("answer", "&Antwoord", NoteField(fewest_lines=2))
        self.answered_on_field = form.add_row(
            "answered_on", "Antwoord o&p", DateField(today=self._desk.today), is_half=True
        )
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        card = Card()
        card.add(self.error_label)
        card.add(form)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return scrolling(inside)

    def _build_side(self) -> QWidget:
        self.facts_label = paragraph("")
        self.model: RowsModel[SignalLine] = RowsModel(
            (
                Column("", self._said, width=grid(10), ticked=self._is_in),
                Column("Signaal", _what, is_strong=True, detail=_when, tooltip=_whole, most_lines=MOST_LINES),
            ),
            row_id=lambda line: line.record.id,
            parent=self,
        )
        self.table = SignalTable(self.model, "Signalen in deze bundel")
        self.example_button = button("Voorbeeld overnemen", icon_name="copy")
        self.example_button.setToolTip("Enter op een signaal")
        card = Card("De signalen")
        card.add(self.facts_label)
        card.add(self.table)
        card.add(
            paragraph(
                "Vink aan wat in de bundel hoort, met een klik of de spatiebalk. Onderaan staan signalen over "
                "hetzelfde thema die nog in geen bundel zitten.",
                TextStyle.SMALL,
                Tone.SECONDARY,
            )
        )
        card.add(self.example_button)
        card.setFixedWidth(grid(_SIDE))
        return card

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.form.edited.connect(self._note_edit)
        self.table.ticked.connect(self._tick)
        self.table.row_opened.connect(self.take_example)
        self.example_button.clicked.connect(self._take_current)

    @property
    def title(self) -> str:
        return "Bundel van signalen"

    def load(self) -> None:
        self._tasks.query(bundle_service.read_bundle, self._desk, self._id, then=self._show, key="bundle")

    def is_concerned(self, change: Change) -> bool:
        return not self._is_edited and super().is_concerned(change)

    def take_focus(self) -> bool:
        self.title_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keep(self) -> None:
        """Keep what stands here."""
        bundle = self._bundle
        if bundle is None:
            return
        self._keep(bundle, self._say_kept)

    def make_note(self) -> None:
        """The note about this bundle as it stands here: it is kept first."""
        bundle = self._bundle
        if bundle is None:
            return
        if self._is_edited:
            self._keep(bundle, self._ask_note)
        else:
            self._ask_note(None)

    def take_example(self, line: SignalLine) -> None:
        """The example of a signal, to be made anonymous further."""
        text = line.record.details.example or line.record.details.what
        already = self.example_field.value().strip()
        self.example_field.set_value(f"{already}\n{text}" if already else text)
        self._note_edit()

    def value(self) -> SignalBundleInput:
        """The bundle as it stands here; raises InvalidInput on a date that is none."""
        return SignalBundleInput(
            self.title_field.value(),
            self.theme_field.value() or LifeDomain.ADMINISTRATION,
            tuple(line.record.id for line in self.model.rows if line.record.id in self._chosen),
            service_id=self.service_field.value(),
            service=self.service_field.text(),
            what=self.what_field.value(),
            asked=self.asked_field.value(),
            example=self.example_field.value(),
            state=self.state_field.value() or BundleState.GATHERING,
            raised_with=self.raised_with_field.value(),
            raised_on=self.raised_on_field.value(),
            done=self.done_field.value(),
            answer=self.answer_field.value(),
            answered_on=self.answered_on_field.value(),
        )

    def _keep(self, bundle: Bundle, then: Callable[[Done], object]) -> None:
        self.form.clear_errors()
        self.error_label.hide()
        try:
            details = self.value()
        except InvalidInput as error:
            self._show_error(error)
            return
        record = bundle.line.record
        self._is_edited = False  # what comes back is what was kept
        self._tasks.run(
            bundle_service.change_bundle,
            self._desk,
            record.id,
            record.version,
            details,
            then=then,
            failed=self._keep_typing,
            owner=self,
        )

    def _keep_typing(self, error: Exception) -> bool:
        self._is_edited = True
        return self._show_error(error)

    def _show_error(self, error: Exception) -> bool:
        if self.form.show_error(error):
            return True
        message = getattr(error, "message", None)
        if not isinstance(message, str):
            return False
        self.error_label.setText(message)
        self.error_label.show()
        return True

    def _say_kept(self, _: Done) -> None:
        self._messages.good("De bundel is bewaard.")

    def _ask_note(self, _: Done | None) -> None:
        self._tasks.run(
            partial(bundle_service.council_note, self._desk, (self._id,)), then=self._show_note, owner=self
        )

    def _show_note(self, note: CouncilNote) -> None:
        show_note(self._tasks, self._dialogs, self._messages, note, self)

    def _show(self, bundle: Bundle) -> None:
        self._bundle = bundle
        details = bundle.line.record.details
        self.header.set_title(details.title, f"{details.theme.label} · {details.state.label}")
        self.title_field.set_value(details.title)
        self.theme_field.set_value(details.theme)
        if details.service_id is not None:
            self.service_field.set_value(details.service_id)
        else:
            self.service_field.set_text(details.service)
        for field, text in (
            (self.what_field, details.what),
            (self.asked_field, details.asked),
            (self.example_field, details.example),
            (self.done_field, details.done),
            (self.answer_field, details.answer),
        ):
            field.set_value(text)
        self.raised_with_field.set_value(details.raised_with)
        self.state_field.set_value(details.state)
        self.raised_on_field.set_value(details.raised_on)
        self.answered_on_field.set_value(details.answered_on)
        self._chosen = set(details.signals)
        self.model.set_rows((*bundle.signals, *bundle.others))
        self.facts_label.setText(_facts(bundle.line.facts))
        self._is_edited = False
        self._warn()

    def _note_edit(self) -> None:
        self._is_edited = True
        self._warn()

    def _warn(self) -> None:
        """What tells who it is about is pointed out, and may stay."""
        if self._bundle is None:
            return
        texts = SignalBundleInput(
            self.title_field.value(),
            LifeDomain.ADMINISTRATION,
            what=self.what_field.value(),
            asked=self.asked_field.value(),
            example=self.example_field.value(),
            done=self.done_field.value(),
            answer=self.answer_field.value(),
        )
        text = warning_of(bundle_giveaways(texts, self._bundle.names))
        self.warning_label.setText(text)
        self.warning_label.setVisible(bool(text))

    def _tick(self, line: SignalLine) -> None:
        self._chosen ^= {line.record.id}
        self._is_edited = True
        self.table.viewport().update()

    def _take_current(self) -> None:
        if (line := self.table.current_row) is not None:
            self.take_example(line)

    def _is_in(self, line: SignalLine) -> bool:
        return line.record.id in self._chosen

    def _said(self, line: SignalLine) -> str:
        return "in de bundel" if self._is_in(line) else "niet in de bundel"


def _facts(facts: BundleFacts) -> str:
    parts = [
        counted(facts.signals, "signaal", "signalen"),
        counted(facts.families, "gezin", "gezinnen"),
        f"gemeld door {counted(facts.tellers, 'medewerker', 'medewerkers')}",
    ]
    if facts.first is not None and facts.last is not None:
        parts.append(f"{format_date(facts.first)} tot {format_date(facts.last)}")
    often = ", ".join(f"{number} keer “{each.label.lower()}”" for each, number in facts.how_often.items())
    return " · ".join(parts) + (f". Hoe vaak: {often}." if often else "")


def _what(line: SignalLine) -> str:
    return " ".join(line.record.details.what.split())


def _when(line: SignalLine) -> str:
    parts = [format_date(line.record.details.on), line.service, line.family_code]
    return " · ".join(part for part in parts if part)


def _whole(line: SignalLine) -> str:
    details = line.record.details
    return "\n\n".join(part for part in (details.what, details.example) if part)
