"""The style sheet, written from a palette. Kinds and styles are dynamic properties of widgets."""

from __future__ import annotations

from gezinscoach_desktop.views.theme import FAMILY, SIZES, Palette, Tone, grid


def stylesheet(colors: Palette) -> str:
    """Everything Fusion would draw otherwise."""
    return "\n".join(
        (_texts(colors), _buttons(colors), _fields(colors), _lists(colors), _surfaces(colors), _small(colors))
    )


def _texts(c: Palette) -> str:
    styles = "\n".join(
        f'QLabel[textStyle="{style}"] {{ font: {weight} {size}px "{FAMILY}"; }}'
        for style, (size, weight) in SIZES.items()
    )
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {c.tone(tone)}; }}' for tone in Tone)
    return f"""{styles}
{tones}
QLabel:disabled {{ color: {c.disabled}; }}
QLabel {{ background: transparent; }}
"""


def _buttons(c: Palette) -> str:
    height = grid(8) - 2
    return f"""
QPushButton {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: 4px;
    min-height: {height}px; padding: 0 {grid(3)}px;
}}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.pressed}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 {grid(3) - 1}px; min-height: {height - 2}px; }}
QPushButton:disabled {{ background: {c.page}; color: {c.disabled}; border-color: {c.line}; }}
QPushButton[kind="primary"] {{
    background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 600;
}}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {c.accent_pressed}; border-color: {c.accent_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="primary"]:disabled {{
    background: {c.pressed}; color: {c.disabled}; border-color: {c.pressed};
}}
QPushButton[kind="danger"] {{ color: {c.error}; border-color: {c.error}; }}
QPushButton[kind="danger"]:hover {{ background: {c.error_soft}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {c.hover}; }}
QPushButton[kind="quiet"]:pressed {{ background: {c.pressed}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {c.accent}; }}
QPushButton[kind="link"] {{
    background: transparent; border: 1px solid transparent; color: {c.accent};
    padding: 0 2px; margin-left: -3px; min-height: {grid(5)}px; text-align: left;
}}
QPushButton[kind="link"]:hover {{ color: {c.accent_hover}; text-decoration: underline; }}
QPushButton[kind="link"]:focus {{
    border: 2px solid {c.accent}; padding: 0 1px 0 0; margin-left: 0; min-height: {grid(5) - 2}px;
}}
QToolButton {{
    background: transparent; color: {c.text}; border: 1px solid transparent; border-radius: 4px; padding: 4px;
}}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:pressed, QToolButton:open {{ background: {c.pressed}; }}
QToolButton:focus {{ border: 2px solid {c.accent}; padding: 3px; }}
QToolButton:disabled {{ color: {c.disabled}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _fields(c: Palette) -> str:
    height = grid(8) - 2
    return f"""
QLineEdit, QComboBox, QSpinBox {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: 4px;
    min-height: {height}px; padding: 0 {grid(2)}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {c.secondary}; }}
