"""Only what the holder of a key signed is ever taken from an update folder, and a share that hangs costs two seconds."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.data import update_folder
from gezinscoach_desktop.data.update_copy import copy_setup
from gezinscoach_desktop.data.update_folder import (
    Sign,
    encode_key,
    encode_signature,
    genuine,
    patiently,
    read_folder,
    read_keys,
)
from gezinscoach_desktop.domain.errors import Cancelled, OfficeUnavailable
from gezinscoach_desktop.domain.update import (
    MANIFEST,
    SIGNATURE,
    SIGNED_AS,
    Refusal,
    UpdateFolderSilent,
    UpdateRefused,
)
from gezinscoach_desktop.resource import resource_path
from tests.patience import LONG
from tests.updates import OTHER_KEY, SETUP, TEST_KEY, TEST_PUBLIC, fill, manifest, signature

GOOD = manifest()
CONTENT, SIGNED = GOOD.encode(), signature(GOOD.encode())
OTHER_PUBLIC = OTHER_KEY.public_key().public_bytes_raw()


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Path:
    return own_home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "bijwerkingen"
    fill(made, GOOD)
    return made


def refusal_of(work: Callable[[], object]) -> Refusal:
    with pytest.raises(UpdateRefused) as refused:
        work()
    return refused.value.refusal


# -------------------------------------------------------------------------------------------------- signatures


@pytest.mark.parametrize("keys", [(TEST_PUBLIC,), (OTHER_PUBLIC, TEST_PUBLIC)], ids=["one key", "rotated"])
def test_what_a_known_key_signed_is_genuine(keys: tuple[bytes, ...]) -> None:
    assert genuine(CONTENT, SIGNED, keys) == GOOD


@pytest.mark.parametrize("keys", [(), (OTHER_PUBLIC,), (bytes(32),), (b"short",)])
def test_what_no_known_key_signed_is_refused(keys: tuple[bytes, ...]) -> None:
    assert refusal_of(lambda: genuine(CONTENT, SIGNED, keys)) is Refusal.SIGNATURE


@pytest.mark.parametrize("domain", [b"", b"gezinscoach-desktop anchor\x00", SIGNED_AS.upper()])
def test_a_signature_made_for_something_else_fits_no_manifest(domain: bytes) -> None:
    signed = signature(CONTENT, domain=domain)
    assert refusal_of(lambda: genuine(CONTENT, signed, (TEST_PUBLIC,))) is Refusal.SIGNATURE


def mutations(content: bytes) -> st.SearchStrategy[bytes]:
    """Flipped bits, bytes put in, left out or moved, ends cut off, something behind it, something else altogether."""
    place = st.integers(0, len(content) - 1)
    flipped = st.builds(
        lambda at, bit: content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :],
        place,
        st.integers(0, 7),
    )
    put_in = st.builds(
        lambda at, more: content[:at] + more + content[at:], place, st.binary(min_size=1, max_size=9)
    )
    left_out = st.builds(
        lambda at, size: content[:at] + content[at + size :], place, st.integers(1, len(content))
    )
    swapped = st.builds(lambda at: content[at:] + content[:at], place)
    return st.one_of(flipped, put_in, left_out, swapped, st.binary(max_size=200)).filter(content.__ne__)


@given(mutations(CONTENT))
def test_no_changed_manifest_is_ever_taken(content: bytes) -> None:
    assert refusal_of(lambda: genuine(content, SIGNED, (TEST_PUBLIC,))) is Refusal.SIGNATURE


@given(mutations(SIGNED))
def test_no_changed_signature_is_ever_taken(signed: bytes) -> None:
    assert refusal_of(lambda: genuine(CONTENT, signed, (TEST_PUBLIC,))) is Refusal.SIGNATURE


@given(st.data())
def test_no_flipped_bit_of_a_signature_or_its_writing_is_taken(data: st.DataObject) -> None:
    """Also the bits that base64 leaves unused: there is one way of writing a signature down."""
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = data.draw(st.integers(80, 85))
    letter = data.draw(st.sampled_from([each for each in letters if each != SIGNED[at]]))
    changed = SIGNED[:at] + bytes([letter]) + SIGNED[at + 1 :]
    assert refusal_of(lambda: genuine(CONTENT, changed, (TEST_PUBLIC,))) is Refusal.SIGNATURE


@given(mutations(CONTENT))
def test_even_signed_only_the_one_way_of_writing_is_read(content: bytes) -> None:
    """Whoever signs by mistake what is no manifest makes no update of it."""
    with suppress(UpdateRefused):
        assert genuine(content, signature(content), (TEST_PUBLIC,)).encode() == content


# -------------------------------------------------------------------------------------------------------- keys


def test_keys_are_read_from_their_files(tmp_path: Path) -> None:
    (tmp_path / "2026.pub").write_bytes(encode_key(TEST_PUBLIC))
    (tmp_path / "2027.pub").write_bytes(encode_key(OTHER_PUBLIC).replace(b"\n", b"\r\n"))
    (tmp_path / "README.md").write_text("no key")
    assert read_keys(tmp_path) == (TEST_PUBLIC, OTHER_PUBLIC)


@pytest.mark.parametrize(
    "content", [b"", b"AAAA", encode_key(b"short"), encode_key(TEST_PUBLIC) * 2, TEST_PUBLIC]
)
def test_a_program_with_a_broken_key_says_so_at_once(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "2026.pub").write_bytes(content)
    with pytest.raises(ValueError):  # noqa: PT011 - what kind of broken is for who builds the program
        read_keys(tmp_path)


def test_no_key_of_a_test_is_shipped() -> None:
    shipped = read_keys(resource_path("update"))
    assert not {TEST_PUBLIC, OTHER_PUBLIC} & set(shipped)


# ------------------------------------------------------------------------------------------------------ folder


def test_a_folder_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    with pytest.raises(UpdateFolderSilent):
        read_folder(tmp_path / "weg")


@pytest.mark.parametrize("asked", ["is_dir", "is_file", "open"])
def test_a_folder_that_is_not_for_this_user_or_breaks_off_says_nothing(
    folder: Path, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bool:
        raise PermissionError(13, "the share says no")

    monkeypatch.setattr(Path, asked, refuse)
    with pytest.raises(UpdateFolderSilent):
        read_folder(folder)


def test_an_empty_folder_is_no_alarm(tmp_path: Path) -> None:
    assert refusal_of(lambda: read_folder(tmp_path)) is Refusal.MISSING


def test_a_manifest_without_a_signature_is_refused(folder: Path) -> None:
    (folder / SIGNATURE).unlink()
    assert refusal_of(lambda: read_folder(folder)) is Refusal.SIGNATURE


def test_a_manifest_that_never_ends_is_not_read_whole(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"x" * 10_000_000)
    assert refusal_of(lambda: read_folder(folder)) is Refusal.MANIFEST


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_in_the_place_of_a_file_keeps_nobody(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    os.mkfifo(folder / MANIFEST)
    assert refusal_of(lambda: read_folder(folder)) is Refusal.MISSING


# ------------------------------------------------------------------------------------------------------- setup


def copied(folder: Path) -> bytes:
    made = copy_setup(folder, GOOD, lambda _: None)
    content = made.path.read_bytes()
    made.throw_away()
    return content


def test_the_genuine_setup_is_copied(folder: Path, home: Path) -> None:
    assert copied(folder) == SETUP
    assert list((home / "temp").iterdir()) == []


@given(mutations(SETUP))
def test_no_changed_setup_is_ever_taken(tmp_path_factory: pytest.TempPathFactory, setup: bytes) -> None:
    folder = tmp_path_factory.mktemp("map")
    fill(folder, GOOD)
    (folder / GOOD.file_name).write_bytes(setup)
    assert refusal_of(lambda: copied(folder)) is Refusal.SETUP


def test_a_refused_setup_leaves_nothing_on_this_pc(folder: Path, home: Path) -> None:
    (folder / GOOD.file_name).write_bytes(SETUP[:-1] + b"?")
    refusal_of(lambda: copied(folder))
    assert list((home / "temp").iterdir()) == []


def test_a_setup_that_never_ends_does_not_fill_the_disk(folder: Path) -> None:
    (folder / GOOD.file_name).write_bytes(SETUP + b"x" * 10_000_000)
    counted: list[int] = []
    assert refusal_of(lambda: copy_setup(folder, GOOD, counted.append)) is Refusal.SETUP
    assert max(counted) == len(SETUP) + 1


def test_a_setup_that_is_not_there_is_told(folder: Path) -> None:
    (folder / GOOD.file_name).unlink()
    assert refusal_of(lambda: copied(folder)) is Refusal.SETUP_MISSING


def test_a_copy_that_a_virus_scanner_takes_away_is_told(folder: Path, home: Path) -> None:
    def take_away(done: int) -> None:
        if done == len(SETUP):
            next((home / "temp").rglob("*.exe")).unlink()

    with pytest.raises(OfficeUnavailable, match="virusscanner"):
        copy_setup(folder, GOOD, take_away)
    assert list((home / "temp").iterdir()) == []


def test_a_share_that_breaks_off_while_copying_leaves_nothing(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise OSError(121, "the network went away")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_file", refuse)
        with pytest.raises(UpdateFolderSilent):
            copy_setup(folder, GOOD, lambda _: None)
    assert list((home / "temp").iterdir()) == []


def test_copying_can_be_stopped_and_leaves_nothing(folder: Path, home: Path) -> None:
    def stop(_: int) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        copy_setup(folder, GOOD, stop)
    assert list((home / "temp").iterdir()) == []


def test_what_changes_on_the_share_after_copying_changes_nothing_here(folder: Path) -> None:
    made = copy_setup(folder, GOOD, lambda _: None)
    (folder / GOOD.file_name).write_bytes(b"evil")
    assert (made.path.read_bytes(), made.is_genuine()) == (SETUP, True)
    made.path.write_bytes(SETUP[:-1] + b"?")  # control: what changes here is noticed
    assert not made.is_genuine()
    made.throw_away()
    assert not made.is_genuine()


@pytest.mark.parametrize(
    ("trouble", "said"),
    [(errno.EDQUOT, "te weinig plaats"), (errno.EIO, "kon op deze pc niet bewaard worden")],
)
def test_what_this_pc_refuses_is_not_blamed_on_the_folder(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch, trouble: int, said: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OfficeUnavailable, match=said):
        copy_setup(folder, GOOD, lambda _: None)
    assert list((home / "temp").iterdir()) == []


# ----------------------------------------------------------------------------------------------------- waiting


def test_a_reader_that_never_returns_is_left_behind_and_not_sent_again(tmp_path: Path) -> None:
    let_go, has_begun = threading.Event(), threading.Event()
    begun: list[int] = []

    def hang(_: Sign) -> None:
        begun.append(1)
        has_begun.set()
        let_go.wait()

    place = str(tmp_path)
    try:
        for _ in range(3):
            with pytest.raises(UpdateFolderSilent):
                patiently(place, hang, 0.05)
        assert has_begun.wait(LONG)
        assert begun == [1]
    finally:
        let_go.set()


def test_what_comes_after_nobody_waits_is_thrown_away(tmp_path: Path) -> None:
    """A setup of 50 MB would stand there, held, until the program ends."""
    let_go, dropped = threading.Event(), threading.Event()

    def late(_: Sign) -> str:
        let_go.wait()
        return "te laat"

    with pytest.raises(UpdateFolderSilent):
        patiently(str(tmp_path), late, 0.05, drop=lambda _: dropped.set())
    let_go.set()
    assert dropped.wait(LONG)


def test_who_comes_forward_after_nobody_waits_stops(tmp_path: Path) -> None:
    let_go, stopped = threading.Event(), threading.Event()

    def late(sign: Sign) -> None:
        let_go.wait()
        try:
            sign()
        except UpdateFolderSilent:
            stopped.set()
            raise

    with pytest.raises(UpdateFolderSilent):
        patiently(str(tmp_path), late, 0.05)
    let_go.set()
    assert stopped.wait(LONG)


def test_who_came_back_is_sent_again(tmp_path: Path) -> None:
    assert patiently(str(tmp_path), lambda _: 1, LONG) == 1
    assert patiently(str(tmp_path), lambda _: 2, LONG) == 2


def test_who_comes_while_another_is_on_its_way_waits_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The offer stands there while a second look runs: pressing it is no reason to say that the folder is gone."""
    place, has_begun, let_go = str(tmp_path), threading.Event(), threading.Event()

    def look(_: Sign) -> int:
        has_begun.set()
        let_go.wait()
        return 1

    def clock() -> float:
        if threading.current_thread() is threading.main_thread():
            let_go.set()  # who fetches looks at the clock once it waits
        return monotonic()

    looking = threading.Thread(target=patiently, args=(place, look, LONG))
    looking.start()
    try:
        assert has_begun.wait(LONG)
        monkeypatch.setattr(update_folder, "monotonic", clock)
        assert patiently(place, lambda _: 2, LONG) == 2
    finally:
        let_go.set()
        looking.join()


