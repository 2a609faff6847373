"""The form of a new contact: what happened at the left, what follows from it at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.contact_form import (
    ContactDraft,
    ContactForm,
    FamilyChoice,
    FamilyContact,
)
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.contact.details import AboutFields, WhenFields, in_its_row
from gezinscoach_desktop.views.contact.follows import Follows
from gezinscoach_desktop.views.contact.parts import Parts
from gezinscoach_desktop.views.contact.picker import FamilyPicker
from gezinscoach_desktop.views.elements import Card, button, scrolling
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.theme import grid

_WIDEST = 330
_WIDE_FROM = 1100


class _Inside(QWidget):
    """As high as its chips take at the width it has, not at the least width they could have."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ContactFormView(QWidget):
    """Gives what stands in it as a draft, also what cannot be read yet."""

    edited = Signal()
    family_wanted = Signal(object)
    """UUID: this family was chosen; its members are to be read."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._draft: ContactDraft | None = None
        self._titles: dict[UUID, str] = {}
        self._members: dict[UUID, Sequence[MemberRecord]] = {}
        self._is_wide: bool | None = None
        self._build()
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        inside = _Inside()
        inside.setProperty("kind", "page")
        cards = self._cards = QGridLayout()
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(grid(4))
        self._happened_card = self._build_happened()
        self.follows = Follows(self._today)
        holder = QWidget()
        holder.setLayout(cards)
        holder.setMaximumWidth(grid(_WIDEST))
        row = QHBoxLayout(inside)
        row.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        row.addWidget(holder, 1)
        row.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(inside)
        whole.addWidget(self.area)

    def _build_happened(self) -> Card:
        card = Card()
        self.happened = Form()
        self.picker = self.happened.add_row("family", "Ge&zin", FamilyPicker())
        self.picker.setAccessibleName("")
        self.when = WhenFields(self.happened, self._today)
        self.parts = self.happened.add_row("members", "&Aanwezig", Parts(self._today))
        self.more_button = button("Nog een gezin toevoegen", "link", "add")
        self.more_button.hide()
        beneath = QHBoxLayout()
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.addWidget(self.more_button)
        beneath.addStretch(1)
        holder = QWidget()
        holder.setLayout(beneath)
        self.happened.add_wide(holder)
        self._more_holder = holder
        self.about = AboutFields(self.happened)
        card.add(self.happened)
        card.body.addStretch(1)
        return card

    def _place(self, *, is_wide: bool) -> None:
        """What follows stands beside what happened, or under it where there is no room."""
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        cards, follows = self._cards, self.follows
        for card in (self._happened_card, *follows.cards):
            cards.removeWidget(card)
        if is_wide:
            cards.addWidget(self._happened_card, 0, 0, 4, 1)
            for row, card in enumerate(follows.cards):
                cards.addWidget(card, row, 1)
        else:
            cards.addWidget(self._happened_card, 0, 0, 1, 2)
            cards.addWidget(follows.appointment, 1, 0)
            cards.addWidget(follows.expense, 1, 1)
            cards.addWidget(follows.following, 2, 0, 1, 2)
        cards.setColumnStretch(0, 2 if is_wide else 1)
        cards.setColumnStretch(1, 1)
        cards.setRowStretch(3, 1 if is_wide else 0)

    def _connect(self) -> None:
        for form in self.forms:
            form.edited.connect(self.edited)
        self.when.kind.edited.connect(self._fit_kind)
        self.parts.presence_edited.connect(self._note_presence)
        self.parts.removed.connect(self._leave_out)
        self.picker.chosen.connect(self._take_family)
        self.more_button.clicked.connect(self._show_picker)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.happened, *self.follows.forms)

    # ------------------------------------------------------------------------------------------- showing and giving

    def begin(self, form: ContactForm) -> None:
        """Show what was begun, or an empty form."""
        self._titles = {choice.id: choice.title for choice in form.choices}
        self._members = dict(form.members)
        self.about.offer_services(form.services)
        self.picker.set_choices(form.choices)
        self.show_draft(form.draft)

    def show_draft(self, draft: ContactDraft) -> None:
        """All fields as the draft has them."""
        self._draft = draft
        self.when.kind.set_value(draft.kind)
        self.when.on.setText(draft.on)
        self.when.begins_at.setText(draft.begins_at)
        self.when.length.set_text(draft.length)
        self.about.others.set_value(draft.others)
        self.about.domains.set_value(draft.domains)
        self.about.note.set_value(draft.note)
        self.about.service.set_value(draft.service_id)
        self.follows.show_draft(draft)
        self._show_families(draft.families)
        self.follows.expense_family.set_value(draft.expense_family)
        if draft.kind is not None and not draft.has_own_presence:
            self.parts.take_usual(draft.kind)

    def draft(self) -> ContactDraft:
        """What stands in the form, to hand to whoever keeps it."""
        if self._draft is None:
            raise ValueError("the form was not shown yet")
        happened = replace(
            self._draft,
            families=self.parts.value(),
            kind=self.when.kind.value(),
            on=self.when.on.text(),
            begins_at=self.when.begins_at.text(),
            length=self.when.length.text(),
            others=self.about.others.text(),
            domains=self.about.domains.value(),
            note=self.about.note.value(),
            service_id=self.about.service.value(),
        )
        self._draft = self.follows.filled_in(happened)
        return self._draft

    @property
    def is_shown(self) -> bool:
        return self._draft is not None

    @property
    def title(self) -> str:
        """Of the families: one by its name, more by their number."""
        families = self.parts.parts
        if not families:
            return ""
        first = self._titles.get(families[0].family_id, "Gezin")
        others = counted(len(families) - 1, "gezin", "gezinnen")
        return first if len(families) == 1 else f"{first} en nog {others}"

    def add_members(self, family_id: UUID, members: tuple[MemberRecord, ...]) -> None:
        """The members of a family that was just chosen."""
        self._members[family_id] = members
        draft = self.draft()
        self._draft = replace(draft, families=(*draft.families, FamilyContact(family_id)))
        self._show_families(self._draft.families)
        for part in self.parts.parts:
            if part.family_id == family_id:
                part.take_usual(draft.kind)
        self.focus_first()
        self.edited.emit()

    def focus_first(self) -> None:
        """Where the keyboard comes in: the family if there is none yet, then the kind of contact."""
        field: QWidget = self.when.kind if self.parts.parts else self.picker.search
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_note(self) -> None:
        self.about.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear_errors(self) -> None:
        for form in self.forms:
            form.clear_errors()

    def show_error(self, error: Exception) -> bool:
        """Under the field it is about, brought in sight; False when it is about none."""
        for form in self.forms:
            if form.show_error(in_its_row(error)):
                inside = self.area.widget()
                layout = None if inside is None else inside.layout()
                if layout is not None:
                    layout.activate()  # the error takes room of its own
                focused = self.focusWidget()
                if focused is not None:
                    self.area.ensureWidgetVisible(focused, grid(4), grid(12))
                return True
        return False

    # --------------------------------------------------------------------------------------------------- reactions

    def _show_families(self, families: tuple[FamilyContact, ...]) -> None:
        self.parts.show_families(families, self._titles, self._members)
        self.picker.leave_out(family.family_id for family in families)
        self.happened.set_row_visible("members", bool(families))
        self.happened.set_row_visible("family", not families)
        self._order_tabs()
        self.follows.offer_families(
            [(self._titles.get(each.family_id, "Gezin"), each.family_id) for each in families]
        )
        self._fit()

    def _order_tabs(self) -> None:
        """Families are made later than what stands under them: Tab comes to them first all the same."""
        before: QWidget = self.when.length.field
        for part in self.parts.parts:
            for widget in (part.remove_button, *part.members.chips, part.note):
                QWidget.setTabOrder(before, widget)
                before = widget

    def _follow_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """The Alt key of a label goes to a field that may be out of sight; Tab scrolls by itself."""
        if now is not None and self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, grid(4), grid(4))

    def _fit(self) -> None:
        kind = self.when.kind.value()
        self.about.fit(kind)
        can_be_more = bool(self.parts.parts) and (kind is ContactKind.GROUP or len(self.parts.parts) > 1)
        self.more_button.setVisible(can_be_more)
        self._more_holder.setVisible(can_be_more)
        if not can_be_more and self.parts.parts:
            self.happened.set_row_visible("family", is_visible=False)

    def _fit_kind(self) -> None:
        if self._draft is not None and not self._draft.has_own_presence:
            self.parts.take_usual(self.when.kind.value())
        self._fit()

    def _note_presence(self) -> None:
        if self._draft is not None:
            self._draft = replace(self._draft, has_own_presence=True)
        self.edited.emit()

    def _show_picker(self) -> None:
        self.happened.set_row_visible("family", is_visible=True)
        self.picker.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_family(self, choice: FamilyChoice) -> None:
        self.family_wanted.emit(choice.id)

    def _leave_out(self, family_id: UUID) -> None:
        left = tuple(part for part in self.parts.value() if part.family_id != family_id)
        self._show_families(left)
        self.focus_first()
        self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(is_wide=self.width() >= _WIDE_FROM)