QLineEdit:hover, QComboBox:hover {{ border-color: {c.text}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QComboBox:on {{
    border: 2px solid {c.accent}; padding: 0 {grid(2) - 1}px; min-height: {height - 2}px;
}}
QLineEdit:disabled, QComboBox:disabled {{
    background: {c.page}; color: {c.disabled}; border-color: {c.line};
}}
QLineEdit[readOnly="true"] {{ background: {c.page}; border-color: {c.line}; }}
QLineEdit[invalid="true"], QComboBox[invalid="true"] {{ border-color: {c.error}; }}
QPlainTextEdit, QTextEdit {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: 4px;
    padding: {grid(1)}px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QPlainTextEdit:hover, QTextEdit:hover {{ border-color: {c.text}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {c.accent}; padding: {grid(1) - 1}px; }}
QTextBrowser[kind="reading"] {{ background: {c.page}; border: none; }}
QTextBrowser[kind="reading"]:focus {{ border: 2px solid {c.accent}; }}
QLineEdit[hasIcon="true"] {{ padding-left: 2px; }}
QPlainTextEdit[invalid="true"] {{ border-color: {c.error}; }}
QComboBox::drop-down {{ border: none; width: {grid(7)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; outline: none; padding: 4px;
    selection-background-color: {c.accent_soft}; selection-color: {c.accent_soft_text};
}}
QComboBox QAbstractItemView::item {{ min-height: {grid(7)}px; padding: 0 {grid(1)}px; }}
QCheckBox, QRadioButton {{ spacing: {grid(2)}px; color: {c.text}; }}
"""


def _lists(c: Palette) -> str:
    return f"""
QAbstractItemView {{ outline: none; }}
QListView, QTreeView, QTableView {{
    background: transparent; color: {c.text}; border: none;
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QListView[kind="suggestions"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 4px; }}
QListView::item {{
    min-height: {grid(8)}px; padding: 0 {grid(2)}px; border-radius: 4px; border: 1px solid transparent;
}}
QListView::item:hover {{ background: {c.hover}; }}
QListView::item:selected {{ background: {c.accent_soft}; color: {c.accent_soft_text}; font-weight: 600; }}
QListView::item:focus {{ border: 1px solid {c.accent}; }}
QTreeView[kind="contents"]::item {{ border-radius: 4px; border: 1px solid transparent; padding: 0 {grid(1)}px; }}
QTreeView[kind="contents"]::item:hover {{ background: {c.hover}; }}
QTreeView[kind="contents"]::item:selected {{ background: {c.accent_soft}; color: {c.accent_soft_text}; }}
QTreeView[kind="contents"]::item:selected:focus {{ border: 1px solid {c.accent}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: transparent; color: {c.secondary}; border: none; border-bottom: 1px solid {c.line};
    padding: 0 {grid(3)}px; min-height: {grid(8)}px; font-size: 12px;
}}
QHeaderView::section:hover {{ color: {c.text}; background: {c.hover}; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {c.secondary}; border: none; border-bottom: 2px solid transparent;
    padding: 0 {grid(1)}px; margin-right: {grid(4)}px; min-height: {grid(9)}px;
}}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; font-weight: 600; }}
QTabBar::tab:focus {{
    border: 2px solid {c.accent}; border-radius: 4px; padding: 0 {grid(1) - 2}px; min-height: {grid(9) - 2}px;
}}
QScrollArea, QAbstractScrollArea {{ background: transparent; }}
QPlainTextEdit {{ background: {c.surface}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.scroll}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.scroll_hover}; }}
QScrollBar::handle:vertical {{ min-height: {grid(8)}px; }}
QScrollBar::handle:horizontal {{ min-width: {grid(8)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _surfaces(c: Palette) -> str:
    return f"""
QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: 6px; }}
QFrame[kind="card"][current="true"] {{ border: 1px solid {c.border}; }}
QFrame[kind="header"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[kind="side"] {{ background: {c.side}; border: none; }}
QFrame[kind="rail"] {{ background: {c.rail}; border: none; border-right: 1px solid {c.line}; }}
QFrame[kind="line"] {{ background: {c.line}; border: none; }}
QFrame[kind="practice"] {{ background: {c.practice}; border: none; }}
QFrame[kind="practice"] QLabel {{ color: {c.on_practice}; }}
QFrame[kind="practice"] QPushButton {{
    color: {c.on_practice}; background: transparent;
    border: 1px solid {c.on_practice}; min-height: {grid(5)}px;
}}
QFrame[kind="message"] {{ border: 1px solid {c.line}; border-radius: 4px; }}
QFrame[kind="message"][tone="accent"] {{ background: {c.accent_soft}; }}
QFrame[kind="message"][tone="good"] {{ background: {c.good_soft}; }}
QFrame[kind="message"][tone="warning"] {{ background: {c.warning_soft}; }}
QFrame[kind="message"][tone="error"] {{ background: {c.error_soft}; }}
QFrame[kind="chip"] {{ background: {c.hover}; border: none; border-radius: {grid(2.5)}px; }}
QFrame[kind="chip"][tone="accent"] {{ background: {c.accent_soft}; }}
QFrame[kind="chip"][tone="good"] {{ background: {c.good_soft}; }}
QFrame[kind="chip"][tone="warning"] {{ background: {c.warning_soft}; }}
QFrame[kind="chip"][tone="error"] {{ background: {c.error_soft}; }}
QScrollArea > QWidget > QWidget[kind="page"] {{ background: {c.page}; }}
"""


def _small(c: Palette) -> str:
    return f"""
QToolTip {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: {grid(1)}px {grid(2)}px;
}}
QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: {grid(1)}px; }}
QMenu::item {{ padding: {grid(1.5)}px {grid(6)}px {grid(1.5)}px {grid(2)}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.accent_soft_text}; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {grid(1)}px {grid(2)}px; }}
QStatusBar {{ background: {c.surface}; border-top: 1px solid {c.line}; color: {c.secondary}; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{
    background: {c.line}; border: none; border-radius: 2px; color: transparent;
    min-height: 4px; max-height: 4px;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
QSplitter::handle {{ background: {c.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QDialog {{ background: {c.surface}; }}
QCalendarWidget QWidget {{ background: {c.surface}; color: {c.text}; }}
QCalendarWidget QToolButton {{ font-weight: 600; }}
QCalendarWidget QAbstractItemView {{
    background: {c.surface}; color: {c.text}; selection-background-color: {c.accent};
    selection-color: {c.on_accent};
}}
"""
