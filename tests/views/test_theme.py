"""What a user may rely on: readable text in light and dark, sharp icons, and colours that follow the system."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

import gezinscoach_desktop.views
from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.icons import icon, pixmap
from gezinscoach_desktop.views.theme import (
    DARK,
    LIGHT,
    SIZES,
    Appearance,
    Palette,
    TextStyle,
    font,
    grid,
    palette,
    theme,
)
from tests.views.looks import LOOKS

pytestmark = LOOKS

_TEXTS = ("text", "secondary", "accent", "good", "warning", "error")
_GROUNDS = ("page", "surface", "side", "rail")


def _luminance(value: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(value)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def contrast(one: str, other: str) -> float:
    """As WCAG 2.1 counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", _GROUNDS)
@pytest.mark.parametrize("text", _TEXTS)
def test_every_text_is_readable_on_every_ground(colors: Palette, ground: str, text: str) -> None:
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("on_accent", "accent_pressed"),
        ("on_practice", "practice"),
        ("text", "accent_soft"),
        ("accent_soft_text", "accent_soft"),
        ("good", "good_soft"),
        ("warning", "warning_soft"),
        ("error", "error_soft"),
        ("secondary", "hover"),
        ("text", "pressed"),
    ],
)
def test_text_on_a_coloured_ground_is_readable(colors: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "surface"])
def test_edges_of_fields_and_the_focus_ring_can_be_seen(colors: Palette, ground: str) -> None:
    assert contrast(colors.border, getattr(colors, ground)) >= 3
    assert contrast(colors.accent, getattr(colors, ground)) >= 3


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sign", ["better", "worse"])
def test_signs_can_be_seen_and_the_words_beside_them_read(colors: Palette, sign: str) -> None:
    assert contrast(getattr(colors, sign), colors.surface) >= 4.5
    assert contrast(getattr(colors, sign), colors.page) >= 3


@pytest.mark.parametrize("level", range(1, 6))
def test_the_digit_on_a_level_is_readable(level: int) -> None:
    assert contrast(LIGHT.level(level), LIGHT.on_level(level)) >= 4.5


def test_levels_get_darker_with_need() -> None:
    shades = [_luminance(LIGHT.level(level)) for level in range(1, 6)]

    assert shades == sorted(shades)


def test_no_text_is_smaller_than_11_pixels() -> None:
    assert min(size for size, _ in SIZES.values()) == 11


def test_the_program_brings_its_own_font(qapp: QApplication) -> None:
    assert "Open Sans" in QFontDatabase.families()
    assert QFontInfo(qapp.font()).family() == "Open Sans"
    assert qapp.font().pixelSize() == 13


def test_semibold_is_a_real_face() -> None:
    assert QFontInfo(font(TextStyle.HEADING)).weight() == 600


def test_the_grid_is_4_pixels_for_this_font() -> None:
    assert [grid(1), grid(2), grid(0.5)] == [4, 8, 2]


def test_dark_can_be_forced_and_taken_back() -> None:
    changes: list[bool] = []
    theme().use_appearance(Appearance.LIGHT)
    theme().changed.connect(lambda: changes.append(theme().is_dark))

    theme().use_appearance(Appearance.DARK)
    theme().use_appearance(Appearance.LIGHT)

    assert changes == [True, False]


def test_choosing_what_is_already_so_changes_nothing() -> None:
    theme().use_appearance(Appearance.LIGHT)
    changes: list[int] = []
    theme().changed.connect(lambda: changes.append(1))

    theme().use_appearance(Appearance.LIGHT)

    assert changes == []


def test_widgets_follow_the_change() -> None:
    made = label("Gezin")
    theme().use_appearance(Appearance.DARK)
    made.ensurePolished()

    assert made.palette().color(made.foregroundRole()).name().upper() == DARK.text


def test_an_icon_follows_light_and_dark_by_itself() -> None:
    home = icon("home")
    theme().use_appearance(Appearance.LIGHT)
    light = _darkest(home.pixmap(QSize(20, 20)))
    theme().use_appearance(Appearance.DARK)
    dark = _lightest(home.pixmap(QSize(20, 20)))

    assert _luminance(light) < 0.05
    assert _luminance(dark) > 0.7


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_a_pixel_for_every_pixel_of_the_screen(ratio: float) -> None:
    drawn = icon("print").pixmap(QSize(20, 20), ratio)

    assert drawn.size() == QSize(round(20 * ratio), round(20 * ratio))
    assert drawn.devicePixelRatio() == ratio


def test_a_disabled_icon_is_pale() -> None:
    drawn = icon("print").pixmap(QSize(20, 20), QIcon.Mode.Disabled)

    assert contrast(_darkest(drawn), palette().surface) < contrast(palette().text, palette().surface) / 2


def test_a_pixmap_has_the_colour_asked_for() -> None:
    assert QColor(_darkest(pixmap("checkmark", "accent", size=40))).name().upper() == palette().accent


def test_an_unknown_icon_is_noticed_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon")


def test_icons_survive_their_button() -> None:
    made = button("Afdrukken", icon_name="print")
    kept = made.icon()
    made.deleteLater()
    del made

    assert not kept.pixmap(QSize(16, 16)).isNull()


def test_colours_stand_in_the_theme_only() -> None:
    """Style sheets and painted widgets ask the palette."""
    folder = Path(gezinscoach_desktop.views.__file__).parent
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|\brgba?\(")
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}
    found = [
        f"{path.relative_to(folder)}: {node.value}"
        for path, source in sources.items()
        if path.name not in ("theme.py", "icons.py") and literal.search(source)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and literal.search(node.value)
    ]

    assert found == []


def test_a_label_is_never_rich_text(qapp: QApplication) -> None:
    made = label("<b>Peeters</b>")

    assert isinstance(made, QLabel)
    assert made.text() == "<b>Peeters</b>"
    assert made.sizeHint().width() > label("Peeters").sizeHint().width()


def _colors_of(drawn: QPixmap) -> list[str]:
    image = drawn.toImage()
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alphaF() > 0.9
    ]
    assert solid
    return [QColor(one.red(), one.green(), one.blue()).name() for one in solid]


def _darkest(drawn: QPixmap) -> str:
    return min(_colors_of(drawn), key=_luminance)


def _lightest(drawn: QPixmap) -> str:
    return max(_colors_of(drawn), key=_luminance)


def test_painting_an_icon_leaves_the_painter_usable(qapp: QApplication) -> None:
    canvas = QPixmap(40, 40)
    painter = QPainter(canvas)
    icon("home").paint(painter, canvas.rect())

    assert painter.isActive()
    painter.end()
