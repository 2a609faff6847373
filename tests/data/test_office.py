"""What every kind of office promises: a write happens once, history cannot be changed, nobody is overwritten."""

from __future__ import annotations

import threading
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import anchor, audit, sql_office
from gezinscoach_desktop.data.anchor import Anchor
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.data.tables import APPEND_ONLY, Base, FamilyRow, OperationRow, SettingRow
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import open_office
from tests.data.office_factory import TODAY, add_home, at_desk, register
from tests.offices import EVERY_KIND, PASSWORD, USER
from tests.patience import until

pytestmark = EVERY_KIND

DONE = Done(Change(frozenset({Noun.FAMILY, Noun.SETTING}), uuid4()), uuid4(), {"n": 3})


def put(session: Session, key: str = "proef") -> Done:
    session.add(SettingRow(key=key, value=1))
    return DONE


def test_a_known_operation_gives_the_kept_effect_and_is_not_done_again(desk: Desk) -> None:
    runs = 0

    def run(session: Session) -> Done:
        nonlocal runs
        runs += 1
        return put(session)

    operation = Operation("test", run, desk.account.id)
    assert desk.office.write(operation) == DONE
    assert desk.office.write(operation) == DONE
    assert runs == 1


def test_an_operation_that_fails_leaves_nothing(desk: Desk) -> None:
    def run(session: Session) -> Done:
        put(session)
        session.flush()
        raise InvalidInput("Toch niet.")

    operation = Operation("test", run)
    with pytest.raises(InvalidInput):
        desk.office.write(operation)
    kept = desk.office.read(lambda session: session.scalars(select(OperationRow.id)).all())
    assert operation.id not in kept
    assert desk.office.read(lambda session: session.get(SettingRow, "proef")) is None


def test_a_query_cannot_write(desk: Desk) -> None:
    def sneaky(session: Session) -> None:
        put(session)
        session.flush()

    with pytest.raises(OfficeUnavailable, match=r"alleen (ge)?lezen"):
        desk.office.read(sneaky)
    desk.office.write(Operation("test", put))


def test_a_closed_office_says_so(desk: Desk) -> None:
    desk.office.close()
    desk.office.close()
    with pytest.raises(OfficeUnavailable, match="gesloten"):
        desk.office.read(lambda session: None)


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("name", APPEND_ONLY)
def test_history_cannot_be_changed(desk: Desk, name: str, verb: str) -> None:
    desk = at_desk(desk)
    home = add_home(desk)
    register(desk, home.record.id, TODAY, {(None, "income"): 3})
    table = Base.metadata.tables[name]
    column = list(table.columns)[1]
    statement = delete(table) if verb == "DELETE" else update(table).values({column.name: column})

    def forge(session: Session) -> Done:
        anchor.add(session, Anchor(audit.head(session), uuid4(), desk.now(), b"", b""))
        assert session.execute(select(table)).first() is not None
        session.execute(statement)
        return DONE

    with pytest.raises(DBAPIError, match=f"{name} is append-only"):
        desk.office.write(Operation("test", forge))


def test_what_a_colleague_wrote_since_the_opening_is_told_at_the_first_look(desk: Desk) -> None:
    other = open_office(desk.office.place, user_name=USER, password=PASSWORD)
    home = add_home(desk)
    until(lambda: home.record.id in {change.family_id for change in other.office.news()})
    other.office.close()


def test_two_at_once_are_both_kept(desk: Desk) -> None:
    other = open_office(desk.office.place, user_name=USER, password=PASSWORD)
    home = add_home(desk)
    failures: list[BaseException] = []

    def work(mine: Desk) -> None:
        try:
            for level in (1, 2, 3, 4, 5):
                register(mine, home.record.id, mine.today(), {(None, "income"): level})
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(mine,)) for mine in (desk, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.office.close()
    desk.office.news()  # on a shared folder a colleague's work is seen at the next look
    assert failures == []
    from gezinscoach_desktop.services.evolution import family_page

    numbers = [snapshot.number for snapshot in family_page(desk, home.record.id).evolution.snapshots]
    assert numbers == list(range(1, 11))


def test_a_stale_row_is_looked_at_again(desk: Desk) -> None:
    """An ORM row that changed underneath makes the operation run again instead of overwriting."""
    home = add_home(desk)
    runs = 0

    def run(session: Session) -> Done:
        nonlocal runs
        runs += 1
        row = session.get_one(FamilyRow, home.record.id)
        if runs == 1:
            session.execute(text("UPDATE family SET version = version + 1"))
        row.remarks = "gewijzigd"
        session.flush()
        return DONE

    desk.office.write(Operation("test", run))
    assert runs == 2


def test_giving_up_is_said_in_dutch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_office, "_FIRST_PAUSE", 0)
    home = add_home(desk)

    def run(session: Session) -> Done:
        row = session.get_one(FamilyRow, home.record.id)
        session.execute(text("UPDATE family SET version = version + 1"))
        row.remarks = "nooit"
        session.flush()
        return DONE

    with pytest.raises(OfficeUnavailable, match="even bezet"):
        desk.office.write(Operation("test", run))


def test_an_office_is_not_called_from_within_itself(desk: Desk) -> None:
    if desk.office.kind is OfficeKind.POSTGRESQL:
        pytest.skip("a server has a connection for each")
    with pytest.raises(RuntimeError, match="may not call the office"):
        desk.office.read(lambda session: desk.office.read(lambda inner: None))


def test_a_score_belongs_to_a_member_of_its_own_family(desk: Desk) -> None:
    from gezinscoach_desktop.data.tables import ScoreRow, table_of

    desk = at_desk(desk)
    home = add_home(desk, code="A")
    other = add_home(desk, code="B")
    register(desk, home.record.id, TODAY, {(None, "income"): 3})

    def stray(subject: UUID) -> Operation:
        def run(session: Session) -> Done:
            values = {
                "family_id": home.record.id,
                "subject_id": subject,
                "item": "education",
                "date": TODAY,
                "number": 1,
                "level": 3,
            }
            session.execute(table_of(ScoreRow).insert(), values)
            return DONE

        return Operation("test", run)

    for subject in (other.record.id, uuid4()):
        with pytest.raises(DBAPIError):
            desk.office.write(stray(subject))


def test_a_moment_without_time_zone_is_refused(desk: Desk) -> None:
    def run(session: Session) -> Done:
        session.add(
            OperationRow(
                id=uuid4(),
                kind="x",
                account_id=None,
                at=datetime(2026, 1, 1),  # noqa: DTZ001
                effect={},
            )
        )
        session.flush()
        return DONE

    with pytest.raises(Exception, match="without time zone"):
        desk.office.write(Operation("test", run))
