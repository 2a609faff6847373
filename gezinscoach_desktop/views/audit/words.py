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
from gezinscoach_desktop.domain.file_term import TermKind
from gezinscoach_desktop.domain.letter import LetterBlock
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.setup import SetupStep
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Decision, Phase
from gezinscoach_desktop.domain.transfer import ExportKind
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.services.audit import AuditLine
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.views.safety import words

_NOUNS = {
    "families": ("gezin", "gezinnen"),
    "persons": ("gezinslid", "gezinsleden"),
    "members": ("gezinslid", "gezinsleden"),
    "snapshots": ("momentopname", "momentopnamen"),
    "scores": ("score", "scores"),
    "lines": ("regel", "regels"),
    "count": ("keer", "keer"),
    "findings": ("bevinding", "bevindingen"),
    "rights": ("recht", "rechten"),
    "steps": ("stap", "stappen"),
    "expenses": ("onkost", "onkosten"),
    "found": ("gevonden", "gevonden"),
    "appointments": ("afspraak", "afspraken"),
    "weeks": ("week", "weken"),
    "bundles": ("bundel", "bundels"),
    "left_out": ("tekst weggelaten", "teksten weggelaten"),
    "proposed": ("voorstel", "voorstellen"),
    "approved": ("voorstel goedgekeurd", "voorstellen goedgekeurd"),
    "refused": ("voorstel geweigerd", "voorstellen geweigerd"),
    "taken_back": ("voorstel ingetrokken", "voorstellen ingetrokken"),
    "put_off": ("dossier langer bewaard", "dossiers langer bewaard"),
    "interval_months": ("maand tussen momentopnamen", "maanden tussen momentopnamen"),
    "no_contact_days": ("dag zonder contact", "dagen zonder contact"),
    "paper_texts": ("eigen tekst op formulieren", "eigen teksten op formulieren"),
}
_LABELS = {
    "account": "account",
    "again": "opnieuw geopend",
    "alone": "zonder tweede coördinator",
    "allows_device_key": "onthouden op deze pc",
    "blocks": "delen",
    "decision": "beslissing",
    "epoch": "sleutels nummer",
    "figure": "cijfer",
    "file_terms": "bewaartermijnen in maanden",
    "formats": "als",
    "from": "van",
    "full_time": "past bij een voltijdse coach",
    "hides_from_capture": "weg uit schermafdrukken",
    "idle_minutes": "vergrendelen na minuten",
    "in_bulk": "samen met andere",
    "kind": "soort",
    "made_at": "van",
    "municipality": "één gemeente",
    "names": "met namen",
    "notes": "met toelichtingen",
    "number": "nummer",
    "outlet": "naar",
    "paper": "papier",
    "phase": "fase",
    "profile": "indexprofiel",
    "pseudonymised": "zonder namen",
    "reason": "waarom",
    "retired": "uit gebruik",
    "roles": "rollen",
    "setting": "instelling",
    "setup_skipped": "niet nodig",
    "size": "grootte",
    "switched_off": "uitgezet",
    "to": "naar",
    "undone": "teruggedraaid",
    "way": "met",
    "what": "wat",
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
    "dropped": "laten vervallen",
    "device_key": "de sleutel op de pc",
    **{decision.value: decision.label for decision in Decision},
    "open": "nog te beslissen",
    "council_note": "nota aan de raad",
    "pdf": "PDF",
    "docx": "Word",
    "pdf,docx": "PDF en Word",
    "docx,pdf": "PDF en Word",
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
    "blocks": {block.value: block.label for block in LetterBlock},
    "switched_off": {part.value: part.label for part in Part},
    "setup_skipped": {
        SetupStep.RECOVERY.value: "herstelblad",
        SetupStep.COLLEAGUES.value: "collega’s",
        SetupStep.BACKUP.value: "tweede plaats",
        SetupStep.FAMILY.value: "eerste gezin",
        SetupStep.ORGANISATION.value: "gemeenten",
    },
    "what": {
        "absence": "afwezigheid",
        "municipality": "gemeente",
        "organisation": "partnerorganisatie",
        "staff": "medewerker",
    },
}
_KINDS: Mapping[str, Mapping[str, str]] = {
    AuditAction.PRINT.value: {
        **{kind.value: kind.label for kind in PaperKind},
        "access": "inzagedossier",
        "letter": "brief",
    },
    AuditAction.EXPORT.value: {
        **{kind.value: kind.label for kind in ExportKind},
        "calendar": "agenda",
        "yearly_report": "jaarverslag",
    },
}
"""What `kind` says where it is not the kind of a consent, a coach or a document."""
_PHASES = {phase.value: f"gewicht bij {phase.label.lower()}" for phase in Phase}
_TERMS = {kind.value: kind.label.lower() for kind in TermKind}
_TENTHS = frozenset({"full_time", *_PHASES})
KNOWN = frozenset({*_NOUNS, *_LABELS, *_PHASES})
"""What can be noted besides who and what; the rest is told as it stands."""


def moment(line: AuditLine) -> str:
    """`22/11/2026 09:05`, by the clock on the wall."""
    local = line.at.astimezone()
    return f"{format_date(local.date())} {local:%H:%M}"


def details(line: AuditLine, names: Mapping[UUID, str]) -> str:
    """`3 gezinnen · waarom: Bij het openen`; a key of a newer program is told as it stands."""
    kinds = _KINDS.get(line.action, {})
    told = (
        _part(key, kinds.get(value, value) if key == "kind" and isinstance(value, str) else value, names)
        for key, value in line.details.items()
    )
    return " · ".join(part for part in told if part)


def _part(key: str, value: Any, names: Mapping[UUID, str]) -> str:
    if key == "referral":
        return ""  # an id, for who looks into it with other means
    if key == "second":
        return _SECOND if value is False else ""
    if value is None or value is False or value in ({}, []):
        return ""
    if key in _NOUNS and isinstance(value, int):
        return counted(value, *_NOUNS[key])
    label = _LABELS.get(key) or _PHASES.get(key, key)
    return label if value is True else f"{label}: {_said(key, value, names)}"


def _said(key: str, value: Any, names: Mapping[UUID, str]) -> str:
    match value:
        case int() if key in _TENTHS:
            return f"{value / 10:g}".replace(".", ",")
        case dict() if key == "file_terms":
            return ", ".join(f"{_TERMS.get(name, name)} {months}" for name, months in value.items())
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
