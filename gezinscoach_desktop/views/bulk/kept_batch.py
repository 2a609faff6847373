"""The last choices for papers in bulk on this PC: what is made and how it is bound, never of whom."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from PySide6.QtCore import QSettings

from gezinscoach_desktop.domain.paper import BULK_KINDS, PaperKind
from gezinscoach_desktop.reports.papers.part import Binding

GROUP = "papers-in-bulk"
_KEY = f"{GROUP}/how"


@dataclass(frozen=True, slots=True)
class How:
    """Which papers, as one file or as many, and how they are bound."""

    kinds: tuple[PaperKind, ...] = (PaperKind.PROGRESS,)
    is_one_file: bool = True
    binding: Binding = field(default_factory=Binding)


def kept_how(settings: QSettings) -> How:
    """What was chosen the last time, or what is usual."""
    try:
        kept = json.loads(str(settings.value(_KEY, "{}")))
        kinds = tuple(kind for kind in BULK_KINDS if kind.value in kept.get("kinds", ("progress",)))
        binding = Binding(bool(kept.get("duplex", True)), bool(kept.get("covers", False)))
        return How(kinds, bool(kept.get("one_file", True)), binding)
    except (ValueError, TypeError, AttributeError):
        return How()


def keep_how(settings: QSettings, how: How) -> None:
    """Remember a choice."""
    kept = {
        "kinds": [kind.value for kind in how.kinds],
        "one_file": how.is_one_file,
        "duplex": how.binding.is_duplex,
        "covers": how.binding.with_covers,
    }
    settings.setValue(_KEY, json.dumps(kept))
