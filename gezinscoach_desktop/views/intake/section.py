"""Kennismaking: what the family told, under calm headings; kept with Ctrl+S, and put together with what a colleague wrote."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.intake import IntakeInput, IntakeRecord, merged_needs, tidy_intake
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.services import intake as intake_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.intake import NEVER_KEPT
from gezinscoach_desktop.views.elements import Card, button, label, scrolling, set_tone
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.meanwhile import colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.fields import DateField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDEST = 220
_KEPT_AFTER_MS = 20_000
_GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Het gezin vertelt",
        (
            ("story", "Hun &verhaal, in eigen woorden", ""),
            ("strengths", "Wat goed &gaat, waar ze sterk in zijn", ""),
            ("family_view", "Hoe het gezin het nu &ziet", ""),
        ),
    ),
    (
        "Wie er nog is",
        (
            ("absent_parent", "&Ouder die elders woont", ""),
            ("services", "Welke &diensten er al zijn", "Voor zover ze niet bij Netwerk staan."),
        ),
    ),
    (
        "Samen op weg",
        (
            ("expectations", "Wat het gezin &verwacht", ""),
            ("pace", "&Tempo", "Hoe vaak, wanneer, waar."),
            ("boundaries", "Wat de coach &niet doet", ""),
            ("safety", "Veilig&heid, en wat daarover afgesproken is", ""),
            ("ahead", "&Afspraken voor de komende tijd", ""),
        ),
    ),
    (
        "Voor wie instapt",
        (
            ("matters", "Wat voor dit gezin &telt", ""),
            ("avoid", "Wat je beter niet &doet", ""),
        ),
    ),
)
_LABELS = {name: text.replace("&", "") for _, rows in _GROUPS for name, text, _ in rows} | {
    "next_step": "Volgende stap",
    "next_on": "Wanneer",
}
_LONG_TEXTS = frozenset(name for _, rows in _GROUPS for name, _, _ in rows)


class IntakeSection(FamilyTab):
    """The section “Kennismaking” of the dossier. What is typed stays, also when it is shown again, until it is kept."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.INTAKE})
    help_topic: ClassVar[str] = "traject"

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._family: FamilyData | None = None
        self._base = IntakeInput()
        """What the form was filled with: both versions are compared with it."""
        self._version = NEVER_KEPT
        self._kept: IntakeRecord | None = None
        self._sent = IntakeInput()
        self._is_asked = True
        """Whether somebody is waiting for what is being kept: else nothing comes in the way of typing."""
        self._clock = QTimer(self, interval=_KEPT_AFTER_MS, singleShot=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.form = Form()
        self.texts: dict[str, NoteField] = {}
        for title, rows in _GROUPS:
            self.form.add_group(title)
            for name, text, help_text in rows:
                field = NoteField(fewest_lines=2)
                self.texts[name] = self.form.add_row(name, text, field, help_text=help_text)
        self.form.add_group("Volgende stap")
        self.next_step = self.form.add_row("next_step", "&Wat", TextField(), is_half=True)
        self.next_on = self.form.add_row(
            "next_on", "Wa&nneer", DateField(today=self._desk.today), is_half=True
        )
        self.form.add_group("Noden en wensen per levensdomein")
        self.needs: dict[LifeDomain, NoteField] = {}
        for domain in LifeDomain:
            field = NoteField(fewest_lines=1)
            self.needs[domain] = self.form.add_row(f"need_{domain.value}", domain.label, field, is_half=True)
        card = Card()
        card.setMaximumWidth(grid(_WIDEST))
        card.add(self.form)
        inside = QWidget()
        inside.setProperty("kind", "page")
        row = QHBoxLayout(inside)
        row.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        row.addWidget(card, 1)
        row.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._build_top())
        whole.addWidget(scrolling(inside), 1)

    def _build_top(self) -> QFrame:
        self.save_button = button("Bewaren", icon_name="save")
        self.save_button.setToolTip("Ctrl+S")
        self.state_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        made = QFrame()
        made.setProperty("kind", "header")
        row = QHBoxLayout(made)
        row.setContentsMargins(grid(4), grid(2), grid(4), grid(2))
        row.addWidget(self.state_label, 1)
        row.addWidget(self.save_button)
        return made

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.form.edited.connect(self._note_edit)
        self._clock.timeout.connect(self._save_meanwhile)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    # -------------------------------------------------------------------------------------------------- showing

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            intake_service.read_intake,
            self._desk,
            data.header.record.id,
            then=self._show_kept,
            key="intake",
            owner=self,
        )

    def _show_kept(self, kept: IntakeRecord | None) -> None:
        """A form in which somebody is typing stays as it is: what a colleague wrote comes when it is kept."""
        if self.has_changes:
            return
        self._base = IntakeInput() if kept is None else kept.details
        self._version = NEVER_KEPT if kept is None else kept.version
        self._kept = kept
        self._fill(self._base)
        self._show_state()

    def _fill(self, intake: IntakeInput) -> None:
        for name, field in self.texts.items():
            field.set_value(getattr(intake, name))
        self.next_step.set_value(intake.next_step)
        self.next_on.set_value(intake.next_on)
        for domain, field in self.needs.items():
            field.set_value(intake.needs.get(domain.value, ""))

    def value(self) -> IntakeInput:
        """What stands in the form; raises InvalidInput for a date that cannot be read."""
        known = {domain.value for domain in self.needs}
        needs = {key: text for key, text in self._base.needs.items() if key not in known}
        needs |= {domain.value: field.value() for domain, field in self.needs.items() if field.value()}
        texts = {name: field.value() for name, field in self.texts.items()}
        return IntakeInput(
            **texts, needs=needs, next_step=self.next_step.value(), next_on=self.next_on.value()
        )

    @property
    def has_changes(self) -> bool:
        """Whether something was typed that is not kept yet."""
        try:
            return self.value() != tidy_intake(self._shown_base)
        except InvalidInput:
            return True

    @property
    def _shown_base(self) -> IntakeInput:
        """The base as the form shows it: without blanks around a text."""
        texts = {
            field.name: getattr(self._base, field.name).strip()
            for field in fields(IntakeInput)
            if isinstance(getattr(self._base, field.name), str)
        }
        return replace(self._base, **texts)

    def _show_state(self) -> None:
        is_open = self.has_changes
        self.save_button.setEnabled(is_open)
        if is_open:
            self.state_label.setText("Nog niet bewaard")
        else:
            self.state_label.setText(_kept_text(self._kept))
        set_tone(self.state_label, Tone.WARNING if is_open else Tone.SECONDARY)

    # --------------------------------------------------------------------------------------------------- keeping

    def first_focus(self) -> QWidget:
        return self.texts["story"]

    def _note_edit(self) -> None:
        self._show_state()
        if self.has_changes and not self._clock.isActive():
            self._clock.start()

    def _save_meanwhile(self) -> None:
        """Now and then, so that little is lost should the program be killed."""
        self._keep(is_asked=False)

    def save(self) -> None:
        """Keep what was typed."""
        self._keep(is_asked=True)

    def _keep(self, *, is_asked: bool) -> None:
        self._clock.stop()
        if self._family is None or not self.has_changes:
            return
        self._is_asked = is_asked
        self.form.clear_errors()
        try:
            intake = self.value()
        except InvalidInput as error:
            self.form.show_error(error)
            return
        self.save_button.setEnabled(False)
        self._sent = intake
        self._tasks.run(
            intake_service.keep_intake,
            self._desk,
            self._family.header.record.id,
            self._version,
            intake,
            then=self._saved,
            failed=self._show_failure,
            owner=self,
        )

    def _saved(self, _: Done) -> None:
        """What was typed while it was being kept stays to be kept."""
        self._base = self._sent
        self._version += 1
        self._show_state()

    def _show_failure(self, error: Exception) -> bool:
        self._show_state()
        if self._family is None or not isinstance(error, ChangedMeanwhile) or not self.isVisible():
            return self.form.show_error(error)
        if not self._is_asked:
            self.state_label.setText("Een collega schreef hier ook in. Bewaar om alles samen te voegen.")
            return True
        self._tasks.query(
            intake_service.read_intake,
            self._desk,
            self._family.header.record.id,
            then=self._put_together,
            owner=self,
        )
        return True

    def _put_together(self, kept: IntakeRecord | None) -> None:
        """A colleague was first: what only one of both wrote goes together by itself, the rest is chosen."""
        if kept is None:
            return
        mine, theirs = self.value(), kept.details
        needs = merged_needs(self._base, mine, theirs)
        found = merge(
            replace(self._base, needs=needs), replace(mine, needs=needs), replace(theirs, needs=needs)
        )
        who = colleague_of(kept.changed_by, kept.changed_at, versions=kept.version - self._version)
        self._newer = kept
        if not found.conflicts:
            self._save_merged(found.result({}))
            return
        dialog: MergeDialog[IntakeInput] = MergeDialog(
            found,
            _LABELS,
            colleague=who.name,
            intro=who.said("de kennismaking", self._desk.today()),
            long_texts=_LONG_TEXTS,
            parent=self,
        )
        dialog.merged.connect(self._save_merged)
        dialog.open()

    def _save_merged(self, intake: IntakeInput) -> None:
        self._kept, self._base, self._version = self._newer, self._newer.details, self._newer.version
        self._fill(intake)
        self.save()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere keeps what was typed, without being asked."""
        if not event.spontaneous():
            self.save()
        super().hideEvent(event)


def _kept_text(kept: IntakeRecord | None) -> str:
    if kept is None:
        return (
            "Nog niets ingevuld. Wat je hier schrijft, komt in het intakeverslag en op het overdrachtsblad."
        )
    local = kept.changed_at.astimezone()
    by = f" door {kept.changed_by}" if kept.changed_by else ""
    return f"Bewaard op {format_date(local.date())} om {local:%H:%M}{by}"
