"""Instellingen: how it looks here, who and where I am, and what the whole office shares."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.account import RecoveryState
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services import setting as setting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.setting import OfficeSettings, SecuritySettings
from gezinscoach_desktop.views.account.facts import Facts
from gezinscoach_desktop.views.account.identity_card import IdentityCard
from gezinscoach_desktop.views.account.places import recovery_sheet
from gezinscoach_desktop.views.account.security_card import SecurityCard
from gezinscoach_desktop.views.appearance import keep_appearance
from gezinscoach_desktop.views.contact.silence_card import SilenceCard
from gezinscoach_desktop.views.elements import Card, button, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.organisation.parts_card import PartsCard
from gezinscoach_desktop.views.organisation.places import organisation
from gezinscoach_desktop.views.organisation.weights_card import WeightsCard
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.profile.places import index_profiles
from gezinscoach_desktop.views.right.places import rights_list
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Appearance, grid, theme

_WIDEST = 180
_NO_SHEET = "Er is nog geen herstelblad. Als alle wachtwoorden vergeten zijn, opent niemand het kantoor nog."


class SettingsPage(Page):
    """Only what works stands here."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SETTING, Noun.ACCOUNT})
    help_topic: ClassVar[str] = "wachtwoorden"

    office_left = Signal()
    """The user wants to close this office and open another one."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        settings: QSettings,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._settings = settings
        self.identity = IdentityCard(tasks, desk, settings, messages)
        self.security = SecurityCard(tasks, desk, messages)
        self.silence = SilenceCard(tasks, desk, messages)
        self.weights = WeightsCard(tasks, desk, messages)
        self.parts = PartsCard(tasks, desk, messages)
        self._build()
        self._connect()

    @property
    def title(self) -> str:
        return "Instellingen"

    def _may(self, action: Action) -> bool:
        return reach(self._desk.account.roles, action) is not Reach.NONE

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        cards = (
            self._make_open_point(),
            self.identity,
            self._make_appearance(),
            self._make_office(),
            self.silence,
            self.weights,
            self.parts,
            self.security,
        )
        for card in cards:
            column.addWidget(card)
        self._cards = column
        column.addStretch(1)
        # All of it, not each card: texts that wrap are given the height of the width they really get.
        inside.setMaximumWidth(grid(_WIDEST) + 2 * grid(4))
        self.open_point.hide()
        self.security.hide()
        for card in (self.silence, self.weights, self.parts):
            card.setVisible(self._may(Action.CHANGE_SETTINGS))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHeader("Instellingen"))
        whole.addWidget(scrolling(inside), 1)

    def add_card(self, card: Card) -> None:
        """One more, under the others."""
        self._cards.insertWidget(self._cards.count() - 1, card)

    def _make_open_point(self) -> QFrame:
        self.open_point = QFrame()
        self.open_point.setProperty("kind", "message")
        self.open_point.setProperty("tone", "warning")
        self.sheet_button = button("Naar het herstelblad")
        row = QHBoxLayout(self.open_point)
        row.setContentsMargins(grid(3), grid(1.5), grid(1.5), grid(1.5))
        row.setSpacing(grid(2))
        row.addWidget(paragraph(_NO_SHEET), 1)
        row.addWidget(self.sheet_button)
        return self.open_point

    def _make_appearance(self) -> Card:
        card = Card("Weergave")
        form = Form()
        self.appearance_field: ComboField[Appearance] = form.add_row(
            "appearance",
            "Licht of donker",
            ComboField([(choice.label, choice) for choice in Appearance]),
            help_text="Geldt alleen op deze pc.",
            is_half=True,
        )
        self.appearance_field.set_value(theme().appearance)
        card.add(form)
        return card

    def _make_office(self) -> Card:
        card = Card("Kantoor")
        facts = Facts(card)
        self.office_name_label = facts.add("Naam")
        self.kind_label = facts.add("Soort")
        self.place_label = facts.add("Plaats")
        self.lock_label = facts.add("Vergrendelen")
        self.interval_label = facts.add("Momentopname")
        self.silence_label = facts.add("Zonder contact")
        self.instrument_label = facts.add("Instrument")
        self.profile_label = facts.add("Kansarmoede-index")
        self.leave_button = button("Kantoor sluiten", "secondary", "sign-out")
        self.leave_button.setToolTip("Terug naar het openingsscherm, om een ander kantoor te openen")
        self.organisation_button = button("Organisatie", icon_name="building")
        self.rights_button = button("Rechtenlijst", icon_name="handshake")
        self.profiles_button = button("Indexprofielen", icon_name="chart-multiple")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.organisation_button)
        row.addWidget(self.rights_button)
        row.addWidget(self.profiles_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        card.body.addLayout(row)
        self.organisation_button.setVisible(self._may(Action.CHANGE_ORGANISATION))
        self.rights_button.setVisible(self._may(Action.READ_RIGHTS_LIST))
        return card

    def _connect(self) -> None:
        self.appearance_field.edited.connect(self._choose_appearance)
        self.leave_button.clicked.connect(self.office_left)
        self.organisation_button.clicked.connect(self._open_organisation)
        self.rights_button.clicked.connect(self._open_rights)
        self.profiles_button.clicked.connect(self._open_profiles)
        self.sheet_button.clicked.connect(self._open_sheet)

    def load(self) -> None:
        self._tasks.query(setting_service.read_settings, self._desk, then=self._show, key="settings")
        self._tasks.query(setting_service.read_security, self._desk, then=self._show_security, key="security")

    def _show(self, settings: OfficeSettings) -> None:
        self.office_name_label.setText(settings.office_name)
        self.kind_label.setText(settings.kind)
        self.place_label.setText(settings.place)
        months = counted(settings.interval_months, "maand", "maanden")
        self.interval_label.setText(f"minstens om de {months}")
        days = counted(settings.no_contact_days, "dag", "dagen")
        self.silence_label.setText(f"na {days} op Start")
        self.silence.show_days(settings.no_contact_days)
        self.silence.show_months(settings.interval_months)
        self.weights.show_weights(settings.weights)
        self.parts.show_off(settings.off)
        self.rights_button.setVisible(self._may(Action.READ_RIGHTS_LIST) and Part.RIGHTS not in settings.off)
        self.instrument_label.setText(f"Sociale Balans, versie {settings.instrument.version}")
        self.profile_label.setText(
            f"{settings.profile.title}: kansarm vanaf {settings.profile.deprived_from} zwakke domeinen"
        )
        self.identity.show_own(is_practice=settings.is_practice)
        self.security.setVisible(self._may(Action.CHANGE_SETTINGS) and not settings.is_practice)
        if settings.is_practice:
            self.lock_label.setText("niet in het oefenkantoor")
            return
        self._tasks.query(setting_service.read_security, self._desk, then=self._show_security, key="security")
        self.identity.load()
        if self._may(Action.MANAGE_ACCOUNTS):
            self._tasks.query(
                account_service.recovery_state, self._desk, then=self._show_recovery, key="recovery"
            )

    def _show_security(self, security: SecuritySettings) -> None:
        self.lock_label.setText(
            f"na {counted(security.idle_minutes, 'minuut', 'minuten')} zonder toets of muis"
        )
        self.security.show_settings(security)

    def _show_recovery(self, state: RecoveryState) -> None:
        self.open_point.setVisible(not state.exists)

    def _open_sheet(self) -> None:
        self.left_for.emit(recovery_sheet())

    def _open_profiles(self) -> None:
        self.left_for.emit(index_profiles())

    def _open_organisation(self) -> None:
        self.left_for.emit(organisation())

    def _open_rights(self) -> None:
        self.left_for.emit(rights_list())

    def _choose_appearance(self) -> None:
        chosen = self.appearance_field.value() or Appearance.SYSTEM
        keep_appearance(self._settings, chosen)
        theme().use_appearance(chosen)
