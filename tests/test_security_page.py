"""docs/security.md and the handbook's page for the DPO say who may do what and what is noted: exactly as the code has it.

`python -m tests.test_security_page` writes those parts of both pages anew.
"""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.permission import TABLE, Action, OfficeRole, Reach
from gezinscoach_desktop.resource import resource_path

PAGE = Path(__file__).parent.parent / "docs" / "security.md"
DUTCH_PAGE = resource_path("handbook") / "gegevensbescherming.md"
_WORDS = {Reach.NONE: "no", Reach.OWN: "own families", Reach.ANY: "yes, all"}
_DUTCH_WORDS = {Reach.NONE: "nee", Reach.OWN: "eigen gezinnen", Reach.ANY: "ja"}
_DUTCH_HEADER = "| Wat |"


def test_the_permission_table_is_the_one_of_the_code() -> None:
    assert _between("permissions") == _permissions()


def test_what_is_noted_is_what_the_code_notes() -> None:
    assert _between("audit") == _audit()


def test_the_dpo_reads_the_same_permissions_in_dutch() -> None:
    assert _dutch_table() == dutch_permissions()


def _permissions() -> str:
    header = "| action | " + " | ".join(role.label.lower() for role in OfficeRole) + " |"
    line = "| --- |" + " --- |" * len(OfficeRole)
    rows = (
        f"| {action.value.replace('_', ' ')} | "
        + " | ".join(_WORDS[TABLE[role][action]] for role in OfficeRole)
        + " |"
        for action in Action
    )
    return "\n".join((header, line, *rows))


def dutch_permissions() -> str:
    header = f"{_DUTCH_HEADER} " + " | ".join(role.label for role in OfficeRole) + " |"
    line = "| --- |" + " --- |" * len(OfficeRole)
    rows = (
        f"| {action.label} | " + " | ".join(_DUTCH_WORDS[TABLE[role][action]] for role in OfficeRole) + " |"
        for action in Action
    )
    return "\n".join((header, line, *rows))


def _dutch_table() -> str:
    """The table under its heading: the handbook's pages hold no marks."""
    text = DUTCH_PAGE.read_text(encoding="utf-8")
    below = text.partition("\n## Wie mag wat?\n")[2].partition("\n## ")[0]
    return "\n".join(line for line in below.splitlines() if line.startswith("|"))


def _audit() -> str:
    return "\n".join(f"- {action.value.replace('_', ' ')}" for action in AuditAction)


def _between(name: str) -> str:
    """The part of the page between its two marks."""
    text = PAGE.read_text(encoding="utf-8")
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- end of {name} -->")[0]


def _rewrite() -> None:
    for name, part in (("permissions", _permissions()), ("audit", _audit())):
        PAGE.write_text(PAGE.read_text(encoding="utf-8").replace(_between(name), part), encoding="utf-8")
    dutch = DUTCH_PAGE.read_text(encoding="utf-8")
    DUTCH_PAGE.write_text(dutch.replace(_dutch_table(), dutch_permissions()), encoding="utf-8")


if __name__ == "__main__":
    _rewrite()
