"""Two versions of a contact in words, so that somebody can choose between them; and back into what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.clock import format_length, format_time
from gezinscoach_desktop.domain.contact import ContactInput

LABELS = {
    "kind": "Soort contact",
    "on": "Datum",
    "begins_at": "Begonnen om",
    "minutes": "Hoe lang",
    "members": "Aanwezig",
    "others": "Wie nog aanwezig",
    "domains": "Levensdomeinen",
    "note": "Notitie",
    "service_id": "Met welke dienst",
}
_NAMED = ("begins_at", "minutes", "members", "service_id")


@dataclass(frozen=True, slots=True)
class _Named:
    """A value that says nothing by itself, with how it is called."""

    value: Any
    label: str


def named(
    details: ContactInput, names: Mapping[UUID | None, str], services: Mapping[UUID, str]
) -> ContactInput:
    """With words for hours, lengths, members and services, until one version is chosen; `unnamed` takes them out."""
    begins, minutes, service = details.begins_at, details.minutes, details.service_id
    present = sorted(details.members)
    values = {
        "begins_at": _Named(begins, "" if begins is None else format_time(begins)),
        "minutes": _Named(minutes, "" if minutes is None else format_length(minutes)),
        "members": _Named(
            tuple(present), ", ".join(names.get(each, "gezinslid") for each in present) or "niemand"
        ),
        "service_id": _Named(service, "" if service is None else services.get(service, "een dienst")),
    }
    return replace(details, **values)  # type: ignore[arg-type]  # until it is chosen


def unnamed(details: ContactInput) -> ContactInput:
    """What is kept."""
    values = {name: getattr(details, name) for name in _NAMED}
    plain = {name: one.value if isinstance(one, _Named) else one for name, one in values.items()}
    return replace(details, **plain)
