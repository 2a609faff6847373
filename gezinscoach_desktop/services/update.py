"""Updating the program from a folder: looking what stands there, fetching it, starting its setup.

Needs no office, and imports nothing heavy: it is asked while the first window is coming.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.update import (
    Here,
    Manifest,
    Refusal,
    Standing,
    UpdateFolderSilent,
    UpdateRefused,
    Version,
    decide,
    opens,
    parse_version,
)
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.installation import Installation as Installation
from gezinscoach_desktop.services.installation import is_windows

if TYPE_CHECKING:
    from gezinscoach_desktop.data.update_copy import SetupCopy
    from gezinscoach_desktop.data.update_folder import Sign

FOLDER_VARIABLE = "GEZINSCOACH_UPDATE_FOLDER"
"""Set by an IT department for all PCs: goes before what the office says."""
READ_SECONDS = 2.0
COPY_SECONDS = 20.0
"""Without a byte more, while the setup is being fetched."""
SETUP_OPTIONS = ("/S", "/UPDATE")
_DETACHED = 0x00000008 | 0x00000200
"""DETACHED_PROCESS and CREATE_NEW_PROCESS_GROUP, which Python only knows on Windows itself."""
_KEYS = ("update",)
_NOT_HERE = "Bijwerken vanuit het programma kan alleen op Windows; installeer de nieuwe versie met de hand."
_CHANGED = "Het installatiebestand is intussen veranderd; er is niets bijgewerkt."
_NOT_STARTED = "Windows kon het installatiebestand niet starten; er is niets bijgewerkt."

Report = Callable[[int, int, str], None]
"""Called with (done, total, what is being done); raises Cancelled to stop."""
Launcher = Callable[[Path], None]
"""Starts a setup that goes on when this program ends; raises OSError."""


class UpdateReplaced(UserError):
    """Another update stands in the folder by now, and that is no reason for alarm: look again."""

    def __init__(self) -> None:
        super().__init__("In de map met bijwerkingen staat intussen iets anders. Kijk opnieuw.")


class Finding(StrEnum):
    """What a look into the update folder gave."""

    NO_KEY = "no_key"
    NO_FOLDER = "no_folder"
    SILENT = "silent"
    EMPTY = "empty"
    REFUSED = "refused"
    NOTHING_NEWER = "nothing_newer"
    TOO_FAR = "too_far"
    WENT_BACK = "went_back"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Look:
    """What a look gave, ready to be shown."""

    finding: Finding
    folder: str = ""
    manifest: Manifest | None = None
    """The update, where there is a genuine one."""
    refusal: Refusal | None = None
    newest_seen: Version | None = None
    """To be remembered for the next look."""
    opens_office: bool = True
    """False: newer than this program, but still older than what the office needs."""
    changes_office: bool = False
    """It brings the office along as well: who still has the old program can only read from then on."""

    @property
    def is_offered(self) -> bool:
        return self.finding is Finding.OFFERED

    @property
    def sentence(self) -> str:
        """What came of it, in one sentence."""
        if self.refusal is not None:
            return self.refusal.sentence
        version = "" if self.manifest is None else str(self.manifest.version)
        return _SENTENCES[self.finding].format(version=version, seen=self.newest_seen, own=__version__)

    @property
    def advice(self) -> str:
        """What whoever looks after the folder can do; empty when there is nothing to do."""
        if self.refusal is not None:
            return self.refusal.advice
        return _ADVICE.get(self.finding, "")


_SENTENCES = {
    Finding.NO_KEY: "Deze versie is niet gemaakt om zichzelf bij te werken.",
    Finding.NO_FOLDER: "Er is nog geen map met bijwerkingen gekozen.",
    Finding.SILENT: "De map met bijwerkingen is nu niet bereikbaar. Je kan gewoon verder werken.",
    Finding.EMPTY: "In de map met bijwerkingen staat nog geen bijwerking.",
    Finding.NOTHING_NEWER: "Je hebt de nieuwste versie: {own}.",
    Finding.TOO_FAR: "Versie {version} kan dit kantoor nog niet overnemen; er moet eerst een tussenversie op.",
    Finding.WENT_BACK: "In de map staat versie {version}, maar eerder stond er al een nieuwere: {seen}.",
    Finding.OFFERED: "Versie {version} van Gezinscoach staat klaar.",
}
_ADVICE = {
    Finding.NO_KEY: "Installeer een nieuwe versie met de hand.",
    Finding.TOO_FAR: "Zet eerst de bijwerking van die tussenversie in de map. Wie ze maakt, weet welke dat is.",
    Finding.WENT_BACK: "Zet de nieuwste bijwerking terug in de map. Gebeurde dit niet met opzet,"
    " kijk dan na wie in de map kan schrijven.",
}
_FINDINGS = {
    Standing.OFFERED: Finding.OFFERED,
    Standing.NOTHING_NEWER: Finding.NOTHING_NEWER,
    Standing.TOO_FAR: Finding.TOO_FAR,
    Standing.WENT_BACK: Finding.WENT_BACK,
}


@cache
def shipped_keys() -> tuple[bytes, ...]:
    """The public keys that this program trusts; none in a program that was built without."""
    from gezinscoach_desktop.data.update_folder import read_keys

    return read_keys(resource_path(*_KEYS))


trusted_keys: Callable[[], tuple[bytes, ...]] = shipped_keys
"""What every look asks; the tour and the tests put a key of their own in its place."""


def fixed_folder() -> str:
    """The update folder that the IT department set for this PC; empty when it set none."""
    return os.environ.get(FOLDER_VARIABLE, "").strip()


def own_version() -> Version | None:
    """Of this program; None for one that is only for trying out, which never updates itself."""
    try:
        return parse_version(__version__)
    except ValueError:
        return None


def look_for_update(
    folder: str, *, newest_seen: Version | None = None, office_schema: int | None = None
) -> Look:
    """What stands in `folder`; answers within a little over two seconds, whatever the share does.

    Only while a setup is being copied from it does it wait for that, as long as bytes keep coming.
    """
    keys, own = trusted_keys(), own_version()
    if not keys or own is None:
        return Look(Finding.NO_KEY, folder)
    if not folder:
        return Look(Finding.NO_FOLDER)
    try:
        manifest = _manifest_in(folder, keys)
        return _compared(folder, manifest, own, newest_seen, office_schema)
    except UpdateFolderSilent:
        return Look(Finding.SILENT, folder, newest_seen=newest_seen)
    except UpdateRefused as refused:
        if not refused.refusal.is_suspect:
            return Look(Finding.EMPTY, folder, newest_seen=newest_seen)
        return Look(Finding.REFUSED, folder, refusal=refused.refusal, newest_seen=newest_seen)


def _manifest_in(folder: str, keys: tuple[bytes, ...]) -> Manifest:
    from gezinscoach_desktop.data.update_folder import genuine, patiently, read_folder

    path = Path(folder)
    found = patiently(folder, lambda _: read_folder(path), READ_SECONDS)
    return genuine(found.manifest, found.signature, keys)


def _compared(
    folder: str, manifest: Manifest, own: Version, seen: Version | None, office_schema: int | None
) -> Look:
    """With what is here; what this program does to a database is only asked when the update is newer."""
    schema = manifest.database
    if manifest.version > own:
        from gezinscoach_desktop.data.schema import VERSION

        schema = VERSION
    standing = decide(manifest, Here(own, schema, office_schema, seen))
    newest = max(manifest.version, seen) if seen is not None else manifest.version
    return Look(
        _FINDINGS[standing],
        folder,
        manifest,
        newest_seen=newest,
        opens_office=opens(manifest, office_schema),
        changes_office=manifest.database > (office_schema or schema),
    )


def check_setup(folder: str, manifest: Manifest) -> None:
    """Read the setup in the folder whole, as fetching would; raises UpdateRefused or UpdateFolderSilent."""
    from gezinscoach_desktop.data.update_folder import patiently

    def work(sign: Sign) -> None:
        from gezinscoach_desktop.data.update_copy import copy_setup

        copy_setup(Path(folder), manifest, lambda _: sign()).throw_away()

    patiently(folder, work, COPY_SECONDS)


def refused(look: Look, refusal: Refusal) -> Look:
    """The same look, once its setup did not pass its check."""
    return Look(Finding.REFUSED, look.folder, refusal=refusal, newest_seen=look.newest_seen)


def note_refusal(refusal: Refusal) -> None:
    """In the program's own log, without where the folder is: that can hold a name."""
    from gezinscoach_desktop.services.trouble import note_event

    note_event(f"update refused: {refusal.value}")


