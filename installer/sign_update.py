"""Make an update folder of a setup: `python -m installer.sign_update --key KEY.pem --into FOLDER [--setup SETUP.exe]`.

Copies the setup, writes `update.json` (what it is, its checksum, what is new from CHANGELOG.md) and `update.json.sig`
(an Ed25519 signature over exactly those bytes), and reads everything back as the program will. The signature is written
last: a program that looks meanwhile refuses the folder instead of trusting half of it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data.schema import VERSION
from gezinscoach_desktop.data.update_copy import copy_setup
from gezinscoach_desktop.data.update_folder import encode_signature, genuine, read_folder, read_keys
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.update import (
    LONGEST_NEW,
    MANIFEST,
    MOST_NEW,
    SIGNATURE,
    SIGNED_AS,
    Manifest,
    check_manifest,
    parse_version,
)
from installer.places import RESOURCES, ROOT, SETUP

OLDEST_DATABASE = 1
"""The oldest schema for which this program still has migrations."""
_HEADING = re.compile(r"##\s+(?P<version>\S+)")
_SENTENCE = re.compile(r".*?[.!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Release:
    """What is not in the setup itself."""

    version: str
    released_on: date
    what_is_new: tuple[str, ...]
    least_database: int = OLDEST_DATABASE
    database: int = VERSION


def what_is_new(changelog: str, version: str) -> tuple[str, ...]:
    """The first sentence of every point under the heading of this version, without mark-up."""
    points: list[str] = []
    is_here = False
    for line in changelog.splitlines():
        heading = _HEADING.match(line)
        if heading is not None:
            is_here = heading["version"] == version
        elif is_here and line.startswith("- "):
            points.append(line[2:])
        elif is_here and line.startswith("  ") and points:
            points[-1] += f" {line.strip()}"
    return tuple(_short(point) for point in points[:MOST_NEW])


def _short(point: str) -> str:
    plain = point.replace("**", "").replace("`", "").strip()
    first = _SENTENCE.match(plain)
    text = first.group() if first is not None else plain
    return text if len(text) <= LONGEST_NEW else f"{text[: LONGEST_NEW - 1]}…"


def manifest_of(setup: Path, release: Release) -> Manifest:
    """Raises ValueError for what no update can be."""
    with setup.open("rb") as stream:
        checksum = hashlib.file_digest(stream, "sha256").hexdigest()
    manifest = Manifest(
        version=parse_version(release.version),
        released_on=release.released_on,
        file_name=setup.name,
        size=setup.stat().st_size,
        sha256=checksum,
        least_database=release.least_database,
        database=release.database,
        what_is_new=release.what_is_new,
    )
    check_manifest(manifest)
    return manifest


def sign(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    """The signature as it stands beside the manifest."""
    return encode_signature(key.sign(SIGNED_AS + manifest.encode()))


def write_folder(setup: Path, release: Release, key: Ed25519PrivateKey, folder: Path) -> Manifest:
    """Fill the update folder; an older signature goes before its manifest, so that nothing half is ever trusted.

    Until then what stood there stays good: a setup takes a while to copy, and PCs may look meanwhile.
    """
    manifest = manifest_of(setup, release)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / setup.name
    if target.resolve() != setup.resolve():
        if target.exists():  # the signature may be of that one
            (folder / SIGNATURE).unlink(missing_ok=True)
        shutil.copyfile(setup, target)
    (folder / SIGNATURE).unlink(missing_ok=True)
    (folder / MANIFEST).write_bytes(manifest.encode())
    (folder / SIGNATURE).write_bytes(sign(manifest, key))
    return manifest


def check_folder(folder: Path, keys: Sequence[bytes]) -> Manifest:
    """As the program will do it; raises UpdateRefused."""
    found = read_folder(folder)
    manifest = genuine(found.manifest, found.signature, keys)
    copy_setup(folder, manifest, lambda _: None).throw_away()
    return manifest


def read_key(path: Path) -> Ed25519PrivateKey:
    """Raises ValueError for another kind of key."""
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the key is not an Ed25519 key")
    return key


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--key", type=Path, required=True, help="the private key that make_keys.py wrote")
    parser.add_argument("--into", type=Path, required=True, help="the update folder")
    parser.add_argument("--setup", type=Path, default=SETUP, help=f"usually {SETUP.name}")
    parser.add_argument(
        "--released-on",
        type=date.fromisoformat,
        default=datetime.now().astimezone().date(),
        metavar="YYYY-MM-DD",
    )
    parser.add_argument(
        "--least-database",
        type=int,
        default=OLDEST_DATABASE,
        help="the oldest schema that this version brings along",
    )
    parser.add_argument(
        "--new", action="append", default=None, metavar="TEXT", help="instead of what CHANGELOG.md says"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    try:
        new = options.new or what_is_new((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__)
        release = Release(__version__, options.released_on, tuple(new), options.least_database)
        key = read_key(options.key)
        own = key.public_key().public_bytes_raw()
        if own not in read_keys(RESOURCES / "update"):
            print("No program trusts this key: its public half is not in resources/update.", file=sys.stderr)
            return 1
        write_folder(options.setup, release, key, options.into)
        manifest = check_folder(options.into, (own,))
    except (OSError, ValueError, UserError) as error:
        print(f"No update was made: {error}", file=sys.stderr)
        return 1
    print(f"{options.into}: version {manifest.version}, {manifest.size} bytes, SHA-256 {manifest.sha256}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
