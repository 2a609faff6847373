"""What a coach learns while getting to know a family: one record per family, for the intake report and the handover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.merge import merge_texts


@dataclass(frozen=True, slots=True)
class IntakeInput:
    """Free text throughout; empty is not spoken about yet."""

    story: str = ""
    """Their story, in their own words."""
    strengths: str = ""
    """What goes well, what they are good at."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Needs and wishes by life domain (the values of LifeDomain)."""
    absent_parent: str = ""
    services: str = ""
    """What runs already, as far as it is not in the network."""
    safety: str = ""
    """Safety, and what was agreed about it."""
    expectations: str = ""
    pace: str = ""
    boundaries: str = ""
    """What the coach does not do."""
    matters: str = ""
    """What matters to this family; for whoever steps in."""
    avoid: str = ""
    """What not to do."""
    family_view: str = ""
    """How the family sees it now."""
    ahead: str = ""
    """Agreements and intensity ahead."""
    next_step: str = ""
    next_on: date | None = None


IntakeRecord = Kept[IntakeInput]


def tidy_intake(intake: IntakeInput) -> IntakeInput:
    """Without needs that say nothing."""
    return replace(intake, needs={key: text.strip() for key, text in intake.needs.items() if text.strip()})


def is_empty(intake: IntakeInput) -> bool:
    """Whether nobody wrote anything yet."""
    return tidy_intake(intake) == IntakeInput()


def merged_needs(base: IntakeInput, mine: IntakeInput, theirs: IntakeInput) -> dict[str, str]:
    """The needs of both, domain by domain: every word that either of both added stays."""
    keys = dict.fromkeys((*theirs.needs, *mine.needs))
    merged = {
        key: merge_texts(base.needs.get(key, ""), mine.needs.get(key, ""), theirs.needs.get(key, ""))
        for key in keys
    }
    return {key: text for key, text in merged.items() if text}
