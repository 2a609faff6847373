"""Nowhere may a coach infer that a family waits: every service function that a coach may call, before and after one does.

What only reads, and gives the same when asked twice, has to give the same once somebody waits. The rest is called
afterwards, and must not hold a word of the referral.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data import news as news_of
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import NotAllowed, UserError
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.permission import OfficeRole, Reach, reach
from gezinscoach_desktop.domain.referral import (
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    WaitingContactInput,
)
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Decision
from gezinscoach_desktop.services import office
from gezinscoach_desktop.services.agenda import agenda
from gezinscoach_desktop.services.audit import AuditFilter, export_trail, trail
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families, proposed_code, read_family
from gezinscoach_desktop.services.matching import AssignmentInput, assign_referral
from gezinscoach_desktop.services.referral import (
    decide_referral,
    list_referrals,
    note_reading,
    read_referral,
    register_referral,
)
from gezinscoach_desktop.services.waiting_list import add_waiting_contact
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk
from tests.offices import PASSWORD, USER, FileOffices, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_permissions import CASES, OTHER, OWN, World, _home

CANARIES = (
    "Zwartewater",
    "Kwikstaartlaan",
    "0499887766",
    "0499 88 77 66",
    "Zeppelingem",
    "Quirinus",
    "Wachtreden",
)
NOT_OF_THE_OFFICE = frozenset(
    {
        # They end or move what the world stands on.
        "office.close_office", "office.lock", "office.unlock",
    }
)  # fmt: skip
TELLS_OF_ANY_WORK = frozenset(
    {
        # Whether anything was written at all since a backup, and how many lines the whole log has: signing in makes it more.
        "backup.back_up_at_exit", "backup.back_up_before_import", "backup.put", "backup.prepared_now",
        "backup_list.list_backups", "backup_list.backup_state",
        "account.change_password",  # how long to wait after a wrong one
    }
)  # fmt: skip
REFERRED = AuditAction.REGISTER_REFERRAL
_PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-f]+")
MOMENT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A coach with one family, and a family of somebody else, at a clock that stands still.

    On a file: what a coach is told is decided above the store, and a server's own silence is tried with own logins.
    """
    folder = tmp_path_factory.mktemp("wachten")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(folder / "home"))
        place = FileOffices(request.getfixturevalue("file_template"), folder).place()
        an = replace(
            at_desk(office.open_office(place, user_name=USER, password=PASSWORD)), now=partial(_same, MOMENT)
        )
        own, other = (_home(an, name) for name in (OWN, OTHER))
        bo = add_colleague(an, "Bo", OfficeRole.COACH)
        assign(an, own.record.id, bo, AssignmentKind.SECOND, TODAY)
        yield World(place, an, bo, OfficeRole.COACH, own, other, folder)
        office.close_office(an)


def _same(moment: datetime) -> datetime:
    return moment


def somebody_waits(desk: Desk, family_id: UUID | None) -> UUID:
    """A family waits; or one that is known, whose coach may least of all hear of it."""
    referral_id = uuid4()
    details = ReferralInput(
        TODAY, name="Zwartewater", phone="0499 88 77 66", address="Kwikstaartlaan 3", municipality="Zeppelingem",
        question="Zwartewater vraagt hulp", reason="Wachtreden",
    )  # fmt: skip
    person = ReferredPersonInput(referral_id, Role.CHILD, "Quirinus", "Zwartewater", TODAY)
    register_referral(desk, referral_id, details, (person,), family_id)
    decide_referral(desk, referral_id, 1, Ruling(Decision.WAITING, TODAY, "Wachtreden"))
    add_waiting_contact(desk, WaitingContactInput(referral_id, TODAY, what="Wachtreden gebeld"))
    return referral_id


def told(world: World, name: str) -> str:
    """Everything that a coach is told by a function, about the own family where it is about one."""
    try:
        result = CASES[name].call(world, world.desk, world.own.record.id)
    except UserError as error:
        return f"{type(error).__name__} {error.message}"
    return type(result).__name__ if callable(result) else _PLACE_IN_MEMORY.sub("", repr(result))


