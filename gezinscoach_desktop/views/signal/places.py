"""Where signals stand, and what is made of them for policy."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.page import Destination

SIGNALS = "signals"
BUNDLES = "signal_bundles"
BUNDLE = "signal_bundle"


def signals() -> Destination:
    """The list of signals."""
    return Destination(SIGNALS)


def bundles() -> Destination:
    """What was bundled, and what could be."""
    return Destination(BUNDLES)


def bundle(bundle_id: UUID) -> Destination:
    """One bundle."""
    return Destination(BUNDLE, bundle_id)
