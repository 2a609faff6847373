"""Makes the QApplication: style, fonts, Dutch texts of Qt itself, Belgian numbers and dates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.views.icons import window_icon
from gezinscoach_desktop.views.theme import theme

NAME = "Gezinscoach"


def make_application(argv: Sequence[str]) -> QApplication:
    """The one QApplication of the program, ready to show windows; the running one when there is one already."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Belgium))
    application = QApplication(list(argv))
    application.setApplicationName(NAME)
    application.setOrganizationName(NAME)
    application.setApplicationDisplayName("")
    application.setDesktopFileName("gezinscoach-desktop")
    application.setStyle("Fusion")
    _translate(application)
    theme()
    application.setWindowIcon(window_icon())
    return application


def _translate(application: QApplication) -> None:
    """Qt's own words: buttons of the file window, the print window, the menu of a text field."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_nl", folder) or translator.load("qtbase_nl", _own_translations()):
        application.installTranslator(translator)


def _own_translations() -> str:
    try:
        return str(resource_path("translations"))
    except FileNotFoundError:
        return ""
