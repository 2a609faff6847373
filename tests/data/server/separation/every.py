"""Every attack there is."""

from __future__ import annotations

from tests.data.server.separation import (
    attacks_day,
    attacks_reading,
    attacks_roles,
    attacks_trail,
    attacks_writing,
    attacks_year,
)
from tests.data.server.separation.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    *attacks_reading.ATTACKS,
    *attacks_roles.ATTACKS,
    *attacks_writing.ATTACKS,
    *attacks_day.ATTACKS,
    *attacks_year.ATTACKS,
    *attacks_trail.ATTACKS,
)
