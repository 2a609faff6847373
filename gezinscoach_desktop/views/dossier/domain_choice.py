"""Which domains of life a dossier shows: every one by itself, or a whole subject at once."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.theme import grid


@dataclass(slots=True)
class _Group:
    """A subject with its domains by key, and which of them the user wants, also while they are barred."""

    subject: Subject
    field: CheckField
    domains: dict[str, CheckField]
    wanted: dict[str, bool]

    def show(self, barred: AbstractSet[str]) -> None:
        """What is barred stands unticked and grey; the subject is ticked when all that may be chosen is."""
        free = [key for key in self.domains if key not in barred]
        for key, box in self.domains.items():
            box.set_value(self.wanted[key] and key not in barred)
            box.setEnabled(key not in barred)
        self.field.set_value(bool(free) and all(self.wanted[key] for key in free))
        self.field.setEnabled(bool(free))


class DomainChoice(QWidget):
    """A subject is ticked when all its domains are; ticking it ticks them all."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[_Group] = []
        self._barred: AbstractSet[str] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_domains(self, instrument: Instrument) -> None:
        """Every domain of the instrument, all ticked; once per panel."""
        for subject in Subject:
            box = CheckField(subject.label)
            box.edited.connect(self._follow_subject)
            domains = {}
            self._add(box, indent=0)
            for domain in instrument.domains_of(subject):
                domains[domain.key] = CheckField(domain.name)
                domains[domain.key].setAccessibleName(f"{domain.name}, {subject.label}")
                domains[domain.key].edited.connect(self._follow_domain)
                self._add(domains[domain.key], indent=grid(6))
            self._groups.append(_Group(subject, box, domains, dict.fromkeys(domains, True)))
        self._show()

    def bar(self, keys: AbstractSet[str]) -> None:
        """These domains cannot be chosen for now; what the user chose comes back when they can again."""
        self._barred = keys
        self._show()

    def value(self) -> frozenset[tuple[Subject, str]] | None:
        """The wanted domains, barred or not; None when it is all of them."""
        if all(wanted for group in self._groups for wanted in group.wanted.values()):
            return None
        return frozenset(
            (group.subject, key) for group in self._groups for key, wanted in group.wanted.items() if wanted
        )

    def set_value(self, chosen: frozenset[tuple[Subject, str]] | None) -> None:
        """Choose these and no others, without telling; None is all of them."""
        for group in self._groups:
            group.wanted = {key: chosen is None or (group.subject, key) in chosen for key in group.wanted}
        self._show()

    def field_of(self, subject: Subject, key: str = "") -> CheckField:
        """The box of a domain, or of a whole subject."""
        group = next(group for group in self._groups if group.subject is subject)
        return group.domains[key] if key else group.field

    def _add(self, box: CheckField, *, indent: int) -> None:
        holder = QWidget()
        row = QVBoxLayout(holder)
        row.setContentsMargins(indent, 0, 0, 0)
        row.addWidget(box)
        self._column.addWidget(holder)

    def _show(self) -> None:
        for group in self._groups:
            group.show(self._barred)

    def _follow_subject(self) -> None:
        sender = self.sender()
        for group in self._groups:
            if group.field is sender:
                is_on = group.field.value()
                group.wanted.update({key: is_on for key in group.domains if key not in self._barred})
        self._show()
        self.changed.emit()

    def _follow_domain(self) -> None:
        for group in self._groups:
            for key, box in group.domains.items():
                if key not in self._barred:
                    group.wanted[key] = box.value()
        self._show()
        self.changed.emit()
