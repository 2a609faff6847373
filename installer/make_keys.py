"""Make a pair of keys for updates: `python -m installer.make_keys --private /media/stick/updates-2026.pem --name 2026`.

The public half comes in `resources/update`, and travels with the next program. The private half signs manifests
(`installer/sign_update.py`): it is written outside this repository only, readable by its owner alone, and nothing else
ever holds it. Keep it on a stick in a safe, with a copy in another one: without it no program that is out there takes an
update any more.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gezinscoach_desktop.data.update_folder import KEY_ENDING, encode_key
from installer.places import RESOURCES, ROOT

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class Refused(Exception):
    """What was asked would give a key away or throw one away; the message says it."""


def make_keys(private: Path, name: str, public_folder: Path, *, repository: Path = ROOT) -> Path:
    """Write both halves; gives the file of the public one. Never replaces a key."""
    private = private.expanduser()
    if not _NAME.fullmatch(name):
        raise Refused("A key is called by small letters, digits and hyphens, such as 2026.")
    if _is_within(private, repository) or _is_in_git(private):
        raise Refused(f"{private} is inside a repository; a private key must never get there.")
    public = public_folder / f"{name}{KEY_ENDING}"
    for path in (private, public):
        if path.exists() or path.is_symlink():
            raise Refused(f"{path} exists already; a key is never replaced.")
    key = Ed25519PrivateKey.generate()
    _write_private(private, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(encode_key(key.public_key().public_bytes_raw()))
    return public


def _write_private(path: Path, content: bytes) -> None:
    """Closed to others from its first moment on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _is_in_git(path: Path) -> bool:
    """Whether any folder above it is a working copy."""
    return any((above / ".git").exists() for above in path.resolve().parents)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--private", type=Path, required=True, help="where the private key goes, outside the repository"
    )
    parser.add_argument("--name", required=True, help="what the public key is called, such as the year")
    options = parser.parse_args(arguments)
    try:
        public = make_keys(options.private, options.name, RESOURCES / "update")
    except (Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Private key: {options.private} (mode 0600; keep it off this PC)")
    print(f"Public key:  {public} (commit it; it travels with the next program)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
