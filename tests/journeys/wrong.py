"""What can be wrong on a screen for whoever reads, hears or tabs through it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.journeys.driver import Driver, name_of
from tests.journeys.plain_words import stiff_words_in
from tests.journeys.screen import clipped_in, cut_off_in, own_words_of, visible_widgets
from tests.views.checks import accessible_name, focusable_among

SIZES = ((1024, 680), (1366, 768))
MOST_LINKS = 60
"""Within a text Tab goes from link to link before it leaves, twice where one stands on two lines."""


def wrong_on(driver: Driver) -> list[str]:
    """Everything that is wrong on the screen shown now."""
    window = driver.window
    found = [f"no name: {name}" for name in nameless(window)]
    found += [f"stiff: {word}" for word in stiff_words_in(own_words(window))]
    found += [f"loose dots: {text}" for text in loose_dots_on(window)]
    found += at_every_size(driver, window, lambda: clipped_in(window) + cut_off_in(window))
    return found + tab_trap(driver)


def nameless(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in focusable_among(visible_widgets(window))
        if not accessible_name(widget).strip()
    ]


def loose_dots_on(window: QWidget) -> list[str]:
    """A command with a dialog behind it ends as every other one: `Kiezen…`."""
    commands = [widget.text() for widget in visible_widgets(window) if isinstance(widget, QAbstractButton)]
    return [text for text in commands if text.endswith(" …")]


def own_words(window: QWidget) -> set[str]:
    return {text for widget in visible_widgets(window) for text in own_words_of(widget) if text}


def at_every_size(driver: Driver, window: QWidget, look: Callable[[], list[str]]) -> list[str]:
    """A dialog has one size; the window is looked at in each, beginning with the one it has."""
    if window is not driver.program.frame:
        return look()
    found = []
    for width, height in sorted(SIZES, key=lambda size: abs(size[0] - window.width())):
        window.resize(width, height)
        driver.settle()
        found += [f"at {width}: {what}" for what in look()]
    return found


def tab_trap(driver: Driver) -> list[str]:
    """Tab has to lead on, and round: in the form between scale and note, everywhere else past all there is."""
    driver.come_forward()
    first = now = has_keyboard()
    visited: list[QWidget] = []
    stays = 0
    while now is not None and stays < MOST_LINKS and (now not in visited or now is visited[-1]):
        stays = stays + 1 if visited and now is visited[-1] else 0
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = has_keyboard()
    if first is None or now is None:
        return ["the keyboard is nowhere"]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    driver.settle()
    return [f"Tab stays on “{name_of(now)}”"] if stays == MOST_LINKS else []


def has_keyboard() -> QWidget | None:
    return QApplication.focusWidget()
