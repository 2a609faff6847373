"""Small groups: what somebody may know of a family, how coarsely it is told, and how small the smallest group then is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.coarsening import USUALLY_CHECKED, Quasi
from gezinscoach_desktop.domain.export import Alone, ExportChoice
from gezinscoach_desktop.domain.export_guide import step_word
from gezinscoach_desktop.domain.k_anonymity import USUAL_K, GroupCheck
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.export import ExportCheck
from gezinscoach_desktop.views.elements import Card, button, label, paragraph, set_tone
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.radio import RadioField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SIZES = (5, 10, 15, 20)
_INTRO = (
    "Wie een gezin kent, kan het terugvinden als het alleen staat. Vink aan wat iemand kan weten, en kies hoe het "
    "in het bestand komt."
)


class GroupsCard(Card):
    """Asks to be counted again after every change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kleine groepen", parent)
        self._check: ExportCheck | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add(paragraph(_INTRO, TextStyle.SMALL, Tone.SECONDARY))
        self.result_label = paragraph("", TextStyle.STRONG)
        self.result_label.setAccessibleName("Kleinste groep in het bestand")
        self.proposal_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.apply_button = button("Voorstel overnemen")
        self.uncounted_label = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        beside = QHBoxLayout()
        beside.addWidget(self.apply_button)
        beside.addStretch(1)
        self.add(self.result_label)
        self.add(self.proposal_label)
        self.body.addLayout(beside)
        self.body.addLayout(self._build_columns())
        self.add(self.uncounted_label)
        self.add(self._build_alone())
        for widget in (self.proposal_label, self.apply_button, self.uncounted_label, self._alone):
            widget.hide()

    def _build_columns(self) -> QGridLayout:
        self.size_field: ComboField[int] = ComboField([(f"{size} gezinnen", size) for size in _SIZES])
        self.size_field.set_value(USUAL_K)
        self.size_field.setAccessibleName("Kleinste groep")
        self.checked_fields = {quasi: CheckField(quasi.label) for quasi in Quasi}
        self.step_fields: dict[Quasi, ComboField[int]] = {
            quasi: ComboField([(text, step) for step, text in enumerate(quasi.step_labels)])
            for quasi in Quasi
        }
        places = QGridLayout()
        places.setHorizontalSpacing(grid(3))
        places.setVerticalSpacing(grid(1))
        places.setColumnStretch(1, 1)
        places.addWidget(label("Kleinste groep"), 0, 0)
        places.addWidget(self.size_field, 0, 1)
        for row, quasi in enumerate(Quasi, 1):
            self.checked_fields[quasi].set_value(quasi in USUALLY_CHECKED)
            self.step_fields[quasi].setAccessibleName(f"{quasi.label} in het bestand")
            places.addWidget(self.checked_fields[quasi], row, 0)
            places.addWidget(self.step_fields[quasi], row, 1)
        return places

    def _build_alone(self) -> QWidget:
        self._alone = QWidget()
        column = QVBoxLayout(self._alone)
        column.setContentsMargins(0, grid(1), 0, 0)
        column.setSpacing(0)
        column.addWidget(label("Gezinnen in een te kleine groep", TextStyle.SMALL, Tone.SECONDARY))
        self.alone_fields = {alone: RadioField(alone.label) for alone in Alone}
        self.alone_fields[Alone.LEAVE_OUT].setChecked(True)
        for field in self.alone_fields.values():
            column.addWidget(field)
        return self._alone

    def _connect(self) -> None:
        self.size_field.edited.connect(self.edited)
        for quasi in Quasi:
            self.checked_fields[quasi].edited.connect(self.edited)
            self.step_fields[quasi].edited.connect(self.edited)
        self.apply_button.clicked.connect(self.apply)

    def added_to(self, choice: ExportChoice) -> ExportChoice:
        """The choice with what was chosen here."""
        return replace(
            choice,
            k=self.size_field.value() or USUAL_K,
            checked=tuple(quasi.value for quasi, field in self.checked_fields.items() if field.value()),
            steps=self._steps(),
            alone=next(alone for alone, field in self.alone_fields.items() if field.isChecked()),
        )

    def _steps(self) -> Mapping[str, int]:
        return {quasi.value: field.value() or 0 for quasi, field in self.step_fields.items()}

    def show_check(self, found: ExportCheck) -> None:
        """Say how small the smallest group is, and what to do about it."""
        self._check = found
        self.result_label.setText(_result(found.check, self.size_field.value() or USUAL_K))
        is_fine = not found.check.under
        set_tone(self.result_label, Tone.GOOD if is_fine else Tone.WARNING)
        self.proposal_label.setText(_proposal(found))
        self.proposal_label.setVisible(bool(found.proposals))
        self.apply_button.setVisible(bool(found.proposals))
        self._alone.setVisible(not is_fine)
        self._show_uncounted(found)
        people = found.steps[Quasi.PEOPLE.value]
        self.step_fields[Quasi.AGES].setEnabled(people == 0)  # without rows of members nothing has an age

    def _show_uncounted(self, found: ExportCheck) -> None:
        """What stands in the file though nobody is thought to know it."""
        uncounted = [
            quasi.label.lower()
            for quasi, field in self.checked_fields.items()
            if not field.value() and found.steps[quasi.value] < len(quasi.step_labels) - 1
        ]
        self.uncounted_label.setText(f"Niet meegeteld, wel in het bestand: {', '.join(uncounted)}.")
        self.uncounted_label.setVisible(bool(uncounted))

    def apply(self) -> None:
        """Coarsen as was proposed."""
        if self._check is None:
            return
        for proposal in self._check.proposals:
            self.step_fields[Quasi(proposal.key)].set_value(proposal.step)
        self.size_field.setFocus()
        self.edited.emit()


def _result(check: GroupCheck, k: int) -> str:
    if check.smallest is None:
        return "Geen enkel gezin past bij deze keuze."
    if not check.under:
        return f"De kleinste groep telt {counted(check.smallest, 'gezin', 'gezinnen')}."
    whole = counted(check.families, "gezin", "gezinnen")
    smallest = counted(check.smallest, "gezin", "gezinnen")
    return (
        f"{check.under} van {whole} staan in een groep van minder dan {k}; de kleinste groep telt {smallest}."
    )


def _proposal(found: ExportCheck) -> str:
    """What was proposed, with what each step gives."""
    lines = []
    for each in found.proposals:
        quasi = Quasi(each.key)
        rest = (
            f"dan telt de kleinste groep {counted(each.check.smallest or 0, 'gezin', 'gezinnen')}"
            if not each.check.under
            else f"dan staan er nog {counted(each.check.under, 'gezin', 'gezinnen')} in een te kleine groep"
        )
        lines.append(f"{quasi.label}: {step_word(quasi, each.step)}; {rest}.")
    return "\n".join(["Voorstel:", *lines]) if lines else ""
