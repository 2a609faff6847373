"""An office on a server that is older than this program: whoever looks after the server brings it up to date."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import NeedsServerLogin
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.server.login_dialog import ServerLogin, ServerLoginDialog
from gezinscoach_desktop.views.tasks import Tasks


def upgrade_dialog(
    tasks: Tasks, entrance: Entrance, place: str, reason: NeedsServerLogin, *, parent: QWidget
) -> ServerLoginDialog:
    """Asks the login; once it tells `allowed`, the office can be opened again."""
    return ServerLoginDialog(
        tasks,
        "Kantoor bijwerken",
        partial(_upgrade, entrance, place),
        verb="Bijwerken",
        intro=reason.message,
        parent=parent,
    )


def _upgrade(entrance: Entrance, place: str, login: ServerLogin) -> None:
    """On the worker: what the newest program needs, made on the server."""
    entrance.upgrade_office(place, server_user=login.user_name, server_password=login.password)
