"""The office's folder on the share: what is called what there, and what an answer means.

Every call may take as long as the network takes, and raises `Away` when the share did not answer.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from gezinscoach_desktop.data.folder.commit import FORMAT
from gezinscoach_desktop.domain.errors import OfficeTooNew, OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.port import Folder

T = TypeVar("T")

IDENTITY = "office.id"
FOLDERS = ("keys", "log", "snapshots", "tmp", "backups")
_COMMIT, _SNAPSHOT = ".commit", ".snapshot"
_WANTED = "snapshots/wanted"
_LARGEST_IDENTITY = 10_000
_NEWER = "Dit kantoor werd gemaakt met een nieuwere versie van het programma. Werk het programma bij en probeer opnieuw."
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class Away(Exception):
    """The share did not answer, or not as a share does."""

    def __init__(self, *, is_full: bool = False) -> None:
        super().__init__()
        self.is_full = is_full


class Missing(Exception):
    """The folder answers, and no office is in it: emptied, or the share is not mounted there."""


class Taken(Exception):
    """Somebody else was first."""


def is_office(folder: Folder) -> bool:
    """True when an office stands in the folder; raises OfficeUnavailable when the folder cannot be reached."""
    try:
        folder.size(IDENTITY)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OfficeUnavailable(f"De map “{folder.place}” is niet bereikbaar.") from error
    return True


class Share:
    """See the module. Used by one thread at a time."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._leftovers: set[str] = set()

    def office_id(self) -> UUID:
        """Which office stands there; raises Missing when none does."""
        content = self._identity() or self._identity()  # half an answer does not last
        if content is None:
            raise OfficeUnavailable(
                f"Het bestand “{IDENTITY}” in “{self.folder.place}” is beschadigd; zet een reservekopie ervan terug."
            )
        format_, office_id = content
        if format_ != FORMAT:
            raise OfficeTooNew(_NEWER)
        return office_id

    def _identity(self) -> tuple[int, UUID] | None:
        raw = self._asked(lambda: self.folder.read(IDENTITY, size=_LARGEST_IDENTITY))
        if raw is None:
            raise Missing
        try:
            content = json.loads(raw)
            return int(content["format"]), UUID(content["office"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def read_commit(self, number: int) -> bytes | None:
        return self._asked(lambda: self.folder.read(commit_name(number)))

    def commits(self) -> tuple[int, ...]:
        """The numbers of all commits, rising."""
        return self._numbers("log", _COMMIT)

    def snapshots(self) -> tuple[int, ...]:
        """The numbers of all snapshots, rising."""
        return self._numbers("snapshots", _SNAPSHOT)

    def want_snapshot(self) -> None:
        """Ask whoever is further than this PC for a snapshot."""
        with suppress(OSError):
            self.folder.create(_WANTED, b"")

    def is_snapshot_wanted(self) -> bool:
        return self._asked(lambda: self.folder.size(_WANTED)) is not None

    def thank(self) -> None:
        """The snapshot that somebody asked for is there."""
        self.drop(_WANTED)

    def publish(self, number: int, raw: bytes) -> None:
        """Make `raw` commit `number`.

        Raises Taken when another commit has that place, and Away when it is not known to be there; then it may still be.
        """
        temporary = self.temporary()
        with self._changed():
            self.folder.write(temporary, raw)
        try:
            self._link(temporary, commit_name(number), raw)
        finally:
            self.drop(temporary)

    def place(self, temporary: str, name: str) -> bool:
        """Give a finished temporary file its name; False when the name is taken."""
        try:
            with self._changed():
                self.folder.link(temporary, name)
        except FileExistsError:
            return False
        finally:
            self.drop(temporary)
        return True

    def temporary(self) -> str:
        return f"tmp/{uuid4().hex}"

    def drop(self, name: str) -> None:
        """Remove a file, later if not now."""
        self._leftovers.add(name)
        with suppress(OSError):
            for each in tuple(self._leftovers):
                self.folder.remove(each)
                self._leftovers.discard(each)

    def remove(self, name: str) -> None:
        with self._changed():
            self.folder.remove(name)

    def now(self) -> float:
        """The time by the share's own clock."""
        name = self.temporary()
        try:
            with self._changed():
                self.folder.write(name, b"")
                return self.folder.modified(name)
        finally:
            self.drop(name)

    def modified(self, name: str) -> float | None:
        return self._asked(lambda: self.folder.modified(name))

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes | None:
        return self._asked(lambda: self.folder.read(name, at=at, size=size))

    def write(self, name: str, content: bytes, at: int = 0) -> None:
        with self._changed():
            self.folder.write(name, content, at=at)

    def prepare(self) -> None:
        """Make the folders that are not there (any more)."""
        found = self.names("")
        with self._changed():
            for name in FOLDERS:
                if name not in found:
                    self.folder.make_folder(name)

    def replace(self, name: str, content: bytes) -> None:
        with self._changed():
            self.folder.replace(name, content)

    def names(self, under: str) -> tuple[str, ...]:
        return self._asked(lambda: self.folder.names(under)) or ()

    def _link(self, temporary: str, name: str, raw: bytes) -> None:
        try:
            self.folder.link(temporary, name)
        except FileExistsError:
            # Also what a repeat of a call that worked is told.
            if self._asked(lambda: self.folder.read(name)) != raw:
                raise Taken from None
        except OSError as error:
            if self._asked(lambda: self.folder.read(name)) != raw:
                raise _away(error) from error

    def _numbers(self, under: str, ending: str) -> tuple[int, ...]:
        names = self._asked(lambda: self.folder.names(under))
        if names is None:
            raise Missing
        stems = (name.removesuffix(ending) for name in names if name.endswith(ending))
        return tuple(sorted(int(stem) for stem in stems if stem.isdigit()))

    def _asked(self, act: Callable[[], T]) -> T | None:
        """None when what is asked for is not there."""
        try:
            with self._reached():
                return act()
        except FileNotFoundError:
            return None

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (FileExistsError, FileNotFoundError):
            raise
        except OSError as error:
            raise _away(error) from error

    @contextmanager
    def _changed(self) -> Iterator[None]:
        """For what writes: that a folder of the office is not there is no answer, it is a share that is away."""
        try:
            yield
        except FileExistsError:
            raise
        except OSError as error:
            raise _away(error) from error


def commit_name(number: int) -> str:
    return f"log/{number:09}{_COMMIT}"


def snapshot_name(number: int) -> str:
    return f"snapshots/{number:09}{_SNAPSHOT}"


def _away(error: OSError) -> Away:
    return Away(is_full=error.errno in _NO_SPACE)
