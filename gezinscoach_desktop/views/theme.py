"""How the program looks: the only place with colours. Follows the system's light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.resource import resource_path

FAMILY = "Open Sans"
_FACES = ("Regular", "Semibold", "Bold", "Italic")
_LINE_HEIGHT = 18  # of Open Sans at 13 px: what the 4 px grid was drawn for


class Appearance(StrEnum):
    """What the user chose under Instellingen."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def label(self) -> str:
        return {"system": "Zoals de computer", "light": "Licht", "dark": "Donker"}[self.value]


class TextStyle(StrEnum):
    """The five sizes of text; nothing is smaller than TINY."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    STRONG = "strong"
    SMALL = "small"
    TINY = "tiny"


SIZES: dict[TextStyle, tuple[int, int]] = {
    TextStyle.TITLE: (20, 600),
    TextStyle.HEADING: (14, 600),
    TextStyle.TEXT: (13, 400),
    TextStyle.STRONG: (13, 600),
    TextStyle.SMALL: (12, 400),
    TextStyle.TINY: (11, 400),
}
"""Pixel size and weight of every text style."""


class Tone(StrEnum):
    """The colour of a text by what it means; `Palette.tone` gives the colour itself."""

    TEXT = "text"
    SECONDARY = "secondary"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of the program, as #RRGGBB, by what it is for."""

    is_dark: bool
    text: str
    secondary: str
    disabled: str
    page: str
    surface: str
    """Cards, fields, the header of a page."""
    side: str
    """A side panel within a page."""
    rail: str
    line: str
    """Edges of cards and between rows: decoration, never the only sign of something."""
    grid: str
    """Lines within a chart."""
    border: str
    """Edges of fields and buttons."""
    hover: str
    pressed: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    accent_soft_text: str
    on_accent: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    scroll: str
    scroll_hover: str
    practice: str
    on_practice: str
    better: str
    worse: str
    stays_deprived: str
    stays_out: str
    levels: tuple[str, str, str, str, str]
    on_levels: tuple[str, str, str, str, str]

    def tone(self, tone: Tone) -> str:
        return str(getattr(self, tone.value))

    def level(self, level: int) -> str:
        """The fill of level 1–5: dark is most need."""
        return self.levels[level - 1]

    def on_level(self, level: int) -> str:
        """The text upon that fill."""
        return self.on_levels[level - 1]


_LEVELS = ("#0B3C5D", "#2B6A8C", "#6A9FB5", "#A9CBD6", "#E3EEF1")
_ON_LEVELS = ("#FFFFFF", "#FFFFFF", "#1B1B1B", "#1B1B1B", "#1B1B1B")

LIGHT = Palette(
    is_dark=False,
    text="#1B1B1B",
    secondary="#605E5C",
    disabled="#A19F9D",
    page="#F5F5F5",
    surface="#FFFFFF",
    side="#FAFAFA",
    rail="#F0F3F6",
    line="#E1DFDD",
    grid="#EDEBE9",
    border="#8A8886",
    hover="#F3F2F1",
    pressed="#E9E7E5",
    accent="#0F6CBD",
    accent_hover="#115EA3",
    accent_pressed="#0C4A80",
    accent_soft="#EBF3FC",
    accent_soft_text="#0F548C",
    on_accent="#FFFFFF",
    good="#17705E",
    good_soft="#E6F4F1",
    warning="#8A4B08",
    warning_soft="#FFF4E3",
    error="#9B1C1C",
    error_soft="#FCECEC",
    scroll="#C2C0BE",
    scroll_hover="#8A8886",
    practice="#6B3FA0",
    on_practice="#FFFFFF",
    better="#1B7F6B",
    worse="#9B1C1C",
    stays_deprived="#F0A04B",
    stays_out="#FBEFC2",
    levels=_LEVELS,
    on_levels=_ON_LEVELS,
)

