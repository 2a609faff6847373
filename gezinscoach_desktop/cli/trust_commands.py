"""What the commands that keep an office safe do: ask a service, print what it says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.cli import OK, USER_ERROR, credentials
from gezinscoach_desktop.cli.office import opened_whole, progress
from gezinscoach_desktop.cli.output import say, say_wrong
from gezinscoach_desktop.domain.backup import COUNTED, BackupReason
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.desk import Desk

if TYPE_CHECKING:
    from gezinscoach_desktop.services.whole import Code

ARCHIVE_PASSWORD = "GEZINSCOACH_ARCHIVE_PASSWORD"  # noqa: S105 - the name of a variable


def backup(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.backup import back_up, set_second_place

    with opened_whole() as desk:
        if options.list:
            return _list(desk)
        if options.second_place is not None or options.no_second_place:
            set_second_place(desk, options.second_place)
        with progress("Reservekopie") as counter:
            made = back_up(desk, BackupReason.MANUAL, counter)
    say(f"Reservekopie gemaakt en nagelezen: {made.path}")
    say(f"  {_counts(made.counts)}")
    if made.warning is not None:
        say_wrong(made.warning)
    return OK


def _list(desk: Desk) -> int:
    from gezinscoach_desktop.services.backup import list_backups

    found = list_backups(desk)
    for each in found:
        made_at = "onleesbaar" if each.made_at is None else _moment(each.made_at)
        reason = "" if each.reason is None else each.reason.label
        where = "tweede plaats" if each.is_second else ""
        say("  ".join(part for part in (made_at, reason, where, str(each.path)) if part))
        if each.problem is not None:
            say_wrong(each.problem)
    if not found:
        say("Er is nog geen reservekopie.")
    return OK


def restore(options: argparse.Namespace) -> int:
    if options.as_new is not None:
        return _restore_as_new(options.file, options.as_new)
    with opened_whole() as desk:
        if options.is_trial:
            return _try(desk, options.file)
        return _restore(desk, options.file, is_sure=options.yes)


def _try(desk: Desk, path: Path) -> int:
    from gezinscoach_desktop.services.restore import try_restore

    with progress("Nakijken") as counter:
        trial = try_restore(desk, path, counter)
    if trial.problem is not None:
        say_wrong(trial.problem)
        return USER_ERROR
    when = "" if trial.made_at is None else f" van {_moment(trial.made_at)}"
    say(f"De reservekopie{when} is goed en kan teruggezet worden: {_counts(trial.counts)}.")
    return OK


def _restore(desk: Desk, path: Path, *, is_sure: bool) -> int:
    from gezinscoach_desktop.services.restore import preview_restore
    from gezinscoach_desktop.services.restore import restore as go_back

    with progress("Nakijken") as counter:
        preview = preview_restore(desk, path, counter)
    say(f"Reservekopie van {_moment(preview.made_at)}: {_counts(preview.then)}.")
    say(f"Nu: {_counts(preview.now)}.")
    for each in preview.undone:
        say(f"Wordt ongedaan gemaakt: {each.what} ({each.count}×), {each.who or 'iemand van vroeger'}")
    if not is_sure and not _is_agreed("Terugzetten? Typ ja: "):
        say("Er is niets veranderd.")
        return OK
    with progress("Terugzetten") as counter:
        go_back(desk, path, counter)
    say("Teruggezet. De toestand van daarnet staat eerst in een reservekopie.")
    return OK


def _restore_as_new(path: Path, place: str) -> int:
    from gezinscoach_desktop.services.restore import restore_as_new

    user, password = credentials.server_login(place)
    with progress("Terugzetten") as counter:
        arrived = restore_as_new(
            path,
            place,
            user_name=credentials.user_name(),
            password=credentials.password(),
            server_user=user,
            server_password=password,
            report=counter,
        )
    say(f"Het kantoor staat in {arrived.place}: {_counts(arrived.counts)}.")
    _say_codes(arrived.codes)
    return OK


def export_office(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.archive import export_office as write_out

    with opened_whole() as desk:
        password = credentials.new_secret(ARCHIVE_PASSWORD, "Wachtwoord voor het bestand: ")
        with progress("Schrijven") as counter:
            made = write_out(desk, options.out, password, counter)
    say(f"Heel het kantoor staat verzegeld in {made.path}: {_counts(made.counts)}.")
    say(f"SHA-256 van de inhoud: {made.content}")
    return OK


def import_office(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.archive import import_office as bring_in

    user_name, password = credentials.user_name(), credentials.password()
    archive_password = credentials.secret(ARCHIVE_PASSWORD, "Wachtwoord van het bestand: ")
    server_user, server_password = credentials.server_login(options.place)
    with progress("Inlezen") as counter:
        arrived = bring_in(
            options.file,
            options.place,
            archive_password=archive_password,
            user_name=user_name,
            password=password,
            server_user=server_user,
            server_password=server_password,
            report=counter,
        )
    say(f"Het kantoor staat in {arrived.place}: {_counts(arrived.counts)}.")
    _say_codes(arrived.codes)
    return OK


def move(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.move import move as move_office

    user, password = credentials.server_login(options.to)
    with opened_whole() as desk, progress("Verhuizen") as counter:
        moved = move_office(desk, options.to, server_user=user, server_password=password, report=counter)
    say(f"Het kantoor staat nu in {moved.place}: {_counts(moved.contents.counts)}.")
    _say_codes(moved.codes)
    say(f"{moved.before} kan alleen nog gelezen worden.")
    return OK


def _say_codes(codes: Iterable[Code]) -> None:
    """To hand over: this is the only time that anybody sees them."""
    for each in codes:
        say(f"Code voor {each.display_name} ({each.user_name}): {each.code}")


def _is_agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise InvalidInput("Niemand kan hier antwoorden; geef --yes om terug te zetten.")
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() == "ja"


def _counts(counts: Mapping[str, int]) -> str:
    nouns = ((counts[name], *words) for name, words in COUNTED.items() if name in counts)
    return ", ".join(counted(*noun) for noun in nouns)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y om %H:%M}"