def _of_a_coach(name: str) -> bool:
    action = CASES[name].action
    is_his = action is None or reach({OfficeRole.COACH}, action) is not Reach.NONE
    return is_his and name not in NOT_OF_THE_OFFICE


def _lines_of_log(world: World) -> int:
    return world.an.office.read(audit.head).number


def _only_reads(world: World, name: str) -> bool:
    before = _lines_of_log(world)
    told(world, name)
    return _lines_of_log(world) == before


def test_no_service_tells_a_coach_that_somebody_waits(world: World) -> None:
    names = sorted(name for name in CASES if _of_a_coach(name))
    readers = [name for name in names if _only_reads(world, name)]
    first = {name: told(world, name) for name in readers}
    before = {name: text for name, text in first.items() if told(world, name) == text}
    for family_id in (None, world.own.record.id):
        somebody_waits(world.an, family_id)
    after = {name: told(world, name) for name in readers}
    same = set(before) - TELLS_OF_ANY_WORK
    assert len(same) >= 60, "most of what a coach reads is compared"
    assert [name for name in sorted(same) if after[name] != before[name]] == []
    for name in names:
        text = after[name] if name in readers else told(world, name)
        assert not [word for word in CANARIES if word in text], name


def test_a_coordinator_is_told(world: World) -> None:
    """The control: there is something to be seen, and it is seen by who may."""
    somebody_waits(world.an, None)
    seen = repr(CASES["referral.list_referrals"].call(world, world.an, world.own.record.id))
    assert [word for word in CANARIES if word in seen] != []


def told_by_server(desk: Desk, number: int) -> tuple[Change, ...]:
    """What the server says was written since, to this account."""
    return desk.office.read(lambda session: news_of.since(session, number, ()))


@pytest.mark.parametrize("office_kind", [pytest.param(OfficeKind.POSTGRESQL, marks=pytest.mark.postgres)])
def test_on_a_server_a_coach_hears_of_the_family_and_never_of_the_waiting(new_desk: NewDesk) -> None:
    an = at_desk(new_desk())
    with (
        signed_in(an, "Bo", OfficeRole.COACH) as coach,
        signed_in(an, "Cis", OfficeRole.COORDINATOR) as coordinator,
    ):
        number = an.office.read(news_of.last_number)
        referral_id = somebody_waits(an, None)
        note_reading(an)
        assert told_by_server(coach, number) == ()
        assert {noun for change in told_by_server(coordinator, number) for noun in change.nouns} == {
            Noun.REFERRAL
        }
        assert list_families(coach) == ()
        with pytest.raises(NotAllowed):
            list_referrals(coach)
        code = proposed_code(an)
        version = read_referral(coordinator, referral_id).record.version
        friday = TODAY + timedelta(5)
        chosen = AssignmentInput(coach.account.id, TODAY, None, friday, 14 * 60)
        family_id = assign_referral(coordinator, referral_id, version, chosen).id
        (news,) = told_by_server(coach, number)
        assert news.family_id == family_id
        assert Noun.FAMILY in news.nouns
        assert Noun.REFERRAL not in news.nouns
        (row,) = list_families(coach)
        assert (row.id, row.code, row.name) == (family_id, code, "Zwartewater")
        (planned,) = agenda(coach, friday, 1).appointments
        assert planned.record.details.what == "Eerste kennismaking"
        assert "Wachtreden" not in repr(read_family(coach, row.id))


def test_the_log_tells_an_administrator_nothing_of_referrals(world: World) -> None:
    """Who keeps accounts in order is no coordinator, and may well be a coach."""
    somebody_waits(world.an, None)
    keeper = add_colleague(world.an, f"Kim {uuid4().hex}", OfficeRole.ADMINISTRATOR, OfficeRole.COACH)
    path = world.file("csv")
    export_trail(keeper, path, AuditFilter())
    lines = [*trail(keeper, AuditFilter()).lines, *trail(keeper, AuditFilter(action=REFERRED)).lines]
    assert lines
    assert not [line for line in lines if "anmelding" in line.label.replace("Aangemeld", "")]
    assert "anmelding ge" not in path.read_text("utf-8")
    assert len(trail(world.an, AuditFilter(action=REFERRED)).lines) > 0
