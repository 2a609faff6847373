"""Accounts: adding, roles, codes, leaving, coming back. On every kind of office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import (
    AccountClosed,
    InvalidInput,
    NotAllowed,
    NotFound,
    OfficeUnavailable,
    TooSoon,
    WrongPassword,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services import new_keys
from gezinscoach_desktop.services.account import (
    AccountRow,
    NewAccess,
    add_account,
    change_account,
    change_password,
    close_account,
    list_accounts,
    propose_password,
    reopen_account,
    reset_password,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family, change_phase, list_families
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.sharing import look
from gezinscoach_desktop.services.sign_in import door_of
from tests.data.office_factory import TODAY, add_home, at_desk
from tests.offices import EVERY_KIND, PASSWORD, USER

pytestmark = EVERY_KIND

COACH, COORDINATOR, ADMINISTRATOR = OfficeRole
OWN = "een geheel eigen wachtwoord"


@dataclass
class People:
    """Signs colleagues in, and out again when the test is over."""

    desk: Desk
    opened: list[Desk]

    def add(self, name: str, *roles: OfficeRole) -> NewAccess:
        return add_account(self.desk, user_name=name.lower(), display_name=name, roles=frozenset(roles))

    def sign_in(self, name: str, password: str) -> Desk:
        desk = open_office(self.desk.place, user_name=name, password=password)
        self.opened.append(desk)
        return desk

    def join(self, name: str, *roles: OfficeRole) -> Desk:
        """A colleague who signed in with the code and has a password of their own."""
        desk = self.sign_in(name.lower(), (access := self.add(name, *roles)).code)
        change_password(desk, access.code, OWN)
        return desk

    def joined(self, name: str, *roles: OfficeRole) -> UUID:
        """The same, who went home again."""
        close_office(desk := self.join(name, *roles))
        return desk.account.id

    def row(self, name: str) -> AccountRow:
        (found,) = (row for row in list_accounts(self.desk) if row.display_name == name)
        return found


@pytest.fixture
def people(desk: Desk) -> Iterator[People]:
    people = People(desk, [])
    yield people
    for each in people.opened:
        close_office(each)


def actions(desk: Desk) -> list[str]:
    return [entry.action for entry in desk.office.read(audit.entries)]


def test_a_colleague_signs_in_with_the_code_once_and_chooses_a_password(people: People) -> None:
    access = people.add("Bo", COACH)
    assert people.row("Bo").has_one_time_code
    bo = people.sign_in("bo", access.code.lower().replace("-", " "))
    before = bo.must_change_password
    assert bo.account.id == access.account_id
    with pytest.raises(NotAllowed, match="eigen wachtwoord"):
        list_families(bo)

    change_password(bo, access.code, OWN)

    assert (before, bo.must_change_password) == (True, False)
    assert list_families(bo) == ()
    assert not people.row("Bo").has_one_time_code
    with pytest.raises(WrongPassword):
        people.sign_in("bo", access.code)
    assert not people.sign_in("bo", OWN).must_change_password


def test_the_list_tells_roles_last_sign_in_and_how_many_families(people: People) -> None:
    add_home(people.desk, name="Geheim")
    people.add("Bo", COACH, COORDINATOR)
    me, bo = list_accounts(people.desk)
    assert (me.is_me, me.families, me.roles, me.is_active) == (True, 1, frozenset(OfficeRole), True)
    assert me.last_sign_in is not None
    assert (bo.is_me, bo.families, bo.last_sign_in) == (False, 0, None)
    assert bo.roles == {COACH, COORDINATOR}
    administrator = people.join("Cis", ADMINISTRATOR)
    assert "Geheim" not in repr(list_accounts(administrator))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"user_name": "  "}, "user_name"),
        ({"user_name": USER.upper()}, "user_name"),
        ({"user_name": "x" * 61}, "user_name"),
        ({"display_name": "x" * 61}, "display_name"),
        ({"roles": frozenset()}, "roles"),
    ],
)
def test_what_does_not_fit_is_said_with_its_field_and_leaves_nothing(
    people: People, change: dict[str, object], field: str
) -> None:
    filled: dict[str, object] = {"user_name": "bo", "display_name": "Bo", "roles": frozenset({COACH})}
    with pytest.raises(InvalidInput) as caught:
        add_account(people.desk, **(filled | change))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert len(list_accounts(people.desk)) == 1
    assert len(people.desk.office.keys.public_keys()) == 1


def test_a_slot_without_its_row_goes_and_a_row_never_stands_without_slot(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OfficeUnavailable("De schijf is vol.")

    monkeypatch.setattr(door_of(people.desk).inner, "write", full)
    with pytest.raises(OfficeUnavailable):
        people.add("Bo", COACH)
    monkeypatch.undo()
    assert len(people.desk.office.keys.public_keys()) == 1
    assert len(list_accounts(people.desk)) == 1
    people.add("Bo", COACH)


def test_other_roles_count_at_once_also_for_who_is_signed_in(people: People) -> None:
    bo = people.join("Bo", COORDINATOR)
    add_home(people.desk)
    look(bo)
    assert len(list_families(bo)) == 1

    change_account(people.desk, bo.account.id, display_name="Bo Nieuw", roles=frozenset({ADMINISTRATOR}))

    look(bo)
    with pytest.raises(NotAllowed):
        list_families(bo)
    assert [row.display_name for row in list_accounts(bo)] == ["An", "Bo Nieuw"]


def test_an_office_keeps_an_administrator(people: People) -> None:
    mine = people.desk.account.id
    with pytest.raises(InvalidInput, match="laatste beheerder") as caught:
        change_account(people.desk, mine, display_name="An", roles=frozenset({COACH}))
    assert caught.value.field == "roles"
    other = people.join("Bo", ADMINISTRATOR)
    change_account(people.desk, mine, display_name="An", roles=frozenset({COACH}))
    with pytest.raises(InvalidInput, match="laatste beheerder"):
        change_account(other, other.account.id, display_name="Bo", roles=frozenset({COORDINATOR}))


def test_a_closed_administrator_does_not_count_as_one(people: People) -> None:
    other = people.join("Bo", ADMINISTRATOR)
    close_account(people.desk, other.account.id)
    with pytest.raises(InvalidInput, match="laatste beheerder"):
        change_account(people.desk, people.desk.account.id, display_name="An", roles=frozenset({COACH}))


def test_a_coordinator_gives_a_code_to_who_forgot_the_password(people: People) -> None:
    coordinator = people.join("Dora", COORDINATOR)
    bo = people.join("Bo", COACH)
    look(coordinator)
    access = reset_password(coordinator, bo.account.id)
    with pytest.raises(WrongPassword):
        people.sign_in("bo", OWN)
    again = people.sign_in("bo", access.code)
    assert again.must_change_password
    assert again.office.keys.draft == bo.office.keys.draft  # drafts stay readable
    look(people.desk)
    assert actions(people.desk).count("reset_password") == 1


def test_a_coordinator_cannot_become_administrator_with_a_code_for_one(people: People) -> None:
    dora = people.join("Dora", COORDINATOR)
    with pytest.raises(NotAllowed, match="herstelblad"):
        reset_password(dora, people.desk.account.id)
    assert not people.row("An").has_one_time_code
    second = people.join("Ada", ADMINISTRATOR)
    assert reset_password(people.desk, second.account.id).code


def test_nobody_gives_himself_a_code_nor_somebody_who_is_not_there(people: People) -> None:
    with pytest.raises(InvalidInput, match="eigen wachtwoord"):
        reset_password(people.desk, people.desk.account.id)
    closed = people.add("Bo", COACH).account_id
    close_account(people.desk, closed)
    with pytest.raises(NotFound):
        reset_password(people.desk, closed)


def test_a_code_is_never_given_without_a_line_in_the_trail(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = people.join("Bo", COACH)

    def full(*_: object) -> None:
        raise OfficeUnavailable("De schijf is vol.")

    monkeypatch.setattr(door_of(people.desk).inner, "write", full)
    with pytest.raises(OfficeUnavailable):
        reset_password(people.desk, bo.account.id)
    monkeypatch.undo()
    people.sign_in("bo", OWN)


def test_who_leaves_opens_nothing_any_more_and_everybody_else_goes_on(people: People) -> None:
    bo = people.joined("Bo", COACH)
    people.joined("Cis", COACH)
    home = add_home(people.desk, name="Peeters")
    epoch, old_key = people.desk.office.keys.epoch, people.desk.office.keys.database
    told: list[str] = []

    close_account(people.desk, bo, lambda _done, _total, what: told.append(what))

    with pytest.raises(WrongPassword):
        people.sign_in("bo", OWN)
    again = people.sign_in(USER, PASSWORD)
    assert (again.office.keys.epoch, again.office.keys.epochs) == (epoch + 1, (epoch + 1,))
    assert again.office.keys.database != old_key
    assert [row.id for row in list_families(again)] == [home.record.id]
    assert len(list_families(people.sign_in("cis", OWN))) == 0
    assert not people.row("Bo").is_active
    assert told[0] == "Reservekopie maken"
    assert {"close_account", "new_epoch"} <= set(actions(again))


def test_nobody_closes_himself(people: People) -> None:
    people.join("Bo", ADMINISTRATOR)
    with pytest.raises(InvalidInput, match="eigen account"):
        close_account(people.desk, people.desk.account.id)


def test_the_last_administrator_is_not_closed_by_a_colleague_who_just_lost_the_role(people: People) -> None:
    bo = people.join("Bo", ADMINISTRATOR)
    change_account(people.desk, bo.account.id, display_name="Bo", roles=frozenset({COACH}))
    with pytest.raises(NotAllowed):
        close_account(bo, people.desk.account.id)


class Killed(BaseException):
    """The program ends here."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def _kill_in_begin(desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("gezinscoach_desktop.data.keys.changing.begin_epoch", killed)


