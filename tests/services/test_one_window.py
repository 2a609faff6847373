"""One window per user and place: who starts the program again, and who has the window."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gezinscoach_desktop.data import letter_box
from gezinscoach_desktop.data.home import HOME_VARIABLE
from gezinscoach_desktop.domain.call import LARGEST, Call
from gezinscoach_desktop.services import trouble
from gezinscoach_desktop.services.one_window import Front, come_in

NOBODY_ANSWERS = 0.05
LONG = 60.0


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def front(own_home: Path) -> Iterator[Front]:
    """The window that is there already."""
    found = come_in()
    assert found is not None
    yield found
    found.let_go()


class _Answering:
    """A window that looks in its box until it is told to stop."""

    def __init__(self, front: Front) -> None:
        self.calls: list[Call] = []
        self._front = front
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stop.wait(0.005):
            self.calls += self._front.collect()

    def __enter__(self) -> _Answering:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def letters(front: Front) -> list[Path]:
    assert front.folder is not None
    return list(front.folder.iterdir())


def test_the_second_start_hands_over_what_was_double_clicked(front: Front, tmp_path: Path) -> None:
    shortcut = tmp_path / "OCMW Zoë.gezinscoach"

    with _Answering(front) as window:
        assert come_in(shortcut, patience=LONG) is None
        assert come_in(patience=LONG) is None

    assert window.calls == [Call(str(shortcut)), Call()]
    assert letters(front) == []


def test_a_window_that_does_not_answer_leaves_the_second_one_its_own(front: Front) -> None:
    second = come_in(patience=NOBODY_ANSWERS)

    assert second is not None
    assert second.folder is None, "the first one still has the place"
    assert letters(front) == [], "nothing is asked any more, should the first one wake up"


def test_who_had_the_window_ends_while_the_second_one_waits(front: Front, tmp_path: Path) -> None:
    ending = threading.Timer(0.05, front.let_go)
    ending.start()

    second = come_in(tmp_path / "kantoor.gezinscoach", patience=LONG)

    ending.join()
    assert second is not None
    assert second.folder is not None
    assert second.collect() == [], "it opens by itself what it asked"
    second.let_go()


def test_who_took_the_letter_and_ended_with_it_leaves_the_second_one_a_window(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_and_end(_: float) -> None:
        assert front.collect() == [Call()]
        front.let_go()

    with monkeypatch.context() as between_two_looks:
        between_two_looks.setattr(time, "sleep", take_and_end)
        second = come_in(patience=LONG)

    assert second is not None
    assert second.folder is not None
    second.let_go()


def test_a_new_window_on_request_asks_nobody(front: Front) -> None:
    second = come_in(is_new=True, patience=LONG)

    assert second is not None
    assert letters(front) == []
    front.let_go()
    first_of_two = come_in(is_new=True, patience=LONG)
    assert first_of_two is not None
    assert first_of_two.folder is not None, "the only window there is answers"
    first_of_two.let_go()


def test_another_home_and_another_screen_have_windows_of_their_own(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stick:
        stick.setenv(HOME_VARIABLE, str(tmp_path / "stick"))
        portable = come_in(patience=LONG)
    monkeypatch.setenv("DISPLAY", ":77")
    elsewhere = come_in(patience=LONG)

    assert portable is not None
    assert elsewhere is not None
    assert len({each.folder for each in (front, portable, elsewhere)}) == 3
    portable.let_go()
    elsewhere.let_go()


@pytest.mark.parametrize(
    "content", [b"", b"geheim\xff", b'{"gezinscoach_call": 9, "open": ""}', b"x" * (LARGEST + 1)]
)
def test_garbage_is_refused_and_noted_without_what_it_said(
    front: Front, own_home: Path, content: bytes
) -> None:
    assert front.folder is not None
    (front.folder / "rommel.json").write_bytes(content)

    assert front.collect() == []

    assert letters(front) == []
    log = (own_home / trouble.LOG_NAME).read_text(encoding="utf-8")
    assert "A call to the window was refused" in log
    assert "geheim" not in log


def test_a_letter_for_a_program_that_no_longer_runs_is_thrown_away(front: Front) -> None:
    assert front.folder is not None
    second = come_in(patience=NOBODY_ANSWERS)
    assert second is not None
    old = front.folder / "oud.json"
    old.write_bytes(b'{"gezinscoach_call": 1, "open": ""}')
    long_ago = time.time() - 3_600
    os.utime(old, (long_ago, long_ago))

    assert front.collect() == []
    assert letters(front) == []


def test_links_in_the_box_lead_nowhere(front: Front, tmp_path: Path) -> None:
    assert front.folder is not None
    real = tmp_path / "echt.json"
    real.write_bytes(b'{"gezinscoach_call": 1, "open": ""}')
    (front.folder / "link.json").symlink_to(real)

    assert front.collect() == []
    assert real.exists()


def test_a_virus_scanner_that_holds_a_letter_for_a_moment_loses_nothing(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = iter([PermissionError(13, "in use")] * 3)
    monkeypatch.setattr(letter_box, "_PAUSE", 0.0)
    unlink = Path.unlink

    def reluctant(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".json" and (error := next(held, None)) is not None:
            raise error
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", reluctant)

    with _Answering(front) as window:
        assert come_in(tmp_path / "kantoor.gezinscoach", patience=LONG) is None

    assert window.calls == [Call(str(tmp_path / "kantoor.gezinscoach"))]


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_virus_scanner_that_holds_a_letter_before_it_is_there_opens_no_second_window(
    front: Front, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    held = iter([PermissionError(13, "in use")] * 3)
    monkeypatch.setattr(letter_box, "_PAUSE", 0.0)
    real = getattr(Path, step)

    def reluctant(path: Path, given: object) -> object:
        if (error := next(held, None)) is not None:
            raise error
        return real(path, given)

    monkeypatch.setattr(Path, step, reluctant)

    with _Answering(front) as window:
        assert come_in(patience=LONG) is None

    assert window.calls == [Call()]


def test_a_letter_that_is_on_its_way_out_opens_no_second_window(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody look at a file that was removed while a virus scanner still has it open."""
    held = iter([PermissionError(13, "delete pending")] * 3)
    exists = Path.exists

    def reluctant(path: Path) -> bool:
        if path.suffix == ".json" and (error := next(held, None)) is not None:
            raise error
        return exists(path)

    monkeypatch.setattr(Path, "exists", reluctant)

    with _Answering(front) as window:
        assert come_in(patience=LONG) is None

    assert window.calls == [Call()]


def test_a_letter_that_cannot_be_left_leaves_nothing_of_itself(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(letter_box, "_PAUSE", 0.0)
    monkeypatch.setattr(Path, "replace", refuse)

    assert come_in(tmp_path / "kantoor.gezinscoach", patience=LONG) is not None
    assert letters(front) == []


def test_a_disk_with_a_clock_of_its_own_loses_no_letter(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = time.time() + 3_600  # this PC, as seen from the share that its profile is on
    monkeypatch.setattr(time, "time", lambda: ahead)

    with _Answering(front) as window:
        assert come_in(patience=LONG) is None

    assert window.calls == [Call()]


def test_a_letter_that_nobody_can_take_leaves_the_second_one_a_window(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(letter_box, "_PAUSE", 0.0)
    with monkeypatch.context() as held:
        held.setattr(Path, "unlink", refuse)
        second = come_in(patience=NOBODY_ANSWERS)
        assert front.collect() == []

    assert second is not None
    assert second.collect() == []


def test_without_a_place_to_write_there_is_still_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> int:
        raise OSError(95, "no locks here")

    monkeypatch.setattr(letter_box, "hold", refuse)

    found = come_in(patience=LONG)

    assert found is not None
    assert found.collect() == []
