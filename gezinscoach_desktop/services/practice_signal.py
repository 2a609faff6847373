"""Signals of a year in the practice office, and a bundle of them that was raised."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, time, timedelta
from typing import Any

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal_bundle import BundleState, SignalBundleInput
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.practice_clock import desk_on
from gezinscoach_desktop.services.signal import HowOften, SignalInput, list_signals, tell_signal
from gezinscoach_desktop.services.signal_bundle import add_bundle

_AT = time(16, 45, tzinfo=UTC)


def keep_signals(desk: Desk) -> None:
    """After the families told theirs: what is bundled are those too."""
    content = tomllib.loads(resource_path("practice", "signals.toml").read_text(encoding="utf-8"))
    for raw in content["signal"]:
        _tell(desk, raw)
    for raw in content["bundle"]:
        _bundle(desk, raw)


def _tell(desk: Desk, raw: Mapping[str, Any]) -> None:
    day = desk.today() - timedelta(days=raw["days"])
    signal = SignalInput(
        theme=LifeDomain(raw["theme"]),
        what=raw["what"],
        on=day,
        service=raw.get("service", ""),
        how_often=HowOften(raw["how_often"]),
        example=raw.get("example", ""),
    )
    tell_signal(desk_on(desk, day, _AT), signal)


def _bundle(desk: Desk, raw: Mapping[str, Any]) -> None:
    theme, service = LifeDomain(raw["theme"]), fold(raw["service"])
    signals = tuple(
        line.record.id
        for line in list_signals(desk)
        if line.record.details.theme is theme and fold(line.service) == service
    )
    day = desk.today() - timedelta(days=raw["raised"])
    details = SignalBundleInput(
        raw["title"],
        theme,
        signals,
        service=raw["service"],
        what=raw["what"],
        asked=raw["asked"],
        example=raw["example"],
        state=BundleState(raw["state"]),
        raised_with=raw["raised_with"],
        raised_on=day,
        done=raw["done"],
    )
    add_bundle(desk_on(desk, day, _AT), details)
