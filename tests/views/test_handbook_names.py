"""What the handbook prints in bold stands on the screen, letter for letter, or is a key.

Somebody who reads “klik op **Bewaren**” looks for exactly that word. Emphasis is in italics.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest

import gezinscoach_desktop
from gezinscoach_desktop.resource import resource_path

_INSTALLER = Path(gezinscoach_desktop.__file__).parent.parent / "installer"
PAGES = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(resource_path("handbook").glob("*.md"))
}
ELSEWHERE = {
    "jaarverslag": {"Veld bijwerken"},  # Word
    "installeren": {
        "Meer informatie", "Toch uitvoeren", "OK", "Alles uitpakken",
    },  # Windows
}  # fmt: skip
"""Buttons of other programs."""

_KEYS = {
    "Alt", "Backspace", "Ctrl", "Delete", "End", "Enter", "Esc", "Home", "Page Down", "Page Up", "Shift", "Spatie",
    "Tab", "Windows", "pijl links", "pijl rechts", "pijl omhoog", "pijl omlaag", "pijltjes",
}  # fmt: skip


_BOLD = re.compile(r"\*\*((?:\\.|[^*\n\\])+)\*\*")


@pytest.mark.parametrize("topic", PAGES)
def test_bold_words_are_on_the_screen_or_are_keys(topic: str) -> None:
    bold = dict.fromkeys(_BOLD.findall(PAGES[topic]))

    nowhere = [text for text in bold if not _is_keys(text) and not _on_screen(text)]

    assert sorted(set(nowhere) - ELSEWHERE.get(topic, set())) == []


def test_an_old_name_of_a_button_would_be_noticed() -> None:
    assert _on_screen("Gezin toevoegen")
    assert _on_screen("Openen als An, zonder wachtwoord"), "words with a name in them are recognised"
    assert not _on_screen("Gezin bijvoegen")
    assert not _on_screen("gezin toevoegen"), "capitals count: people look for the word as they read it"
    assert not _on_screen("List of families"), "what developers read is no text of the screen"
    assert not _is_keys("Ctrl + Bewaren")


def _is_keys(text: str) -> bool:
    """Ctrl + K, pijl omlaag, 1, F1, M."""
    parts = re.split(r" \+ (?=.)", text.replace("Pijl", "pijl"))
    return all(part in _KEYS or re.fullmatch(r"F[0-9]{1,2}|[A-Z0-9/+−?]", part) for part in parts)


def _on_screen(text: str) -> bool:
    wanted = _plain(text)
    fixed, patterns = _texts()
    return wanted in fixed or any(pattern.fullmatch(wanted) for pattern in patterns)


def _plain(text: str) -> str:
    """Without the & of a shortcut and the dots of a button that opens something."""
    return re.sub(r"&(?=\w)|\\", "", text).replace("\u00a0", " ").rstrip("….: ").strip()


@cache
def _texts() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the program says: whole texts, and those with something filled in."""
    fixed: set[str] = set()
    patterns: set[str] = set()
    for path in Path(gezinscoach_desktop.__file__).parent.rglob("*.py"):
        if "tour" in path.parts:
            continue
        for node in _said(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
                if len(re.findall(r"[^\W\d]", "".join(part or "" for part in parts))) >= 6:
                    patterns.add("".join(".+" if part is None else re.escape(_bare(part)) for part in parts))
            elif isinstance(node.value, str):
                fixed.add(_plain(node.value))
    for script in (*_INSTALLER.glob("*.nsi"), *_INSTALLER.glob("setup/*.nsh")):
        fixed |= {_plain(text) for text in re.findall(r'"([^"\n]*)"', script.read_text(encoding="utf-8"))}
    return frozenset(fixed), tuple(re.compile(pattern) for pattern in sorted(patterns))


def _bare(part: str) -> str:
    return re.sub(r"&(?=\w)", "", part).replace("\u00a0", " ")


def _said(tree: ast.Module) -> Iterator[ast.JoinedStr | ast.Constant]:
    """Every text in the code but the docstrings."""
    waiting: list[ast.AST] = [tree]
    while waiting:  # as ast.walk, which takes several times as long over the whole program
        node = waiting.pop()
        kind = type(node)
        if kind is ast.Constant or kind is ast.JoinedStr:
            yield cast(ast.Constant | ast.JoinedStr, node)
        is_bare = kind is ast.Expr
        for value in node.__dict__.values():
            if type(value) is list:
                waiting += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST) and not (
                is_bare and isinstance(value, ast.Constant | ast.JoinedStr)
            ):
                waiting.append(value)
