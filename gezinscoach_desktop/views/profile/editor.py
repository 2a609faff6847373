"""A profile while it is made: numbers, items and cuts, and beside it what that would change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services import index_profile as profile_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.index_profile import ProfileList, ProfilePreview, ProfileVersion
from gezinscoach_desktop.views.elements import Card, paragraph, scrolling
from gezinscoach_desktop.views.fields import ComboField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.profile.criteria import DomainCard
from gezinscoach_desktop.views.profile.places import index_profiles
from gezinscoach_desktop.views.profile.preview import PreviewCard
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_PREVIEW_WIDTH = 104
_BESIDE_FROM = 1180
_NUMBERS = (
    ("deprived_from", "&Kansarm vanaf zoveel zwakke domeinen"),
    ("severe_from", "&Zwaar kansarm vanaf"),
    ("core_needed", "Zwakke ker&nitems voor een zwak domein"),
    ("supporting_needed", "Zwakke &steunende items voor een zwak domein"),
)


class ProfileEditorPage(Page):
    """What was typed stays until it is kept or the page is left; an office keeps whole versions only."""

    help_topic: ClassVar[str] = "indexprofielen"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._wanted = ""
        self._profiles: ProfileList | None = None
        self._from: ProfileVersion | None = None
        self.domain_cards: list[DomainCard] = []
        self._may_count = reach(desk.account.roles, Action.READ_FIGURES) is not Reach.NONE
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Indexprofiel")
        self.header.show_back()
        self.keep_button = self.header.add_command(
            "Bewaren", "checkmark", self.keep, kind="primary", hint="Ctrl+Enter"
        )
        self.keep_button.setShortcut("Ctrl+Return")
        self.form = Form()
        self.name_field = self.form.add_row("name", "Na&am", TextField(), is_required=True)
        self.number_fields: dict[str, ComboField[int]] = {
            name: self.form.add_row(
                name, text, ComboField([(str(number), number) for number in range(1, 7)]), is_half=True
            )
            for name, text in _NUMBERS
        }
        self.why_field = self.form.add_row(
            "why",
            "&Waarom",
            NoteField(fewest_lines=2),
            help_text="Staat bij de versie, voor wie het later naleest.",
        )
        first = Card("Wat geldt")
        first.add(self.form)
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(3))
        self._column.addWidget(self.error_label)
        self._column.addWidget(first)
        self._column.addStretch(1)
        self.preview = PreviewCard()
        if not self._may_count:
            self.preview.hide()
        self._right = QWidget()
        beside = QVBoxLayout(self._right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.preview)
        if not self._may_count:
            text = "Wat dit verandert aan de cijfers, rekent een coördinator uit."
            beside.addWidget(paragraph(text, tone=Tone.SECONDARY))
        beside.addStretch(1)
        self._aside = scrolling(self._right)
        self._aside.setFixedWidth(grid(_PREVIEW_WIDTH))
        body = QHBoxLayout()
        body.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        body.setSpacing(grid(4))
        body.addWidget(scrolling(inside), 1)
        body.addWidget(self._aside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(body, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.preview.wanted.connect(self.count)
        self.form.edited.connect(self.preview.show_old)

    @property
    def title(self) -> str:
        return "Indexprofiel"

    def is_concerned(self, change: Change) -> bool:
        return False  # what is being typed is not overwritten; keeping it says when a colleague was first

    def load(self) -> None:
        if self._profiles is None:
            self._tasks.query(profile_service.list_profiles, self._desk, then=self._show, key="profiles")

    def go_to(self, part: str) -> None:
        """`part` is the id of the profile to begin with."""
        self._wanted = part
        if self._profiles is not None:
            self._show(self._profiles)

    def take_focus(self) -> bool:
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def value(self) -> Profile:
        """The profile as it is chosen now; not checked."""
        base = self._from
        if base is None:
            raise ValueError("Nothing to change is known yet.")
        deprived_from, severe_from, core_needed, supporting_needed = (
            field.value() or 0 for field in self.number_fields.values()
        )
        return replace(
            base.profile,
            name=self.name_field.value().strip(),
            deprived_from=deprived_from,
            severe_from=severe_from,
            core_needed=core_needed,
            supporting_needed=supporting_needed,
            domains=tuple(card.value() for card in self.domain_cards),
        )

    def keep(self) -> None:
        """A new version, or the first of a new profile."""
        base = self._from
        if base is None:
            return
        self._clear_errors()
        keep = profile_service.change_profile if self._is_own(base) else profile_service.new_profile
        self._tasks.run(
            partial(keep, self._desk, self.value(), based_on=base.id, why=self.why_field.value()),
            then=self._leave,
            failed=self._show_error,
            owner=self,
        )

    def count(self) -> None:
        """What it would change, beside it."""
        base = self._from
        if base is None:
            return
        self._clear_errors()
        self.preview.busy.set_busy(True)
        self._tasks.query(
            profile_service.preview_profile,
            self._desk,
            self.value(),
            None,
            then=self._show_preview,
            failed=self._show_error,
            key="preview",
        )

    @staticmethod
    def _is_own(version: ProfileVersion) -> bool:
        return not version.is_shipped and version.is_newest

    def _show(self, profiles: ProfileList) -> None:
        self._profiles = profiles
        base = next((each for each in profiles.versions if each.id == self._wanted), profiles.chosen)
        self._from = base
        is_own = self._is_own(base)
        self.header.set_title(
            f"Nieuwe versie van {base.profile.name}" if is_own else "Nieuw indexprofiel",
            f"Op basis van {base.profile.title}. Wat al geteld is, houdt zijn versie.",
        )
        self.name_field.set_value(base.profile.name if is_own else f"Kopie van {base.profile.name}")
        for name, field in self.number_fields.items():
            field.set_value(getattr(base.profile, name))
        for card in self.domain_cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.domain_cards = [DomainCard(domain, profiles.instrument) for domain in base.profile.domains]
        for place, card in enumerate(self.domain_cards):
            self._column.insertWidget(place + 2, card)
            card.edited.connect(self.preview.show_old)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_field.selectAll()

    def _show_preview(self, preview: ProfilePreview) -> None:
        if self._profiles is not None:
            self.preview.show_preview(preview, self._profiles.instrument)

    def _show_error(self, error: Exception) -> bool:
        self.preview.busy.set_busy(False)
        if self.form.show_error(error):
            return True
        if getattr(error, "field", None) != "domains":
            return False
        self.error_label.setText(str(error))
        self.error_label.show()
        return True

    def _clear_errors(self) -> None:
        self.form.clear_errors()
        self.error_label.hide()

    def _leave(self, _: Done) -> None:
        self.is_done = True
        self._messages.good("Het profiel is bewaard. Kies “Hiermee tellen” om ermee te tellen.")
        self.left_for.emit(index_profiles())

    def _stack(self, *, is_narrow: bool) -> None:
        """Under each other where there is no room for both."""
        if is_narrow is self._aside.isHidden():
            return
        if is_narrow:
            self._aside.takeWidget()
            self._column.insertWidget(self._column.count() - 1, self._right)
        else:
            self._column.removeWidget(self._right)
            self._aside.setWidget(self._right)
        self._right.show()
        self._aside.setHidden(is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack(is_narrow=self.width() < _BESIDE_FROM)