def _kill_before_rekey(desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(door_of(desk).inner, "change_database_key", killed)


def _kill_after_rekey(desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("gezinscoach_desktop.data.keys.changing.finish_epoch", killed)


@pytest.mark.parametrize("kill", [_kill_in_begin, _kill_before_rekey, _kill_after_rekey])
def test_killed_while_keys_are_renewed_the_office_opens_and_the_next_who_comes_finishes_it(
    people: People, monkeypatch: pytest.MonkeyPatch, kill: Callable[[Desk, pytest.MonkeyPatch], None]
) -> None:
    bo = people.joined("Bo", COACH)
    people.joined("Cis", COACH)
    look(people.desk)
    add_home(people.desk)
    with monkeypatch.context() as patch:
        kill(people.desk, patch)
        with pytest.raises(Killed):
            close_account(people.desk, bo)
    people.desk.office.close()

    cis = people.sign_in("cis", OWN)
    an = people.sign_in(USER, PASSWORD)

    assert len(list_families(an)) == 1
    look(cis)
    assert an.office.keys.epochs == cis.office.keys.reload().epochs == (an.office.keys.epoch,)
    with pytest.raises(WrongPassword):
        people.sign_in("bo", OWN)
    close_account(an, bo)  # again: only the keys are renewed
    assert people.sign_in("cis", OWN).office.keys.epoch == an.office.keys.epoch
    assert actions(an).count("close_account") == 1


def test_without_a_backup_no_new_keys_but_the_account_is_closed(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    if people.desk.office.is_partial:
        pytest.skip("on a server no backup goes before: its own tools make the copies")
    bo = people.join("Bo", COACH)

    def fail(_desk: Desk) -> None:
        raise OfficeUnavailable("De schijf is vol.")

    monkeypatch.setattr(new_keys, "_back_up", fail)
    with pytest.raises(OfficeUnavailable, match="vol"):
        close_account(people.desk, bo.account.id)
    assert people.desk.office.keys.epoch == 1
    with pytest.raises(WrongPassword):
        people.sign_in("bo", OWN)


def test_who_comes_back_has_the_same_roles_families_and_drafts(people: People) -> None:
    bo = people.join("Bo", COACH)
    add_home(at_desk(bo, TODAY))
    draft_key = bo.office.keys.draft
    close_account(people.desk, bo.account.id)
    with pytest.raises(InvalidInput, match="gebruikersnaam"):
        people.add("Bo", COACH)  # the name stays taken: the trail speaks of one person

    access = reopen_account(people.desk, bo.account.id)

    again = people.sign_in("bo", access.code)
    change_password(again, access.code, OWN + " weer")
    assert again.account == bo.account
    assert again.office.keys.draft == draft_key
    assert len(list_families(at_desk(again, TODAY))) == 1
    with pytest.raises(InvalidInput, match="niet afgesloten"):
        reopen_account(people.desk, bo.account.id)


def test_a_new_password_needs_the_old_one_and_wrong_ones_make_wait(people: People) -> None:
    with pytest.raises(InvalidInput) as caught:
        change_password(people.desk, PASSWORD, "kort")
    assert caught.value.field == "password"
    for _ in range(3):
        with pytest.raises(WrongPassword):
            change_password(people.desk, "niet het oude", OWN)
    with pytest.raises(TooSoon):
        change_password(people.desk, PASSWORD, OWN)
    assert list_families(people.desk) == ()  # the office stays open


def test_a_changed_password_opens_and_the_old_one_does_not(people: People) -> None:
    new = propose_password()
    change_password(people.desk, PASSWORD, new)
    assert people.sign_in(USER, new).account == people.desk.account
    with pytest.raises(WrongPassword):
        people.sign_in(USER, PASSWORD)
    assert actions(people.desk).count("change_password") == 1


def test_after_new_keys_programs_that_still_run_go_on_and_the_one_of_who_left_is_told(people: People) -> None:
    bo, cis = people.join("Bo", COORDINATOR), people.join("Cis", COORDINATOR)
    home = add_home(people.desk)
    look(cis)
    assert len(list_families(cis)) == 1
    look(people.desk)
    close_account(people.desk, bo.account.id)
    for ask in (look, list_families):
        with pytest.raises(AccountClosed):
            ask(bo)
    look(cis)
    assert [row.id for row in list_families(cis)] == [home.record.id]
    change_phase(cis, home.record.id, PhaseStart(Phase.INTENSIVE, cis.today()))


def test_who_leaves_and_puts_the_own_slot_back_meanwhile_is_not_in_the_new_keys(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    if people.desk.office.is_partial:
        pytest.skip("on a server no backup goes before: its own tools make the copies")
    bo = people.join("Bo", COACH)
    store = people.desk.office.keys.store
    mine = {name: store.read(name) for name in store.names() if name.startswith(str(bo.account.id))}
    back_up = new_keys._back_up

    def put_back(desk: Desk) -> None:
        for name, content in mine.items():
            assert content is not None
            store.put(name, content)
        back_up(desk)

    monkeypatch.setattr(new_keys, "_back_up", put_back)
    close_account(people.desk, bo.account.id)
    fresh = people.desk.office.keys.reload()
    boxes = [name for name in store.names() if f".{fresh.known.newest.tag}." in name]
    assert fresh.epoch == 2
    assert not [name for name in boxes if name.startswith(str(bo.account.id))]
    with pytest.raises((WrongPassword, OfficeUnavailable)):
        people.sign_in("bo", OWN)


def test_with_a_code_nothing_is_written_before_a_password_was_chosen(people: People) -> None:
    """Also what asks for permission only within the write: who gave the code must not work in a colleague's name."""
    bo = people.sign_in("bo", people.add("Bo", *OfficeRole).code)
    home = add_home(people.desk)
    before = len(actions(people.desk))
    for write in (
        lambda: add_family(bo, FamilyInput(name="Maes")),
        lambda: change_phase(bo, home.record.id, PhaseStart(Phase.INTENSIVE, TODAY)),
        lambda: change_account(bo, people.desk.account.id, display_name="An", roles=frozenset({COACH})),
        lambda: reset_password(bo, people.desk.account.id),
        lambda: close_account(bo, people.desk.account.id),
    ):
        with pytest.raises(NotAllowed, match="eigen wachtwoord"):
            write()
    assert len(actions(people.desk)) == before


def test_who_signs_in_while_keys_are_renewed_goes_on_after_it(
    people: People, monkeypatch: pytest.MonkeyPatch, office_kind: OfficeKind
) -> None:
    people.joined("Cis", COORDINATOR)
    bo = people.joined("Bo", COACH)
    home = add_home(people.desk)
    inner = door_of(people.desk).inner
    change = inner.change_database_key
    came: list[Desk] = []

    def come_in_between() -> None:
        with monkeypatch.context() as patch:  # who comes finds both epochs, and leaves the rest to who began
            patch.setattr("gezinscoach_desktop.services.sign_in.finish_new_keys", lambda _office: None)
            came.append(people.sign_in("cis", OWN))
        change()

    monkeypatch.setattr(inner, "change_database_key", come_in_between)
    close_account(people.desk, bo)
    (cis,) = came
    if office_kind is OfficeKind.FOLDER:
        look(cis)
    assert [row.id for row in list_families(cis)] == [home.record.id]
    change_phase(cis, home.record.id, PhaseStart(Phase.INTENSIVE, cis.today()))
