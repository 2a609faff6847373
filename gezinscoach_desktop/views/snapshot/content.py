"""What one card of the snapshot form says: the value of an item with where it comes from. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.instrument import HIGHEST_LEVEL, Item
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback

NOT_APPLICABLE = "n.v.t."


@dataclass(frozen=True, slots=True)
class Carried:
    """The value in force before this snapshot; `level` None is n.v.t."""

    level: int | None
    since: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardContent:
    """One item as the form shows it now. `level` None with `has_level` is n.v.t.; without it there is no value yet."""

    place: Place
    item: Item
    level: int | None = None
    has_level: bool = False
    carried: Carried | None = None
    is_entered: bool = False
    """True when the value was filled in in this snapshot instead of carried forward."""
    note: str = ""
    reason: Reason | None = None
    setback: Setback | None = None
    wished: int | None = None
    """The level where the family wants to go."""

    @property
    def asks_reason(self) -> bool:
        """A value that differs from the one before has a reason."""
        return self.is_entered and self.carried is not None and self.carried.level != self.level

    @property
    def is_confirmed(self) -> bool:
        """The level before was entered again."""
        return self.is_entered and self.carried is not None and self.carried.level == self.level

    @property
    def asks_setback(self) -> bool:
        """A drop because the situation changed has a cause."""
        return self.steps < 0 and self.reason is Reason.CHANGED

    @property
    def steps(self) -> int:
        """How many levels higher than before; 0 where there is nothing to compare."""
        if not self.is_entered or self.carried is None or self.carried.level is None or self.level is None:
            return 0
        return self.level - self.carried.level

    @property
    def lacks_level(self) -> bool:
        """A note that stands without a level: finishing will ask for one."""
        return bool(self.note) and not self.is_entered

    @property
    def has_any_note(self) -> bool:
        return bool(self.note) or (self.carried is not None and bool(self.carried.note))

    @property
    def previous_level(self) -> int | None:
        """The level to show as “vorige” beside an entered one."""
        return self.carried.level if self.asks_reason and self.carried is not None else None

    @property
    def previous_is_not_applicable(self) -> bool:
        return self.asks_reason and self.carried is not None and self.carried.level is None

    @property
    def level_text(self) -> str:
        """The literal text of the level shown, or that nothing is filled in yet."""
        return self.item.level_text(self.level) if self.has_level else "Nog niet ingevuld"

    @property
    def status(self) -> str:
        """Where the value comes from, in a few words; a movement is told with its two levels."""
        if self.lacks_level:
            return "niveau ontbreekt"
        if not self.has_level:
            return ""
        if not self.is_entered:
            return f"sinds {format_date(self.carried.since)}" if self.carried is not None else ""
        if self.carried is None:
            return "ingevuld"
        if self.is_confirmed:
            return "bevestigd"
        return f"{short_level(self.carried.level)} → {short_level(self.level)}"

    @property
    def spoken(self) -> str:
        """The same for a screen reader: `niveau 3 van 5: Inkomen is nipt toereikend, vorige keer 2`."""
        parts = [self._spoken_value()]
        if self.is_entered and self.carried is not None:
            same = "" if self.asks_reason else "ook "
            parts.append(f"vorige keer {same}{short_level(self.carried.level)}")
        elif self.has_level and self.carried is not None:
            parts.append(f"overgenomen van {format_date(self.carried.since)}")
        if self.lacks_level:
            parts.append("toelichting zonder niveau")
        elif self.note:
            parts.append("met toelichting")
        if self.wished is not None:
            parts.append(f"het gezin wil naar {self.wished}")
        return ", ".join(parts)

    def _spoken_value(self) -> str:
        if not self.has_level:
            return "nog niet ingevuld"
        if self.level is None:
            return "niet van toepassing"
        return f"niveau {self.level} van {HIGHEST_LEVEL}: {self.item.level_text(self.level)}"


def short_level(level: int | None) -> str:
    """`3`, or `n.v.t.`."""
    return NOT_APPLICABLE if level is None else str(level)
