"""The pages of a damaged SQLCipher file, each judged by its own seal: what is sound is used, what is not is known.

SQLCipher itself stops at the first page that is not as it was written. This reads every page by itself, the write-ahead
log over the file included, as SQLCipher 4 lays them down (https://www.zetetic.net/sqlcipher/design/).
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_SALT, _IV, _MAC = 16, 16, 64
RESERVED = _IV + _MAC
USABLE = PAGE - RESERVED
_MASK = bytes([0x3A]) * _SALT
_MAGIC = b"SQLite format 3\x00"
_ROUNDS = 2
_TRIED = 8
"""Pages by which it is seen whether the salt is right."""
_LOG_HEAD, _FRAME_HEAD = 32, 24
_LOG_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}

OnPages = Callable[[int, int], None]
"""How many of how many were read; raises Cancelled when the user stopped it."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What can be read of a file, in plain; nothing of it touches the disk."""

    sound: Mapping[int, bytes] = field(repr=False)
    bad: frozenset[int]
    """Pages that are not as they were written, or not there (page numbers begin at 1)."""
    count: int
    is_salt_mended: bool = False
    """The first bytes of the file were not as they were written."""
    is_log_cut: bool = False
    """The write-ahead log is damaged: what was saved last is in none of these pages."""

    @property
    def is_sound(self) -> bool:
        return not (self.bad or self.is_salt_mended or self.is_log_cut)


def read_pages(path: Path, key: bytes, on_pages: OnPages = lambda _done, _of: None) -> Pages:
    """Every page under `key`; raises OSError. With another key, or of another file, no page is sound."""
    raw = path.read_bytes()
    logged, size, is_cut = _logged(path.with_name(f"{path.name}-wal"))
    count = size or -(-len(raw) // PAGE)
    opener, is_mended = _opener(raw, logged, key, count)
    sound: dict[int, bytes] = {}
    bad = set()
    for number in range(1, count + 1):
        if number % 64 == 0:
            on_pages(number, count)
        sealed = logged.get(number, raw[(number - 1) * PAGE : number * PAGE])
        plain = opener.opened(number, sealed)
        if plain is None:
            bad.add(number)
        else:
            sound[number] = plain
    if 1 in sound and not size:
        told = struct.unpack_from(">I", sound[1], 28)[0]
        if told > count:  # the file was cut off
            bad.update(range(count + 1, told + 1))
            count = told
    return Pages(sound, frozenset(bad), count, is_mended and 1 not in logged, is_cut)


class _Opener:
    """Opens pages under one key and salt."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(a ^ b for a, b in zip(salt, _MASK, strict=True))
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, 32)

    def is_sealed(self, number: int, sealed: bytes) -> bool:
        start = _SALT if number == 1 else 0
        if len(sealed) != PAGE:
            return False
        known = hmac.digest(self._mac_key, sealed[start:-_MAC] + struct.pack("<I", number), "sha512")
        return hmac.compare_digest(known, sealed[-_MAC:])

    def opened(self, number: int, sealed: bytes) -> bytes | None:
        """The page in plain; None when it is not as it was written."""
        if not self.is_sealed(number, sealed):
            return None
        start = _SALT if number == 1 else 0
        iv = sealed[USABLE : USABLE + _IV]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(iv)).decryptor()
        plain = decryptor.update(sealed[start:USABLE]) + decryptor.finalize()
        return (_MAGIC if number == 1 else b"") + plain + bytes(RESERVED)


def _opener(raw: bytes, logged: Mapping[int, bytes], key: bytes, count: int) -> tuple[_Opener, bool]:
    """With the salt of the file; where that is not the right one, with what it was before one bit of it changed."""
    written = raw[:_SALT].ljust(_SALT, b"\0")
    tried = [number for number in range(2, count + 1) if number not in logged][:_TRIED]
    samples = [(number, raw[(number - 1) * PAGE : number * PAGE]) for number in tried]
    samples += [(number, page) for number, page in list(logged.items())[:_TRIED] if number != 1]
    candidates = [written]
    if 1 in logged:
        candidates.append(logged[1][:_SALT])
    for bit in range(8 * _SALT):
        flipped = bytearray(written)
        flipped[bit // 8] ^= 1 << bit % 8
        candidates.append(bytes(flipped))
    for salt in candidates:
        opener = _Opener(key, salt)
        if any(opener.is_sealed(number, sealed) for number, sealed in samples):
            return opener, salt != written
    return _Opener(key, written), False


def _logged(log: Path) -> tuple[dict[int, bytes], int, bool]:
    """The pages of every transaction that was finished in the write-ahead log, how many pages there are then, and
    whether more was finished behind a place that is damaged.
    """
    try:
        raw = log.read_bytes()
    except FileNotFoundError:
        return {}, 0, False
    if len(raw) < _LOG_HEAD:
        return {}, 0, False
    magic, _, size, _, salt = struct.unpack_from(">4I8s", raw)
    order = _LOG_MAGICS.get(magic)
    if order is None or size != PAGE:
        return {}, 0, any(raw)
    total = _summed(order, raw[:24], (0, 0))
    if struct.unpack_from(">2I", raw, 24) != total:
        return {}, 0, True
    pages: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    last = 0
    is_cut = False
    for at in range(_LOG_HEAD, len(raw) - PAGE - _FRAME_HEAD + 1, PAGE + _FRAME_HEAD):
        number, ended = struct.unpack_from(">2I", raw, at)
        if raw[at + 8 : at + 16] != salt:
            break  # left over from before the log began anew
        page = raw[at + _FRAME_HEAD : at + _FRAME_HEAD + PAGE]
        total = _summed(order, page, _summed(order, raw[at : at + 8], total))
        is_cut = is_cut or struct.unpack_from(">2I", raw, at + 16) != total or not number
        if is_cut:
            if ended:
                return _within(pages, last), last, True
            continue
        pending[number] = page
        if ended:
            pages.update(pending)
            pending.clear()
            last = ended
    return _within(pages, last), last, False


def _within(pages: Mapping[int, bytes], size: int) -> dict[int, bytes]:
    return {number: page for number, page in pages.items() if number <= size}


def _summed(order: str, raw: bytes, before: tuple[int, int]) -> tuple[int, int]:
    """The checksum of https://sqlite.org/fileformat2.html#checksum_algorithm."""
    first, second = before
    words = struct.unpack(f"{order}{len(raw) // 4}I", raw)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & 0xFFFFFFFF
        second = (second + words[at + 1] + first) & 0xFFFFFFFF
    return first, second
