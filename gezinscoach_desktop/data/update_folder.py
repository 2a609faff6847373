"""An update folder: reading it without ever waiting long, and checking who signed what stands in it."""

from __future__ import annotations

import base64
import binascii
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Generic, TypeVar

from gezinscoach_desktop.domain.update import (
    MANIFEST,
    MOST_MANIFEST,
    SIGNATURE,
    SIGNED_AS,
    Manifest,
    Refusal,
    UpdateFolderSilent,
    UpdateRefused,
    parse_manifest,
)

T = TypeVar("T")
KEY_ENDING = ".pub"
_KEY_WORD = b"gezinscoach-update-key-1 "
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


# ------------------------------------------------------------------------------------------------- signatures


def encode_key(public: bytes) -> bytes:
    """A public key as it stands in a file."""
    return _KEY_WORD + base64.b64encode(public) + b"\n"


def read_keys(folder: Path) -> tuple[bytes, ...]:
    """The public keys in `folder`; a file that is none raises ValueError, since the program itself carries it."""
    return tuple(_key(path.read_bytes()) for path in sorted(folder.glob(f"*{KEY_ENDING}")))


def _key(content: bytes) -> bytes:
    content = content.replace(b"\r\n", b"\n")
    public = base64.b64decode(content.removeprefix(_KEY_WORD).strip(), validate=True)
    if len(public) != _KEY_BYTES or encode_key(public) != content:
        raise ValueError("not a public key for updates")
    return public


def encode_signature(signature: bytes) -> bytes:
    """A signature as it stands beside the manifest."""
    return base64.b64encode(signature) + b"\n"


def genuine(content: bytes, signature: bytes, keys: Iterable[bytes]) -> Manifest:
    """The manifest, once the holder of one of the `keys` proves to have signed exactly these bytes.

    Nothing of the content is looked at before. Raises UpdateRefused.
    """
    from gezinscoach_desktop.data.keys.pairs import verify_with

    try:
        raw = base64.b64decode(signature.strip(), validate=True)
    except binascii.Error:
        raise UpdateRefused(Refusal.SIGNATURE) from None
    is_whole = len(raw) == _SIGNATURE_BYTES and encode_signature(raw) == signature
    if not is_whole or not any(verify_with(key, SIGNED_AS + content, raw) for key in keys):
        raise UpdateRefused(Refusal.SIGNATURE)
    return parse_manifest(content)


# ---------------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in an update folder, not yet looked at."""

    manifest: bytes
    signature: bytes


def read_folder(folder: Path) -> Found:
    """Raises UpdateRefused when there is nothing or too much, UpdateFolderSilent when the folder is not there."""
    try:
        if not folder.is_dir():
            raise UpdateFolderSilent
        return Found(
            _read(folder / MANIFEST, MOST_MANIFEST, Refusal.MISSING),
            _read(folder / SIGNATURE, MOST_MANIFEST, Refusal.SIGNATURE),
        )
    except (
        OSError
    ):  # gone while it was read, not for this user, a share that breaks off: looked at again later
        raise UpdateFolderSilent from None


def _read(path: Path, most: int, absent: Refusal) -> bytes:
    if not path.is_file():  # a pipe or a device would keep a reader for ever
        raise UpdateRefused(absent)
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise UpdateRefused(Refusal.MANIFEST)
    return content


# ---------------------------------------------------------------------------------------------------- waiting

Sign = Callable[[], None]
"""Called by what works on a share to say that it still comes forward."""


@dataclass(slots=True)
class _Errand(Generic[T]):
    """One piece of work on a thread that is left behind when it does not come back."""

    work: Callable[[Sign], T]
    mail: SimpleQueue[tuple[Any, Exception | None]] = field(default_factory=SimpleQueue)
    seen_at: float = field(default_factory=monotonic)
    drop: Callable[[T], object] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_left: bool = False

    def sign(self) -> None:
        if self._is_left:
            raise UpdateFolderSilent  # nobody waits any more: no reason to go on
        self.seen_at = monotonic()

    @property
    def is_left(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._is_left

    def leave(self) -> bool:
        """Nobody waits any more; False when the answer came at the very last moment."""
        with self._lock:
            self._is_left = self.mail.empty()
        return self._is_left

    def run(self) -> None:
        try:
            value = self.work(self.sign)
        except Exception as error:  # it belongs to whoever waits
            self.mail.put((None, error))
            return
        with self._lock:
            is_left = self._is_left
            if not is_left:
                self.mail.put((value, None))
        if is_left and self.drop is not None:
            self.drop(value)


class _Messenger(threading.Thread):
    """Runs one errand; may be left behind for ever."""

    def __init__(self, errand: _Errand[Any]) -> None:
        super().__init__(target=errand.run, name="update-folder", daemon=True)
        self.errand = errand


_hanging: dict[str, _Messenger] = {}
_guard = threading.Lock()
_GLANCE_SECONDS = 0.1
"""So often who waits its turn looks whether that is still of use."""


def patiently(
    place: str,
    work: Callable[[Sign], T],
    seconds: float,
    *,
    drop: Callable[[T], object] | None = None,
    waiting: Callable[[], object] | None = None,
) -> T:
    """Do `work` on a thread of its own; raises UpdateFolderSilent when it gives no sign of life for so long.

    A share that hangs may never let go of that thread: it is left behind, and as long as it hangs nobody else is sent to
    the same place, so that there is never more than one. What it brings after all goes to `drop`. Who comes while somebody
    is still waited for waits its turn, as long as that one gives a sign of life within the same `seconds`; meanwhile
    `waiting` is called again and again, and raises to stop.
    """
    errand = _Errand(work, drop=drop)
    messenger = _sent(place, errand, seconds, waiting)
    while True:
        left = errand.seen_at + seconds - monotonic()
        try:
            value, error = errand.mail.get(timeout=max(left, 0.001))
        except Empty:
            if errand.seen_at + seconds > monotonic() or not errand.leave():
                continue
            raise UpdateFolderSilent from None
        messenger.join()
        if error is not None:
            raise error
        result: T = value
        return result


def _sent(
    place: str, errand: _Errand[Any], seconds: float, waiting: Callable[[], object] | None
) -> _Messenger:
    """On its way, as the only one to that place."""
    while True:
        with _guard:
            before = _hanging.get(place)
            if before is None or not before.is_alive():
                errand.sign()  # its own time begins now: how long it waited says nothing of the folder
                messenger = _hanging[place] = _Messenger(errand)
                messenger.start()
                return messenger
        if waiting is not None:
            waiting()
        left = before.errand.seen_at + seconds - monotonic()
        if before.errand.is_left or left <= 0:
            raise UpdateFolderSilent
        before.join(min(left, _GLANCE_SECONDS))
