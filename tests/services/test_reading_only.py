"""An office that can only be read is really read: who looked is kept on this PC, and noted once it can be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.tables import AuditEntryRow
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import NotAllowed, NotFound, OfficeUnavailable, UserError
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services import operation
from gezinscoach_desktop.services.account import change_password
from gezinscoach_desktop.services.audit import AuditFilter, trail
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.operation import Kind, Work
from gezinscoach_desktop.services.sharing import health, settle, stuck
from tests.data.newer_office import make_newer
from tests.factories import CONSENT
from tests.offices import PASSWORD, USER, ServerOffices

ON_THIS_PC_AND_A_SHARE = pytest.mark.parametrize(
    "office_kind", [OfficeKind.THIS_PC, OfficeKind.FOLDER], indirect=True, ids=["file", "folder"]
)

OPENED = (
    select(AuditEntryRow.family_id)
    .where(AuditEntryRow.action == AuditAction.OPEN_FAMILY)
    .order_by(AuditEntryRow.number)
)


@contextmanager
def newer_program() -> Iterator[None]:
    """The same program once it was brought up to date."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "HEAD", "9999")
        patch.setattr(schema, "WRITER", schema.WRITER + 1)
        yield


def opened(place: str) -> Desk:
    return open_office(place, user_name=USER, password=PASSWORD)


def looks(desk: Desk) -> list[str]:
    return [
        line.label for line in trail(desk, AuditFilter()).lines if line.label == AuditAction.OPEN_FAMILY.label
    ]


@ON_THIS_PC_AND_A_SHARE
def test_who_looked_in_an_office_to_read_only_is_noted_once_it_can_be_written(
    desk: Desk, own_home: Path
) -> None:
    family = add_family(desk, FamilyInput(name="Nagy"), (), CONSENT).id
    assert family is not None
    close_office(desk)
    make_newer(desk.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)

    reader = opened(desk.place)
    assert family_page(reader, family).header.record.details.name == "Nagy"
    assert looks(reader) == []
    close_office(reader)
    kept = list((own_home / "outbox").rglob("*.operation"))
    assert len(kept) == 1
    assert b"Nagy" not in kept[0].read_bytes()

    with newer_program():
        writer = opened(desk.place)
        assert looks(writer) == [AuditAction.OPEN_FAMILY.label]
        close_office(writer)
        again = opened(desk.place)
        assert len(looks(again)) == 1
        close_office(again)
    assert list((own_home / "outbox").rglob("*.operation")) == []


@ON_THIS_PC_AND_A_SHARE
@pytest.mark.parametrize(
    "refusal", [NotAllowed("Dat mag niet meer."), NotFound("Dat gezin is er niet meer.")]
)
def test_what_is_no_longer_allowed_is_noted_as_done_and_hides_nothing_after_it(
    desk: Desk, refusal: UserError
) -> None:
    """A family may have gone to a colleague, or be erased, between looking and noting: it was looked at all the same."""
    families = [add_family(desk, FamilyInput(name=name), (), CONSENT).id for name in ("Nagy", "Oz")]
    close_office(desk)
    make_newer(desk.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)
    reader = opened(desk.place)
    for family in families:
        assert family is not None
        family_page(reader, family)
    close_office(reader)
    with newer_program(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(operation._KINDS, "family.note_opening", refusing(refusal, families[0]))
        writer = opened(desk.place)
        seen = writer.office.read(lambda session: session.scalars(OPENED).all())
        close_office(writer)
    assert seen == families


@ON_THIS_PC_AND_A_SHARE
def test_a_password_that_was_changed_in_an_office_to_read_only_is_noted_too(desk: Desk) -> None:
    """The slots with the keys are no part of the database, so that it can be done; then it has to be seen as well."""
    close_office(desk)
    make_newer(desk.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)
    reader = opened(desk.place)
    change_password(reader, PASSWORD, "een heel ander wachtwoord")
    close_office(reader)
    with newer_program():
        writer = open_office(desk.place, user_name=USER, password="een heel ander wachtwoord")
        noted = [line.label for line in trail(writer, AuditFilter()).lines]
        close_office(writer)
    assert AuditAction.CHANGE_PASSWORD.label in noted


@pytest.mark.postgres
@pytest.mark.parametrize("office_kind", [OfficeKind.POSTGRESQL], indirect=True, ids=["postgresql"])
def test_on_a_server_what_is_no_longer_allowed_is_told_with_what_else_it_refused_and_hides_nothing_after_it(
    desk: Desk, own_home: Path, server_offices: ServerOffices
) -> None:
    """The server decides what may be noted; what it refuses stays on this PC until somebody decided about it."""
    families = [add_family(desk, FamilyInput(name=name), (), CONSENT).id for name in ("Nagy", "Oz")]
    close_office(desk)
    make_newer(server_offices.whole(desk.place), min_reader=schema.READER, min_writer=schema.WRITER + 1)
    reader = opened(desk.place)
    for family in families:
        assert family is not None
        family_page(reader, family)
    close_office(reader)
    refusal = NotAllowed("Dat mag niet meer.")
    with newer_program():
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(operation._KINDS, "family.note_opening", refusing(refusal, families[0]))
            writer = opened(desk.place)
            writer.office.news()
            assert len(looks(writer)) == 1
            (told,) = stuck(writer)
            assert (told.what, told.reason) == (AuditAction.OPEN_FAMILY.label, refusal.message)
            assert told.given == (families[0],)
            close_office(writer)
        again = opened(desk.place)  # it is still there, and may be allowed again
        settle(again, told.id, again=True)
        assert (len(looks(again)), stuck(again), health(again).waiting) == (2, (), 0)
        close_office(again)


def refusing(refusal: UserError, family_id: UUID | None) -> Kind[Any]:
    known = operation._KINDS["family.note_opening"]

    def note(work: Work, family: UUID) -> Done:
        if family == family_id:
            raise refusal
        done: Done = known.function(work, family)
        return done

    return replace(known, function=note)


@ON_THIS_PC_AND_A_SHARE
def test_what_is_more_than_a_note_is_refused_there(desk: Desk, own_home: Path) -> None:
    close_office(desk)
    make_newer(desk.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)
    reader = opened(desk.place)
    with pytest.raises(OfficeUnavailable, match="alles lezen"):
        add_family(reader, FamilyInput(name="Nagy"), (), CONSENT)
    close_office(reader)
    assert not (own_home / "outbox").exists()


@pytest.mark.postgres
@pytest.mark.parametrize("office_kind", [OfficeKind.POSTGRESQL], indirect=True, ids=["postgresql"])
def test_on_a_server_who_looked_is_kept_on_this_pc_as_what_else_waits_for_it(
    desk: Desk, own_home: Path, server_offices: ServerOffices
) -> None:
    family = add_family(desk, FamilyInput(name="Nagy"), (), CONSENT).id
    assert family is not None
    close_office(desk)
    make_newer(server_offices.whole(desk.place), min_reader=schema.READER, min_writer=schema.WRITER + 1)
    reader = opened(desk.place)
    assert reader.office.read_only == schema.NEWER_READABLE
    assert family_page(reader, family).header.record.details.name == "Nagy"
    close_office(reader)
    assert len(list((own_home / "outbox").rglob("*.operation"))) == 1
    with newer_program():
        writer = opened(desk.place)
        writer.office.news()
        assert looks(writer) == [AuditAction.OPEN_FAMILY.label]
        close_office(writer)
