"""Bundles of signals."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import SignalBundleRow
from gezinscoach_desktop.domain.signal_bundle import SignalBundleInput

SIGNAL_BUNDLES: Final = KeptTable(SignalBundleRow, SignalBundleInput)
