"""In the first window: the way on for who cannot even open an office, since it is newer than this program."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gezinscoach_desktop.services.update import Installation
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.theme import Tone
from gezinscoach_desktop.views.update.bar import NoticeBar
from gezinscoach_desktop.views.update.keeper import Plan, UpdateKeeper
from gezinscoach_desktop.views.update.news_dialog import show_news
from gezinscoach_desktop.views.update.notice import Act, Notice, notice_of

_NO_FOLDER = "Vraag de nieuwe versie aan wie het kantoor bijwerkte, of aan de ICT-dienst."
_FOLDER = "De nieuwe versie komt in de map met bijwerkingen: “{folder}”. Daar staat ze nog niet."
_BY_HAND = "De nieuwe versie staat in de map met bijwerkingen: “{folder}”. {by_whom}"
_BY_WHOM = {
    Installation.EVERYBODY: "Je ICT-dienst zet ze op deze pc.",
    Installation.PORTABLE: "Pak ze daar zelf uit.",
    Installation.SOURCE: "Installeer ze daar zelf.",
}


class OpeningUpdateWatch(QObject):
    """Silent until an office turns out to be too new, or an update was asked for before the office was left."""

    def __init__(self, window: OpeningWindow, keeper: UpdateKeeper) -> None:
        super().__init__(window)
        self._window = window
        self._keeper = keeper
        self._is_needed = False
        self.bar = NoticeBar("Bijwerken")
        window.add_bar(self.bar)
        self.bar.chosen.connect(self._do)
        window.too_new.connect(self._need)
        keeper.changed.connect(self._show)
        self._show()

    def _need(self) -> None:
        """Somebody stands before an office that needs it: look again, it may have come meanwhile."""
        self._is_needed = True
        self._show()
        self._keeper.look()

    def _show(self) -> None:
        state = self._keeper.state
        if self._is_needed or state.plan is not Plan.NONE:
            self.bar.show_notice(self._notice())
        else:
            self.bar.show_notice(None)

    def _notice(self) -> Notice:
        """What the bar in an office would say, or where to find the new version; nothing here can be closed."""
        state, folder = self._keeper.state, self._keeper.memory.folder
        if state.plan is Plan.NONE and not state.failed and not state.can_install:
            return Notice(
                _where(state.installation, folder, is_there=bool(state.look and state.look.is_offered))
            )
        told = notice_of(state, is_administrator=True)
        if told is None:
            return Notice(_where(state.installation, folder, is_there=False))
        acts = tuple(act for act in told.acts if act in (Act.NEWS, Act.INSTALL, Act.CANCEL))
        return Notice(told.text, told.tone if state.failed else Tone.ACCENT, acts)

    def _do(self, act: Act) -> None:
        match act:
            case Act.INSTALL:
                self._keeper.want()
            case Act.CANCEL:
                self._keeper.cancel()
            case Act.NEWS:
                show_news(self._keeper, self._window)
            case _:
                return


def _where(installation: Installation, folder: str, *, is_there: bool) -> str:
    if not folder:
        return _NO_FOLDER
    if is_there and installation in _BY_WHOM:
        return _BY_HAND.format(folder=folder, by_whom=_BY_WHOM[installation])
    return _FOLDER.format(folder=folder)
