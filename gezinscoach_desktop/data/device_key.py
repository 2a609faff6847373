"""Device keys in the key store of the operating system: what lets this PC open an office without the password.

Kept under a hash of the place and the user name, so that the list of a key store tells of neither. What is kept opens one
account's slot and can be made worthless in the office; it is never the master key.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
from hashlib import sha256
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.text import fold

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "gezinscoach-desktop"
_ACCOUNT = "device key"
_UNAVAILABLE = "Deze pc heeft geen beveiligde sleutelbos; je opent het kantoor hier met je wachtwoord."
# Everything else is refused: some write passwords in a plain file, and one of them keeps nothing at all.
_TRUSTED = frozenset(
    {
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
    }
)
_log = logging.getLogger(__name__)


def problem() -> str | None:
    """Why this PC cannot keep a device key: a Dutch sentence, or None."""
    return _UNAVAILABLE if _backend() is None else None


def keep(place: str, user_name: str, key: bytes) -> bool:
    """Keep the key on this PC; False when the key store does not take it."""
    backend = _backend()
    if backend is None:
        return False
    try:
        backend.set_password(name_of(place, user_name), _ACCOUNT, base64.b64encode(key).decode("ascii"))
    except Exception as error:  # every backend has errors of its own, and none is a reason to stop working
        _log.warning("The key store did not keep a device key: %s", type(error).__name__)
        return False
    return find(place, user_name) == key


def find(place: str, user_name: str) -> bytes | None:
    """The key kept for this office and user on this PC."""
    backend = _backend()
    if backend is None:
        return None
    try:
        found = backend.get_password(name_of(place, user_name), _ACCOUNT)
        return None if not found else base64.b64decode(found, validate=True)
    except (binascii.Error, ValueError):
        return None
    except Exception as error:
        _log.warning("The key store did not give a device key: %s", type(error).__name__)
        return None


def forget(place: str, user_name: str) -> None:
    """Remove the key from this PC; none is fine."""
    backend = _backend()
    if backend is None:
        return
    try:
        if backend.get_password(name_of(place, user_name), _ACCOUNT) is not None:
            backend.delete_password(name_of(place, user_name), _ACCOUNT)
    except Exception as error:
        _log.warning("The key store did not remove a device key: %s", type(error).__name__)


def name_of(place: str, user_name: str) -> str:
    """Under what a key store keeps it: a hash that tells neither."""
    named = json.dumps([place.strip(), fold(user_name)]).encode()
    return f"{_SERVICE} {sha256(named).hexdigest()[:32]}"


def _backend() -> KeyringBackend | None:
    """The key store of this PC, when there is one that keeps secrets secret."""
    try:
        import keyring

        chosen = keyring.get_keyring()
        candidates = [chosen, *getattr(chosen, "backends", ())]
    except Exception as error:
        _log.warning("There is no key store: %s", type(error).__name__)
        return None
    trusted = next((each for each in candidates if type(each).__module__ in _TRUSTED), None)
    if trusted is not None and type(trusted).__module__ == "keyring.backends.Windows":
        trusted.persist = "local machine"  # the default travels along with a roaming profile
    return trusted
