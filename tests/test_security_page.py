"""docs/security.md says who may do what and what is noted: exactly as the code has it.

`python tests/test_security_page.py` writes both parts of the page anew.
"""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.permission import TABLE, Action, OfficeRole, Reach

PAGE = Path(__file__).parent.parent / "docs" / "security.md"
_WORDS = {Reach.NONE: "no", Reach.OWN: "own families", Reach.ANY: "yes, all"}


def test_the_permission_table_is_the_one_of_the_code() -> None:
    assert _between("permissions") == _permissions()


def test_what_is_noted_is_what_the_code_notes() -> None:
    assert _between("audit") == _audit()


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


def _audit() -> str:
    return "\n".join(f"- {action.value.replace('_', ' ')}" for action in AuditAction)


def _between(name: str) -> str:
    """The part of the page between its two marks."""
    text = PAGE.read_text(encoding="utf-8")
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- end of {name} -->")[0]


def _rewrite() -> None:
    for name, part in (("permissions", _permissions()), ("audit", _audit())):
        PAGE.write_text(PAGE.read_text(encoding="utf-8").replace(_between(name), part), encoding="utf-8")


if __name__ == "__main__":
    _rewrite()
