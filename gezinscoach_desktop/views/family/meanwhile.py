"""What a colleague changed while somebody was filling in the same form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.family.choices import UNKNOWN

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def differences(
    before: DataclassInstance, now: DataclassInstance, labels: Mapping[str, str]
) -> Iterable[InvalidInput]:
    """One remark for every field that a colleague changed, to show at that field."""
    for field in fields(before):
        kept = getattr(now, field.name)
        if field.name in labels and getattr(before, field.name) != kept:
            yield InvalidInput(f"Intussen gewijzigd in: {_text(kept)}", field=field.name)


def _text(value: Any) -> str:
    match value:
        case None | "":
            return UNKNOWN.lower()
        case bool():
            return "ja" if value else "nee"
        case date():
            return format_date(value)
    return str(getattr(value, "label", value))
