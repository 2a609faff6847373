"""Ctrl+K over the window, and what else is reached from anywhere: a signal, an expense, a moment of pride."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QSettings

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.find import Findable, FoundKind
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.services.find import Catalogue
    from gezinscoach_desktop.views.find.palette import Palette

SERVICES_ROOM = "directory"
_EXPENSE = "Onkost noteren"
_PRIDE = "Moment van trots noteren"
_SIGNAL = "Signaal geven"
_FRESH_S = 300
_READ = (Noun.FAMILY, Noun.MEMBER, Noun.ASSIGNMENT, Noun.SERVICE, Noun.ACTION, Noun.ACCOUNT)
"""What is found is made of these."""


class Finder(QObject):
    """Belongs to the window; windows that open are imported when they are first asked for."""

    def __init__(
        self, frame: Frame, tasks: Tasks, desk: Desk, settings: QSettings, messages: Messages
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks = tasks
        self._desk = desk
        self._settings = settings
        self._messages = messages
        self._known: Catalogue | None = None
        self._read_at = 0.0
        frame.find_wanted.connect(self.open)
        frame.heard.connect(self._hear)
        frame.covered.connect(self.forget)
        if self._may(Action.TELL_SIGNAL):
            frame.add_action(_SIGNAL, "Ctrl+Shift+S", self.tell_signal)
            parts().changed.connect(self._show_signal_key)

    def _show_signal_key(self) -> None:
        for action in self._frame.actions():
            if action.text() == _SIGNAL:
                action.setVisible(parts().uses(Part.SIGNALS))
                action.setEnabled(action.isVisible())

    def open(self) -> Palette:
        """Show the palette; there is one at a time."""
        from gezinscoach_desktop.views.find.palette import Palette
        from gezinscoach_desktop.views.find.screens import near_entries

        for shown in self._frame.findChildren(Palette):
            if shown.isVisible():
                return shown
        near = near_entries(self._frame, self._desk, self._settings, self._family_commands())
        if monotonic() - self._read_at > _FRESH_S:
            self.forget()
        palette = Palette(self._tasks, self._desk, near, self._known, parent=self._frame)
        palette.read.connect(self._keep)
        palette.chosen.connect(self.go)
        palette.contact_wanted.connect(self._begin_contact)
        palette.open()
        palette.load()
        return palette

    def forget(self) -> None:
        """What was read may hold no longer, or nobody may see it now."""
        self._known = None

    def _keep(self, known: Catalogue) -> None:
        if not self._frame.is_covered:
            self._known, self._read_at = known, monotonic()

    def _hear(self, change: Change) -> None:
        if change.touches(*_READ):
            self.forget()

    def go(self, entry: Findable) -> None:
        """Open what was found, and count it where that tells nothing of a family."""
        from gezinscoach_desktop.views.find.screens import usage_name
        from gezinscoach_desktop.views.find.usage import count

        if name := usage_name(entry):
            count(self._settings, name)
        if entry.kind is FoundKind.COMMAND:
            self._do(str(entry.key))
        elif (place := self._place_of(entry)) is not None:
            self._frame.go(place)

    def tell_signal(self) -> None:
        """The form for a signal, with the family whose page is open if there is one."""
        from gezinscoach_desktop.views.signal.dialog import SignalDialog

        SignalDialog(self._tasks, self._desk, self._messages, self._family(), parent=self._frame).open()

    def _place_of(self, entry: Findable) -> Destination | None:
        from gezinscoach_desktop.services.find import ActionKey, MemberKey
        from gezinscoach_desktop.views.family import places

        match entry.key:
            case Destination() as place:
                return place
            case MemberKey(family_id=family_id):
                return places.family_page(family_id, "members")
            case ActionKey(family_id=family_id, action_id=action_id):
                return places.family_page(family_id, f"plan/{action_id}")
            case UUID() as key if entry.kind is FoundKind.FAMILY:
                return places.family_page(key)
            case UUID() as key if self._frame.knows(SERVICES_ROOM):
                return Destination(SERVICES_ROOM, part=str(key))
        return None

    def _begin_contact(self, entry: Findable) -> None:
        from gezinscoach_desktop.services.find import MemberKey
        from gezinscoach_desktop.views.contact.places import contact_form

        key = entry.key
        family_id = key.family_id if isinstance(key, MemberKey) else key
        if isinstance(family_id, UUID):
            self._frame.go(contact_form(family_id))

    def _do(self, text: str) -> None:
        from gezinscoach_desktop.views.find.screens import offered_actions

        family_id = self._family()
        if text == _EXPENSE and family_id is not None:
            from gezinscoach_desktop.views.expense.dialog import ExpenseDialog

            ExpenseDialog(self._tasks, self._desk, self._messages, family_id, parent=self._frame).open()
        elif text == _PRIDE and family_id is not None:
            from gezinscoach_desktop.views.story.pride_dialog import PrideDialog

            PrideDialog(self._tasks, self._desk, self._messages, family_id, parent=self._frame).open()
        else:
            for action in offered_actions(self._frame):
                if action.text() == text:
                    action.trigger()

    def _family_commands(self) -> tuple[str, ...]:
        if self._family() is None:
            return ()
        offered = (
            (_EXPENSE, Action.REGISTER_EXPENSE, Part.EXPENSES),
            (_PRIDE, Action.TELL_STORY, Part.STORIES),
        )
        return tuple(text for text, action, part in offered if self._may(action) and parts().uses(part))

    def _family(self) -> UUID | None:
        page = self._frame.current_page
        return None if page is None else page.family_id

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE
