"""The columns of an export with what they mean: one list from which the sheets, the codebook and the SPSS syntax are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.instrument import LEVELS, NOT_APPLICABLE_WORD

UNKNOWN_WORD = "niet vermeld"
NOT_APPLICABLE_CODE, UNKNOWN_CODE = 98, 99
"""How SPSS knows n.v.t. and what is not told."""


class VariableKind(StrEnum):
    """What the cells of a column are."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LEVEL = "level"
    SET = "set"
    """Any number of the choices."""

    @property
    def label(self) -> str:
        return {
            "code": "Code",
            "text": "Tekst",
            "number": "Getal",
            "money": "Euro",
            "day": "Datum",
            "yes_no": "Ja of nee",
            "choice": "Keuze",
            "level": "Niveau",
            "set": "Meer keuzes",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: its name in the file, what it is about, and the values it may have with their labels."""

    name: str
    label: str
    kind: VariableKind
    values: tuple[tuple[str, str], ...] = ()
    note: str = ""
    """What has to be known to read it right."""
    is_free_text: bool = False
    """Only in an export that is not pseudonymised."""
    says_unknown: bool = False
    """Whether a cell without a value says so: not filled in, or not told here."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one subject, in their order."""

    subject: ExportSubject
    about: str
    """What a row is."""
    variables: tuple[Variable, ...]


class PlanKind(StrEnum):
    """What of the plan a row is about."""

    REQUEST = "request"
    GOAL = "goal"
    ACTION = "action"

    @property
    def label(self) -> str:
        return {"request": "Vraag", "goal": "Doel", "action": "Actie"}[self.value]


class PlanState(StrEnum):
    """How requests, goals and actions stand, in one list."""

    RUNNING = "running"
    REACHED = "reached"
    CHANGED = "changed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {
            "running": "Lopend",
            "reached": "Bereikt of gedaan",
            "changed": "Veranderd",
            "dropped": "Losgelaten of niet meer nodig",
        }[self.value]


class Deprived(StrEnum):
    """Whether a family counts as deprived."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        return {"yes": "Ja", "no": "Nee", "undetermined": "Onbepaald"}[self.value]


LEVEL_VALUES = (
    *((str(level), f"Niveau {level}") for level in LEVELS),
    (NOT_APPLICABLE_WORD, "Niet van toepassing"),
)
Labelled = Iterable[StrEnum]


def values_of(*kinds: Labelled) -> tuple[tuple[str, str], ...]:
    """The words of enumerations with their labels, in their order."""
    return tuple((each.value, str(getattr(each, "label", each.value))) for kind in kinds for each in kind)
