"""Every paper of a family as PDF, by its kind; reportlab is loaded when the first one is made."""

from __future__ import annotations

from collections.abc import Callable

from gezinscoach_desktop.domain.paper import PaperKind, Stand
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.papers.text import PaperTexts


def make_paper(
    kind: PaperKind,
    content: FamilyContent,
    options: PaperOptions,
    texts: PaperTexts,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The PDF; the same content gives the same bytes. `progress(done, total)` may raise to stop halfway."""
    if kind is PaperKind.PROGRESS and not options.is_plain:
        from gezinscoach_desktop.reports.progress import progress_report

        return progress_report(content, options, progress=progress)
    from gezinscoach_desktop.reports.papers.build import build_paper

    return build_paper(kind, content, options, texts, progress=progress)


def stand_of(content: FamilyContent) -> Stand:
    """What decides which papers can be made of this family."""
    life = content.life
    has_told = bool(life.intake.strengths.strip() or life.requests or life.stories)
    phase = None if content.phase is None else content.phase.phase
    return Stand(bool(content.snapshots), has_told, phase)
