"""Which families it was with, and of each who was there; of a group each with a note of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_entry import usually_there
from gezinscoach_desktop.services.contact_form import FamilyContact
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.contact.chips import ChipField, Choice
from gezinscoach_desktop.views.elements import icon_button, label
from gezinscoach_desktop.views.family.names import ages, is_former, is_unborn, short_names
from gezinscoach_desktop.views.fields import NoteField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class FamilyPart(QWidget):
    """One family: its members as chips."""

    edited = Signal()
    presence_edited = Signal()
    removed = Signal(object)
    """UUID: this family did not take part."""

    def __init__(
        self, family_id: UUID, title: str, members: Sequence[MemberRecord], today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.family_id = family_id
        self._members = [
            member for member in members if not is_former(member, today) and not is_unborn(member, today)
        ]
        self._build(title, today)
        self._connect()

    def _build(self, title: str, today: date) -> None:
        names, years = short_names(self._members, today), ages(self._members, today)
        self.members: ChipField[UUID] = ChipField(
            [
                Choice(
                    names.get(member.id, member.display_name),
                    member.id,
                    full_name=", ".join(
                        part for part in (member.display_name, years.get(member.id, "")) if part
                    ),
                )
                for member in self._members
            ],
            is_many=True,
        )
        self.members.setAccessibleName(f"Aanwezig van {title}")
        self.title_label = label(title, TextStyle.STRONG)
        self.remove_button = icon_button("dismiss", f"{title} deed niet mee", "secondary")
        self.remove_button.setFixedSize(grid(8), grid(8))
        self.none_label = label("Er zijn nog geen gezinsleden genoteerd.", TextStyle.SMALL, Tone.SECONDARY)
        self.none_label.setVisible(not self._members)
        self.note = NoteField(fewest_lines=1, most_lines=6)
        self.note.setPlaceholderText("Alleen over dit gezin")
        self.note.setAccessibleName(f"Notitie over {title}")
        top = QHBoxLayout()
        top.setSpacing(grid(1))
        top.addWidget(self.title_label, 1)
        top.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1.5))
        column.addLayout(top)
        column.addWidget(self.members)
        column.addWidget(self.none_label)
        column.addWidget(self.note)
        self.show_as_group(is_group=False)

    def _connect(self) -> None:
        self.members.edited.connect(self.presence_edited)
        self.note.edited.connect(self.edited)
        self.remove_button.clicked.connect(self._tell_removed)

    def show_as_group(self, *, is_group: bool) -> None:
        """Title, cross and a note only where there are others."""
        for widget in (self.title_label, self.remove_button, self.note):
            widget.setVisible(is_group)

    @property
    def offered(self) -> frozenset[UUID]:
        """Who can be ticked: who belonged to the family and was born."""
        return frozenset(member.id for member in self._members)

    def value(self) -> FamilyContact:
        return FamilyContact(self.family_id, self.members.values(), self.note.value())

    def take_usual(self, kind: ContactKind | None) -> None:
        """Tick who is usually there at this kind of contact."""
        self.members.set_values(usually_there(kind, (member.person for member in self._members)))

    def _tell_removed(self) -> None:
        self.removed.emit(self.family_id)


class Parts(QWidget):
    """The families, one under the other."""

    edited = Signal()
    presence_edited = Signal()
    """Somebody was ticked or unticked by hand."""
    removed = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # for the Alt key of its label; Tab goes to what is inside
        self._today = today
        self._parts: list[FamilyPart] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(3))

    @property
    def parts(self) -> tuple[FamilyPart, ...]:
        return tuple(self._parts)

    def show_families(
        self,
        families: Sequence[FamilyContact],
        titles: Mapping[UUID, str],
        members: Mapping[UUID, Sequence[MemberRecord]],
    ) -> None:
        """These families from now on, with who was there and the note of each."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for family in families:
            part = FamilyPart(
                family.family_id,
                titles.get(family.family_id, "Gezin"),
                members.get(family.family_id, ()),
                self._today(),
                self,
            )
            part.members.set_values(family.members)
            part.note.set_value(family.note)
            part.edited.connect(self.edited)
            part.presence_edited.connect(self.presence_edited)
            part.removed.connect(self.removed)
            self._parts.append(part)
            self._column.addWidget(part)
            part.show()
        for part in self._parts:
            part.show_as_group(is_group=len(self._parts) > 1)
        if self._parts:
            self.setFocusProxy(self._parts[0].members)

    def value(self) -> tuple[FamilyContact, ...]:
        return tuple(part.value() for part in self._parts)

    def take_usual(self, kind: ContactKind | None) -> None:
        for part in self._parts:
            part.take_usual(kind)