DARK = Palette(
    is_dark=True,
    text="#F3F2F1",
    secondary="#BDBBB8",
    disabled="#7C7A78",
    page="#1B1C1F",
    surface="#26282C",
    side="#212327",
    rail="#16171A",
    line="#3A3D43",
    grid="#35383D",
    border="#8F8D8B",
    hover="#303338",
    pressed="#3A3D43",
    accent="#6CB2F5",
    accent_hover="#8CC4F8",
    accent_pressed="#4F9BE0",
    accent_soft="#1E3650",
    accent_soft_text="#B7DAFB",
    on_accent="#0B1B2B",
    good="#5CC4AC",
    good_soft="#17332D",
    warning="#F2BE6B",
    warning_soft="#3A2D18",
    error="#F4A09E",
    error_soft="#43211F",
    scroll="#55585E",
    scroll_hover="#8F8D8B",
    practice="#7B4FB0",
    on_practice="#FFFFFF",
    better="#5CC4AC",
    worse="#F08A87",
    stays_deprived="#F0A04B",
    stays_out="#FBEFC2",
    levels=_LEVELS,
    on_levels=_ON_LEVELS,
)


class Theme(QObject):
    """Applies the palette to the application and tells when it changes."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = Appearance.SYSTEM
        self._palette = LIGHT
        self._apply_fonts()
        self._apply_palette()
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def palette(self) -> Palette:
        return self._palette

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    @property
    def is_dark(self) -> bool:
        return self._palette.is_dark

    def use_appearance(self, appearance: Appearance) -> None:
        """Light, dark or as the system; native window edges follow where the platform can."""
        self._appearance = appearance
        hints = self._application.styleHints()
        match appearance:
            case Appearance.SYSTEM:
                hints.unsetColorScheme()
            case Appearance.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Appearance.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)
        self._apply_palette()

    def _follow_system(self) -> None:
        self._apply_palette()

    def _wanted_palette(self) -> Palette:
        if self._appearance is Appearance.SYSTEM:
            is_dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            is_dark = self._appearance is Appearance.DARK
        return DARK if is_dark else LIGHT

    def _apply_fonts(self) -> None:
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(resource_path("fonts", f"OpenSans-{face}.ttf")))
        self._application.setFont(font(TextStyle.TEXT))

    def _apply_palette(self) -> None:
        from gezinscoach_desktop.views.stylesheet import stylesheet

        wanted = self._wanted_palette()
        if wanted is self._palette and self._application.styleSheet():
            return
        self._palette = wanted
        self._application.setPalette(qt_palette(wanted))
        self._application.setStyleSheet(stylesheet(wanted))
        self.changed.emit()


def theme() -> Theme:
    """The theme of the running application; made on first use."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("There is no QApplication yet.")
    found = application.findChild(Theme)
    return found if found is not None else Theme(application)


def palette() -> Palette:
    """The colours in force now."""
    return theme().palette


def color(value: str, *, opacity: float = 1.0) -> QColor:
    """A palette value as QColor."""
    made = QColor(value)
    made.setAlphaF(opacity)
    return made


def font(style: TextStyle = TextStyle.TEXT) -> QFont:
    """The font of a text style, for painted widgets."""
    size, weight = SIZES[style]
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return made


@lru_cache(maxsize=1)
def _unit() -> int:
    return max(4, round(4 * QFontMetrics(font()).height() / _LINE_HEIGHT))


def grid(steps: float = 1) -> int:
    """`steps` of the 4 px grid; the grid grows with the font."""
    return round(_unit() * steps)


def qt_palette(colors: Palette) -> QPalette:
    """The same colours for what Fusion draws itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, value in {
        role.Window: colors.page,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.page,
        role.Text: colors.text,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_accent,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.ToolTipBase: colors.surface,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.secondary,
        role.Light: colors.surface,
        role.Midlight: colors.hover,
        role.Mid: colors.line,
        role.Dark: colors.border,
        role.Shadow: colors.line,
    }.items():
        made.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colors.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colors.pressed))
    return made
