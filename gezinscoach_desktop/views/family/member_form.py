"""Adding a member of a family, or changing one."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from gezinscoach_desktop.domain.family import Diploma, Gender
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, MemberInput, MemberRecord
from gezinscoach_desktop.views.family.choices import choices_of
from gezinscoach_desktop.views.family.meanwhile import as_typed, colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.family.names import called
from gezinscoach_desktop.views.family.stays_field import StaysField
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

LABELS = {
    "given_name": "Voornaam",
    "family_name": "Familienaam",
    "role": "Gemeten als",
    "birth_date": "Geboortedatum",
    "gender": "Geslacht",
    "relation": "Wie in het gezin",
    "living": "Woont",
    "lives_with": "Met wie",
    "diploma": "Hoogste diploma",
    "school": "School of opvang",
    "phone": "Telefoon",
    "email": "E-mail",
}
_MERGE_LABELS = LABELS | {"stays": "In het gezin"}
_TOGETHER = (frozenset({"living", "lives_with"}),)


class MemberDialog(FormDialog):
    """Every field of a member; without `member` it adds one to the family."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        details: MemberInput,
        *,
        family_id: UUID,
        member: MemberRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        verb = "Gezinslid toevoegen" if member is None else "Bewaren"
        title = "Nieuw gezinslid" if member is None else called(member, desk.today())
        super().__init__(title, verb, bar="Gezinslid", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._member = member
        """As the form was filled: both versions are compared with it when a colleague was first."""
        self._newer = member
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_fields()
        self._fill(details)
        self._shown = self.value()
        self.submitted.connect(self._save)
        self.given_name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.living.edited.connect(self._show_lives_with)

    @classmethod
    def for_new(
        cls, tasks: Tasks, desk: Desk, header: FamilyHeader, *, parent: QWidget | None = None
    ) -> MemberDialog:
        """A form for somebody new in this family."""
        return cls(tasks, desk, MemberInput(role=Role.CHILD), family_id=header.record.id, parent=parent)

    @classmethod
    def for_change(
        cls,
        tasks: Tasks,
        desk: Desk,
        header: FamilyHeader,
        member: MemberRecord,
        *,
        parent: QWidget | None = None,
    ) -> MemberDialog:
        """A form for a member who is known already."""
        return cls(tasks, desk, member.details, family_id=header.record.id, member=member, parent=parent)

    def _add_fields(self) -> None:
        form, today = self.form, self._desk.today
        self.given_name = form.add_row("given_name", "&Voornaam", TextField(), is_half=True)
        self.family_name = form.add_row("family_name", "&Familienaam", TextField(), is_half=True)
        self.role: ComboField[Role] = form.add_row(
            "role",
            "&Gemeten als",
            ComboField([(role.label, role) for role in Role]),
            help_text="Woont een volwassen kind thuis? Jij kiest.",
            is_half=True,
        )
        self.birth_date = form.add_row(
            "birth_date",
            "Ge&boortedatum",
            DateField(today=today),
            help_text="Nog niet geboren? Vul de verwachte datum in.",
            is_half=True,
        )
        self.gender = form.add_row("gender", "Ge&slacht", ComboField(choices_of(Gender)), is_half=True)
        self.relation = form.add_row(
            "relation", "&Wie in het gezin", TextField(placeholder="moeder, zoon, oma …"), is_half=True
        )
        self.diploma = form.add_row(
            "diploma", "Hoogste &diploma", ComboField(choices_of(Diploma)), is_half=True
        )
        self.school = form.add_row("school", "School of o&pvang", TextField(), is_half=True)
        self.living: ComboField[Living] = form.add_row(
            "living", "W&oont", ComboField([(living.label, living) for living in Living]), is_half=True
        )
        self.lives_with = form.add_row(
            "lives_with", "&Met wie", TextField(placeholder="bij papa in Geel, om de week"), is_half=True
        )
        self.phone = form.add_row("phone", "&Telefoon", TextField(), is_half=True)
        self.email = form.add_row("email", "&E-mail", TextField(), is_half=True)
        form.add_group("In het gezin")
        self.stays = StaysField(today)
        form.add_wide(self.stays)

    def _fill(self, details: MemberInput) -> None:
        for name in LABELS:
            field: Any = getattr(self, name)
            field.set_value(getattr(details, name))
        self.stays.set_value(details.stays)
        self._show_lives_with()

    def value(self) -> MemberInput:
        """What was filled in; raises InvalidInput when a date cannot be read."""
        return MemberInput(
            given_name=self.given_name.value(),
            family_name=self.family_name.value(),
            role=self.role.value() or Role.ADULT,
            birth_date=self.birth_date.value(),
            gender=self.gender.value(),
            relation=self.relation.value(),
            living=self.living.value() or Living.HERE,
            lives_with=self.lives_with.value() if self.lives_with.isEnabled() else "",
            diploma=self.diploma.value(),
            school=self.school.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            stays=self.stays.value(),
        )

    def show_error(self, error: Exception) -> bool:
        if self.stays.show_error(error):
            self.set_busy(False)
            return True
        return super().show_error(error)

    def _show_lives_with(self) -> None:
        self.lives_with.setEnabled(self.living.value() is not Living.HERE)

    def _save(self) -> None:
        try:
            details = self.value()
        except InvalidInput as error:
            self.show_error(error)
            return
        if self._member is not None:
            save = partial(
                family_service.change_member, self._desk, self._member.id, self._member.version, details
            )
        else:
            save = partial(family_service.add_member, self._desk, self._family_id, details)
        self.set_busy(True)
        self._tasks.run(save, then=self._close_saved, failed=self._show_failure, owner=self)

    def _close_saved(self, done: Done) -> None:
        self.accept()

    def _show_failure(self, error: Exception) -> bool:
        if not isinstance(error, ChangedMeanwhile):
            return self.show_error(error)
        self.show_error(error)
        self._tasks.query(
            family_service.read_family,
            self._desk,
            self._family_id,
            then=self._put_together,
            failed=self.show_error,
            owner=self,
        )
        return True

    def _put_together(self, header: FamilyHeader) -> None:
        """A colleague was first: both versions beside each other, as often as it happens."""
        before = self._member
        now = next(
            (member for member in header.members if before is not None and member.id == before.id), None
        )
        if before is None or now is None:
            self.show_error(NotFound("Dit gezinslid bestaat niet (meer) in dit kantoor."))
            return
        try:
            mine = as_typed(before.details, self._shown, self.value())
        except InvalidInput as error:
            self.show_error(error)
            return
        who = colleague_of(now.changed_by, now.changed_at, versions=now.version - before.version)
        self._newer = now
        dialog = MergeDialog(
            merge(before.details, mine, now.details, together=_TOGETHER),
            _MERGE_LABELS,
            colleague=who.name,
            intro=who.said("dit gezinslid", self._desk.today()),
            parent=self,
        )
        dialog.merged.connect(self._save_merged)
        dialog.open()

    def _save_merged(self, details: MemberInput) -> None:
        if self._newer is None:
            return
        self._member = self._newer
        self._fill(self._member.details)
        self._shown = self.value()
        self._fill(details)
        self.submit()
