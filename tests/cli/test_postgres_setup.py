"""`postgres-setup` prints one script, or runs it, and says in one sentence each what a server lacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gezinscoach_desktop.cli import server_commands
from tests.cli.conftest import Ran
from tests.debian_server import SUPERUSER, SUPERUSER_PASSWORD, DebianServer

Run = Callable[..., Ran]
PASSWORD = "vier woorden zijn genoeg"


@pytest.fixture(autouse=True)
def no_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (server_commands.MIGRATOR_PASSWORD, server_commands.SERVER_PASSWORD, "PGUSER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def superuser(debian_server: DebianServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server's own login, whose password stands in the environment."""
    monkeypatch.setenv(server_commands.SERVER_PASSWORD, SUPERUSER_PASSWORD)
    return debian_server.place("postgres", user_name=SUPERUSER).replace(f"{SUPERUSER}:@", f"{SUPERUSER}@")


def test_the_script_is_all_there_is_on_standard_output(run: Run) -> None:
    ran = run("postgres-setup", "--database", "kantoor")
    assert (ran.code, ran.err) == (0, "")
    assert "CREATE DATABASE" in ran.out
    assert "kantoor_owner" in ran.out
    assert r"\password kantoor_migrator" in ran.out.replace("\\\\", "\\")


def test_the_password_of_the_migrator_stands_in_it_only_as_what_cannot_be_read_back(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(server_commands.MIGRATOR_PASSWORD, PASSWORD)
    ran = run("postgres-setup")
    assert "PASSWORD 'SCRAM-SHA-256$" in ran.out
    assert PASSWORD not in ran.out


def test_a_prefix_names_the_roles(run: Run) -> None:
    ran = run("postgres-setup", "--database", "Kantoor-2026", "--prefix", "mol")
    assert "mol_owner" in ran.out
    assert "Kantoor-2026_owner" not in ran.out


@pytest.mark.parametrize("name", ["postgres", "Kantoor", "a b", "a;DROP", ""])
def test_an_impossible_name_is_one_line(run: Run, name: str) -> None:
    ran = run("postgres-setup", "--database", name)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_a_weak_password_for_the_migrator_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(server_commands.MIGRATOR_PASSWORD, "kort")
    ran = run("postgres-setup")
    assert (ran.code, ran.out) == (1, "")


def test_printing_and_running_exclude_each_other(run: Run) -> None:
    assert run("postgres-setup", "--run", "postgresql://a@b/c", "--check", "postgresql://a@b/c").code == 2


@pytest.mark.postgres
def test_the_printed_script_makes_the_server_ready_through_the_real_psql(
    run: Run, debian_server: DebianServer, superuser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = debian_server.new_name()
    monkeypatch.setenv(server_commands.MIGRATOR_PASSWORD, PASSWORD)
    script = run("postgres-setup", "--database", database).out
    for _ in range(2):
        done = debian_server.psql(stdin=script)
        assert "klaar voor het kantoor" in done.stdout
        assert done.stderr == ""
    ran = run("postgres-setup", "--database", database, "--check", superuser)
    assert (ran.code, ran.err) == (0, ""), ran.err
    assert f"De server is klaar voor het kantoor in {database}." in ran.out
    monkeypatch.setenv(server_commands.SERVER_PASSWORD, PASSWORD)
    migrator = debian_server.place(database, user_name="wie").replace("wie:@", f"{database}_migrator@")
    assert run("postgres-setup", "--database", database, "--check", migrator).code == 0


@pytest.mark.postgres
def test_run_does_it_and_the_second_time_asks_no_password_for_the_migrator(
    run: Run, debian_server: DebianServer, superuser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = debian_server.new_name()
    ran = run("postgres-setup", "--database", database, "--run", superuser)
    assert ran.code == 1
    assert server_commands.MIGRATOR_PASSWORD in ran.err
    monkeypatch.setenv(server_commands.MIGRATOR_PASSWORD, PASSWORD)
    first = run("postgres-setup", "--database", database, "--run", superuser)
    assert (first.code, first.err) == (0, "")
    monkeypatch.delenv(server_commands.MIGRATOR_PASSWORD)
    again = run("postgres-setup", "--database", database, "--run", superuser)
    assert (again.code, again.out) == (0, first.out)


@pytest.mark.postgres
def test_a_server_that_is_not_ready_is_told_so_with_code_1(
    run: Run, debian_server: DebianServer, superuser: str
) -> None:
    ran = run("postgres-setup", "--database", debian_server.new_name(), "--check", superuser)
    assert ran.code == 1
    assert "bestaat niet op de server" in ran.err
    assert "nog niet klaar" in ran.out


@pytest.mark.postgres
def test_a_wrong_password_of_the_server_is_one_line(
    run: Run, superuser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(server_commands.SERVER_PASSWORD, "verkeerd")
    ran = run("postgres-setup", "--run", superuser)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


@pytest.mark.postgres
def test_a_password_that_nobody_gave_is_asked_for_by_name(
    run: Run, superuser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(server_commands.SERVER_PASSWORD)
    ran = run("postgres-setup", "--run", superuser)
    assert ran.code == 1
    assert server_commands.SERVER_PASSWORD in ran.err


def test_an_address_without_a_login_is_said(run: Run) -> None:
    ran = run("postgres-setup", "--run", "postgresql://127.0.0.1:1/postgres")
    assert ran.code == 1
    assert "met welke login" in ran.err


def test_a_password_in_the_address_is_refused(run: Run) -> None:
    ran = run("postgres-setup", "--run", "postgresql://postgres:GEHEIM@server/postgres")
    assert ran.code == 2
    assert "GEHEIM" not in ran.err
