"""What the log noted besides who and what, in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.consent import ConsentKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.document import DocumentKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Decision, Phase
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.services.audit import AuditLine
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.views.safety import words

_NOUNS = {
    "families": ("gezin", "gezinnen"),
    "persons": ("gezinslid", "gezinsleden"),
    "snapshots": ("momentopname", "momentopnamen"),
    "scores": ("score", "scores"),
    "lines": ("regel", "regels"),
    "count": ("keer", "keer"),
    "findings": ("bevinding", "bevindingen"),
    "rights": ("recht", "rechten"),
    "steps": ("stap", "stappen"),
    "expenses": ("onkost", "onkosten"),
    "found": ("gevonden", "gevonden"),
}
_LABELS = {
    "account": "account",
    "again": "opnieuw geopend",
    "allows_device_key": "onthouden op deze pc",
    "decision": "beslissing",
    "epoch": "sleutels nummer",
    "from": "van",
    "hides_from_capture": "weg uit schermafdrukken",
    "idle_minutes": "vergrendelen na minuten",
    "kind": "soort",
    "made_at": "van",
    "names": "met namen",
    "notes": "met toelichtingen",
    "number": "nummer",
    "outlet": "naar",
    "phase": "fase",
    "pseudonymised": "zonder namen",
    "reason": "waarom",
    "roles": "rollen",
    "setting": "instelling",
    "size": "grootte",
    "to": "naar",
    "undone": "teruggedraaid",
    "way": "met",
    "where": "waar",
    "year": "jaar",
}
_WORDS: Mapping[str, str] = {
    **{role.value: role.label for role in OfficeRole},
    **{phase.value: phase.label for phase in Phase},
    **{kind.value: kind.label for kind in OfficeKind},
    **{reason.value: reason.label for reason in BackupReason},
    **{action.value: action.label for action in AuditAction},
    "update_folder": "map met bijwerkingen",
    "backup_second_place": "tweede plaats voor reservekopieën",
    "progress": "evolutieverslag",
    "file": "bestand",
    "paper": "papier",
    "recovery_sheet": "het herstelblad",
    "made": "gemaakt",
    "dropped": "ongeldig gemaakt",
    "device_key": "de sleutel op de pc",
    **{decision.value: decision.label for decision in Decision},
    "open": "nog te beslissen",
    **{kind.value: kind.label for kind in ConsentKind},
    **{kind.value: kind.label for kind in AssignmentKind},
}
_SECOND = "niet op de tweede plaats"
_OWN_WORDS: Mapping[str, Mapping[str, str]] = {
    "way": {"password": "het wachtwoord"},
    "reason": {
        **{reason.value: reason.label for reason in ClosingReason},
        **{refusal.value: refusal.word for refusal in Refusal},
    },
    "kind": {kind.value: kind.label for kind in DocumentKind},
}


def moment(line: AuditLine) -> str:
    """`22/11/2026 09:05`, by the clock on the wall."""
    local = line.at.astimezone()
    return f"{format_date(local.date())} {local:%H:%M}"


def details(line: AuditLine, names: Mapping[UUID, str]) -> str:
    """`3 gezinnen · waarom: Bij het openen`; a key of a newer program is told as it stands."""
    return " · ".join(part for key, value in line.details.items() if (part := _part(key, value, names)))


def _part(key: str, value: Any, names: Mapping[UUID, str]) -> str:
    if key == "referral":
        return ""  # an id, for who looks into it with other means
    if key == "second":
        return _SECOND if value is False else ""
    if value is None or value is False or value in ({}, []):
        return ""
    if key in _NOUNS and isinstance(value, int):
        return counted(value, *_NOUNS[key])
    label = _LABELS.get(key, key)
    return label if value is True else f"{label}: {_said(key, value, names)}"


def _said(key: str, value: Any, names: Mapping[UUID, str]) -> str:
    match value:
        case int() if key == "size":
            return words.size(value)
        case str() if key == "account":
            return _name(value, names)
        case str() if key == "made_at":
            return _day(value)
        case str():
            return _OWN_WORDS.get(key, {}).get(value) or _WORDS.get(value, value)
        case list():
            return ", ".join(_said(key, one, names) for one in value)
        case dict():
            return ", ".join(f"{number} × {_WORDS.get(name, name)}" for name, number in value.items())
    return str(value)


def _name(text: str, names: Mapping[UUID, str]) -> str:
    try:
        return names.get(UUID(text), "onbekend")
    except ValueError:
        return text


def _day(text: str) -> str:
    try:
        local = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return f"{format_date(local.date())} om {local:%H:%M}"
