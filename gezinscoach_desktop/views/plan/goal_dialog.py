"""Where a family wants to go on an item of the Sociale Balans: the level now and the level wished for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.instrument import LEVELS, Item, Subject
from gezinscoach_desktop.domain.request import GoalInput, GoalRecord, GoalState, RequestRecord
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.services import goal as goal_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.contact.ahead_field import AheadField
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.names import is_former
from gezinscoach_desktop.views.fields import ComboField, NoteField
from gezinscoach_desktop.views.plan.record_dialog import RecordDialog, state_choices
from gezinscoach_desktop.views.plan.words import short
from gezinscoach_desktop.views.tasks import Tasks

_TEXT = 62
_USUAL_WISH = 3


class GoalDialog(RecordDialog[GoalInput]):
    """Who, which item, and which level in the instrument's own words."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        data: FamilyData,
        record: GoalRecord | None = None,
        *,
        place: Place | None = None,
        requests: tuple[RequestRecord, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`place` proposes the item of a new goal."""
        title = "Nieuw doel" if record is None else "Doel"
        intro = (
            "Een niveau waar het gezin zelf naartoe wil. Het hoeft niet; een vraag of een actie is ook goed."
        )
        super().__init__(tasks, desk, title, "Doel bewaren", record=record, intro=intro, parent=parent)
        self._data = data
        person, item = place or (None, next(iter(data.evolution.instrument.items)))
        self._kept = GoalInput(item, person) if record is None else record.details
        self._add_rows(requests)
        self._show(self._kept)
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self, requests: tuple[RequestRecord, ...]) -> None:
        add = self.form.add_row
        self.person: ComboField[UUID | None] = add("member_id", "&Wie", ComboField(self._people()))
        self.item: ComboField[str] = add("item", "&Item", ComboField(), is_required=True)
        self.wished: ComboField[int] = add(
            "level_wished", "&Naar welk niveau?", ComboField(), is_required=True
        )
        self.hoped_on = add("hoped_on", "Liefst &tegen", AheadField(today=self._desk.today), is_half=True)
        choices: list[tuple[str, UUID | None]] = [("Geen", None)]
        choices += [(short(each.details.text), each.id) for each in requests]
        self.request: ComboField[UUID | None] = add(
            "request_id", "&Bij welke vraag?", ComboField(choices), is_half=True
        )
        self.form.set_row_visible("request_id", bool(requests))
        self.note = add("note", "&Toelichting", NoteField())
        self.state: ComboField[GoalState] = add(
            "state", "&Stand", ComboField(state_choices(GoalState)), is_half=True
        )
        self.add_removal("Doel verwijderen")
        self.person.edited.connect(self._offer_items)
        self.item.edited.connect(self._offer_levels)

    def _people(self) -> list[tuple[str, UUID | None]]:
        data = self._data
        members = [each for each in data.header.members if not is_former(each, data.today)]
        if self.record is not None:  # also of who left meanwhile
            members = list(data.header.members)
        return [(data.name(None), None), *((data.name(each.id), each.id) for each in members)]

    def _show(self, details: GoalInput) -> None:
        self.person.set_value(details.member_id)
        self._offer_items()
        self.item.set_value(details.item)
        self._offer_levels()
        self.wished.set_value(details.level_wished if self.record is not None else self._first_wish())
        self.hoped_on.set_value(details.hoped_on)
        self.request.set_value(details.request_id)
        self.note.set_value(details.note)
        self.state.set_value(details.state)
        self.form.set_row_visible("state", self.record is not None)

    def _items(self) -> tuple[Item, ...]:
        instrument = self._data.evolution.instrument
        person = self.person.value()
        role = next((each.details.role for each in self._data.header.members if each.id == person), None)
        return instrument.items_of(Subject.HOUSEHOLD if role is None else role.subject)

    def _offer_items(self) -> None:
        domain_of = self._data.evolution.instrument.domain_of
        self.item.set_choices(
            [(f"{domain_of(each.key).name}: {each.name}", each.key) for each in self._items()]
        )
        self._offer_levels()

    def _offer_levels(self) -> None:
        item = self._data.item(self.item.value() or "")
        if item is None:
            return
        self.wished.set_choices(
            [(f"{level}  {short(item.level_text(level), _TEXT)}", level) for level in LEVELS]
        )
        now = self._level_now()
        said = "nog niet gemeten" if now is None else f"niveau {now}: {item.level_text(now)}"
        self.form.set_help("level_wished", f"Nu: {said}")
        if self.record is None:
            self.wished.set_value(self._first_wish())

    def _level_now(self) -> int | None:
        balance = self._data.evolution.balance_now
        return None if balance is None else balance.level((self.person.value(), self.item.value() or ""))

    def _first_wish(self) -> int:
        """One step up, as far as there is one."""
        now = self._level_now()
        return _USUAL_WISH if now is None else min(now + 1, LEVELS[-1])

    def value(self) -> GoalInput:
        item, wished = self.item.value(), self.wished.value()
        if item is None:
            raise InvalidInput("Kies een item van de Sociale Balans.", field="item")
        if wished is None:
            raise InvalidInput("Kies het niveau waar het gezin naartoe wil.", field="level_wished")
        person = self.person.value()
        is_same = (person, item) == (self._kept.member_id, self._kept.item) and self.record is not None
        return replace(
            self._kept,
            item=item,
            member_id=person,
            level_then=self._kept.level_then if is_same else self._level_now(),
            level_wished=wished,
            hoped_on=self.hoped_on.value(),
            request_id=self.request.value(),
            note=self.note.value(),
            state=self.state.value() or GoalState.RUNNING,
        )

    def keeping(self, value: GoalInput) -> Callable[[], Done]:
        if self.record is None:
            return partial(goal_service.add_goal, self._desk, self._data.header.record.id, value)
        return partial(goal_service.change_goal, self._desk, self.record.id, self.record.version, value)
