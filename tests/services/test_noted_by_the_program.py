"""On a server nothing that the program does itself is noted as done outside of it: each service, with an own login."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import family
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, FamilyInput
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import TODAY, at_desk, register
from tests.factories import CONSENT
from tests.offices import PASSWORD, USER, ServerOffices
from tests.services.test_permissions import CASES, MEMBER, World

pytestmark = pytest.mark.postgres
FAR = ("office", "move", "restore", "archive", "backup", "backup_list", "sharing", "sign_in", "recovery", "account",
       "device_key", "practice", "server", "whole", "check")  # fmt: skip
"""What is about the whole office or about accounts, and has its own tests."""
OF_THE_DAY = [name for name in CASES if name.partition(".")[0] not in FAR]


def _home(desk: Desk, name: str) -> FamilyHeader:
    done = family.add_family(desk, FamilyInput(name=name), (MEMBER,), CONSENT)
    assert done.id is not None
    register(desk, done.id, TODAY, {(None, "income"): 3})
    return family.read_family(desk, done.id)


@pytest.fixture
def world(server_offices: ServerOffices, tmp_path: Path, own_home: Path) -> Iterator[World]:
    place = server_offices.place()
    an = at_desk(open_office(place, user_name=USER, password=PASSWORD))
    yield World(place, an, an, OfficeRole.COACH, _home(an, "Eigen"), _home(an, "Ander"), tmp_path)
    close_office(an)


def entries(desk: Desk) -> tuple[audit.AuditEntry, ...]:
    return desk.office.read(audit.entries)


def test_no_service_leaves_a_note_of_something_outside_the_program(world: World) -> None:
    outside, written = {}, set()
    for name in OF_THE_DAY:
        before = len(entries(world.an))
        with suppress(UserError):  # a version that is not the kept one, a family with something open …
            CASES[name].call(world, world.an, world.own.record.id)
        come = [entry for entry in entries(world.an)[before:] if entry.details.get("table") != "account"]
        if any(entry.action == "outside_program" for entry in come):
            outside[name] = come
        if any(
            entry.action.startswith(("add_", "change_", "register_", "close_", "reopen_")) for entry in come
        ):
            written.add(name.partition(".")[0])
    assert outside == {}
    assert {"contact", "consent", "document", "expense", "family", "request", "right", "signal"} <= written


def test_the_control_what_is_written_without_a_note_is_noted_as_such(world: World) -> None:
    def run(session: Session) -> Done:
        session.execute(text("UPDATE family SET remarks = 'x'"))
        return Done(Change(frozenset()))

    world.an.office.write(Operation("test", run, world.an.account.id))
    assert entries(world.an)[-1].action == "outside_program"
