"""Signs a file with your own certificate: `python -m installer.sign FILE`, called by makensis for setup and uninstaller.

What to sign with stands in the environment, so that no secret is on a command line that others can see:
GEZINSCOACH_SIGN_PFX, a file with certificate and key (PKCS#12), and GEZINSCOACH_SIGN_PASSWORD_FILE, a file with its
password; GEZINSCOACH_SIGN_TIMESTAMP, the address of a time-stamp server, if there is one. Or GEZINSCOACH_SIGN_COMMAND,
a command of your own (a token, a signing service) in which {file} stands for the file.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

COMMAND, PFX = "GEZINSCOACH_SIGN_COMMAND", "GEZINSCOACH_SIGN_PFX"
PASSWORD_FILE, TIMESTAMP = "GEZINSCOACH_SIGN_PASSWORD_FILE", "GEZINSCOACH_SIGN_TIMESTAMP"
NAME = "Gezinscoach"
_PATIENCE = 300


class SigningFailed(Exception):
    """The file was not signed; the sentence says why."""


def is_wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """True when the environment says what to sign with."""
    return bool(environment.get(COMMAND) or environment.get(PFX))


def sign(file: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Sign `file` in its place; raises SigningFailed."""
    signed = file.with_name(f"{file.name}.signed")
    command = command_for(file, signed, environment)
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if done.returncode != 0:
        signed.unlink(missing_ok=True)
        # What the tool says may repeat its arguments, and those the password's place; its first line is enough.
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SigningFailed(f"{file.name} was not signed: {said[0] if said else f'answer {done.returncode}'}")
    if signed.exists():
        signed.replace(file)


def command_for(file: Path, signed: Path, environment: Mapping[str, str]) -> list[str]:
    """What is run: an own command, signtool on Windows (signs in place), or osslsigncode (writes `signed`)."""
    own = environment.get(COMMAND)
    if own:
        return [part.replace("{file}", str(file)) for part in shlex.split(own, posix=os.name != "nt")]
    pfx, password_file = environment.get(PFX), environment.get(PASSWORD_FILE)
    if not pfx or not password_file:
        raise SigningFailed(f"set {PFX} and {PASSWORD_FILE}, or {COMMAND}")
    timestamp = environment.get(TIMESTAMP)
    if signtool := shutil.which("signtool"):
        password = Path(password_file).read_text("utf-8").rstrip("\r\n")
        stamp = ["/tr", timestamp, "/td", "sha256"] if timestamp else []
        return [signtool, "sign", "/fd", "sha256", "/f", pfx, "/p", password, "/d", NAME, *stamp, str(file)]
    if tool := shutil.which("osslsigncode"):
        stamp = ["-ts", timestamp] if timestamp else []
        secret = ["-pkcs12", pfx, "-readpass", password_file]
        return [
            tool,
            "sign",
            *secret,
            "-h",
            "sha256",
            "-n",
            NAME,
            *stamp,
            "-in",
            str(file),
            "-out",
            str(signed),
        ]
    raise SigningFailed("neither signtool nor osslsigncode is installed")


def main(arguments: list[str]) -> int:
    """0 when every file is signed."""
    try:
        for name in arguments:
            sign(Path(name))
    except (SigningFailed, OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
