"""The same answers as for the plan."""

from __future__ import annotations

from tests.views.plan.conftest import answers, desk

__all__ = ["answers", "desk"]
