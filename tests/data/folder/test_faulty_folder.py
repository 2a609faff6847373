"""The fault tests are worth what this folder is worth: each fault does exactly what it says, and counts itself."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest

from tests.data.folder.faulty_folder import Died, Fault, FaultyFolder, Plan
from tests.data.folder.memory_folder import MemoryFolder


def _made(plan: Plan) -> FaultyFolder:
    inner = MemoryFolder()
    inner.write("a", b"0123456789")
    return FaultyFolder(inner, plan)


@pytest.mark.parametrize(
    ("fault", "number", "kept"),
    [
        (Fault.LOST_BEFORE, errno.ECONNRESET, None),
        (Fault.LOST_AFTER, errno.ECONNRESET, b"0123456789"),
        (Fault.TAKEN, errno.EEXIST, None),
        (Fault.TAKEN_AFTER, errno.EEXIST, b"0123456789"),
        (Fault.FULL, errno.ENOSPC, None),
        (Fault.DENIED, errno.EACCES, None),
    ],
)
def test_a_link_fails_before_or_after_its_effect(fault: Fault, number: int, kept: bytes | None) -> None:
    folder = _made(Plan({0: fault}))
    with pytest.raises(OSError, match=r"lost|taken|space|denied") as caught:
        folder.link("a", "b")
    assert caught.value.errno == number
    assert (folder.inner.read("b") if "b" in folder.inner.names("") else None) == kept
    assert folder.struck == [(0, "link", fault)]
    assert folder.read("a") == b"0123456789"  # the next step goes well


@pytest.mark.parametrize("fault", [Fault.HALF, Fault.FULL])
def test_half_a_write_stays_behind(fault: Fault) -> None:
    folder = _made(Plan({0: fault}))
    with pytest.raises(OSError, match=r"lost|taken|space|denied"):
        folder.write("b", b"0123456789")
    assert folder.inner.read("b") == b"01234"


def test_what_comes_late_is_not_there_at_the_first_look_and_is_at_the_second() -> None:
    folder = _made(Plan({0: Fault.LATE}))
    with pytest.raises(OSError, match="lost"):
        folder.link("a", "b")
    with pytest.raises(FileNotFoundError):
        folder.read("b")
    assert folder.read("b") == b"0123456789"


def test_half_a_read_looks_like_all_of_it() -> None:
    assert _made(Plan({0: Fault.HALF})).read("a") == b"01234"


def test_a_stale_listing_is_the_one_of_before_and_a_stale_file_is_not_there_yet() -> None:
    folder = _made(Plan({1: Fault.STALE, 2: Fault.STALE}))
    assert folder.names("") == ("a",)
    folder.inner.write("b", b"")
    assert folder.names("") == ("a",)
    with pytest.raises(FileNotFoundError):
        folder.read("a")
    assert set(folder.names("")) == {"a", "b"}


@pytest.mark.parametrize(("fault", "names"), [(Fault.DIED_BEFORE, {"a"}), (Fault.DIED_AFTER, {"a", "b"})])
def test_a_dead_pc_does_nothing_more_until_it_is_started_again(fault: Fault, names: set[str]) -> None:
    folder = _made(Plan({0: fault}))
    calls: list[Callable[[], object]] = [lambda: folder.write("b", b""), lambda: folder.read("a")]
    for call in calls:
        with pytest.raises(Died):
            call()
    assert set(folder.inner.names("")) == names
    folder.heal()
    assert set(folder.names("")) == names


def test_a_full_or_read_only_share_can_still_be_read_and_comes_back() -> None:
    folder = _made(Plan(lasting=Fault.DENIED, since=0, until=3))
    with pytest.raises(PermissionError):
        folder.write("b", b"")
    assert folder.read("a") == b"0123456789"
    with pytest.raises(PermissionError):
        folder.remove("a")
    folder.write("b", b"")
    assert len(folder.struck) == 2
