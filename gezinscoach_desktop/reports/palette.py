"""Every colour of paper and charts, for white paper and for the light and the dark screen."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.domain.evolution import Sign


@dataclass(frozen=True, slots=True)
class LevelColour:
    """How one level is filled, what stands readably on it, and the edge a pale fill needs."""

    fill: str
    text: str
    edge: str


@dataclass(frozen=True, slots=True)
class ChartPalette:
    """Colours as `#RRGGBB`. `levels[0]` is level 1; `carried` marks what was taken over instead of entered."""

    page: str
    ink: str
    secondary: str
    grid: str
    rule: str
    panel: str
    accent: str
    unchanged: str
    carried: str
    band: str
    levels: tuple[LevelColour, ...]
    signs: dict[Sign, str]
    on_signs: dict[Sign, str]

    def level(self, level: int) -> LevelColour:
        return self.levels[level - 1]


# Dark is most need; both orders hold in grey: from dark to pale.
_LEVELS = (
    LevelColour("#0B3C5D", "#FFFFFF", "#0B3C5D"),
    LevelColour("#2B6A8C", "#FFFFFF", "#2B6A8C"),
    LevelColour("#6A9FB5", "#1B1B1B", "#6A9FB5"),
    LevelColour("#A9CBD6", "#1B1B1B", "#A9CBD6"),
    LevelColour("#E3EEF1", "#1B1B1B", "#A9BCC2"),
)
_SIGNS = {
    Sign.WORSE: "#9B1C1C",
    Sign.STAYS_DEPRIVED: "#F0A04B",
    Sign.STAYS_OUT: "#FBEFC2",
    Sign.BETTER: "#1B7F6B",
}
_ON_SIGNS = {
    Sign.WORSE: "#FFFFFF",
    Sign.STAYS_DEPRIVED: "#1B1B1B",
    Sign.STAYS_OUT: "#1B1B1B",
    Sign.BETTER: "#FFFFFF",
}

PAPER = ChartPalette(
    page="#FFFFFF",
    ink="#1B1B1B",
    secondary="#605E5C",
    grid="#E6E6E6",
    rule="#C8C6C4",
    panel="#F5F5F5",
    accent="#1B1B1B",
    unchanged="#8A8886",
    carried="#8A8886",
    band="#EDEBE9",
    levels=_LEVELS,
    signs=_SIGNS,
    on_signs=_ON_SIGNS,
)

LIGHT = ChartPalette(
    page="#FFFFFF",
    ink="#1B1B1B",
    secondary="#605E5C",
    grid="#E6E6E6",
    rule="#C8C6C4",
    panel="#F5F5F5",
    accent="#0F6CBD",
    unchanged="#8A8886",
    carried="#8A8886",
    band="#EBF3FC",
    levels=_LEVELS,
    signs=_SIGNS,
    on_signs=_ON_SIGNS,
)

# On a dark page level 1 keeps the darkest fill; an edge lifts it off the page.
DARK = ChartPalette(
    page="#1F1F1F",
    ink="#F3F2F1",
    secondary="#C8C6C4",
    grid="#3B3A39",
    rule="#5C5A58",
    panel="#292827",
    accent="#62ABF5",
    unchanged="#A19F9D",
    carried="#A19F9D",
    band="#243A4F",
    levels=(
        LevelColour("#0B3C5D", "#FFFFFF", "#3F7FA6"),
        LevelColour("#2B6A8C", "#FFFFFF", "#4F8FB1"),
        LevelColour("#6A9FB5", "#1B1B1B", "#6A9FB5"),
        LevelColour("#A9CBD6", "#1B1B1B", "#A9CBD6"),
        LevelColour("#E3EEF1", "#1B1B1B", "#E3EEF1"),
    ),
    signs={
        Sign.WORSE: "#E5736F",
        Sign.STAYS_DEPRIVED: "#F0A04B",
        Sign.STAYS_OUT: "#FBEFC2",
        Sign.BETTER: "#35A78D",
    },
    on_signs=dict.fromkeys(Sign, "#1B1B1B"),
)
