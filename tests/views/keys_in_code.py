"""Looking a key of the handbook up in the code of the screens it is listed for."""

from __future__ import annotations

import re
from pathlib import Path

from gezinscoach_desktop import views
from gezinscoach_desktop.domain.handbook_keys import Keys

_ROOT = Path(str(views.__file__)).parent

# Where the keys of a section are handled: folders and modules of the views.
HANDLED_IN = {
    "overal": ("frame.py", "find", "lock", "../rooms.py", "help"),
    "in-een-lijst": ("table.py", "start", "family"),
    "bij-een-gezin-en-in-accounts": ("family", "account"),
    "in-het-plan-van-een-gezin-en-in-acties": ("plan", "action", "family", "table.py"),
    "in-het-netwerk-van-een-gezin": ("network", "family", "table.py"),
    "in-de-agenda": ("agenda",),
    "in-een-momentopname": ("snapshot", "frame.py"),
    "bij-verslagen-en-formulieren": ("dossier", "printing"),
    "bij-papieren-van-veel-gezinnen-en-bij-een-inzagedossier": (
        "bulk",
        "access_file",
        "plan/ticked_table.py",
    ),
    "in-een-veld-met-een-wachtwoord": ("password_field.py",),
    "in-een-veld-met-een-datum": ("fields.py",),
    "bij-een-nieuw-gezin": ("family",),
}
BY_QT = frozenset({"Tab", "Home", "End", "Enter"})
"""What Qt does by itself in a list, a table or a form."""

_NAMES = {
    "pijl omhoog": "Up", "pijl omlaag": "Down", "pijl links": "Left", "pijl rechts": "Right",
    "page up": "PageUp", "page down": "PageDown", "enter": "Return", "esc": "Escape", "spatie": "Space",
    "/": "Slash", "+": "Plus", "-": "Minus",
}  # fmt: skip
_SHORT = {"Up": "Up", "PageUp": "PgUp", "PageDown": "PgDown", "Return": "Return", "Left": "Left"}
_HELD = {"Ctrl": "Control", "Alt": "Alt", "Shift": "Shift"}
# Belgian keys without Shift, and numbers that are counted in a loop.
_LOOPED: dict[tuple[str, ...], str] = {
    **{("Ctrl", str(number)): 'f"Ctrl+{number}"' for number in range(1, 10)},
    **{(str(number),): "for digit in range(6)" for number in range(6)},
}


def is_handled(keys: Keys, anchor: str) -> bool:
    """Whether the code of these screens names the keys: as a chord in one text, or as Qt's names for them."""
    code = code_of(anchor)
    looped = _LOOPED.get(keys.names)
    if looped is not None and looped in code:
        return True
    *held, last = keys.names
    name = _NAMES.get(last.casefold(), last)
    for written in {last, name, _SHORT.get(name, name)}:
        if f'"{"+".join((*held, written))}"' in code:
            return True
    parts = [
        rf"Key_{re.escape(name)}\b",
        *(rf"{_HELD[each]}Modifier|is_{each.casefold()}|True\)" for each in held),
    ]
    return all(re.search(part, code) for part in parts)


def code_of(anchor: str) -> str:
    """The source of the screens of a section."""
    found = []
    for name in HANDLED_IN[anchor]:
        path = _ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        found += [file.read_text(encoding="utf-8") for file in files]
    return "\n".join(found)
