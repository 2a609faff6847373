"""Verhalen of a family: what it is proud of and what it tells, each as a card, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.services import story as story_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.story import StoryKind, StoryRecord
from gezinscoach_desktop.views.elements import Card, Chip, button, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.story.dialog import StoryDialog, Teller
from gezinscoach_desktop.views.story.pride_dialog import PrideDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class StoryCard(Card):
    """One story with what can be done with it."""

    change_wanted = Signal(object)
    remove_wanted = Signal(object)
    """StoryRecord."""

    def __init__(self, kept: StoryRecord, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.kept = kept
        details = kept.details
        name = details.title or details.kind.label
        self.change_button = button("Wijzigen", "link")
        self.remove_button = button("Weghalen", "link")
        for made in (self.change_button, self.remove_button):
            made.setAccessibleName(f"{made.text()}: {name}, {format_date(details.on)}")
        top = QHBoxLayout()
        top.setSpacing(grid(2))
        top.addWidget(heading(name))
        is_pride = details.kind is StoryKind.PRIDE
        if details.title:
            top.addWidget(Chip(details.kind.label, Tone.GOOD if is_pride else Tone.SECONDARY))
        if details.is_released:
            top.addWidget(Chip(_released(kept), Tone.ACCENT))
        top.addStretch(1)
        top.addWidget(self.change_button)
        top.addWidget(self.remove_button)
        self.body.addLayout(top)
        told = " · ".join(part for part in (format_date(details.on), who, kept.created_by or "") if part)
        self.add(label(told, TextStyle.SMALL, Tone.SECONDARY))
        self.add(paragraph(details.text))
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)

    def _change(self) -> None:
        self.change_wanted.emit(self.kept)

    def _remove(self) -> None:
        self.remove_wanted.emit(self.kept)


class StorySection(FamilyTab):
    """The section “Verhalen” of the dossier."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.STORY})
    help_topic: ClassVar[str] = "verhalen"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family: FamilyData | None = None
        self._cards: list[StoryCard] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.pride_button = button("Moment van trots", icon_name="star")
        self.story_button = button("Verhaal toevoegen", icon_name="add")
        top = QHBoxLayout()
        top.setSpacing(grid(2))
        top.addWidget(heading("Verhalen en momenten van trots"))
        top.addStretch(1)
        top.addWidget(self.story_button)
        top.addWidget(self.pride_button)
        self._nothing = EmptyState(
            "star",
            "Hier komt te staan waar het gezin trots op is, en wat het zelf vertelt.",
            "Moment van trots noteren",
        )
        inside = QWidget()
        inside.setProperty("kind", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        self._column.setSpacing(grid(3))
        self._column.addLayout(top)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _connect(self) -> None:
        self.pride_button.clicked.connect(self.tell_pride)
        self.story_button.clicked.connect(self.tell_story)
        self._nothing.chosen.connect(self.tell_pride)

    @property
    def cards(self) -> Sequence[StoryCard]:
        """What is shown, the newest first."""
        return self._cards

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._tasks.query(
            story_service.list_stories,
            self._desk,
            data.header.record.id,
            then=self._show_stories,
            key="stories",
            owner=self,
        )

    def _show_stories(self, stories: Sequence[StoryRecord]) -> None:
        had_focus = any(card.isAncestorOf(self.focusWidget()) for card in self._cards)
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for place, kept in enumerate(stories):
            card = StoryCard(kept, self._name_of(kept.details.member_id))
            card.change_wanted.connect(self.change)
            card.remove_wanted.connect(self.remove)
            self._column.insertWidget(1 + place, card)
            self._cards.append(card)
        self._nothing.setVisible(not stories)
        if had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_of(self, member_id: UUID | None) -> str:
        return "" if self._family is None or member_id is None else self._family.name(member_id)

    def first_focus(self) -> QWidget:
        return self._cards[0].change_button if self._cards else self.pride_button

    def new_here(self) -> bool:
        self.tell_pride()
        return True

    def tell_pride(self) -> None:
        """Open the window with one field."""
        if self._family is not None:
            family_id = self._family.header.record.id
            PrideDialog(self._tasks, self._desk, self._messages, family_id, parent=self).open()

    def tell_story(self) -> None:
        """Open the form of a new story."""
        if self._family is not None:
            StoryDialog(self._tasks, self._desk, teller_of(self._family), parent=self).open()

    def change(self, kept: StoryRecord) -> None:
        """Open the form of a story."""
        if self._family is not None:
            StoryDialog(self._tasks, self._desk, teller_of(self._family), kept, parent=self).open()

    def remove(self, kept: StoryRecord) -> None:
        """Take a story away, at once; for ten seconds it can be brought back."""
        self._tasks.run(
            story_service.remove_story,
            self._desk,
            kept.id,
            kept.version,
            then=partial(self._offer_undo, kept),
            owner=self,
        )

    def _offer_undo(self, kept: StoryRecord, _: Done) -> None:
        undo = partial(self._tasks.run, story_service.bring_back_story, self._desk, kept.id, kept.version + 1)
        self._messages.offer_undo("Het verhaal is weggehaald.", undo)


def teller_of(data: FamilyData) -> Teller:
    """Whose story it is, of a family that is shown."""
    header = data.header
    people = [f"{each.details.given_name} {each.details.family_name}" for each in header.members]
    members = [(data.name(each.id), each.id) for each in header.members]
    return Teller(header.record.id, members, (header.record.details.name, *people))


def _released(kept: StoryRecord) -> str:
    details = kept.details
    on = "" if details.released_on is None else f" ({format_date(details.released_on)})"
    return f"Mag anoniem in het jaarverslag{on}"
