"""What another program wrote with an operation is understood as far as this one can."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from gezinscoach_desktop.data.operation import read_effect
from gezinscoach_desktop.domain.change import Change, Done, Noun


def test_a_noun_that_only_another_program_knows_does_not_keep_the_rest_from_being_told() -> None:
    family = uuid4()
    effect: dict[str, Any] = {"nouns": ["family", "ecogram"], "family": str(family), "id": None, "counts": {}}
    assert read_effect(effect) == Done(Change(frozenset({Noun.FAMILY}), family), None, {})
