"""Places given on the command line, which every user of the PC can read while the command runs."""

from __future__ import annotations

import argparse
import re

_WITH_PASSWORD = re.compile(r"[a-z+]+://[^/?#@]*:[^/?#@]+@|[?&][a-z]*password=[^&]", re.IGNORECASE)


def place(text: str) -> str:
    """A file, a folder or a URL without a password in it; raises ArgumentTypeError, which does not repeat it."""
    if _WITH_PASSWORD.search(text) and "://" in text:
        raise argparse.ArgumentTypeError(
            "zet geen wachtwoord in het adres, want anderen op deze pc kunnen dat lezen; zet het in PGPASSWORD"
        )
    return text
