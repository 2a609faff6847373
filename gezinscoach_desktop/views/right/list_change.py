"""What a coordinator does to a right of the list at once, and how it is undone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.right_list import Right
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import right_list as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks


class ListChange:
    """Done at once; for ten seconds it can be taken back."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, owner: QWidget) -> None:
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._owner = owner

    def note_checked(self, rights: tuple[Right, ...]) -> None:
        """Somebody looked up today whether these are still right."""
        if rights:
            told = counted(len(rights), "recht", "rechten")
            self._tasks.run(
                right_service.note_checked,
                self._desk,
                rights,
                then=partial(self._say, f"Vandaag nagekeken: {told}."),
                owner=self._owner,
            )

    def retire(self, right: Right) -> None:
        """Out of the list, or into it again."""
        is_out = right.details.retired_on is not None
        told = "Het recht staat weer in de lijst." if is_out else "Het recht is uit de lijst."
        wanted = replace(right.details, retired_on=None if is_out else self._desk.today())
        self._keep(right, wanted, told)

    def reset(self, right: Right) -> None:
        """As it was shipped."""
        self._tasks.run(
            right_service.reset_right,
            self._desk,
            right.id,
            right.version,
            then=partial(self._offer_changing_again, right),
            owner=self._owner,
        )

    def _keep(self, right: Right, wanted: right_service.RightInput, told: str) -> None:
        self._tasks.run(
            right_service.change_right,
            self._desk,
            right.id,
            right.version,
            wanted,
            then=partial(self._offer_changing_back, right, told),
            owner=self._owner,
        )

    def _say(self, told: str, _: object) -> None:
        self._messages.good(told)

    def _offer_changing_back(self, right: Right, told: str, _: object) -> None:
        self._messages.offer_undo(told, partial(self._change_back, right))

    def _change_back(self, right: Right) -> None:
        self._tasks.query(right_service.rights, self._desk, then=partial(self._put_back, right))

    def _put_back(self, before: Right, rights: tuple[Right, ...]) -> None:
        """As it was, with the version that it has by now."""
        now = next(right for right in rights if right.id == before.id)
        if not before.version:  # nobody here had changed it
            self._tasks.run(right_service.reset_right, self._desk, now.id, now.version)
        else:
            self._tasks.run(right_service.change_right, self._desk, now.id, now.version, before.details)

    def _offer_changing_again(self, right: Right, _: object) -> None:
        self._messages.offer_undo(
            "Het recht staat er weer zoals het meegeleverd werd.", partial(self._change_back, right)
        )
