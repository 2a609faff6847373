"""Gezin: what is known of the family, who belongs to it, and who did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.family import Gender
from gezinscoach_desktop.domain.household import Living, Role, Stay
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.elements import Card, button, heading, label, scrolling
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.details_card import DetailsCard
from gezinscoach_desktop.views.family.names import is_former, is_unborn
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADER = 8


class MembersTab(FamilyTab):
    """Enter on a member opens its form."""

    help_topic: ClassVar[str] = "gezinnen"
    member_opened = Signal(object)
    """MemberRecord: change it."""
    member_wanted = Signal()
    """Add a member."""
    details_wanted = Signal()
    """Change what is known of the family."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family: FamilyData | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._present = self._make_model()
        self._former = self._make_model()
        self.table = RowsTable(self._present, "Gezinsleden")
        self.former_table = RowsTable(self._former, "Vroegere gezinsleden")
        self._count = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.add_button = button("Gezinslid toevoegen", icon_name="person-add")
        self.edit_button = button("Wijzigen", icon_name="edit")
        self.edit_button.setAccessibleName("Gezinslid wijzigen")
        self.former_button = button("", "link")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), grid(3), grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(heading("Gezinsleden"))
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.edit_button)
        top.addWidget(self.add_button)
        below = QHBoxLayout()
        below.setContentsMargins(grid(3), 0, grid(3), grid(2))
        below.addWidget(self.former_button)
        below.addStretch(1)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addLayout(top)
        card.body.addWidget(self.table)
        card.body.addLayout(below)
        card.body.addWidget(self.former_table)
        self.former_table.hide()
        self.details = DetailsCard()
        inside = QWidget()
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        column.addWidget(self.details)
        column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _make_model(self) -> RowsModel[MemberRecord]:
        return RowsModel(
            (
                Column(
                    "Naam", self._name, detail=lambda member: member.details.relation, tooltip=self._name,
                    is_strong=True,
                ),
                Column("Leeftijd", self._age, detail=self._birth, width=152),
                Column("Gemeten als", lambda member: member.details.role.label, detail=_gender, width=104),
                Column("Woont", self._living, detail=_lives_with, tooltip=_lives_with),
                Column("School of diploma", _schooling, detail=_schooling_kind, tooltip=_schooling),
                Column("In het gezin", self._stay, detail=_stay_before, tooltip=_stays, width=156),
            ),
            row_id=lambda member: member.id,
            parent=self,
        )  # fmt: skip

    def _connect(self) -> None:
        self.details.change_wanted.connect(self.details_wanted)
        self.add_button.clicked.connect(self.member_wanted)
        self.edit_button.clicked.connect(self._open_current)
        self.table.row_opened.connect(self.member_opened)
        self.former_table.row_opened.connect(self.member_opened)
        self.former_button.clicked.connect(self._toggle_former)

    def first_focus(self) -> QWidget:
        return self.table

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self.details.show_family(data)
        former = [member for member in data.header.members if is_former(member, data.today)]
        present = [member for member in data.header.members if member not in former]
        _fill(self._present, self.table, present)
        _fill(self._former, self.former_table, former)
        self._count.setText(counted(len(present), "persoon", "personen"))
        self.edit_button.setEnabled(bool(present))
        self.former_button.setVisible(bool(former))
        self.former_table.setVisible(bool(former) and not self.former_table.isHidden())
        self._name_former(len(former))

    def _toggle_former(self) -> None:
        self.former_table.setVisible(self.former_table.isHidden())
        self._name_former(self._former.rowCount())

    def _name_former(self, number: int) -> None:
        verb = "Toon" if self.former_table.isHidden() else "Verberg"
        text = f"{verb} {counted(number, 'vroeger gezinslid', 'vroegere gezinsleden')}"
        self.former_button.setText(text)
        self.former_button.setAccessibleName(text)

    def _open_current(self) -> None:
        table = self.former_table if self.former_table.hasFocus() else self.table
        member = table.current_row
        if member is not None:
            self.member_opened.emit(member)

    def _age(self, member: MemberRecord) -> str:
        if self._family is None:
            return ""
        if self._is_unborn(member):
            return f"verwacht {_birth_text(member)}"
        return self._family.ages.get(member.id, "") or "niet bekend"

    def _is_unborn(self, member: MemberRecord) -> bool:
        return self._family is not None and is_unborn(member, self._family.today)

    def _name(self, member: MemberRecord) -> str:
        return member.display_name if self._family is None else self._family.name(member.id)

    def _birth(self, member: MemberRecord) -> str:
        return "" if self._is_unborn(member) else _birth_text(member)

    def _living(self, member: MemberRecord) -> str:
        return "" if self._is_unborn(member) else _living(member)

    def _stay(self, member: MemberRecord) -> str:
        """The last stretch; when it ended, that is told first and its beginning below."""
        last = member.details.stays[-1]
        if self._is_unborn(member):
            return "vanaf de geboorte"
        return f"tot {format_date(last.left)}" if last.left is not None else _stay_text(last)


def _fill(
    model: RowsModel[MemberRecord], table: RowsTable[MemberRecord], members: Sequence[MemberRecord]
) -> None:
    model.set_rows(members)
    table.setFixedHeight(grid(_HEADER) + len(members) * grid(ROW_HEIGHT) + 2)


def _birth_text(member: MemberRecord) -> str:
    born = member.details.birth_date
    return "" if born is None else format_date(born)


def _gender(member: MemberRecord) -> str:
    gender = member.details.gender
    if gender is None:
        return ""
    if member.details.role is Role.CHILD:
        return {Gender.FEMALE: "meisje", Gender.MALE: "jongen"}.get(gender, gender.label)
    return gender.label.lower() if gender is not Gender.OTHER else gender.label


def _living(member: MemberRecord) -> str:
    return {Living.HERE: "Hier", Living.PARTLY: "Deels hier", Living.ELSEWHERE: "Elders"}[
        member.details.living
    ]


def _lives_with(member: MemberRecord) -> str:
    other = member.details.lives_with
    return f"ook bij {other}" if other and member.details.living is Living.PARTLY else other


def _schooling(member: MemberRecord) -> str:
    diploma = member.details.diploma
    return member.details.school or ("" if diploma is None else diploma.label)


def _schooling_kind(member: MemberRecord) -> str:
    return "diploma" if not member.details.school and member.details.diploma is not None else ""


def _stay_before(member: MemberRecord) -> str:
    *earlier, last = member.details.stays
    if last.joined is not None and last.left is not None:
        return f"van {format_date(last.joined)}"
    ended = earlier[-1].left if earlier else None
    return "" if ended is None else f"eerder tot {format_date(ended)}"


def _stays(member: MemberRecord) -> str:
    return ", ".join(_stay_text(stay) for stay in member.details.stays)


def _stay_text(stay: Stay) -> str:
    match (stay.joined, stay.left):
        case (None, None):
            return "van bij het begin"
        case (None, left) if left is not None:
            return f"tot {format_date(left)}"
        case (joined, None) if joined is not None:
            return f"sinds {format_date(joined)}"
        case (joined, left) if joined is not None and left is not None:
            return f"{format_date(joined)} tot {format_date(left)}"
    return ""
