"""What the command about updates does: everything that the window would check, the setup included."""

from __future__ import annotations

import argparse

from gezinscoach_desktop.cli import OK, USER_ERROR
from gezinscoach_desktop.cli.output import say, say_wrong
from gezinscoach_desktop.domain.dates import format_date


def update_folder(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.update import Finding, check_setup, look_for_update

    look = look_for_update(str(options.folder.absolute()))
    if look.manifest is None:
        say_wrong(look.sentence)
        if look.advice:
            say_wrong(look.advice)
        return USER_ERROR
    manifest = look.manifest
    check_setup(str(options.folder.absolute()), manifest)
    say(f"Versie {manifest.version}, uitgebracht op {format_date(manifest.released_on)}")
    say(f"Bestand: {manifest.file_name}, {manifest.size} bytes, SHA-256 {manifest.sha256}")
    say(f"Databank: brengt kantoren van {manifest.least_database} of hoger naar {manifest.database}")
    say("Handtekening en bestand zijn in orde.")
    if look.finding is not Finding.OFFERED:
        say(look.sentence)
    return OK
