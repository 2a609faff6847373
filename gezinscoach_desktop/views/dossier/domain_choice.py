"""Which domains of life a dossier shows: every one by itself, or a whole subject at once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.views.elements import scrolling
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.theme import grid


@dataclass(frozen=True, slots=True)
class _Group:
    """A subject with its domains by key."""

    subject: Subject
    field: CheckField
    domains: dict[str, CheckField]

    @property
    def is_complete(self) -> bool:
        return all(field.value() for field in self.domains.values())


class DomainChoice(QWidget):
    """A subject is ticked when all its domains are; ticking it ticks them all."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[_Group] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, grid(2), 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def show_domains(self, instrument: Instrument) -> None:
        """Every domain of the instrument, all ticked; once per panel."""
        for subject in Subject:
            field = CheckField(subject.label)
            field.edited.connect(self._follow_subject)
            domains = {}
            self._add(field, indent=0)
            for domain in instrument.domains_of(subject):
                domains[domain.key] = CheckField(domain.name)
                domains[domain.key].setAccessibleName(f"{domain.name}, {subject.label}")
                domains[domain.key].edited.connect(self._follow_domain)
                self._add(domains[domain.key], indent=grid(6))
            self._groups.append(_Group(subject, field, domains))
        self._tick(True)

    def value(self) -> frozenset[tuple[Subject, str]] | None:
        """The ticked domains; None when it is all of them."""
        if all(group.is_complete for group in self._groups):
            return None
        return frozenset(
            (group.subject, key)
            for group in self._groups
            for key, field in group.domains.items()
            if field.value()
        )

    def field_of(self, subject: Subject, key: str = "") -> CheckField:
        """The box of a domain, or of a whole subject."""
        group = next(group for group in self._groups if group.subject is subject)
        return group.domains[key] if key else group.field

    def _add(self, field: CheckField, *, indent: int) -> None:
        holder = QWidget()
        row = QVBoxLayout(holder)
        row.setContentsMargins(indent, 0, 0, 0)
        row.addWidget(field)
        self._column.insertWidget(self._column.count() - 1, holder)

    def _tick(self, is_on: bool) -> None:
        for group in self._groups:
            group.field.set_value(is_on)
            for field in group.domains.values():
                field.set_value(is_on)

    def _follow_subject(self) -> None:
        sender = self.sender()
        for group in self._groups:
            if group.field is sender:
                for field in group.domains.values():
                    field.set_value(group.field.value())
        self.changed.emit()

    def _follow_domain(self) -> None:
        for group in self._groups:
            group.field.set_value(group.is_complete)
        self.changed.emit()
