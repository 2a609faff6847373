"""The yearly report (jaarverslag): composed once of plain parts, set as a PDF and as a Word document to go on working in."""

from __future__ import annotations

from collections.abc import Callable

from gezinscoach_desktop.reports.yearly.content import BundleText, ReportFormat, StoryText, YearlyContent

__all__ = ["BundleText", "ReportFormat", "StoryText", "YearlyContent", "make_yearly"]


def make_yearly(
    content: YearlyContent,
    wanted: ReportFormat,
    *,
    only: str | None = None,
    progress: Callable[[], None] | None = None,
) -> bytes:
    """The report over everything, or with `only` of one municipality. `progress` is called often, and may raise to stop.

    The same content gives the same bytes.
    """
    from gezinscoach_desktop.reports.yearly.compose import compose

    tell = progress or _nobody_watches
    tell()
    parts = compose(content, only)
    if wanted is ReportFormat.PDF:
        from gezinscoach_desktop.reports.yearly.pdf import as_pdf

        return as_pdf(parts, content, tell)
    from gezinscoach_desktop.reports.yearly.word import as_docx

    return as_docx(parts, content, tell)


def _nobody_watches() -> None:
    return None
