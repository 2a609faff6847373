"""Accounts from the command line: one line of Dutch for each."""

from __future__ import annotations

import argparse

from gezinscoach_desktop.cli import OK, credentials
from gezinscoach_desktop.cli.office import opened_office
from gezinscoach_desktop.cli.output import say
from gezinscoach_desktop.domain.errors import NotFound
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services import account as accounts
from gezinscoach_desktop.services.desk import Desk


def add_account(options: argparse.Namespace) -> int:
    roles = frozenset(OfficeRole(role) for role in options.roles)
    with opened_office() as desk:
        made = accounts.add_account(desk, user_name=options.user, display_name=options.name, roles=roles)
    say(f"{options.user} is toegevoegd en meldt zich één keer aan met de code {made.code}.")
    return OK


def reset_password(options: argparse.Namespace) -> int:
    with opened_office() as desk:
        made = accounts.reset_password(desk, _found(desk, options.user).id)
    say(
        f"{options.user} meldt zich één keer aan met de code {made.code}; het oude wachtwoord werkt niet meer."
    )
    return OK


def close_account(options: argparse.Namespace) -> int:
    with opened_office() as desk:
        found = _found(desk, options.user)
        accounts.close_account(desk, found.id)
    families = f" Nog toegewezen gezinnen: {found.families}." if found.families else ""
    say(f"{options.user} opent het kantoor niet meer en de sleutels zijn vernieuwd.{families}")
    return OK


def recovery_sheet(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.output_file import write_file

    with opened_office() as desk:
        sheet = accounts.make_recovery_sheet(desk)
        write_file(options.out, accounts.recovery_sheet_pdf(sheet))
        accounts.confirm_recovery_sheet(desk, sheet, credentials.typed_code())
    say(f"Het herstelblad in {options.out} geldt vanaf nu; druk het af en verwijder dan het bestand.")
    return OK


def _found(desk: Desk, user_name: str) -> accounts.AccountRow:
    wanted = fold(user_name)
    for row in accounts.list_accounts(desk):
        if fold(row.user_name) == wanted:
            return row
    raise NotFound(f"Er is geen account met de gebruikersnaam {user_name}.")
