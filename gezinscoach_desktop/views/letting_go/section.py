"""Eigen gegevens: what people of the family ask about their data, and how they see it themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.letting_go import OwnViewRecord, PersonRequestRecord, PersonRequestState
from gezinscoach_desktop.services import own_view as view_service
from gezinscoach_desktop.services import person_request as request_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.access_file.places import access_file
from gezinscoach_desktop.views.elements import Card, Chip, button, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.letting_go.request_dialog import Members, RequestDialog
from gezinscoach_desktop.views.letting_go.view_dialog import ViewDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class RecordCard(Card):
    """One question or own view, with what can be done with it."""

    def __init__(
        self,
        name: str,
        under: str,
        texts: Sequence[str],
        chip: tuple[str, Tone] | None,
        change: Callable[[], object],
        remove: Callable[[], object],
    ) -> None:
        super().__init__()
        self.change_button = button("Wijzigen", "link")
        self.remove_button = button("Weghalen", "link")
        for made, act in ((self.change_button, change), (self.remove_button, remove)):
            made.setAccessibleName(f"{made.text()}: {name}, {under}")
            made.clicked.connect(act)
        top = QHBoxLayout()
        top.setSpacing(grid(2))
        top.addWidget(heading(name))
        if chip is not None:
            top.addWidget(Chip(*chip))
        top.addStretch(1)
        top.addWidget(self.change_button)
        top.addWidget(self.remove_button)
        self.body.addLayout(top)
        self.add(label(under, TextStyle.SMALL, Tone.SECONDARY))
        for text in texts:
            if text:
                self.add(paragraph(text))


class OwnDataSection(FamilyTab):
    """The section “Eigen gegevens” of the dossier."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.LETTING_GO})
    help_topic: ClassVar[str] = "vragen-over-eigen-gegevens"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family: FamilyData | None = None
        self.request_cards: list[RecordCard] = []
        self.view_cards: list[RecordCard] = []
        self._build()

    def _build(self) -> None:
        self.request_button = button("Vraag noteren", icon_name="add")
        self.access_button = button("Inzagedossier maken…", icon_name="document-text")
        self.view_button = button("Eigen visie toevoegen", icon_name="add")
        self._no_requests = EmptyState(
            "person",
            "Hier komt te staan wat iemand over de eigen gegevens vraagt: inzage, verbetering of wissen.",
        )
        self._no_views = EmptyState(
            "comment",
            "Hier komt te staan hoe iemand van het gezin het zelf ziet, naast wat in het dossier staat.",
        )
        inside = QWidget()
        inside.setProperty("kind", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        self._column.setSpacing(grid(3))
        self._requests = self._add_part(
            "Vragen over eigen gegevens", self._no_requests, self.access_button, self.request_button
        )
        self._views = self._add_part("Eigen visie", self._no_views, self.view_button)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        self.request_button.clicked.connect(self.ask)
        self.access_button.clicked.connect(self._make_access_file)
        self.view_button.clicked.connect(self.tell)

    def _add_part(self, title: str, nothing: EmptyState, *adding: QWidget) -> QVBoxLayout:
        top = QHBoxLayout()
        top.addWidget(heading(title))
        top.addStretch(1)
        for made in adding:
            top.addWidget(made)
        self._column.addLayout(top)
        cards = QVBoxLayout()
        cards.setSpacing(grid(3))
        self._column.addLayout(cards)
        self._column.addWidget(nothing)
        return cards

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        family_id = data.header.record.id
        self._tasks.query(
            request_service.list_person_requests,
            self._desk,
            family_id,
            then=self._show_requests,
            key="own_requests",
            owner=self,
        )
        self._tasks.query(
            view_service.list_own_views,
            self._desk,
            family_id,
            then=self._show_views,
            key="own_views",
            owner=self,
        )

    def _show_requests(self, found: Sequence[PersonRequestRecord]) -> None:
        self._fill(self._requests, self.request_cards, [self._request_card(each) for each in found])
        self._no_requests.setVisible(not found)

    def _show_views(self, found: Sequence[OwnViewRecord]) -> None:
        self._fill(self._views, self.view_cards, [self._view_card(each) for each in found])
        self._no_views.setVisible(not found)

    def _fill(self, layout: QVBoxLayout, cards: list[RecordCard], made: list[RecordCard]) -> None:
        had_focus = any(card.isAncestorOf(self.focusWidget()) for card in cards)
        for card in cards:
            layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        cards[:] = made
        for card in made:
            layout.addWidget(card)
        if had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _request_card(self, kept: PersonRequestRecord) -> RecordCard:
        details = kept.details
        who = self._name(details.member_id)
        if details.state is PersonRequestState.OPEN:
            late = details.due_on < self._desk.today()
            chip = (f"Antwoord voor {format_date(details.due_on)}", Tone.ERROR if late else Tone.WARNING)
        else:
            chip = (details.state.label, Tone.SECONDARY)
        under = " · ".join(
            part for part in (f"Gevraagd op {format_date(details.asked_on)} door {details.who}", who) if part
        )
        answered = ""
        if details.answer and details.answered_on is not None:
            answered = f"Antwoord van {format_date(details.answered_on)}: {details.answer}"
        texts = (details.what, answered, details.note)
        change, remove = partial(self._change_request, kept), partial(self._remove_request, kept)
        return RecordCard(details.kind.label, under, texts, chip, change, remove)

    def _view_card(self, kept: OwnViewRecord) -> RecordCard:
        details = kept.details
        who = self._name(details.member_id) or "Heel het gezin"
        under = " · ".join(part for part in (who, format_date(details.on), kept.created_by or "") if part)
        about = details.about or "eigen visie"
        name = about[:1].upper() + about[1:]
        change, remove = partial(self._change_view, kept), partial(self._remove_view, kept)
        return RecordCard(name, under, (details.text,), None, change, remove)

    def _name(self, member_id: object) -> str:
        if self._family is None or member_id is None:
            return ""
        return self._family.names.get(member_id, "Gezinslid")  # type: ignore[call-overload,no-any-return]

    def _members(self) -> Members:
        if self._family is None:
            return ()
        return [(self._family.name(each.id), each.id) for each in self._family.header.members]

    def first_focus(self) -> QWidget:
        return self.request_button

    def new_here(self) -> bool:
        self.ask()
        return True

    def ask(self) -> None:
        """Open the form of a new question."""
        if self._family is not None:
            family_id = self._family.header.record.id
            RequestDialog(self._tasks, self._desk, family_id, self._members(), parent=self).open()

    def _make_access_file(self) -> None:
        """What somebody asks to see, to be looked at before it is handed over."""
        if self._family is not None:
            self.left_for.emit(access_file(self._family.header.record.id))

    def tell(self) -> None:
        """Open the form of a new own view."""
        if self._family is not None:
            family_id = self._family.header.record.id
            ViewDialog(self._tasks, self._desk, family_id, self._members(), parent=self).open()

    def _change_request(self, kept: PersonRequestRecord, *_: object) -> None:
        if self._family is not None:
            family_id = self._family.header.record.id
            RequestDialog(self._tasks, self._desk, family_id, self._members(), kept, parent=self).open()

    def _change_view(self, kept: OwnViewRecord, *_: object) -> None:
        if self._family is not None:
            family_id = self._family.header.record.id
            ViewDialog(self._tasks, self._desk, family_id, self._members(), kept, parent=self).open()

    def _remove_request(self, kept: PersonRequestRecord, *_: object) -> None:
        back = partial(request_service.bring_back_person_request, self._desk, kept.id, kept.version + 1)
        self._remove(partial(request_service.remove_person_request, self._desk, kept.id, kept.version), back)

    def _remove_view(self, kept: OwnViewRecord, *_: object) -> None:
        back = partial(view_service.bring_back_own_view, self._desk, kept.id, kept.version + 1)
        self._remove(partial(view_service.remove_own_view, self._desk, kept.id, kept.version), back)

    def _remove(self, act: Callable[[], Done], back: Callable[[], Done]) -> None:
        """At once; for ten seconds it can be brought back."""

        def offer(_: Done) -> None:
            self._messages.offer_undo("Het is weggehaald.", partial(self._tasks.run, back))

        self._tasks.run(act, then=offer, owner=self)
