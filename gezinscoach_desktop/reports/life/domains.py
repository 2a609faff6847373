"""Which life domains a reader may see, when domains of the instrument were chosen."""

from __future__ import annotations

from collections.abc import Mapping

from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.reports.progress.visibility import is_visible

_MEASURED: Mapping[LifeDomain, frozenset[str]] = {
    LifeDomain.ADMINISTRATION: frozenset({"budgeting", "identity", "justice"}),
    LifeDomain.FINANCES: frozenset({"finances", "budgeting"}),
    LifeDomain.HOUSING: frozenset({"housing"}),
    LifeDomain.MATERIAL: frozenset({"nutrition", "basic_needs_infant"}),
    LifeDomain.MOBILITY: frozenset({"adult_mobility", "child_mobility"}),
    LifeDomain.HEALTH: frozenset({"adult_health", "child_health"}),
    LifeDomain.PARENTING: frozenset({"childcare", "basic_needs_infant"}),
    LifeDomain.LANGUAGE: frozenset({"civic_integration", "literacy"}),
    LifeDomain.CHILDCARE: frozenset({"childcare"}),
    LifeDomain.LEISURE: frozenset({"adult_social_network", "child_social_network"}),
    LifeDomain.SOCIAL_NETWORK: frozenset({"adult_social_network", "child_social_network"}),
    LifeDomain.EDUCATION: frozenset({"school", "work_education"}),
    LifeDomain.WORK: frozenset({"work_education"}),
    LifeDomain.SAFETY: frozenset({"safety"}),
}
"""With which domains of the instrument each is measured: choosing one of these chooses it."""


def visible_life_domains(instrument: Instrument, options: PaperOptions) -> frozenset[LifeDomain]:
    """The life domains of which one domain of the instrument may be seen; all of them when nothing was left out."""
    seen = {domain.key for domain in instrument.domains if is_visible(domain, options)}
    known = {domain.key for domain in instrument.domains}
    return frozenset(
        domain
        for domain, measured in _MEASURED.items()
        if measured & seen or (options.domains is None and not measured & known)
    )
