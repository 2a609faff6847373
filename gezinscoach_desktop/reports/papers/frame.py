"""What is the same for every paper: its period, and what stands on every page of it."""

from __future__ import annotations

from dataclasses import replace

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.mask import masked
from gezinscoach_desktop.reports.paper.document import Imprint

NO_PLACE = "Gezinscoaches"


def within_period(content: FamilyContent, options: PaperOptions) -> FamilyContent:
    """The content with its period cut to the months that were asked for."""
    if options.months is None:
        return content
    begins = max(content.period_from, add_months(content.made_on, -options.months))
    return replace(content, period_from=begins)


def imprint_of(kind: PaperKind, content: FamilyContent, options: PaperOptions) -> Imprint:
    """On a case print no place stands."""
    return Imprint(
        title=f"{kind.label} {content.code}",
        office=_place_free(content) if kind is PaperKind.CASE else content.office,
        code=content.code,
        author=content.author,
        made_on=content.made_on,
        first_sheet=options.first_sheet,
    )


def _place_free(content: FamilyContent) -> str:
    """The name of the organisation, unless it tells where the family lives."""
    details = content.life.details
    places = filter(None, (content.municipality, details.municipality, details.neighbourhood))
    is_told = any(masked(content.office, (place,)) != content.office for place in places)
    return NO_PLACE if is_told else content.office