def test_who_waits_its_turn_waits_no_longer_than_its_limit(tmp_path: Path) -> None:
    place, has_begun, let_go = str(tmp_path), threading.Event(), threading.Event()

    def fetch(_: Sign) -> None:
        has_begun.set()
        let_go.wait()

    fetching = threading.Thread(target=patiently, args=(place, fetch, LONG))
    fetching.start()
    try:
        assert has_begun.wait(LONG)
        with pytest.raises(UpdateFolderSilent):
            patiently(place, lambda _: 2, 0.05)
    finally:
        let_go.set()
        fetching.join()


class StoppedClock:
    """Goes on only when a test says so, and knows when who waits looked at it."""

    def __init__(self) -> None:
        self.now = monotonic()
        self._looked = threading.Event()

    def __call__(self) -> float:
        if threading.current_thread() is threading.main_thread():
            self._looked.set()
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += seconds

    def wait_for_a_look(self) -> None:
        self._looked.clear()
        assert self._looked.wait(LONG), "who waits looks again and again"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StoppedClock:
    made = StoppedClock()
    monkeypatch.setattr(update_folder, "monotonic", made)
    return made


def after(place: str, first: Callable[[Sign], object], then: Callable[[Sign], int]) -> int:
    """What `then` brings within half a second of its own, sent while `first` is on its way."""
    has_begun = threading.Event()

    def begin(sign: Sign) -> object:
        has_begun.set()
        return first(sign)

    going = threading.Thread(target=patiently, args=(place, begin, LONG))
    going.start()
    try:
        assert has_begun.wait(LONG)
        return patiently(place, then, 0.5)
    finally:
        going.join()


