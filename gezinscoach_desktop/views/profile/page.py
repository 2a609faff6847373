"""Indexprofielen: which there are, with which one the office counts, and what each of them says."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services import index_profile as profile_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.index_profile import ProfileList, ProfileVersion
from gezinscoach_desktop.views.elements import Card, heading, paragraph, scrolling
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.profile.places import profile_editor
from gezinscoach_desktop.views.profile.rules import ProfileRules
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_LIST_WIDTH = 86
_SHIPPED = (
    "Meegeleverd met het programma. De zes criteria en de grens van drie zijn van Kind en Gezin; "
    "welke items van de Sociale Balans ze voeden, is een eigen keuze."
)


class ProfilesPage(Page):
    """List and detail. Whoever may not change them reads what the office counts with."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.PROFILE, Noun.SETTING})
    help_topic: ClassVar[str] = "indexprofielen"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._profiles: ProfileList | None = None
        self._wanted = ""
        self._shown_id = ""
        self._may_change = self._may(Action.CHANGE_INDEX_PROFILES)
        self._may_choose = self._may(Action.CHANGE_SETTINGS)
        self._build()
        self._connect()

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE

    def _build(self) -> None:
        self.header = PageHeader("Indexprofielen")
        self.header.show_back()
        self.choose_button = self.header.add_command("Hiermee tellen", "checkmark", self.choose)
        self.edit_button = self.header.add_command(
            "Kopie maken…", "edit", self.edit, kind="primary", hint="Enter"
        )
        self.choose_button.setVisible(self._may_choose)
        self.edit_button.setVisible(self._may_change)
        if self._may_change:
            self.header.add_more("Uit gebruik nemen of terugzetten", "subtract", self.retire)
        self.model: RowsModel[ProfileVersion] = RowsModel(
            (
                Column("Profiel", _name, is_strong=True, detail=_origin, tone=_tone, tooltip=_name),
                Column("", _state, width=grid(20), tone=_state_tone),
            ),
            row_id=lambda version: version.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Indexprofielen")
        self.retired_field = CheckField("Ook wat niet meer gebruikt wordt")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        left = QVBoxLayout()
        left.setSpacing(grid(2))
        left.addWidget(card, 1)
        left.addWidget(self.retired_field)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(grid(_LIST_WIDTH))
        body = QHBoxLayout()
        body.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        body.setSpacing(grid(4))
        body.addWidget(side)
        body.addWidget(self._build_detail(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)

    def _build_detail(self) -> QWidget:
        self.title_label = heading("")
        self.title_label.setWordWrap(True)
        self.why_label = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.rules = ProfileRules()
        card = Card()
        for widget in (self.title_label, self.why_label, self.rules):
            card.add(widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return scrolling(inside)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.table.row_chosen.connect(self._show_version)
        self.table.row_opened.connect(self.edit)
        self.retired_field.edited.connect(self._narrow)

    @property
    def title(self) -> str:
        return "Indexprofielen"

    def load(self) -> None:
        self._tasks.query(profile_service.list_profiles, self._desk, then=self._show, key="profiles")

    def go_to(self, part: str) -> None:
        """`part` is the id of a profile."""
        self._wanted = part
        if self._profiles is not None:
            self._choose_row()

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def new_here(self) -> None:
        self.edit()

    def edit(self) -> None:
        """A new version of the profile under the cursor, or a copy of it."""
        version = self.table.current_row
        if version is not None and self._may_change:
            self.left_for.emit(profile_editor(version.id))

    def choose(self) -> None:
        """Count with the profile under the cursor from now on; can be undone, since nothing else changes."""
        version, profiles = self.table.current_row, self._profiles
        if version is None or profiles is None or version.is_chosen:
            return
        before = profiles.chosen.id
        self._tasks.run(
            profile_service.choose_profile,
            self._desk,
            version.id,
            then=partial(self._say_chosen, version.profile.title, before),
            owner=self,
        )

    def retire(self) -> None:
        """No longer propose the version under the cursor, or again."""
        version = self.table.current_row
        if version is None:
            return
        if version.record_id is None:
            self._messages.info("Een meegeleverd profiel blijft in de lijst.")
            return
        self._tasks.run(
            partial(
                profile_service.retire_profile,
                self._desk,
                version.record_id,
                version.version,
                is_retired=version.retired_on is None,
            ),
            owner=self,
        )

    def _say_chosen(self, title: str, before: str, _: Done) -> None:
        undo = partial(self._tasks.run, profile_service.choose_profile, self._desk, before)
        self._messages.offer_undo(f"Het kantoor telt nu met “{title}”.", undo)

    def _show(self, profiles: ProfileList) -> None:
        self._profiles = profiles
        self.model.set_rows(profiles.versions)
        self._narrow()
        self.header.set_title("Indexprofielen", f"Het kantoor telt met {profiles.chosen.profile.title}")
        if not self._wanted:
            self._wanted = self._shown_id or profiles.chosen.id
        self._choose_row()
        self._show_version(self.table.current_row)

    def _choose_row(self) -> None:
        wanted, self._wanted = self._wanted, ""
        retired = next((each for each in self.model.rows if each.id == wanted), None)
        if retired is not None and retired.retired_on is not None:
            self.retired_field.set_value(True)
            self._narrow()
        self.table.choose(wanted)

    def _narrow(self) -> None:
        every = self.retired_field.value()
        self.model.set_filter(lambda version: every or version.retired_on is None)

    def _show_version(self, version: ProfileVersion | None) -> None:
        if version is None or self._profiles is None:
            return
        self._shown_id = version.id
        self.title_label.setText(version.profile.title)
        self.why_label.setText(_history(version))
        self.rules.show_rules(version.profile, self._profiles.instrument)
        is_own = not version.is_shipped and version.is_newest
        self.edit_button.setText("Aanpassen…" if is_own else "Kopie maken…")
        self.choose_button.setEnabled(not version.is_chosen)


def _name(version: ProfileVersion) -> str:
    return version.profile.name


def _origin(version: ProfileVersion) -> str:
    text = f"Versie {version.profile.version} · {'meegeleverd' if version.is_shipped else 'van het kantoor'}"
    return text if version.is_newest else f"{text}, ouder"


def _state(version: ProfileVersion) -> str:
    if version.is_chosen:
        return "Telt nu"
    return "Niet meer gebruikt" if version.retired_on is not None else ""


def _state_tone(version: ProfileVersion) -> Tone:
    return Tone.GOOD if version.is_chosen else Tone.SECONDARY


def _tone(version: ProfileVersion) -> Tone:
    return Tone.SECONDARY if version.retired_on is not None else Tone.TEXT


def _history(version: ProfileVersion) -> str:
    if version.is_shipped:
        return _SHIPPED
    made = f"Gemaakt door {version.made_by or 'onbekend'}"
    if version.made_at is not None:
        made += f" op {format_date(version.made_at.astimezone().date())}"
    made += f", op basis van {version.based_on}." if version.based_on else "."
    return f"{made} {version.why}".strip()
