"""How sections name who, what and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.reports.life.redaction import Seen

WHOLE = "Gezin"


def who(seen: Seen, member_id: UUID | None) -> str:
    """A member as the paper calls them; the family when it is of nobody in particular."""
    return WHOLE if member_id is None else seen.labels.get(member_id, WHOLE)


def service(seen: Seen, service_id: UUID | None, typed: str = "") -> str:
    """A service by its name in the directory, that of the one it was merged into, or as typed."""
    found = None if service_id is None else seen.life.services.get(service_id)
    passed: set[UUID | None] = {service_id}
    while found is not None and found.merged_into is not None and found.merged_into not in passed:
        passed.add(found.merged_into)
        found = seen.life.services.get(found.merged_into, found)
    name = "" if found is None else found.name
    return name or typed or ("Dienst" if service_id is not None else "")


def domains(of: Iterable[LifeDomain | None]) -> str:
    return ", ".join(domain.label for domain in of if domain is not None)


def day(when: date | None) -> str:
    return "" if when is None else format_date(when)


def money(cents: int | None) -> str:
    return format_cents(cents) if cents else ""
