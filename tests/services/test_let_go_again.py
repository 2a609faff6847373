"""A backup of before does not bring back what was let go since: on every kind of office it goes again."""

from __future__ import annotations

from datetime import date

import pytest

from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.file_term import FileTerms
from gezinscoach_desktop.domain.letting_go import ANONYMOUS_CODE, DisposalKind
from gezinscoach_desktop.services import letting_go as service
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.restore import restore
from tests.data.office_factory import at_desk
from tests.offices import EVERY_KIND, NewDesk
from tests.services.test_letting_go import closed, contacts, on_page, proposed

pytestmark = EVERY_KIND


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def test_what_was_let_go_since_the_backup_goes_again(desk: Desk) -> None:
    service.change_file_terms(desk, FileTerms(file=60, notes=12))
    erased, anonymous, other = closed(desk, "Wissen"), closed(desk, "Zonder naam"), closed(desk, "Blijft")
    thinned = closed(desk, "Dun", date(2025, 1, 1))
    earlier = back_up(desk, BackupReason.MANUAL)
    for family_id, kind in ((erased, DisposalKind.ERASE), (anonymous, None), (thinned, None)):
        disposal = proposed(desk, family_id, kind)
        service.approve(desk, disposal, 1, on_page(desk).proposals[0].record.details.code)
    waits = proposed(desk, other)
    done = on_page(desk).done
    restore(desk, earlier.path)
    left = {row.id: row for row in list_families(desk)}
    assert {row.name for row in left.values()} == {"Anoniem", "Blijft", "Dun"}
    assert not {erased, anonymous} & {*left}
    assert [row.code.startswith(ANONYMOUS_CODE) for row in left.values() if row.name == "Anoniem"] == [True]
    assert [each.details.note for each in contacts(desk, thinned)] == [""]
    assert [each.details.note for each in contacts(desk, other)] == ["ZzBlijft"]
    page = on_page(desk)
    assert page.done == done
    assert [each.record.id for each in page.proposals] == [waits]
