"""A field that offers what was typed in it before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from gezinscoach_desktop.views.fields import TextField


def complete(field: TextField, known: Sequence[str], name: str) -> None:
    """Offer `known`, wherever in it the letters stand; choosing one counts as typing. `name`: of the list, for who hears."""
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if popup is not None:
        # Without a parent nobody knows whose window it is; with the window as its parent it could go before the
        # completer, which deletes it once more.
        popup.setParent(field, popup.windowFlags())
        popup.setAccessibleName(name)
    # Queued: the field takes the text by the same signal, and tells nobody.
    completer.activated.connect(field.edited, Qt.ConnectionType.QueuedConnection)
    field.setCompleter(completer)
