"""The page of one family: who they are, how they are doing, and what to do next."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import NotFound
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.domain.stand_in import standing_of
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import evolution as evolution_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import FamilyPage
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.views.consent.bar import ConsentBar
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.overview_tab import OverviewTab
from gezinscoach_desktop.views.family.steps import FamilySteps
from gezinscoach_desktop.views.family.tab import FamilyTab, TabName
from gezinscoach_desktop.views.family.words import next_snapshot
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.team.stand_in_bar import StandInBar
from gezinscoach_desktop.views.theme import grid

if TYPE_CHECKING:
    from gezinscoach_desktop.views.family.contacts_tab import ContactsTab
    from gezinscoach_desktop.views.family.dossier_tab import DossierTab
    from gezinscoach_desktop.views.family.evolution_tab import EvolutionTab
    from gezinscoach_desktop.views.family.index_tab import IndexTab
    from gezinscoach_desktop.views.family.members_tab import MembersTab
    from gezinscoach_desktop.views.family.network_tab import NetworkTab
    from gezinscoach_desktop.views.family.plan_tab import PlanTab
    from gezinscoach_desktop.views.family.rights_tab import RightsTab
    from gezinscoach_desktop.views.family.snapshots_tab import SnapshotsTab

T = TypeVar("T", bound=FamilyTab)

_NEW = "Nieuwe momentopname"
_RESUME = "Verder met momentopname"
_NEED_SNAPSHOTS = frozenset({TabName.SNAPSHOTS, TabName.EVOLUTION, TabName.INDEX})
_OF_THE_PAGE = frozenset(
    {
        Noun.FAMILY,
        Noun.MEMBER,
        Noun.ASSIGNMENT,
        Noun.PHASE,
        Noun.CONSENT,
        Noun.SNAPSHOT,
        Noun.DRAFT,
        Noun.SETTING,
    }
)
"""What the reading that all tabs share is made of."""


class FamilyView(Page):
    """Tabs over one reading; a tab is made when first asked for and filled when it comes in sight.

    What a tab needs besides (contacts, rights …) it reads by itself, and again when that changes.
    """

    family_id: UUID
    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun) - {Noun.ACCOUNT}
    help_topic: ClassVar[str] = "evolutie-en-index"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        dialogs: Dialogs,
        messages: Messages,
        family_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self.family_id = family_id
        self._family: FamilyData | None = None
        self._stale: set[TabName] = set()
        self._made: dict[TabName, FamilyTab] = {}
        self.steps = FamilySteps(tasks, desk, messages, family_id, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader()
        self.header.show_back()
        self.report_button = self.header.add_command(
            "Verslagen", "document-text", self.print_here, hint="Ctrl+P"
        )
        self.snapshot_button = self.header.add_command(
            _NEW, "add", self.new_snapshot, kind="primary", hint="Ctrl+M"
        )
        self.steps.add_to(self.header)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onderdelen van het gezin")
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self.tab_bar.setUsesScrollButtons(False)
        self.tab_bar.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        for name in TabName:
            place = self.tab_bar.addTab(name.label)
            self.tab_bar.setTabVisible(place, parts().shows_of_family(name.value))
        self._empty = EmptyState(
            "calendar-add",
            "Het begint met een eerste momentopname: de nulmeting.",
            _NEW,
        )
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._build_tab_row())
        self.consent_bar = ConsentBar()
        whole.addWidget(self.consent_bar)
        self.stand_in_bar = StandInBar()
        whole.addWidget(self.stand_in_bar)
        whole.addWidget(self._build_draft_bar())
        whole.addWidget(self._stack, 1)

    def _build_tab_row(self) -> QFrame:
        made = QFrame()
        made.setProperty("kind", "header")
        row = QHBoxLayout(made)
        row.setContentsMargins(grid(4), 0, grid(4), 0)
        row.addWidget(self.tab_bar, 1)
        return made

    def _build_draft_bar(self) -> QWidget:
        self.draft_bar = QFrame()
        self.draft_bar.setProperty("kind", "message")
        self.draft_bar.setProperty("tone", "accent")
        self.resume_button = button(_RESUME)
        row = QHBoxLayout(self.draft_bar)
        row.setContentsMargins(grid(3), grid(1.5), grid(1.5), grid(1.5))
        row.addWidget(paragraph("Je begon een momentopname en rondde die nog niet af. Alles is bewaard."), 1)
        row.addWidget(self.resume_button)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(grid(4), grid(3), grid(4), 0)
        column.addWidget(self.draft_bar)
        self._draft_holder = holder
        holder.hide()
        return holder

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.steps.left_for.connect(self.left_for)
        self.tab_bar.currentChanged.connect(self._switch_tab)
        self._empty.chosen.connect(self.new_snapshot)
        self.resume_button.clicked.connect(self.new_snapshot)
        self.consent_bar.reopen_wanted.connect(self.steps.reopen)
        self.consent_bar.consent_wanted.connect(self.steps.note_consent)
        self.consent_bar.confirm_wanted.connect(self.steps.confirm_consent)
        for keys, slot in (("Ctrl+PgDown", self._next_tab), ("Ctrl+PgUp", self._previous_tab)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @cached_property
    def overview(self) -> OverviewTab:
        """Tabs are made when they are first asked for: most are not looked at on most visits."""
        made = OverviewTab(self._tasks, self._desk)
        made.snapshot_wanted.connect(self.new_snapshot)
        made.contacts_wanted.connect(self._show_contacts)
        made.plan_wanted.connect(self._show_plan)
        made.index_wanted.connect(self._show_index)
        made.snapshots_wanted.connect(self._show_snapshots)
        made.evolution_wanted.connect(self._show_evolution)
        return self._adopt(made)

    @cached_property
    def plan(self) -> PlanTab:
        from gezinscoach_desktop.views.family.plan_tab import PlanTab

        return self._adopt(PlanTab(self._tasks, self._desk, self._messages))

    @cached_property
    def contacts(self) -> ContactsTab:
        from gezinscoach_desktop.views.family.contacts_tab import ContactsTab

        return self._adopt(ContactsTab(self._tasks, self._desk, self._messages))

    @cached_property
    def network(self) -> NetworkTab:
        from gezinscoach_desktop.views.family.network_tab import NetworkTab

        return self._adopt(NetworkTab(self._tasks, self._desk, self._messages))

    @cached_property
    def snapshots(self) -> SnapshotsTab:
        from gezinscoach_desktop.views.family.snapshots_tab import SnapshotsTab

        return self._adopt(SnapshotsTab())

    @cached_property
    def rights(self) -> RightsTab:
        from gezinscoach_desktop.views.family.rights_tab import RightsTab

        return self._adopt(RightsTab(self._tasks, self._desk, self._messages))

    @cached_property
    def evolution(self) -> EvolutionTab:
        from gezinscoach_desktop.views.family.evolution_tab import EvolutionTab

        return self._adopt(EvolutionTab(self._tasks))

    @cached_property
    def members(self) -> MembersTab:
        from gezinscoach_desktop.views.family.members_tab import MembersTab

        made = MembersTab()
        made.member_wanted.connect(self.steps.add_member)
        made.member_opened.connect(self.steps.edit_member)
        made.details_wanted.connect(self.steps.edit_family)
        return self._adopt(made)

    @cached_property
    def index(self) -> IndexTab:
        from gezinscoach_desktop.views.family.index_tab import IndexTab

        return self._adopt(IndexTab(self._tasks))

    @cached_property
    def dossier(self) -> DossierTab:
        from gezinscoach_desktop.views.family.dossier_tab import DossierTab

        return self._adopt(DossierTab(self._tasks, self._desk, self._dialogs, self._messages))

    def _adopt(self, tab: T) -> T:
        tab.item_wanted.connect(self.show_item)
        tab.left_for.connect(self.left_for)
        self._stack.addWidget(tab)
        return tab

    def _make(self, name: TabName) -> FamilyTab:
        match name:
            case TabName.OVERVIEW:
                return self.overview
            case TabName.CONTACTS:
                return self.contacts
            case TabName.PLAN:
                return self.plan
            case TabName.RIGHTS:
                return self.rights
            case TabName.NETWORK:
                return self.network
            case TabName.SNAPSHOTS:
                return self.snapshots
            case TabName.EVOLUTION:
                return self.evolution
            case TabName.MEMBERS:
                return self.members
            case TabName.INDEX:
                return self.index
            case TabName.DOSSIER:
                return self.dossier

    def _tab(self, name: TabName) -> FamilyTab:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    @property
    def title(self) -> str:
        return "Gezin" if self._family is None else self._family.header.record.code

    @property
    def current_tab(self) -> TabName:
        return tuple(TabName)[self.tab_bar.currentIndex()]

    def load(self) -> None:
        self._tasks.query(
            evolution_service.family_page,
            self._desk,
            self.family_id,
            then=self._show_page,
            failed=self._leave_gone,
            key="page",
        )

    def _leave_gone(self, error: Exception) -> bool:
        """A family that was let go of meanwhile is not left in sight; the window says that it is no longer there."""
        if isinstance(error, NotFound):
            self.is_done = True
            self.left_for.emit(places.family_list())
        return False

    def refresh(self, change: Change) -> None:
        if change.touches(*_OF_THE_PAGE):
            self.load()
            return
        self._stale |= {name for name, tab in self._made.items() if change.touches(*tab.nouns)}
        self._show_tab()

    def go_to(self, part: str) -> None:
        """`part` is the name of a tab, with what to show in it behind a slash."""
        name, _, rest = part.partition("/")
        if name not in tuple(TabName) or not parts().shows_of_family(name):
            return
        self.tab_bar.setCurrentIndex(tuple(TabName).index(TabName(name)))
        if rest:
            self._tab(TabName(name)).go_to(rest)

    def new_snapshot(self) -> None:
        self.steps.new_snapshot()

    def print_here(self) -> None:
        self.left_for.emit(places.paper(self.family_id))

    def new_here(self) -> None:
        shown = self._stack.currentWidget()
        if not (isinstance(shown, FamilyTab) and shown.new_here()):
            self.steps.add_member()

    @property
    def topic_now(self) -> str:
        shown = self._stack.currentWidget()
        topic = shown.topic_here() if isinstance(shown, FamilyTab) else ""
        return topic or self.help_topic

    def find_here(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, FamilyTab):
            shown.find_here()

    def show_item(self, place: Place) -> None:
        """Go to Evolutie with this item under the cursor."""
        self.tab_bar.setCurrentIndex(tuple(TabName).index(TabName.EVOLUTION))
        self.evolution.show_item(place)

    def _show_page(self, page: FamilyPage) -> None:
        is_first = self._family is None
        self._family = FamilyData.of(page, self._desk.today())
        self.steps.take(page)
        self.header.set_title(page.header.title, _subtitle(page, self._desk.today()))
        self.snapshot_button.setText(_RESUME if page.has_draft else _NEW)
        self.snapshot_button.setAccessibleName(self.snapshot_button.text())
        self._draft_holder.setVisible(page.has_draft)
        self.consent_bar.show_page(page)
        self.stand_in_bar.show_standing(standing_of(page.header.assignments, self._desk.today()))
        self._stale = set(TabName)
        self._show_tab()
        if is_first:
            self._focus_tab()
        self.title_changed.emit()

    def _show_tab(self) -> None:
        if self._family is None:
            return
        name = self.current_tab
        if name in _NEED_SNAPSHOTS and not self._family.evolution.snapshots:
            self._stack.setCurrentWidget(self._empty)
            return
        tab = self._tab(name)
        if name in self._stale:
            self._stale.discard(name)
            tab.show_family(self._family)
        self._stack.setCurrentWidget(tab)

    def _switch_tab(self) -> None:
        self._show_tab()
        if not self.tab_bar.hasFocus():
            self._focus_tab()

    def _focus_tab(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, FamilyTab):
            shown.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is self._empty:
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_tab(self) -> None:
        self._step_tab(1)

    def _previous_tab(self) -> None:
        self._step_tab(-1)

    def _step_tab(self, step: int) -> None:
        """To the next one that the office uses."""
        place = (self.tab_bar.currentIndex() + step) % self.tab_bar.count()
        while not self.tab_bar.isTabVisible(place):
            place = (place + step) % self.tab_bar.count()
        self.tab_bar.setCurrentIndex(place)

    def _show_contacts(self) -> None:
        self.go_to(TabName.CONTACTS)

    def _show_plan(self) -> None:
        self.go_to(TabName.PLAN)

    def _show_index(self) -> None:
        self.go_to(TabName.INDEX)

    def _show_evolution(self) -> None:
        self.go_to(TabName.EVOLUTION)

    def _show_snapshots(self) -> None:
        self.go_to(TabName.SNAPSHOTS)


def _subtitle(page: FamilyPage, today: date) -> str:
    """`G-2024-017 · Mol · Intensief · An De Smet · volgende momentopname over 33 dagen`: what is told twice comes last."""
    header, due = page.header, page.evolution.due
    parts = (
        header.record.code,
        header.record.details.municipality,
        "" if header.phase is None else header.phase.label,
        _coaches(header, today),
        next_snapshot(due),
    )
    return " · ".join(part for part in parts if part)


def _coaches(header: FamilyHeader, today: date) -> str:
    running = [each for each in header.assignments if each.runs_on(today)]
    running.sort(key=lambda assignment: assignment.kind is AssignmentKind.SECOND)
    return " met ".join(dict.fromkeys(assignment.coach for assignment in running))
