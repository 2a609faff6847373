"""A server that falls away: what is read says so, what is written waits sealed on this PC, and is sent once, in order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.office import Operation, Reachability
from gezinscoach_desktop.data.outbox import Outbox
from gezinscoach_desktop.data.server import engine, line, listener, office
from gezinscoach_desktop.data.server.line import account_is_out
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import (
    AccountClosed,
    ChangedMeanwhile,
    KeptForLater,
    OfficeUnavailable,
    SignInAgain,
    UserError,
)
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.audit import looked_at
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.draft import families_with_draft
from gezinscoach_desktop.services.family import (
    FamilyHeader,
    FamilyInput,
    add_family,
    change_family,
    list_families,
    note_opening,
    read_family,
)
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.sharing import health, look, settle, stuck
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, draft_to_keep, finish, open_form
from tests.data.office_factory import TODAY, add_home, at_desk
from tests.data.server.live.conftest import OFFICE, Open, inner
from tests.data.server.live.own_server import OwnServer
from tests.factories import CONSENT
from tests.offices import PASSWORD, USER
from tests.patience import LONG

pytestmark = pytest.mark.postgres
INCOME = (None, "income")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is away here is away: nobody waits for it."""
    monkeypatch.setattr(office, "PATIENCE", 0.0)
    monkeypatch.setattr(line, "RETRY_SECONDS", 0.0)


def add(desk: Desk, name: str) -> None:
    add_family(desk, FamilyInput(name=name), (), CONSENT)


def kept(act: Callable[[], object]) -> None:
    with pytest.raises(KeptForLater):
        act()


def names(desk: Desk) -> list[str]:
    return sorted(family.name for family in list_families(desk))


def news_when_back(desk: Desk) -> tuple[Change, ...]:
    """What the first look tells that succeeds."""
    while True:
        try:
            return look(desk)
        except OfficeUnavailable:
            inner(desk)._line.listener.retry(1.0)


def test_what_is_read_says_that_the_server_is_away_and_goes_on_by_itself(
    open_desk: Open, server: OwnServer
) -> None:
    an = open_desk()
    server.stop()
    with pytest.raises(OfficeUnavailable, match="server van het kantoor is niet bereikbaar"):
        list_families(an)
    away = health(an)
    assert away.reachability is Reachability.AWAY
    assert "niet bereikbaar" in (away.problem or "")
    server.start()
    names(an)
    assert (health(an).reachability, health(an).problem) == (Reachability.HERE, None)


def test_what_is_written_waits_and_is_sent_in_order_when_the_server_is_back(
    open_desk: Open, server: OwnServer
) -> None:
    an = open_desk()
    look(an)
    server.stop()
    kept(lambda: add(an, "Eerst"))
    kept(lambda: add(an, "Daarna"))
    assert health(an).waiting == 2
    server.start()
    changes = news_when_back(an)
    assert Noun.FAMILY in {noun for change in changes for noun in change.nouns}
    assert health(an).waiting == 0
    codes = {family.name: family.code for family in list_families(an)}
    assert codes["Eerst"] < codes["Daarna"]


def test_what_is_read_after_the_server_is_back_has_what_waited(open_desk: Open, server: OwnServer) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Meteen gezien"))
    server.start()
    assert "Meteen gezien" in names(an)


def test_what_waits_outlives_the_program_and_is_sent_when_it_opens_again(
    open_desk: Open, server: OwnServer
) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Na het sluiten"))
    close_office(an)
    server.start()
    again = open_desk()
    look(again)
    assert names(again).count("Na het sluiten") == 1
    assert health(again).waiting == 0


def test_what_waits_cannot_be_read_on_disk(open_desk: Open, server: OwnServer, own_home: Path) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Vanderkanarie"))
    files = [path for path in own_home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".operation" for path in files)
    assert not any(b"anderkanarie" in path.read_bytes() for path in files)


def test_what_was_changed_on_disk_is_set_aside_and_never_sent(
    open_desk: Open, server: OwnServer, own_home: Path
) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Vervalst"))
    [path] = own_home.rglob("*.operation")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    close_office(an)
    server.start()
    again = open_desk()
    look(again)
    assert "Vervalst" not in names(again)
    assert [found.suffix for found in path.parent.iterdir()].count(".unreadable") == 1


def test_asking_twice_under_one_id_waits_once_and_is_done_once(open_desk: Open, server: OwnServer) -> None:
    an = open_desk()
    ask = family_service._add_family.under(uuid4())
    family_id = uuid4()
    server.stop()
    kept(lambda: ask(an, family_id, FamilyInput(name="Tweemaal"), (), ()))
    kept(lambda: ask(an, family_id, FamilyInput(name="Tweemaal"), (), ()))
    assert health(an).waiting == 1
    server.start()
    assert ask(an, family_id, FamilyInput(name="Tweemaal"), (), ()).id == family_id
    assert names(an).count("Tweemaal") == 1


