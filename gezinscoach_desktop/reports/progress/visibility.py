"""Which items of the instrument a reader may see, and whether the index may be shown beside them."""

from __future__ import annotations

from collections.abc import Mapping

from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument, Item, ItemDomain
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions

HEALTH_AND_JUSTICE = frozenset({"adult_health", "child_health", "justice"})


def is_visible(domain: ItemDomain, options: PaperOptions) -> bool:
    if options.without_health_and_justice and domain.key in HEALTH_AND_JUSTICE:
        return False
    return options.domains is None or (domain.subject, domain.key) in options.domains


def visible_items(instrument: Instrument, options: PaperOptions) -> Mapping[str, Item]:
    """The items of the visible domains, in the order of the instrument."""
    return {
        item.key: item
        for domain in instrument.domains
        if is_visible(domain, options)
        for item in domain.items
    }


def hides_index_items(instrument: Instrument, profile: Profile, options: PaperOptions) -> bool:
    """True when an item that weighs in the index is hidden: index and weak domains would tell about it after all."""
    return not profile.items.keys() <= visible_items(instrument, options).keys()


def shows_index(content: FamilyContent, options: PaperOptions) -> bool:
    return options.with_index and not hides_index_items(content.instrument, content.profile, options)
