"""Whose agenda or actions are looked at; only for who may see those of colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.services.agenda import Colleague
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField


class WhoseField(ComboField[UUID | None]):
    """Mine first for a coach; everybody's for who is no coach. None is everybody's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._me = desk.account
        self._reaches_any = reach(desk.account.roles, Action.READ_FAMILY) is Reach.ANY
        self._is_coach = OfficeRole.COACH in desk.account.roles
        super().__init__(self._choices(()), parent=parent)
        self.setAccessibleName("Van wie")
        self.set_value(self._me.id if self._is_coach else None)
        if not self._reaches_any:  # and shown by whoever holds it, or it flashes as a window of its own
            self.hide()

    @property
    def wanted(self) -> UUID | None:
        """Whose work to ask for; None is everybody's whom the account reaches."""
        return self.value() if self._reaches_any else None

    def offer(self, colleagues: Sequence[Colleague]) -> None:
        """Show who can be chosen, keeping what was chosen."""
        if not self._reaches_any:
            return
        chosen = self.value()
        self.set_choices(self._choices(colleagues))
        self.set_value(chosen)

    def _choices(self, colleagues: Sequence[Colleague]) -> list[tuple[str, UUID | None]]:
        mine: list[tuple[str, UUID | None]] = [("Van mij", self._me.id)] if self._is_coach else []
        others = [(f"Van {each.name}", each.id) for each in colleagues if each.id != self._me.id]
        return [*mine, ("Van iedereen", None), *others]
