"""Accounts from the command line."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from gezinscoach_desktop.services.office import close_office, open_office, open_with_recovery_sheet
from tests.cli.conftest import Ran
from tests.offices import PASSWORD, USER
from tests.reports.reading import text_of

Run = Callable[..., Ran]
CODE = re.compile(r"code ((?:[A-Z2-9]{4}-){2}[A-Z2-9]{4})")
NEW = "opnieuw vier woorden gekozen"


def code_in(ran: Ran) -> str:
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 1
    found = CODE.search(ran.out)
    assert found is not None
    return found[1]


def test_a_colleague_is_added_with_roles_and_signs_in_with_the_code(office: Path, run: Run) -> None:
    code = code_in(run("add-account", "bo", "--name", "Bo Maes", "--role", "coach", "--role", "coordinator"))
    desk = open_office(str(office), user_name="bo", password=code)
    assert (desk.account.display_name, len(desk.account.roles)) == ("Bo Maes", 2)
    assert desk.must_change_password
    close_office(desk)


def test_who_forgot_the_password_gets_another_code(office: Path, run: Run) -> None:
    first = code_in(run("add-account", "bo", "--role", "coach"))
    second = code_in(run("reset-password", "BO"))
    assert first != second
    close_office(open_office(str(office), user_name="bo", password=second))


def test_a_closed_account_opens_nothing(office: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_in(run("add-account", "bo", "--role", "coach"))
    closed = run("close-account", "bo")
    assert (closed.code, closed.out.count("\n")) == (0, 1)
    monkeypatch.setenv("GEZINSCOACH_USER", "bo")
    monkeypatch.setenv("GEZINSCOACH_PASSWORD", code)
    assert run("index").code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("reset-password", "wie"), "geen account"),
        (("close-account", USER), "eigen account"),
        (("reset-password", USER), "eigen wachtwoord"),
        (("add-account", USER, "--role", "coach"), "is er al"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    office: Path, run: Run, arguments: tuple[str, ...], says: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert says in ran.err


def test_an_unknown_role_is_wrong_use(office: Path, run: Run) -> None:
    ran = run("add-account", "bo", "--role", "directeur")
    assert ran.code == 2
    assert "directeur bestaat niet; kies uit" in ran.err.replace("'", "")


def test_a_recovery_sheet_is_made_typed_over_and_opens_the_office(
    office: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "herstelblad.pdf"

    def typed() -> str:
        return " ".join(re.findall(r"\b[A-Z2-9]{5}\b", text_of(paper.read_bytes()))[:7])

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(readline=typed))
    ran = run("recovery-sheet", "--out", paper)
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    desk = open_with_recovery_sheet(str(office), typed(), user_name=USER, new_password=NEW)
    close_office(desk)


def test_a_sheet_that_was_not_typed_over_does_not_count(
    office: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    ran = run("recovery-sheet", "--out", tmp_path / "herstelblad.pdf")
    assert (ran.code, ran.out) == (1, "")
    assert "geldt niet" in ran.err
    desk = open_office(str(office), user_name=USER, password=PASSWORD)
    assert not desk.office.keys.has_recovery
    close_office(desk)


def test_a_new_office_asks_the_rule_of_twelve_signs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_USER", "an")
    monkeypatch.setenv("GEZINSCOACH_PASSWORD", "elf tekens!")
    ran = run("new-office", tmp_path / "kantoor", "--name", "OCMW")
    assert ran.code == 1
    assert "12 tekens" in ran.err
    assert not (tmp_path / "kantoor").exists()
