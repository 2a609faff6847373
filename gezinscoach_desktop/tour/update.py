"""The part of the tour about updates: the offer, what is new, the folder, one that is refused, an office to read only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.update.bar import NoticeBar

FIRST = 326
_SETUP = b"the setup of the tour"
_NEW = (
    "Je ziet op Start wie vandaag verjaart.",
    "Een evolutieverslag is nu ook zonder grafieken af te drukken.",
    "De lijst van rechten is bijgewerkt voor het nieuwe jaar.",
)


def look_at_updates(guide: Guide, first: int = FIRST) -> None:
    """With an update folder of its own, signed with a key that is made here and goes with it."""
    from gezinscoach_desktop.rooms import START
    from gezinscoach_desktop.services.update import Installation
    from gezinscoach_desktop.views.page import Destination

    keeper = guide.program.updates
    before = keeper.installation
    share = Path(os.environ["GEZINSCOACH_HOME"]) / "server"
    with guide.numbered(first), _update_in(share / "Bijwerkingen") as folder:
        keeper.installation = Installation.OWN  # what there is to see on Windows
        keeper.memory.keep_office_folder(str(folder))
        keeper.look()
        guide.frame.go(Destination(START))
        try:
            _take_pictures(guide, folder)
        finally:
            keeper.installation = before
            keeper.memory.keep_office_folder("")
    shutil.rmtree(share)
    keeper.look()
    guide.until(lambda: not _bars(guide)[0].text)


def _take_pictures(guide: Guide, folder: Path) -> None:
    from gezinscoach_desktop.data.schema import NEWER_READABLE
    from gezinscoach_desktop.domain.update import SIGNATURE
    from gezinscoach_desktop.rooms import START
    from gezinscoach_desktop.views.page import Destination
    from gezinscoach_desktop.views.update.news_dialog import NewsDialog, WhyDialog
    from gezinscoach_desktop.views.update.notice import Act, read_only_notice

    offer, reading = _bars(guide)
    guide.until(lambda: "staat klaar" in offer.text)
    guide.picture("bijwerken-balk")
    offer.buttons[Act.NEWS].click()
    news = guide.frame.findChildren(NewsDialog)[-1]
    guide.picture("bijwerken-wat-is-nieuw", news)
    news.reject()
    _settings(guide)
    guide.picture("bijwerken-instellingen")
    guide.frame.go(Destination(START))
    reading.show_notice(read_only_notice(NEWER_READABLE, needs_newer=True))
    guide.frame.show_read_only(NEWER_READABLE)
    guide.picture("alleen-lezen")
    reading.show_notice(None)
    guide.frame.show_read_only("")
    (folder / SIGNATURE).write_bytes(b"changed")
    guide.program.updates.look()
    guide.until(lambda: "handtekening" in offer.text)
    guide.picture("bijwerken-geweigerd")
    offer.buttons[Act.WHY].click()
    why = guide.frame.findChildren(WhyDialog)[-1]
    guide.picture("bijwerken-wat-nu", why)
    why.reject()


def _settings(guide: Guide) -> None:
    """With the card about updates in sight."""
    from PySide6.QtWidgets import QScrollArea

    from gezinscoach_desktop.rooms import SETTINGS
    from gezinscoach_desktop.views.page import Destination
    from gezinscoach_desktop.views.update.card import UpdateCard

    guide.frame.go(Destination(SETTINGS))
    guide.settle()
    card = guide.page.findChildren(UpdateCard)[0]
    guide.page.findChildren(QScrollArea)[0].ensureWidgetVisible(card, 0, card.height())


def _bars(guide: Guide) -> tuple[NoticeBar, NoticeBar]:
    """About updates, and about reading only."""
    from gezinscoach_desktop.views.update.office import OfficeUpdateWatch

    watch = next(each for each in guide.frame.children() if isinstance(each, OfficeUpdateWatch))
    return watch.bar, watch.read_only_bar


@contextmanager
def _update_in(folder: Path) -> Iterator[Path]:
    """A folder with the next version, and a program that trusts who signed it."""
    import hashlib
    from datetime import date

    from gezinscoach_desktop.data import schema
    from gezinscoach_desktop.data.keys.pairs import new_pairs
    from gezinscoach_desktop.data.update_folder import encode_signature
    from gezinscoach_desktop.domain.update import MANIFEST, SIGNATURE, SIGNED_AS, Manifest, Version
    from gezinscoach_desktop.services import update

    own = update.own_version() or Version(0, 0, 0)
    version = Version(own.major, own.minor + 1, 0)
    checksum = hashlib.sha256(_SETUP).hexdigest()
    name = f"Gezinscoach-{version}-setup.exe"
    made = Manifest(
        version, date(2026, 11, 16), name, len(_SETUP), checksum, 1, schema.VERSION, what_is_new=_NEW
    )
    pairs = new_pairs()
    folder.mkdir(parents=True)
    (folder / name).write_bytes(_SETUP)
    (folder / MANIFEST).write_bytes(made.encode())
    (folder / SIGNATURE).write_bytes(encode_signature(pairs.sign(SIGNED_AS + made.encode())))
    trusted = update.trusted_keys
    update.trusted_keys = lambda: (pairs.publics.signing,)
    try:
        yield folder
    finally:
        update.trusted_keys = trusted