def fetch_update(look: Look, report: Report | None = None) -> SetupCopy:
    """A checked copy of the setup on this PC.

    Raises UpdateRefused, UpdateReplaced, UpdateFolderSilent, or Cancelled by `report`.
    """
    from gezinscoach_desktop.data.update_copy import copy_setup
    from gezinscoach_desktop.data.update_folder import patiently

    manifest = look.manifest
    if manifest is None or not look.is_offered:
        raise ValueError("nothing is offered")
    folder, tell = Path(look.folder), partial(_tell, report, manifest.size)

    def work(sign: Sign) -> SetupCopy:
        return copy_setup(folder, manifest, partial(_count, sign, tell))

    try:
        return patiently(look.folder, work, COPY_SECONDS, drop=_throw_away, waiting=partial(tell, 0))
    except UpdateRefused:
        if _is_replaced(look):
            raise UpdateReplaced from None
        raise


def _throw_away(copy: SetupCopy) -> None:
    copy.throw_away()


def _is_replaced(look: Look) -> bool:
    """Whether somebody put another genuine update there since that look, which may be hours ago."""
    try:
        return _manifest_in(look.folder, trusted_keys()) != look.manifest
    except UserError:
        return False


def _count(sign: Sign, tell: Callable[[int], None], done: int) -> None:
    sign()
    tell(done)


def _tell(report: Report | None, size: int, done: int) -> None:
    if report is not None:
        report(min(done, size), size, "Bijwerking ophalen…")


def start_setup(copy: SetupCopy, launch: Launcher | None = None) -> None:
    """Start the checked copy, which goes on when this program ends; raises UserError when that cannot be."""
    if not copy.is_genuine():
        raise UserError(_CHANGED)
    try:
        (launch or start_detached)(copy.path)
    except OSError as error:
        raise UserError(_NOT_STARTED) from error


def start_detached(setup: Path) -> None:
    """As the program does it: silently, on Windows only."""
    if not is_windows():
        raise UserError(_NOT_HERE)
    import subprocess

    subprocess.Popen([str(setup), *SETUP_OPTIONS], creationflags=_DETACHED, close_fds=True, cwd=setup.parent)
