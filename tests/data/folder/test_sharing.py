"""The office in a network folder: what one PC saves, the others see; nobody is overwritten, nothing is lost."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.folder import courier
from gezinscoach_desktop.data.office import OfficeKind, Operation, Reachability
from gezinscoach_desktop.data.tables import SettingRow
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound, OfficeUnavailable, WrongPassword
from tests.data.folder.offices import PASSWORD, Pcs, keys_in, pcs, put, quiet

__all__ = ["pcs"]


def test_what_one_saves_the_other_sees_at_the_next_look(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    assert (an.kind, an.name) == (OfficeKind.FOLDER, "OCMW Proefdorp")
    done = an.write(put("t1"))
    assert an.health().waiting == 0
    assert done.change.nouns == {Noun.SETTING}
    (change,) = bert.news()
    assert change == done.change
    assert keys_in(bert) == {"t1"}
    assert bert.news() == ()
    assert an.news() == (), "one's own writes are no news"


def test_both_write_in_turn_and_see_all(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    for number in range(6):
        (an if number % 2 else bert).write(put(f"t{number}"))
    an.news()
    bert.news()
    assert keys_in(an) == keys_in(bert) == {f"t{number}" for number in range(6)}


def test_an_operation_known_anywhere_is_not_done_again(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    id_ = uuid4()
    first = an.write(put("t1", id_=id_))
    assert an.write(put("t1", id_=id_)) == first
    assert bert.write(put("t1", id_=id_)) == first, "the other had not even looked yet"


def test_a_write_that_the_newest_state_refuses_is_refused_and_leaves_nothing(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    an.write(put("t1", "van An"))
    with pytest.raises(InvalidInput):
        bert.write(put("t1", "van Bert"))
    assert bert.health().waiting == 0
    assert bert.health().conflicts == ()
    bert.write(put("t2"))
    assert an.news() != ()
    assert keys_in(an) == {"t1", "t2"}


def test_what_only_an_old_state_refuses_is_done(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    an.write(put("t1"))

    def run(session: Session) -> Done:
        if session.get(SettingRow, "t1") is None:
            raise NotFound("Die sleutel bestaat niet.")
        session.add(SettingRow(key="t2", value=1))
        return Done(Change(frozenset()))

    bert.write(Operation("test", run, arguments=lambda: b""))
    an.news()
    assert keys_in(an) == {"t1", "t2"}


def test_a_refused_operation_reaches_nobody(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    an.write(put("t1"))
    with pytest.raises(InvalidInput):
        an.write(put("t1"))
    bert.news()
    assert bert.news() == ()
    assert bert.number == 1


def test_many_writers_at_once_all_get_their_writes_in(pcs: Pcs) -> None:
    offices = [pcs.open(f"pc{number}") for number in range(4)]
    failures: list[BaseException] = []

    def work(place: int) -> None:
        try:
            for number in range(8):
                offices[place].write(put(f"t{place}-{number}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for office in offices:
        office.news()
        assert len(keys_in(office)) == 32
        assert office.health().reachability is Reachability.HERE
        assert office.health().waiting == 0


def test_what_nobody_waits_for_goes_along_with_the_next_write(
    pcs: Pcs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "_LATER", 3600.0)  # not by itself before that
    an, bert = pcs.open("an"), pcs.open("bert")
    an.write(quiet("t1"))
    assert keys_in(an) == {"t1"}
    an.write(put("t2"))
    bert.news()
    assert keys_in(bert) == {"t1", "t2"}
    assert bert.number == 1, "one commit for both"


def test_what_nobody_waits_for_is_shared_at_closing(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    an.write(quiet("t1"))
    an.close()
    bert.news()
    assert keys_in(bert) == {"t1"}


def test_an_import_is_shared_before_it_returns(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    an.write(put("t1", can_wait=False))
    assert an.health().waiting == 0
    bert.news()
    assert keys_in(bert) == {"t1"}


def test_a_newcomer_and_somebody_who_comes_back_have_everything(pcs: Pcs) -> None:
    an, bert = pcs.open("an"), pcs.open("bert")
    bert.close()
    for number in range(5):
        an.write(put(f"t{number}"))
    assert keys_in(pcs.open("bert")) == keys_in(pcs.open("cis")) == {f"t{number}" for number in range(5)}


def test_two_programs_on_one_pc_share_through_the_folder(pcs: Pcs) -> None:
    first, second = pcs.open("an"), pcs.open("an")
    first.write(put("t1"))
    second.news()
    assert keys_in(second) == {"t1"}


def test_a_closed_office_says_so_and_can_be_opened_again(pcs: Pcs) -> None:
    an = pcs.open("an")
    an.write(put("t1"))
    an.close()
    an.close()
    with pytest.raises(OfficeUnavailable, match="gesloten"):
        an.read(lambda session: None)
    assert keys_in(pcs.open("an")) == {"t1"}


def test_a_wrong_password_opens_nothing(pcs: Pcs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.data.folder.offices.PASSWORD", PASSWORD + "!")
    with pytest.raises(WrongPassword):
        pcs.open("an")
