"""Gezinsleden: who belongs to the family, and who did."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Living, Stay
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.elements import Card, button, heading, label, scrolling
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.names import is_former
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADER = 8


class MembersTab(FamilyTab):
    """Enter on a member opens its form."""

    member_opened = Signal(object)
    """MemberRecord: change it."""
    member_wanted = Signal()
    """Add a member."""

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
        inside = QWidget()
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _make_model(self) -> RowsModel[MemberRecord]:
        return RowsModel(
            (
                Column(
                    "Naam", lambda member: member.display_name, detail=lambda member: member.details.relation,
                    is_strong=True,
                ),
                Column("Leeftijd", self._age, detail=_birth_text, width=136),
                Column("Gemeten als", lambda member: member.details.role.label, detail=_gender, width=114),
                Column("Woont", _living, detail=_lives_with, tooltip=_lives_with, width=150),
                Column("School of diploma", _schooling, tooltip=_schooling),
                Column("In het gezin", _stays, tooltip=_stays, width=176),
            ),
            row_id=lambda member: member.id,
            parent=self,
        )  # fmt: skip

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.member_wanted)
        self.edit_button.clicked.connect(self._open_current)
        self.table.row_opened.connect(self.member_opened)
        self.former_table.row_opened.connect(self.member_opened)
        self.former_button.clicked.connect(self._toggle_former)

    def first_focus(self) -> QWidget:
        return self.table

    def show_family(self, data: FamilyData) -> None:
        self._family = data
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
        return "" if self._family is None else self._family.ages.get(member.id, "") or "niet bekend"


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
    return "" if gender is None else gender.label.lower()


def _living(member: MemberRecord) -> str:
    return {Living.HERE: "Hier", Living.PARTLY: "Deels hier", Living.ELSEWHERE: "Elders"}[
        member.details.living
    ]


def _lives_with(member: MemberRecord) -> str:
    other = member.details.lives_with
    return f"ook bij {other}" if other and member.details.living is Living.PARTLY else other


def _schooling(member: MemberRecord) -> str:
    diploma = member.details.diploma
    return member.details.school or ("" if diploma is None else f"diploma: {diploma.label.lower()}")


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
