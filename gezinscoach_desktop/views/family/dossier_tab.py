"""Dossier: what else is kept of a family, each part a section of its own, chosen from the list at the left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_LIST_WIDTH = 42
_ROW = 9

Make = Callable[[Tasks, Desk, Dialogs, Messages], FamilyTab]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dossier. `part` is what a Destination names it: `dossier/<part>/<more>`."""

    part: str
    label: str
    icon_name: str
    make: Make


def _trajectory(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:  # noqa: ARG001 - as every section
    from gezinscoach_desktop.views.trajectory.section import TrajectorySection

    return TrajectorySection(tasks, desk, messages)


def _consent(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:
    from gezinscoach_desktop.views.consent.section import ConsentSection

    return ConsentSection(tasks, desk, dialogs, messages)


def _documents(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:
    from gezinscoach_desktop.views.document.section import DocumentSection

    return DocumentSection(tasks, desk, dialogs, messages)


def _intake(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:  # noqa: ARG001 - as every section
    from gezinscoach_desktop.views.intake.section import IntakeSection

    return IntakeSection(tasks, desk)


def _expenses(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:  # noqa: ARG001 - as every section
    from gezinscoach_desktop.views.expense.section import ExpenseSection

    return ExpenseSection(tasks, desk, messages)


def _stories(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:  # noqa: ARG001 - as every section
    from gezinscoach_desktop.views.story.section import StorySection

    return StorySection(tasks, desk, messages)


def _own_data(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> FamilyTab:  # noqa: ARG001 - as every section
    from gezinscoach_desktop.views.letting_go.section import OwnDataSection

    return OwnDataSection(tasks, desk, messages)


TRAJECTORY, CONSENT, DOCUMENTS, INTAKE = "trajectory", "consent", "documents", "intake"
EXPENSES, STORIES, OWN_DATA = "expenses", "stories", "own_data"

SECTIONS: tuple[Section, ...] = (
    Section(TRAJECTORY, "Traject", "flag", _trajectory),
    Section(CONSENT, "Toestemming", "handshake", _consent),
    Section(DOCUMENTS, "Documenten", "document", _documents),
    Section(INTAKE, "Kennismaking", "comment", _intake),
    Section(EXPENSES, "Onkosten", "receipt", _expenses),
    Section(STORIES, "Verhalen", "star", _stories),
    Section(OWN_DATA, "Eigen gegevens", "person", _own_data),
)
"""In the order in which they stand. A section is made when it is first looked at; it shows a family like a tab does."""


class _SectionList(QListWidget):
    """Enter goes into the section."""

    entered_section = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered_section.emit()
            return
        super().keyPressEvent(event)


class DossierTab(FamilyTab):
    """Reads nothing itself: each section shows its own when it comes in sight."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.CONSENT, Noun.DOCUMENT, Noun.INTAKE, Noun.EXPENSE, Noun.STORY, Noun.LETTING_GO}
    )

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._given = (tasks, desk, dialogs, messages)
        self._family: FamilyData | None = None
        self._made: dict[str, FamilyTab] = {}
        self._stale: set[str] = set()
        self._goes_in = False
        """Whether the keyboard comes in at the section: somebody asked for that one."""
        self._build()
        self._connect()

    def _build(self) -> None:
        self.section_list = _SectionList()
        self.section_list.setAccessibleName("Onderdelen van het dossier")
        self.section_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in SECTIONS:
            item = QListWidgetItem(icon(section.icon_name, "secondary"), section.label, self.section_list)
            item.setSizeHint(QSize(0, grid(_ROW)))
            item.setHidden(not parts().shows_of_family(section.part))
        self.section_list.setCurrentRow(0)
        side = QFrame()
        side.setProperty("kind", "side")
        side.setFixedWidth(grid(_LIST_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(grid(2), grid(4), grid(2), grid(2))
        column.addWidget(self.section_list)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.section_list.currentRowChanged.connect(self._show_section)
        self.section_list.entered_section.connect(self._enter)

    @property
    def family(self) -> FamilyData:
        """What is shown; raises LookupError before anything is."""
        if self._family is None:
            raise LookupError("no family is shown yet")
        return self._family

    @property
    def current(self) -> Section:
        """The section in sight."""
        return SECTIONS[max(self.section_list.currentRow(), 0)]

    def section(self, part: str) -> FamilyTab:
        """The section itself, made when first asked for."""
        if part not in self._made:
            made = next(each for each in SECTIONS if each.part == part).make(*self._given)
            made.left_for.connect(self.left_for)
            made.item_wanted.connect(self.item_wanted)
            self._stack.addWidget(made)
            self._made[part] = made
        return self._made[part]

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self._stale = {each.part for each in SECTIONS}
        self._show_section()

    def first_focus(self) -> QWidget:
        goes_in, self._goes_in = self._goes_in, False
        return self.section(self.current.part).first_focus() if goes_in else self.section_list

    def go_to(self, part: str) -> None:
        """`part` is a section, with what to show in it behind a slash."""
        name, _, rest = part.partition("/")
        places = [each.part for each in SECTIONS]
        if name not in places:
            return
        self.section_list.setCurrentRow(places.index(name))
        self._goes_in = self._family is None
        if not self._goes_in:
            self._enter()
        if rest:
            self.section(name).go_to(rest)

    def topic_here(self) -> str:
        return self.section(self.current.part).help_topic

    def new_here(self) -> bool:
        return self.section(self.current.part).new_here()

    def find_here(self) -> bool:
        return self.section(self.current.part).find_here()

    def _show_section(self) -> None:
        part = self.current.part
        shown = self.section(part)
        if self._family is not None and part in self._stale:
            self._stale.discard(part)
            shown.show_family(self._family)
        self._stack.setCurrentWidget(shown)

    def _enter(self) -> None:
        self.section(self.current.part).first_focus().setFocus(Qt.FocusReason.TabFocusReason)
