"""Update folders for tests, signed with a key that no program is ever shipped with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.update_folder import encode_signature
from gezinscoach_desktop.domain.update import MANIFEST, SIGNATURE, SIGNED_AS, Manifest, parse_version

TEST_KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"only for tests").digest())
TEST_PUBLIC = TEST_KEY.public_key().public_bytes_raw()
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"somebody else").digest())
SETUP = b"MZ this is the setup" * 500
NEWER = "99.0.0"
PATIENCE_SECONDS = 60.0
"""In place of READ_SECONDS: a folder that answers is there, also on a machine that stalls."""
OUTSIDE = (
    "\\\\kwaad.example@SSL\\DavWWWRoot\\map",
    "//kwaad.example@8080/map",
    "\\\\kwaad.example\\davwwwroot\\map",
    "\\\\.\\pipe\\iets",
    "\\\\?\\UNC\\kwaad.example@SSL\\map",
)
"""Places that are no folders of the house."""
NEW = ("Je ziet nu wie wanneer belde.", "Een verslag is sneller klaar.")


def manifest(version: str = NEWER, setup: bytes = SETUP, **changes: object) -> Manifest:
    """A manifest for that setup."""
    made = Manifest(
        version=parse_version(version),
        released_on=date(2026, 11, 2),
        file_name=f"Gezinscoach-{version}-setup.exe",
        size=len(setup),
        sha256=hashlib.sha256(setup).hexdigest(),
        least_database=1,
        database=schema.VERSION,
        what_is_new=NEW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def signature(content: bytes, key: Ed25519PrivateKey = TEST_KEY, domain: bytes = SIGNED_AS) -> bytes:
    """As it stands beside the manifest."""
    return encode_signature(key.sign(domain + content))


def fill(folder: Path, made: Manifest | None = None, *, setup: bytes = SETUP) -> Manifest:
    """Put a genuine update in `folder`."""
    made = made or manifest(setup=setup)
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_bytes(made.encode())
    (folder / SIGNATURE).write_bytes(signature(made.encode()))
    (folder / made.file_name).write_bytes(setup)
    return made


@dataclass
class FakeWindows:
    """Remembers what was started, and what was in it at that moment."""

    started: list[tuple[str, bytes]] = field(default_factory=list)

    def __call__(self, setup: Path) -> None:
        self.started.append((setup.name, setup.read_bytes()))
