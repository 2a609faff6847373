"""The first step: whose office it is, and for which municipalities."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.setup import checked_office_name, municipalities_in
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.setup.step_page import StepPage
from gezinscoach_desktop.views.setup.words import ORGANISATION

_INTRO = "In een kantoor staan de gezinnen van jouw organisatie. Je maakt het één keer; collega’s sluiten er later bij aan."


class OrganisationStep(StepPage):
    """A name; municipalities may wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ORGANISATION, _INTRO, parent)
        self.name_field = self.form.add_row(
            "name",
            "Naam van de organisatie",
            TextField(placeholder="OCMW Ninove"),
            help_text="Zo staat ze ook op brieven en verslagen.",
            is_required=True,
        )
        self.municipalities_field = self.form.add_row(
            "municipalities",
            "Gemeenten waarvoor je werkt",
            TextField(placeholder="Ninove, Denderleeuw"),
            help_text="Met een komma ertussen. Je kan dit later aanvullen bij Instellingen.",
        )
        self.body.addWidget(self.form)

    @property
    def name(self) -> str:
        return self.name_field.value()

    @property
    def municipalities(self) -> tuple[str, ...]:
        return municipalities_in(self.municipalities_field.value())

    def take_focus(self) -> None:
        self._focus(self.name_field)

    def enter(self) -> None:
        self.done.emit()

    def check(self) -> None:
        if not self.name:
            raise InvalidInput("Vul de naam van je organisatie in.", field="name")
        checked_office_name(self.name)
