"""What has to be done once before an office can be relied upon, and what of it is done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.text import fold

LONGEST_REASON = 200
_LONGEST_NAME = 60
_LONGEST_OFFICE = 150
_MOST_BYTES = 120
"""Signs that take four bytes each; backups and journals add to the name, and 255 is what a disk takes."""
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])", re.IGNORECASE)


class SetupStep(StrEnum):
    """What remains once the office is there, in the order in which it is best done."""

    ORGANISATION = "organisation"
    """The municipalities it works for."""
    RECOVERY = "recovery"
    COLLEAGUES = "colleagues"
    BACKUP = "backup"
    """A second place for backups, and a first one there."""
    FAMILY = "family"


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    TO_DO = "to_do"
    SKIPPED = "skipped"
    ELSEWHERE = "elsewhere"
    """Somebody else does it: whoever looks after the server."""


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What the office itself tells about it."""

    municipalities: int
    has_recovery: bool
    accounts: int
    has_second_place: bool
    backed_up_at: datetime | None
    families: int
    is_kept_by_others: bool = False
    """On a server, where its keeper makes the backups."""
    can_add_family: bool = True
    skipped: Mapping[SetupStep, str] = field(default_factory=dict)
    """With the reason, which may be empty."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step and how far it is; the reason when it was skipped with one."""

    step: SetupStep
    state: StepState
    reason: str = ""

    @property
    def is_reminded(self) -> bool:
        """Whether Start goes on about it. A recovery sheet that was skipped is the one thing nobody can make later."""
        return self.state is StepState.TO_DO or (
            self.state is StepState.SKIPPED and self.step is SetupStep.RECOVERY
        )


@dataclass(frozen=True, slots=True)
class SetupState:
    """Every step that this office and this account have."""

    lines: tuple[StepLine, ...]
    backed_up_at: datetime | None = None

    @property
    def remaining(self) -> tuple[StepLine, ...]:
        """What Start reminds of."""
        return tuple(line for line in self.lines if line.is_reminded)

    @property
    def is_done(self) -> bool:
        return not self.remaining

    def line_of(self, step: SetupStep) -> StepLine | None:
        """None for a step that is not this account's."""
        return next((line for line in self.lines if line.step is step), None)


def setup_state_of(facts: SetupFacts) -> SetupState:
    """What was really done wins from what was skipped: a step that was done after all is done."""
    done = {
        SetupStep.ORGANISATION: facts.municipalities > 0,
        SetupStep.RECOVERY: facts.has_recovery,
        SetupStep.COLLEAGUES: facts.accounts > 1,
        SetupStep.BACKUP: facts.has_second_place and facts.backed_up_at is not None,
        SetupStep.FAMILY: facts.families > 0,
    }
    lines = []
    for step in SetupStep:
        if step is SetupStep.FAMILY and not facts.can_add_family:
            continue
        lines.append(StepLine(step, _state(step, facts, is_done=done[step]), facts.skipped.get(step, "")))
    return SetupState(tuple(lines), facts.backed_up_at)


def _state(step: SetupStep, facts: SetupFacts, *, is_done: bool) -> StepState:
    if is_done:
        return StepState.DONE
    if step is SetupStep.BACKUP and facts.is_kept_by_others:
        return StepState.ELSEWHERE
    return StepState.SKIPPED if step in facts.skipped else StepState.TO_DO


def checked_reason(step: SetupStep, reason: str) -> str:
    """One line; raises InvalidInput (field reason) when the recovery sheet is skipped without one."""
    reason = " ".join(reason.split())
    if step is SetupStep.RECOVERY and not reason:
        raise InvalidInput("Schrijf in één zin waarom je nu geen herstelblad maakt.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(f"Hou de reden onder de {LONGEST_REASON} tekens.", field="reason")
    return reason


def skipped_in(kept: object) -> dict[SetupStep, str]:
    """What was skipped, as it stands in the settings; a step that this version does not know is left out."""
    if not isinstance(kept, Mapping):
        return {}
    known = set(SetupStep)
    return {SetupStep(step): str(reason) for step, reason in kept.items() if step in known}


def checked_office_name(name: str) -> str:
    """On one line; raises InvalidInput (field name) for one that fits on no letter."""
    name = " ".join(name.split())
    if len(name) > _LONGEST_OFFICE:
        raise InvalidInput(
            f"Hou de naam onder de {_LONGEST_OFFICE} tekens; hij komt op elke brief.", field="name"
        )
    return name


def municipalities_in(text: str) -> tuple[str, ...]:
    """The names that somebody typed, between commas, each once."""
    names = (" ".join(name.split()) for name in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(name for name in names if name))


def user_name_from(display_name: str) -> str:
    """A user name to propose: the first name, small, in letters that everybody has on the keyboard."""
    first = fold(display_name).partition(" ")[0]
    return re.sub(r"[^a-z0-9]", "", first)


def file_name_of(office_name: str) -> str:
    """The name of an office as the name of a file, without its ending, good on every system."""
    shown = "".join(sign if sign.isprintable() else " " for sign in _NOT_IN_A_NAME.sub(" ", office_name))
    name = " ".join(shown.split())[:_LONGEST_NAME]
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(" .")
    if not name or name.startswith("."):
        name = f"kantoor {name.lstrip('.')}".strip()
    return f"kantoor {name}" if _RESERVED.fullmatch(name.partition(".")[0]) else name
