"""The progress report (evolutieverslag): what a family's snapshots tell, on paper."""

from __future__ import annotations

from collections.abc import Callable

from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions


def progress_report(
    content: FamilyContent,
    options: PaperOptions | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The PDF; the same content gives the same bytes. `progress(done, total)` may raise to stop halfway."""
    from gezinscoach_desktop.reports.progress.report import build_report

    return build_report(content, options or PaperOptions(), progress=progress or _nobody_watches)


def _nobody_watches(_done: int, _total: int) -> None:
    return None
