"""What the log noted is told in Dutch: who reads it for a family is no programmer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import gezinscoach_desktop
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.services.audit import AuditLine
from gezinscoach_desktop.views.audit import words

SERVICES = Path(gezinscoach_desktop.__file__).parent / "services"
WITHOUT_WORDS = {"referral", "second"}
"""An id that is not told, and what is only told when it is missing."""


@pytest.mark.parametrize(
    ("action", "details", "told"),
    [
        (
            AuditAction.UNDO_IMPORT,
            {"families": 4, "members": 5, "snapshots": 0},
            "4 gezinnen · 5 gezinsleden · 0 momentopnamen",
        ),
        (
            AuditAction.EXPORT,
            {"kind": "yearly_report", "year": 2026, "formats": "pdf,docx"},
            "soort: jaarverslag · jaar: 2026 · als: PDF en Word",
        ),
        (AuditAction.EXPORT, {"pseudonymised": True, "kind": "xlsx"}, "zonder namen · soort: Excel (XLSX)"),
        (AuditAction.PRINT, {"paper": "council_note", "bundles": 1}, "papier: nota aan de raad · 1 bundel"),
        (AuditAction.PRINT, {"kind": "mandate", "outlet": "paper"}, "soort: Mandaatformulier · naar: papier"),
        (AuditAction.CHANGE_CONSENT, {"kind": "mandate"}, "soort: Mandaat"),
        (
            AuditAction.CHANGE_DISPOSAL,
            {"approved": 1, "alone": True},
            "1 voorstel goedgekeurd · zonder tweede coördinator",
        ),
        (
            AuditAction.CHANGE_SETTINGS,
            {"file_terms": {"file": 60, "documents": 24}},
            "bewaartermijnen in maanden: heel het dossier 60, documenten 24",
        ),
        (
            AuditAction.CHANGE_SETTINGS,
            {"full_time": 150, "winding_down": 3},
            "past bij een voltijdse coach: 15 · gewicht bij afbouw: 0,3",
        ),
        (AuditAction.CHANGE_SETTINGS, {"switched_off": ["goals", "stories"]}, "uitgezet: Doelen, Verhalen"),
        (AuditAction.CHANGE_SETTINGS, {"interval_months": 3}, "3 maanden tussen momentopnamen"),
    ],
)
def test_what_was_noted_is_told_in_words(action: AuditAction, details: dict[str, Any], told: str) -> None:
    line = AuditLine(1, datetime(2026, 11, 22, tzinfo=UTC), "An", action.value, details=details)

    assert words.details(line, {}) == told


def test_no_key_that_a_service_notes_is_told_as_it_stands_in_the_code() -> None:
    noted = {
        key for path in SERVICES.glob("*.py") for key in _noted(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert {"bundles", "figure", "members", "pseudonymised"} <= noted, "the search finds what is noted"
    assert noted - WITHOUT_WORDS - words.KNOWN == set()


def _noted(tree: ast.Module) -> Iterator[str]:
    """The keys of every `details` that is given to `note`, written there or in a variable of the same function."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            wanted = [each for each in ast.walk(function) if isinstance(each, ast.Call) and _is_note(each)]
            names = {
                keyword.value.id
                for call in wanted
                for keyword in call.keywords
                if isinstance(keyword.value, ast.Name)
            }
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and any(
                    isinstance(each, ast.Name) and each.id in names for each in node.targets
                ):
                    yield from _keys(node.value)
            for call in wanted:
                for keyword in call.keywords:
                    if keyword.arg == "details":
                        yield from _keys(keyword.value)


def _is_note(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "note"


def _keys(node: ast.expr) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Dict):
            yield from (
                key.value for key in each.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            )
