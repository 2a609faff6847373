"""What one office adds to updating: its folder, its bars in the window, and why nothing can be kept in it."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.services import update_setting as update_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.update_setting import OfficeUpdates
from gezinscoach_desktop.views.frame import HELP, Frame
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import Tasks, is_expected
from gezinscoach_desktop.views.update.bar import NoticeBar
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from gezinscoach_desktop.views.update.news_dialog import WhyDialog, show_news
from gezinscoach_desktop.views.update.notice import Act, notice_of, read_only_notice

HELP_TOPIC = "bijwerken"


class OfficeUpdateWatch(QObject):
    """Lives as long as the window of an office."""

    def __init__(
        self, frame: Frame, tasks: Tasks, desk: Desk, keeper: UpdateKeeper, *, is_practice: bool = False
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks = tasks
        self._desk = desk
        self._keeper = keeper
        self._is_practice = is_practice
        self._is_administrator = reach(desk.account.roles, Action.CHANGE_SETTINGS) is not Reach.NONE
        self._reason: str | None = None
        self.read_only_bar = NoticeBar("Alleen lezen")
        self.bar = NoticeBar("Bijwerken")
        for bar in (self.read_only_bar, self.bar):
            frame.add_bar(bar)
            bar.chosen.connect(self._do)
        self.bar.closed.connect(keeper.close_notice)
        keeper.changed.connect(self._show)
        keeper.refusal_found.connect(self._note)
        frame.heard.connect(self._follow)
        tasks.finished.connect(self._see_read_only)
        self._see_read_only()
        self._show()
        self._ask()
        look = keeper.state.look
        if look is not None and look.refusal is not None:  # found before anybody signed in
            self._note(look.refusal)

    def _ask(self) -> None:
        """The practice office says nothing about updates, and keeps nothing of them."""
        if not self._is_practice:
            self._tasks.watch(
                update_service.read_updates, self._desk, then=self._take, failed=is_expected, owner=self
            )

    def _take(self, updates: OfficeUpdates) -> None:
        self._keeper.memory.keep_office_folder(updates.folder)
        self._keeper.enter(updates.schema)

    def _follow(self, change: Change) -> None:
        if change.touches(Noun.SETTING):
            self._ask()

    def _note(self, refusal: Refusal) -> None:
        """Where it cannot be noted (an office to read only) the program's own log has it."""
        if self._is_practice or self._reason is not None:
            return
        if self._keeper.memory.is_new("office", refusal.value, self._keeper.today()):
            self._tasks.run(
                update_service.note_refused_update, self._desk, refusal, failed=is_expected, owner=self
            )

    # --------------------------------------------------------------------------------------------- showing

    def _see_read_only(self) -> None:
        """From memory, after whatever came back: an office can become one to read only while it is open."""
        reason = self._reason
        with suppress(UserError):  # locked: what was true stays
            reason = self._desk.office.read_only
        if reason == self._reason:
            return
        self._reason = reason
        self._frame.show_read_only(reason or "")
        needs_newer = reason is not None and update_service.needs_newer_program(self._desk)
        self.read_only_bar.show_notice(
            None if reason is None else read_only_notice(reason, needs_newer=needs_newer)
        )

    def _show(self) -> None:
        notice = notice_of(self._keeper.state, is_administrator=self._is_administrator)
        memory, today = self._keeper.memory, self._keeper.today()
        if notice is not None and notice.closes and memory.is_dismissed(notice.closes, today):
            notice = None
        self.bar.show_notice(notice)
        self._keeper.note_told()

    # ---------------------------------------------------------------------------------------------- acting

    def _do(self, act: Act) -> None:
        match act:
            case Act.INSTALL:
                self._keeper.want()
            case Act.CANCEL:
                self._keeper.cancel()
            case Act.HOW:
                self._frame.go(Destination(HELP, part=HELP_TOPIC))
            case Act.NEWS:
                show_news(self._keeper, self._frame)
            case Act.WHY:
                if self._keeper.state.look is not None:
                    WhyDialog(self._keeper.state.look, parent=self._frame).open()
