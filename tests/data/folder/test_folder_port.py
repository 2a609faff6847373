"""What the office may rely on in any folder: on this machine's disk, on a real share, and in memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from gezinscoach_desktop.data.folder.port import Folder
from tests.data.folder.conftest import NewView
from tests.patience import LONG

RACES = 60
RACERS = 3


def test_what_one_pc_writes_another_reads(new_view: NewView) -> None:
    here, there = new_view(), new_view()
    here.make_folder("log")
    here.write("log/a", b"inhoud")
    assert there.read("log/a") == b"inhoud"
    assert there.names("log") == ("a",)
    assert set(there.names("")) == {"log"}


def test_a_file_is_read_from_any_place_on(folder: Folder) -> None:
    folder.write("a", b"0123456789")
    assert folder.read("a", at=4) == b"456789"
    assert folder.read("a", at=4, size=3) == b"456"
    assert folder.read("a", size=100) == b"0123456789"
    assert folder.read("a", at=100) == b""
    assert folder.size("a") == 10


def test_writing_goes_on_where_it_stopped(folder: Folder) -> None:
    folder.write("a", b"01234")
    folder.write("a", b"56789", at=5)
    folder.write("a", b"01", at=0)
    assert folder.read("a") == b"0123456789"


def test_a_large_file_comes_back_whole(folder: Folder) -> None:
    content = bytes(range(256)) * 12_000
    folder.write("a", content)
    assert folder.read("a") == content


def test_an_empty_file_is_a_file(folder: Folder) -> None:
    folder.create("a", b"")
    assert (folder.read("a"), folder.size("a"), folder.names("")) == (b"", 0, ("a",))


def test_a_file_that_is_not_there_is_told_as_such(folder: Folder) -> None:
    folder.make_folder("log")
    asked: list[Callable[[], object]] = [
        lambda: folder.read("log/a"),
        lambda: folder.size("log/a"),
        lambda: folder.modified("log/a"),
        lambda: folder.names("tmp"),
        lambda: folder.link("log/a", "log/b"),
        lambda: folder.write("tmp/a", b""),
        lambda: folder.create("tmp/a", b""),
    ]
    for ask in asked:
        with pytest.raises(FileNotFoundError):
            ask()


def test_a_taken_name_keeps_what_it_has(new_view: NewView) -> None:
    here, there = new_view(), new_view()
    here.create("a", b"eerste")
    there.write("b", b"tweede")
    with pytest.raises(FileExistsError):
        there.create("a", b"tweede")
    with pytest.raises(FileExistsError):
        there.link("b", "a")
    assert here.read("a") == b"eerste"


def test_a_linked_name_outlives_the_first_one(folder: Folder) -> None:
    folder.make_folder("tmp")
    folder.make_folder("log")
    folder.write("tmp/a", b"inhoud")
    folder.link("tmp/a", "log/1")
    folder.remove("tmp/a")
    assert folder.read("log/1") == b"inhoud"
    assert folder.names("tmp") == ()


def test_replacing_leaves_nothing_else_behind(new_view: NewView) -> None:
    here, there = new_view(), new_view()
    here.replace("a", b"oud en lang")
    there.replace("a", b"nieuw")
    assert here.read("a") == b"nieuw"
    assert here.names("") == ("a",)


def test_making_a_folder_or_removing_a_file_twice_is_fine(folder: Folder) -> None:
    folder.make_folder("keys")
    folder.write("keys/a", b"x")
    folder.make_folder("keys")
    folder.remove("keys/a")
    folder.remove("keys/a")
    assert folder.names("keys") == ()


def test_when_a_file_was_written_is_told_by_the_folders_clock(folder: Folder) -> None:
    folder.write("a", b"x")
    assert abs(folder.modified("a") - time.time()) < 60  # the same machine, so the same clock


def test_the_space_that_is_left_is_told_or_not_known(folder: Folder) -> None:
    free = folder.free_space()
    assert free is None or free > 0


def _winners(views: list[Folder], attempt: Callable[[Folder, int, int], None]) -> list[int]:
    """How many of the racers won, per race."""
    gate = Barrier(len(views), timeout=LONG)

    def run(racer: int) -> list[bool]:
        won = []
        for race in range(RACES):
            gate.wait()
            try:
                attempt(views[racer], racer, race)
                won.append(True)
            except FileExistsError:
                won.append(False)
        return won

    with ThreadPoolExecutor(len(views)) as pool:
        results = list(pool.map(run, range(len(views))))
    return [sum(race) for race in zip(*results, strict=True)]


def test_of_several_pcs_exactly_one_creates_a_name(new_view: NewView) -> None:
    views = [new_view() for _ in range(RACERS)]
    winners = _winners(views, lambda view, racer, race: view.create(f"{race}", b"%d" % racer))
    assert winners == [1] * RACES


def test_of_several_pcs_exactly_one_links_a_name_and_it_bears_its_content(new_view: NewView) -> None:
    views = [new_view() for _ in range(RACERS)]
    linked: dict[int, int] = {}

    def attempt(view: Folder, racer: int, race: int) -> None:
        view.write(f"own-{racer}-{race}", b"%d" % racer)
        view.link(f"own-{racer}-{race}", f"log-{race}")
        linked[race] = racer

    assert _winners(views, attempt) == [1] * RACES
    assert all(views[0].read(f"log-{race}") == b"%d" % racer for race, racer in linked.items())


def test_a_reader_sees_the_old_file_or_the_new_one(new_view: NewView) -> None:
    writer, reader = new_view(), new_view()
    whole = [bytes([sign]) * 200_000 for sign in b"ab"]
    writer.replace("a", whole[0])

    def replace_often() -> None:
        for n in range(12):
            writer.replace("a", whole[n % 2])

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(replace_often)
        seen = {reader.read("a")}
        while not writing.done():
            seen.add(reader.read("a"))
        writing.result()
    assert seen <= set(whole)