def test_something_else_under_the_id_of_what_waits_is_refused_and_replaces_nothing(
    open_desk: Open, server: OwnServer
) -> None:
    an = open_desk()
    ask = family_service._add_family.under(uuid4())
    server.stop()
    kept(lambda: ask(an, uuid4(), FamilyInput(name="Het eerste"), (), ()))
    with pytest.raises(OfficeUnavailable, match="eerdere versie"):
        ask(an, uuid4(), FamilyInput(name="Het tweede"), (), ())
    server.start()
    assert {"Het eerste"} == {"Het eerste", "Het tweede"} & set(names(an))


def test_a_write_made_while_others_wait_goes_behind_them(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Vroeger"))
    server.start()
    with monkeypatch.context() as patch:  # sending stops halfway, whatever the reason
        patch.setattr(inner(an), "_once", _refuse)
        kept(lambda: add(an, "Later"))
    assert health(an).waiting == 2
    look(an)
    codes = {family.name: family.code for family in list_families(an)}
    assert codes["Vroeger"] < codes["Later"]


def _refuse(_: object) -> Done:
    raise OfficeUnavailable("Het kantoor is even bezet.")


def test_a_finished_snapshot_keeps_its_draft_until_it_is_registered(
    open_desk: Open, server: OwnServer
) -> None:
    an = at_desk(open_desk())
    home = add_home(an, name="Met klad")
    draft = Draft(uuid4(), home.record.id, TODAY, {INCOME: DraftEntry(3, has_level=True)})
    draft_to_keep(an, draft)()
    server.stop()
    kept(lambda: finish(an, draft))
    kept(lambda: finish(an, draft))
    assert families_with_draft(an) == {home.record.id}
    server.start()
    news_when_back(an)
    assert families_with_draft(an) == frozenset()
    form = open_form(an, home.record.id)
    assert ([snapshot.id for snapshot in form.snapshots], form.is_resumed) == ([draft.id], False)


def test_a_new_snapshot_is_not_begun_while_the_last_one_still_waits(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = at_desk(open_desk())
    home = add_home(an, name="Nog onderweg")
    draft = Draft(uuid4(), home.record.id, TODAY, {INCOME: DraftEntry(3, has_level=True)})
    draft_to_keep(an, draft)()
    server.stop()
    kept(lambda: finish(an, draft))
    server.start()
    with monkeypatch.context() as patch:
        patch.setattr(inner(an), "_once", _refuse)
        with pytest.raises(OfficeUnavailable, match="wacht nog op deze pc"):
            open_form(an, home.record.id)
    assert [snapshot.id for snapshot in open_form(an, home.record.id).snapshots] == [draft.id]


def _changed_on_both_sides(an: Desk, other: Desk, server: OwnServer) -> FamilyHeader:
    """What waits here was changed by a colleague before it could be sent."""
    home = add_home(an, name="Omstreden")
    record = home.record
    server.stop()
    kept(lambda: change_family(an, record.id, record.version, FamilyInput(name="Zo", remarks="hier")))
    server.start()
    change_family(other, record.id, record.version, FamilyInput(name="Anders"))
    look(an)
    return home


def test_what_the_server_refuses_waits_for_a_decision_and_holds_up_nothing(
    open_desk: Open, server: OwnServer
) -> None:
    an, other = open_desk(), open_desk()
    home = _changed_on_both_sides(an, other, server)
    [conflict] = stuck(an)
    assert conflict.what == AuditAction.CHANGE_FAMILY.label
    assert conflict.given[2] == FamilyInput(name="Zo", remarks="hier")
    assert health(an).waiting == 0
    add(an, "Gewoon verder")
    with pytest.raises(ChangedMeanwhile):
        settle(an, conflict.id, again=True)
    assert [each.id for each in stuck(an)] == [conflict.id]
    settle(an, conflict.id, again=False)
    assert (stuck(an), read_family(an, home.record.id).record.details.name) == ((), "Anders")
    close_office(an)
    assert stuck(open_desk()) == ()


def test_what_was_refused_can_be_offered_again_also_while_the_server_is_away(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Toch nog"))
    server.start()
    with monkeypatch.context() as patch:
        patch.setattr(inner(an), "_once", _broken)
        look(an)
    [conflict] = stuck(an)
    server.stop()
    settle(an, conflict.id, again=True)
    assert (stuck(an), health(an).waiting) == ((), 1)
    server.start()
    news_when_back(an)
    assert names(an).count("Toch nog") == 1


def _broken(_: object) -> Done:
    raise ZeroDivisionError


def test_who_opened_a_family_is_noted_when_the_server_is_back(open_desk: Open, server: OwnServer) -> None:
    an = open_desk()
    home = add_home(an, name="Gezien")
    server.stop()
    note_opening(an, home.record.id)
    assert health(an).waiting == 1
    server.start()
    assert AuditAction.OPEN_FAMILY.label in {line.label for line in looked_at(an, home.record.id)}


def test_what_cannot_wait_is_refused_and_says_so(open_desk: Open, server: OwnServer) -> None:
    an = open_desk()
    server.stop()
    large = Operation("test", lambda _: Done(Change(frozenset())), an.account.id)
    with pytest.raises(OfficeUnavailable, match="dit kan alleen als hij dat wel is"):
        an.office.write(large)
    assert health(an).waiting == 0


def test_a_full_disk_is_said_when_nothing_can_be_kept(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = open_desk()
    server.stop()

    def full(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "put", full)
        with pytest.raises(OfficeUnavailable, match="schijf vol"):
            add(an, "Past niet")


def test_two_windows_on_one_pc_send_what_waits_once(open_desk: Open, server: OwnServer) -> None:
    first, second = open_desk(), open_desk()
    server.stop()
    kept(lambda: add(first, "Van het eerste venster"))
    server.start()
    third = open_desk()
    look(third)
    look(first)
    look(second)
    assert names(second).count("Van het eerste venster") == 1
    assert [health(desk).waiting for desk in (first, second, third)] == [0, 0, 0]


def test_a_login_of_the_server_sends_nothing_in_the_name_of_a_colleague(
    open_desk: Open, server: OwnServer
) -> None:
    an = open_desk()
    server.stop()
    kept(lambda: add(an, "Onder eigen naam"))
    server.start()
    keeper = open_office(server.whole(OFFICE), user_name=USER, password=PASSWORD)
    look(keeper)
    there = names(keeper)
    close_office(keeper)
    assert "Onder eigen naam" not in there
    assert "Onder eigen naam" in names(an)


def test_a_server_that_neither_answers_nor_hangs_up_is_given_up(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = open_desk()
    look(an)
    while not inner(an)._line.listener.hears:
        inner(an)._line.listener.retry(0.01)
    server.freeze()
    with monkeypatch.context() as doubting:
        doubting.setattr(line, "DOUBT_SECONDS", 0.0)
        doubting.setattr(listener, "ANSWER_SECONDS", 0.2)
        with pytest.raises(OfficeUnavailable, match="niet bereikbaar"):
            list_families(an)
        kept(lambda: add(an, "Ondanks alles"))
    server.thaw()
    news_when_back(an)
    assert names(an).count("Ondanks alles") == 1


def test_a_program_that_hangs_in_the_middle_of_a_save_does_not_hold_up_colleagues_for_ever(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    an, other = open_desk(), open_desk()
    monkeypatch.setattr(engine, "IDLE_SECONDS", 0.2)
    inner(an)._writer.dispose()  # only this save, however slow this machine is
    has_begun, may_go_on = Event(), Event()

    def hang(session: Session) -> Done:
        families.queue_for_code(session)
        has_begun.set()
        may_go_on.wait(LONG)
        return Done(Change(frozenset()))

    def save() -> None:
        with suppress(OfficeUnavailable):
            an.office.write(Operation("test", hang, an.account.id))

    hanging = Thread(target=save)
    hanging.start()
    assert has_begun.wait(LONG)
    add(other, "Niet opgehouden")
    may_go_on.set()
    hanging.join()


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ('FATAL:  password authentication failed for user "kantoor.an"', SignInAgain),
        ('FATAL:  role "kantoor.an" is not permitted to log in', AccountClosed),
        ('FATAL:  role "kantoor.an" does not exist', AccountClosed),
        ("FATAL:  the database system is starting up", None),
        ("connection refused", None),
    ],
)
def test_a_server_that_lets_somebody_in_no_more_puts_the_account_out(
    said: str, meaning: type[UserError] | None
) -> None:
    found = account_is_out(Exception(said))
    assert (None if found is None else type(found)) is meaning


def test_who_is_put_out_is_told_with_every_look(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    an = open_desk()
    look(an)
    inner(an)._line.listener.expelled = SignInAgain("Meld je opnieuw aan.")
    for _ in range(2):
        with pytest.raises(SignInAgain):
            look(an)


def test_the_ids_of_what_waits_are_known(open_desk: Open, server: OwnServer) -> None:
    an = open_desk()
    id_: UUID = uuid4()
    server.stop()
    kept(lambda: family_service._add_family.under(id_)(an, uuid4(), FamilyInput(name="Bekend"), (), ()))
    assert health(an).waiting_ids == {id_}
