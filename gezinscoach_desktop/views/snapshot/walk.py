"""Walking about in the form: from item to item, person to person, domain to domain, and round its regions."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.views.snapshot.form_view import FormView
from gezinscoach_desktop.views.snapshot.item_card import CardCommand
from gezinscoach_desktop.views.snapshot.keys import Ask
from gezinscoach_desktop.views.snapshot.route import Section


class Walk(QObject):
    """Opens another place of the form, or brings the keyboard elsewhere; changes nothing that is kept."""

    def __init__(self, form: FormView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._items = form.item_list
        form.side_list.person_chosen.connect(self._show_first_of)
        form.side_list.domain_chosen.connect(self._show_domain)
        form.body.find_panel.chosen.connect(self._show_found)
        self._items.fold_toggled.connect(self._toggle_fold)
        self._items.tabbed.connect(self._tab_on)
        self._items.commanded.connect(self._obey)

    def go_to(self, item: str) -> None:
        """To this item, of the first person who has it."""
        state = self._form.known_state
        for who in state.route.people:
            if state.route.is_known((who.id, item)):
                self._form.show_place((who.id, item))
                return

    def find(self) -> None:
        """Ask for an item by its name."""
        self._form.body.find_panel.open_panel()

    def _obey(self, given: CardCommand) -> None:
        """Go where a key or a click on a card asks to; what it asks to change is for Changes."""
        state, place = self._form.known_state, given.place
        match given.command.ask:
            case Ask.OPEN:
                self._form.show_place(place, keeps_place=True)
            case Ask.NEXT:
                self._form.show_place(state.route.next_place(place) or place)
            case Ask.PREVIOUS:
                self._form.show_place(state.route.previous_place(place) or place)
            case Ask.NEXT_PERSON:
                self._show_first_of(state.route.person_beside(place[0], 1))
            case Ask.PREVIOUS_PERSON:
                self._show_first_of(state.route.person_beside(place[0], -1))
            case Ask.NOTE:
                self._items.focus_note()
            case Ask.REASON:
                self._focus_reason()
            case Ask.HELP:
                self._items.toggle_help()
            case Ask.FIND:
                self.find()

    def _show_found(self, place: Place) -> None:
        self._form.show_place(place)

    def _show_first_of(self, person: UUID | None) -> None:
        self._form.show_place(self._form.known_state.route.first_place(person))

    def _show_domain(self, key: str) -> None:
        section = self._section(key)
        if not section.shown:
            self._form.known_state.route.unfold(self._form.place[0], key)
        self._form.show_place((section.shown or section.places)[0], is_at_top=True)

    def _toggle_fold(self, key: str) -> None:
        state, place, section = self._form.known_state, self._form.place, self._section(key)
        scrolled = self._items.verticalScrollBar().value()
        if section.is_unfolded:
            state.route.fold(place[0], key)
        else:
            state.route.unfold(place[0], key)
        if section.is_unfolded and place in section.folded:
            place = state.route.first_place(place[0])
        self._form.show_rebuilt(place)
        self._items.verticalScrollBar().setValue(scrolled)

    def _section(self, key: str) -> Section:
        return next(section for section in self._form.sections if section.key == key)

    def _focus_reason(self) -> None:
        if self._form.known_state.content(self._form.place).asks_reason:
            self._items.editor.reason_chips.focus_chosen()

    def _tab_on(self, step: int) -> None:
        """Tab: to the scale of the next item, or back to the note of the one before; at either end out of the list."""
        state, here = self._form.known_state, self._form.place
        place = state.route.next_place(here) if step > 0 else state.route.previous_place(here)
        if place is None:
            self._focus_region(step)
            return
        self._form.show_place(place)
        if step < 0:
            self._items.focus_note()

    def focus_next_region(self) -> None:
        """F6 goes round: people and domains, the open item, the buttons above."""
        self._focus_region(1)

    def focus_previous_region(self) -> None:
        """The same the other way."""
        self._focus_region(-1)

    def _focus_region(self, step: int) -> None:
        form, focused = self._form, QApplication.focusWidget()
        regions: list[QWidget] = [form.side_list, form.item_list, form.header]
        here = next((n for n, region in enumerate(regions) if focused and region.isAncestorOf(focused)), 0)
        match (here + step) % len(regions):
            case 0:
                form.side_list.focus_chosen()
            case 1:
                form.item_list.focus_scale()
            case _:
                form.header.finish_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
