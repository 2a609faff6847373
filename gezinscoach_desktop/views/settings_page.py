"""Instellingen: how it looks here, who and where I am, and what the whole office shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import Card, button, label, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Appearance, TextStyle, Tone, grid, theme

if TYPE_CHECKING:
    from gezinscoach_desktop.services.setting import OfficeSettings

_APPEARANCE = "view/appearance"
_WIDEST = 180


@dataclass(frozen=True, slots=True)
class Me:
    """The account as this page shows it."""

    display_name: str
    user_name: str
    roles: tuple[str, ...]


def kept_appearance(settings: QSettings) -> Appearance:
    """What was chosen last time on this computer."""
    word = str(settings.value(_APPEARANCE, Appearance.SYSTEM.value))
    return Appearance(word) if word in tuple(Appearance) else Appearance.SYSTEM


class SettingsPage(Page):
    """Only what works stands here."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SETTING, Noun.ACCOUNT})
    help_topic: ClassVar[str] = "eerste-stappen"

    office_left = Signal()
    """The user wants to close this office and open another one."""

    def __init__(
        self,
        tasks: Tasks,
        settings: QSettings,
        read_settings: Callable[[], OfficeSettings],
        *,
        me: Me,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._settings = settings
        self._read_settings = read_settings
        self._build(me)
        self._connect()

    @property
    def title(self) -> str:
        return "Instellingen"

    def _build(self, me: Me) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        for card in (self._make_appearance(), self._make_me(me), self._make_office()):
            card.setMaximumWidth(grid(_WIDEST))
            column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHeader("Instellingen"))
        whole.addWidget(scrolling(inside), 1)

    def _make_appearance(self) -> Card:
        card = Card("Weergave")
        form = Form()
        self.appearance_field: ComboField[Appearance] = form.add_row(
            "appearance",
            "Licht of donker",
            ComboField([(choice.label, choice) for choice in Appearance]),
            help_text="Geldt alleen op deze computer.",
            is_half=True,
        )
        self.appearance_field.set_value(theme().appearance)
        card.add(form)
        return card

    def _make_me(self, me: Me) -> Card:
        card = Card("Jij")
        rows = _facts(card)
        _add_fact(rows, "Naam").setText(me.display_name)
        _add_fact(rows, "Gebruikersnaam").setText(me.user_name)
        _add_fact(rows, "Rol").setText(", ".join(me.roles))
        return card

    def _make_office(self) -> Card:
        card = Card("Kantoor")
        rows = _facts(card)
        self.office_name_label = _add_fact(rows, "Naam")
        self.kind_label = _add_fact(rows, "Soort")
        self.place_label = _add_fact(rows, "Plaats")
        self.interval_label = _add_fact(rows, "Momentopname")
        self.instrument_label = _add_fact(rows, "Instrument")
        self.profile_label = _add_fact(rows, "Kansarmoede-index")
        self.leave_button = button("Kantoor sluiten", "secondary", "lock-closed")
        self.leave_button.setToolTip("Terug naar het openingsscherm, om een ander kantoor te openen")
        card.body.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _connect(self) -> None:
        self.appearance_field.edited.connect(self._choose_appearance)
        self.leave_button.clicked.connect(self.office_left)

    def load(self) -> None:
        self._tasks.query(self._read_settings, then=self._show, key="settings")

    def _show(self, settings: OfficeSettings) -> None:
        self.office_name_label.setText(settings.office_name)
        self.kind_label.setText(settings.kind)
        self.place_label.setText(settings.place)
        months = counted(settings.interval_months, "maand", "maanden")
        self.interval_label.setText(f"minstens om de {months}")
        self.instrument_label.setText(f"Sociale Balans, versie {settings.instrument.version}")
        self.profile_label.setText(
            f"{settings.profile.title}: kansarm vanaf {settings.profile.deprived_from} zwakke domeinen"
        )

    def _choose_appearance(self) -> None:
        chosen = self.appearance_field.value() or Appearance.SYSTEM
        self._settings.setValue(_APPEARANCE, chosen.value)
        theme().use_appearance(chosen)


def _facts(card: Card) -> QFormLayout:
    rows = QFormLayout()
    rows.setHorizontalSpacing(grid(6))
    rows.setVerticalSpacing(grid(2))
    card.body.addLayout(rows)
    return rows


def _add_fact(rows: QFormLayout, name: str) -> QLabel:
    caption = label(name, TextStyle.TEXT, Tone.SECONDARY)
    caption.setMinimumWidth(grid(34))
    value = paragraph("")
    rows.addRow(caption, value)
    return value
