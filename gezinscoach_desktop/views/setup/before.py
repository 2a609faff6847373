"""The three steps before there is an office, as one: what was typed, kept on this PC, and made into an office."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.setup.account_step import AccountStep
from gezinscoach_desktop.views.setup.draft import SetupDraft, keep_draft
from gezinscoach_desktop.views.setup.making import Wanted
from gezinscoach_desktop.views.setup.organisation_step import OrganisationStep
from gezinscoach_desktop.views.setup.place_step import PlaceStep
from gezinscoach_desktop.views.setup.step_page import StepPage
from gezinscoach_desktop.views.setup.words import BEFORE
from gezinscoach_desktop.views.tasks import Tasks

_OF_ORGANISATION = frozenset({"name", "municipalities"})
_OF_PLACE = frozenset(
    {"place", "kind", "host", "port", "database", "ca_file", "server_user", "server_password"}
)


class BeforeSteps:
    """Holds the pages; whoever shows them owns them."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, entrance: Entrance) -> None:
        self.organisation = OrganisationStep()
        self.place = PlaceStep(tasks, dialogs, entrance, office_name=self._office_name)
        self.account = AccountStep(office_name=self._office_name)
        self.pages: tuple[StepPage, ...] = (self.organisation, self.place, self.account)

    def _office_name(self) -> str:
        return self.organisation.name

    def is_good(self, key: str) -> bool:
        """Whether nothing is missing in that step."""
        try:
            self.pages[BEFORE.index(key)].check()
        except InvalidInput:
            return False
        return True

    def wanted(self) -> Wanted:
        """Everything an office is made of; raises InvalidInput for what is missing."""
        self.organisation.check()
        chosen = self.place.chosen()
        self.account.check()
        return Wanted(
            chosen,
            self.organisation.name,
            self.organisation.municipalities,
            self.account.display_name,
            self.account.user_name,
            self.account.password.value(),
        )

    def page_of(self, field: str | None) -> StepPage:
        """Where a field stands that something is wrong with."""
        if field in _OF_ORGANISATION:
            return self.organisation
        return self.place if field in _OF_PLACE else self.account

    def forget_passwords(self) -> None:
        """They were used, and are kept nowhere."""
        self.account.password.clear()
        self.place.where.clear_password()

    # ------------------------------------------------------------------------------------------------- keeping it

    def use(self, draft: SetupDraft) -> None:
        """Fill in what was typed before."""
        self.organisation.name_field.set_value(draft.name)
        self.organisation.municipalities_field.set_value(draft.municipalities)
        self.account.display_name_field.set_value(draft.display_name)
        self.account.user_name_field.set_value(draft.user_name)
        if draft.kind in set(OfficeKind):
            is_proposed = draft.is_place_proposed and not draft.is_being_made  # else it is looked for there
            self.place.use(OfficeKind(draft.kind), draft.place, is_proposed=is_proposed)
        fields = self.place.where.server.fields
        fields.host_field.set_value(draft.host)
        fields.port_field.set_value(draft.port)
        fields.database_field.set_value(draft.database)
        fields.ca_field.set_value(draft.ca_file)

    def keep(self, settings: QSettings, *, step: str, is_being_made: bool = False) -> None:
        """Everything but the passwords."""
        fields = self.place.where.server.fields
        draft = SetupDraft(
            name=self.organisation.name,
            municipalities=self.organisation.municipalities_field.value(),
            kind=self.place.kind.value,
            place=self.place.where.place_field.value(),
            is_place_proposed=self.place.is_proposed,
            host=fields.host_field.value(),
            port=fields.port_field.value(),
            database=fields.database_field.value(),
            ca_file=fields.ca_field.value(),
            display_name=self.account.display_name,
            user_name=self.account.user_name,
            step=step,
            is_being_made=is_being_made,
        )
        keep_draft(settings, draft)
