"""Which passwords are refused, and which are proposed."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.recovery_code import ALPHABET
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.resource import resource_path

SHORTEST = 12
WORDS = 4
_FEWEST_SIGNS = 5
_LEAST_OWN = 5
"""Signs that must be left once names, common passwords and rows of keys are taken out."""
_SHORTEST_NAME = 3
_SHORTEST_RUN = 4
_CODE_GROUPS, _CODE_GROUP = 3, 4  # 12 signs of 5 bits: 60 bits

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
)
_RUNS = frozenset(
    direction[start : start + _SHORTEST_RUN]
    for row in _ROWS
    for direction in (row, row[::-1])
    for start in range(len(row) - _SHORTEST_RUN + 1)
)
_LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
_NO_WORD = re.compile(r"[^a-z]+")
_NO_SIGN = re.compile(r"[\W_]+")


def check_password(password: str, *, user_name: str = "", office_name: str = "") -> None:
    """Raises InvalidInput (field password) for a password that is quickly guessed, with what to do about it."""
    if len(unicodedata.normalize("NFC", password)) < SHORTEST:
        raise _refused(f"Kies een wachtwoord van minstens {SHORTEST} tekens; vier woorden na elkaar is goed.")
    plain = fold(password)
    if len(set(plain)) < _FEWEST_SIGNS or _is_repeated(plain):
        raise _refused("Kies een wachtwoord dat niet altijd dezelfde tekens herhaalt.")
    if _left(plain, _parts(user_name) | _parts(office_name)) < min(_LEAST_OWN, _left(plain, set())):
        raise _refused("Kies een wachtwoord waarin meer staat dan je naam of die van het kantoor.")
    if len(_without_runs(plain)) < _LEAST_OWN:
        raise _refused("Kies een wachtwoord dat geen rij toetsen, cijfers of letters na elkaar is.")
    if _is_common(plain):
        raise _refused("Dit wachtwoord staat op lijsten die inbrekers gebruiken; kies er een dat van jou is.")


def propose_password() -> str:
    """Four random words with blanks between them."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS))


def one_time_code() -> str:
    """A code to hand over, for one sign-in; typed with or without dashes and capitals."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_CODE_GROUP)) for _ in range(_CODE_GROUPS))
    return "-".join(groups)


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The words of proposals."""
    return tuple(_lines("words.txt"))


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Passwords that everybody tries first, folded and with the letters that digits stand for."""
    return frozenset(_lines("common.txt"))


def _lines(name: str) -> list[str]:
    lines = resource_path("passwords", name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _refused(message: str) -> InvalidInput:
    return InvalidInput(message, field="password")


def _is_repeated(plain: str) -> bool:
    """A short piece over and over: abcabcabcabc."""
    return any(
        plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, min(6, len(plain) // 2) + 1)
    )


def _is_common(plain: str) -> bool:
    """On the list as it is, or with digits and signs around it or in the place of letters."""
    letters = _NO_WORD.sub("", plain)
    seen_as = _NO_WORD.sub("", plain.translate(_LOOKS_LIKE))
    stripped = plain.strip("0123456789!?.,;:-_*+#@$&%/()='\" ")
    forms = {_NO_SIGN.sub("", plain), letters, seen_as, _NO_WORD.sub("", stripped.translate(_LOOKS_LIKE))}
    return any(form in common() or _are_two(form) for form in forms)


def _are_two(form: str) -> bool:
    """Two of the list one after the other."""
    return any(form[:cut] in common() and form[cut:] in common() for cut in range(1, len(form)))


def _parts(name: str) -> set[str]:
    """The words of a name that are long enough to be noticed."""
    folded = fold(name)
    return {
        part for part in (*_NO_SIGN.split(folded), _NO_SIGN.sub("", folded)) if len(part) >= _SHORTEST_NAME
    }


def _left(plain: str, parts: set[str]) -> int:
    """Letters that remain without `parts`."""
    for part in sorted(parts, key=len, reverse=True):
        plain = plain.replace(part, " ")
    return len(_NO_WORD.sub("", plain))


def _without_runs(plain: str) -> str:
    """Without rows of four or more neighbours on the keyboard, in the alphabet or among the digits."""
    is_in_run = [False] * len(plain)
    for start in range(len(plain) - _SHORTEST_RUN + 1):
        if plain[start : start + _SHORTEST_RUN] in _RUNS:
            is_in_run[start : start + _SHORTEST_RUN] = [True] * _SHORTEST_RUN
    return _NO_SIGN.sub(
        "", "".join(sign for sign, inside in zip(plain, is_in_run, strict=True) if not inside)
    )
