"""Accounts: who may open the office, with which roles, and how somebody gets in again."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.account import AccountRow, RecoveryState
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services.account import NewAccess
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.account_dialog import AddAccountDialog, ChangeAccountDialog
from gezinscoach_desktop.views.account.account_panel import AccountPanel
from gezinscoach_desktop.views.account.certain_dialogs import (
    CloseAccountDialog,
    DropSheetDialog,
    NewCodeDialog,
)
from gezinscoach_desktop.views.account.code_steps import CodeSteps
from gezinscoach_desktop.views.account.columns import WIDE_ONLY, account_columns
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.account.recovery_tab import RecoveryTab
from gezinscoach_desktop.views.account.roles_tab import RolesTab
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_ALL_COLUMNS_FROM = 1180


class Part(StrEnum):
    """The tabs; also the `part` of a Destination."""

    LIST = "list"
    ROLES = "roles"
    RECOVERY = "recovery"

    @property
    def label(self) -> str:
        return {"list": "A&ccounts", "roles": "&Wat mag elke rol", "recovery": "&Herstelblad"}[self.value]


class AccountsPage(Page):
    """For administrators; a coordinator sees the list and may give a code."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.ACCOUNT, Noun.ASSIGNMENT})
    help_topic: ClassVar[str] = "accounts"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._may_manage = reach(desk.account.roles, Action.MANAGE_ACCOUNTS) is not Reach.NONE
        self._parts = tuple(part for part in Part if self._may_manage or part is not Part.RECOVERY)
        self._wanted: UUID | None = None
        self.codes = CodeSteps(tasks, dialogs, desk, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Accounts")
        self.header.add_command("Snelkoppeling voor collega’s…", "link", self.make_link)
        if self._may_manage:
            self.header.add_command(
                "Account toevoegen", "person-add", self.new_here, kind="primary", hint="Ctrl+N"
            )
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van Accounts")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        for part in self._parts:
            self.tab_bar.addTab(part.label)
        tab_row = QFrame()
        tab_row.setProperty("kind", "header")
        row = QHBoxLayout(tab_row)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.addWidget(self.tab_bar, 1)
        self.roles = RolesTab(account_service.role_table())
        self.recovery = RecoveryTab()
        self._stack = QStackedWidget()
        for widget in (self._build_list(), self.roles, self.recovery):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(tab_row)
        whole.addWidget(self._stack, 1)

    def _build_list(self) -> QWidget:
        self.model: RowsModel[AccountRow] = RowsModel(
            account_columns(self._desk.today), row_id=lambda row: row.id, parent=self
        )
        self.table = RowsTable(self.model, "Accounts")
        self.panel = AccountPanel(may_manage=self._may_manage, today=self._desk.today)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        row.setSpacing(grid(4))
        row.addWidget(card, 1)
        row.addWidget(self.panel)
        return made

    def _connect(self) -> None:
        self.tab_bar.currentChanged.connect(self._stack.setCurrentIndex)
        self.table.row_chosen.connect(self.panel.show_account)
        self.table.row_opened.connect(self._open)
        self.panel.change_wanted.connect(self.change_account)
        self.panel.code_wanted.connect(self.give_code)
        self.panel.closing_wanted.connect(self.close_account)
        self.recovery.sheet_wanted.connect(self.make_sheet)
        self.recovery.drop_wanted.connect(self.drop_sheet)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step_tab, step))

    # --------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Accounts"

    def load(self) -> None:
        self._tasks.query(account_service.list_accounts, self._desk, then=self._show_rows, key="accounts")
        if self._may_manage:
            self._tasks.query(
                account_service.recovery_state, self._desk, then=self._show_recovery, key="recovery"
            )

    def go_to(self, part: str) -> None:
        """`part` is the name of a tab."""
        if part in self._parts:
            self.tab_bar.setCurrentIndex(self._parts.index(Part(part)))

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def new_here(self) -> None:
        if not self._may_manage:
            return
        dialog = AddAccountDialog(self._tasks, self._desk, parent=self)
        dialog.added.connect(partial(self._show_added, dialog))
        dialog.open()

    def _step_tab(self, step: int) -> None:
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + step) % self.tab_bar.count())

    def _show_rows(self, rows: tuple[AccountRow, ...]) -> None:
        self.model.set_rows(rows)
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None
        self.panel.show_account(self.table.current_row)
        active = sum(row.is_active for row in rows)
        closed = len(rows) - active
        told = counted(active, "account", "accounts")
        self.header.set_title("Accounts", f"{told}, {closed} afgesloten" if closed else told)

    def _show_recovery(self, state: RecoveryState) -> None:
        self.recovery.show_state(state)

    # ------------------------------------------------------------------------------------------ accounts

    def _open(self, row: AccountRow) -> None:
        if self._may_manage and row.is_active:
            self.change_account()
        elif not row.is_me:
            self.give_code()

    def change_account(self) -> None:
        """The form of the account under the cursor."""
        row = self.table.current_row
        if row is not None:
            dialog = ChangeAccountDialog(self._tasks, self._desk, row, parent=self)
            dialog.changed.connect(self._offer_undo)
            dialog.open()

    def _offer_undo(self, before: AccountRow) -> None:
        self._messages.offer_undo("Het account is gewijzigd.", partial(self._change_back, before))

    def _change_back(self, before: AccountRow) -> None:
        self._tasks.run(
            partial(
                account_service.change_account,
                self._desk,
                before.id,
                display_name=before.display_name,
                roles=before.roles,
            )
        )

    def give_code(self) -> None:
        """A code for the account under the cursor; one that is closed is opened again with it."""
        row = self.table.current_row
        if row is not None and self.panel.code_button.isVisibleTo(self.panel):
            dialog = NewCodeDialog(self._tasks, self._desk, row, parent=self)
            dialog.made.connect(partial(self.codes.show_code, row.display_name, row.user_name))
            dialog.open()

    def _show_added(self, dialog: AddAccountDialog, access: NewAccess) -> None:
        self._wanted = access.account_id
        self.codes.show_code(dialog.display_name, dialog.user_name, access)

    def make_link(self) -> None:
        """A file for colleagues to double-click."""
        self.codes.make_link()

    def close_account(self) -> None:
        """The account under the cursor opens nothing any more."""
        row = self.table.current_row
        if row is not None:
            dialog = CloseAccountDialog(self._tasks, self._desk, row, parent=self)
            dialog.closed.connect(partial(self._say_closed, row.display_name))
            dialog.tried.connect(self.load)
            dialog.open()

    def _say_closed(self, name: str) -> None:
        self._messages.good(f"Het account van {name} is afgesloten en het kantoor heeft nieuwe sleutels.")

    # ------------------------------------------------------------------------------------ recovery sheet

    def make_sheet(self) -> None:
        """Another sheet; the one there is holds until the new one was typed back."""
        dialog = RecoveryDialog(self._tasks, self._dialogs, account_service, self._desk, parent=self)
        dialog.confirmed.connect(self._say_made)
        dialog.open()

    def _say_made(self, _: Done) -> None:
        self._messages.good("Het herstelblad geldt. Leg het achter slot.")
        self.load()

    def drop_sheet(self) -> None:
        """The sheet there is opens nothing any more."""
        dialog = DropSheetDialog(self._tasks, self._desk, parent=self)
        dialog.dropped.connect(self._say_dropped)
        dialog.open()

    def _say_dropped(self, _: Done) -> None:
        self._messages.good("Het herstelblad is vervallen.")
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in WIDE_ONLY:  # what they say stands in the panel as well
            self.table.setColumnHidden(column, self.width() < _ALL_COLUMNS_FROM)
