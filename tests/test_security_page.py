"""docs/security.md says who may do what and what is noted: exactly as the code has it."""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.data.audit import AuditAction
from gezinscoach_desktop.domain.permission import TABLE, Action, OfficeRole, Reach

PAGE = Path(__file__).parent.parent / "docs" / "security.md"
_WORDS = {Reach.NONE: "no", Reach.OWN: "own families", Reach.ANY: "yes, all"}


def test_the_permission_table_is_the_one_of_the_code() -> None:
    header = "| action | " + " | ".join(role.label.lower() for role in OfficeRole) + " |"
    line = "| --- |" + " --- |" * len(OfficeRole)
    rows = [
        f"| {action.value.replace('_', ' ')} | "
        + " | ".join(_WORDS[TABLE[role][action]] for role in OfficeRole)
        + " |"
        for action in Action
    ]

    assert _between("permissions").splitlines() == [header, line, *rows]


def test_what_is_noted_is_what_the_code_notes() -> None:
    assert _between("audit").splitlines() == [f"- {action.value.replace('_', ' ')}" for action in AuditAction]


def _between(name: str) -> str:
    """The part of the page between its two marks."""
    text = PAGE.read_text(encoding="utf-8")
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- end of {name} -->")[0]