def test_as_long_as_who_is_on_its_way_comes_forward_the_next_waits(
    tmp_path: Path, clock: StoppedClock
) -> None:
    """A look during a fetch of a minute is no reason to say that the folder is gone."""

    def fetch(sign: Sign) -> None:
        for _ in range(3):
            clock.wait_for_a_look()
            clock.go_on(0.4)
            sign()

    assert after(str(tmp_path), fetch, lambda _: 2) == 2


def test_what_was_waited_is_not_taken_from_who_waited(tmp_path: Path, clock: StoppedClock) -> None:
    def look(_: Sign) -> None:
        clock.wait_for_a_look()
        clock.go_on(0.45)

    def second(_: Sign) -> int:
        clock.go_on(0.1)
        clock.wait_for_a_look()
        clock.wait_for_a_look()
        return 2

    assert after(str(tmp_path), look, second) == 2


def test_slow_is_no_reason_to_give_up_as_long_as_it_comes_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = now = monotonic()  # a clock that stands still while this machine does
    looked = threading.Event()

    def clock() -> float:
        looked.set()
        return now

    def crawl(sign: Sign) -> float:
        nonlocal now
        for _ in range(3):
            now += 0.09
            sign()
            looked.clear()
            assert looked.wait(LONG), "who waits looks again and again"
        return now - begun

    monkeypatch.setattr(update_folder, "monotonic", clock)
    assert patiently(str(tmp_path), crawl, 0.1) > 0.25


def test_what_goes_wrong_on_that_thread_is_told_to_whoever_waits(tmp_path: Path) -> None:
    def fail(_: Sign) -> None:
        raise UpdateRefused(Refusal.SETUP)

    assert refusal_of(lambda: patiently(str(tmp_path), fail, LONG)) is Refusal.SETUP


def test_an_encoded_signature_is_one_line() -> None:
    assert encode_signature(TEST_KEY.sign(b"x")).count(b"\n") == 1
