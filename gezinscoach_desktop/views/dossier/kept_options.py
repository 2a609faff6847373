"""The last choices per kind of paper on this PC: what is shown, never of whom."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSettings

from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import Extent, PaperOptions

GROUP = "papers"
_SWITCHES = ("with_names", "with_index", "with_charts", "without_health_and_justice", "is_plain")


def kept_options(settings: QSettings, kind: PaperKind, *, group: str = GROUP) -> PaperOptions:
    """What was chosen the last time, or what is usual. `group` keeps choices for many families apart from those for one."""
    try:
        kept = json.loads(str(settings.value(f"{group}/{kind.value}", "{}")))
        return _read(kept)
    except (ValueError, TypeError, KeyError, AttributeError):
        return usual()


def usual() -> PaperOptions:
    """What nobody chose yet: everything, and of a progress report the short version."""
    return PaperOptions(extent=Extent.SHORT)


def keep_options(settings: QSettings, kind: PaperKind, options: PaperOptions, *, group: str = GROUP) -> None:
    """Remember a choice; the question of a case print is nobody's business."""
    kept: dict[str, Any] = {name: getattr(options, name) for name in _SWITCHES}
    kept |= {"with_notes": options.with_notes, "months": options.months, "extent": options.extent.value}
    if options.domains is not None:
        kept["domains"] = sorted(f"{subject}.{key}" for subject, key in options.domains)
    settings.setValue(f"{group}/{kind.value}", json.dumps(kept))


def _read(kept: dict[str, Any]) -> PaperOptions:
    usually = usual()
    switches: dict[str, Any] = {name: bool(kept.get(name, getattr(usually, name))) for name in _SWITCHES}
    notes, months = kept.get("with_notes"), kept.get("months")
    domains = None
    if "domains" in kept:
        parts = (str(each).partition(".") for each in kept["domains"])
        domains = frozenset((Subject(subject), key) for subject, _, key in parts)
    return PaperOptions(
        **switches,
        with_notes=None if notes is None else bool(notes),
        months=None if months is None else int(months),
        extent=Extent(kept.get("extent", usually.extent.value)),
        domains=domains,
    )
