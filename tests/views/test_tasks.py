"""What a screen may rely on: the window never waits, order is kept, and nothing comes back to a screen that is gone."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, UserError
from gezinscoach_desktop.views.tasks import Breakdown, InlineTasks, Progress, Report, Tasks
from tests.views.waiting import destroy, wait_until

DONE = Done(Change(frozenset({Noun.FAMILY}), uuid4()))


class Screen(QWidget):
    """Something that receives."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[object] = []
        self.errors: list[Exception] = []

    def take(self, value: object) -> None:
        self.received.append(value)

    def take_named(self, name: str, value: object) -> None:
        self.received.append((name, value))

    def take_error(self, error: Exception) -> bool:
        self.errors.append(error)
        return True

    def leave_error(self, error: Exception) -> bool:
        self.errors.append(error)
        return False


class Gate:
    """Work that does not end before the test lets it."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.has_begun = threading.Event()

    def __call__(self) -> str:
        self.has_begun.set()
        assert self.is_open.wait(10)
        return "gate"


@pytest.fixture
def working() -> Iterator[Tasks]:
    """Tasks with real workers."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def screen() -> Screen:
    return Screen()


def wait_idle(tasks: Tasks) -> None:
    wait_until(lambda: not tasks.is_busy)


def raise_(error: Exception) -> str:
    raise error


def test_the_answer_comes_on_the_window_s_own_thread(working: Tasks, screen: Screen) -> None:
    working.query(threading.get_ident, then=screen.take)
    wait_idle(working)

    assert screen.received != [threading.get_ident()]
    assert len(screen.received) == 1


def test_the_window_does_not_wait_for_the_worker(working: Tasks, screen: Screen) -> None:
    gate = Gate()
    working.query(gate, then=screen.take)

    assert working.is_busy
    assert screen.received == []
    gate.is_open.set()
    wait_idle(working)
    assert screen.received == ["gate"]


def test_database_work_is_done_in_the_order_asked(working: Tasks, screen: Screen) -> None:
    for number in range(50):
        (working.run if number % 3 else working.query)(abs, number, then=screen.take)
    wait_idle(working)

    assert screen.received == list(range(50))


def test_all_database_work_is_done_by_one_worker(working: Tasks, screen: Screen) -> None:
    for _ in range(5):
        working.query(threading.get_ident, then=screen.take)
        working.run(threading.get_ident, then=screen.take)
    wait_idle(working)

    assert len(set(screen.received)) == 1


def test_drawing_does_not_wait_for_the_database(working: Tasks, screen: Screen) -> None:
    gate = Gate()
    working.query(gate)
    working.compute(abs, -5, then=screen.take)
    wait_until(lambda: screen.received == [5])

    gate.is_open.set()


def test_an_answer_for_a_destroyed_screen_is_dropped(working: Tasks, screen: Screen) -> None:
    gate = Gate()
    working.query(gate, then=screen.take)
    received = screen.received
    destroy(screen)
    gate.is_open.set()
    wait_idle(working)

    assert received == []


def test_a_refusal_of_a_question_of_a_destroyed_screen_is_not_shown(working: Tasks, screen: Screen) -> None:
    shown: list[UserError] = []
    working.refused.connect(shown.append)
    gate = Gate()
    working.query(gate)
    working.query(raise_, UserError("weg"), then=screen.take)
    destroy(screen)
    gate.is_open.set()
    wait_idle(working)

    assert shown == []


def test_a_refused_write_is_shown_even_when_the_screen_is_gone(working: Tasks, screen: Screen) -> None:
    shown: list[UserError] = []
    working.refused.connect(shown.append)
    gate = Gate()
    working.query(gate)
    working.run(raise_, UserError("niet bewaard"), then=screen.take)
    destroy(screen)
    gate.is_open.set()
    wait_idle(working)

    assert [error.message for error in shown] == ["niet bewaard"]


def test_a_task_does_not_keep_a_screen_alive(working: Tasks) -> None:
    gate = Gate()
    made = Screen()
    gone: list[bool] = []
    made.destroyed.connect(lambda: gone.append(True))
    working.query(gate, then=made.take)
    del made
    wait_until(lambda: gone == [True])

    gate.is_open.set()


def test_a_callback_may_carry_what_was_asked(working: Tasks, screen: Screen) -> None:
    working.query(abs, -3, then=partial(screen.take_named, "lijst"))
    wait_idle(working)

    assert screen.received == [("lijst", 3)]


def test_a_plain_function_can_be_bound_to_a_screen(working: Tasks, screen: Screen) -> None:
    received: list[object] = []
    gate = Gate()
    working.query(gate, then=received.append, owner=screen)
    destroy(screen)
    gate.is_open.set()
    wait_idle(working)

    assert received == []


def test_only_the_newest_search_is_answered(working: Tasks, screen: Screen) -> None:
    gate = Gate()
    done: list[str] = []
    working.query(gate)
    for text in ("p", "pe", "pee"):
        working.query(_noted, done, text, then=screen.take, key="search")
    gate.is_open.set()
    wait_idle(working)

    assert screen.received == ["pee"]
    assert done == ["pee"]


def test_an_older_search_that_already_ran_is_not_shown(working: Tasks, screen: Screen) -> None:
    gate = Gate()
    working.query(gate, then=screen.take, key="search")
    assert gate.has_begun.wait(10)
    working.query(abs, -7, then=screen.take, key="search")
    gate.is_open.set()
    wait_idle(working)

    assert screen.received == [7]


def test_screens_with_the_same_key_do_not_disturb_each_other(working: Tasks) -> None:
    one, other = Screen(), Screen()
    gate = Gate()
    working.query(gate)
    working.query(abs, -1, then=one.take, key="load")
    working.query(abs, -2, then=other.take, key="load")
    gate.is_open.set()
    wait_idle(working)

    assert (one.received, other.received) == ([1], [2])


def test_a_newer_draft_replaces_the_one_still_waiting(working: Tasks, screen: Screen) -> None:
    gate = Gate()
    kept: list[str] = []
    working.query(gate)
    for text in ("a", "ab", "abc"):
        working.run(_noted, kept, text, then=screen.take, key="draft")
    gate.is_open.set()
    wait_idle(working)

    assert kept == ["abc"]


def test_every_write_that_ran_is_announced(tasks: InlineTasks) -> None:
    announced: list[Change] = []
    tasks.changed.connect(announced.append)

    tasks.run(lambda: DONE)

    assert announced == [DONE.change]


def test_a_result_that_carries_a_done_is_announced_too(tasks: InlineTasks) -> None:
    class Result:
        done = DONE

    announced: list[Change] = []
    tasks.changed.connect(announced.append)
    tasks.run(Result)

    assert announced == [DONE.change]


def test_the_screen_hears_of_its_write_before_the_others(tasks: InlineTasks) -> None:
    order: list[str] = []
    tasks.changed.connect(lambda change: order.append("changed"))
    tasks.run(lambda: DONE, then=lambda done: order.append("then"))

    assert order == ["then", "changed"]


def test_reading_announces_nothing(tasks: InlineTasks) -> None:
    announced: list[Change] = []
    tasks.changed.connect(announced.append)
    tasks.query(lambda: DONE)

    assert announced == []


def test_a_form_may_show_its_own_error(tasks: InlineTasks, screen: Screen) -> None:
    shown: list[UserError] = []
    tasks.refused.connect(shown.append)
    error = InvalidInput("Deze code bestaat al.", field="code")
    tasks.run(raise_, error, failed=screen.take_error)

    assert screen.errors == [error]
    assert shown == []


def test_an_error_a_form_cannot_place_goes_to_the_message_bar(tasks: InlineTasks, screen: Screen) -> None:
    shown: list[UserError] = []
    tasks.refused.connect(shown.append)
    tasks.run(raise_, UserError("Bezet."), failed=screen.leave_error)

    assert [error.message for error in shown] == ["Bezet."]


def test_a_bug_is_told_calmly_without_personal_data(working: Tasks) -> None:
    told: list[Breakdown] = []
    working.broke.connect(told.append)
    working.query(raise_, ValueError("Sofie Peeters"))
    wait_idle(working)

    assert len(told) == 1
    assert "Sofie" not in told[0].summary + told[0].details
    assert "ValueError" in told[0].details
    assert "raise_" in told[0].details


def test_a_bug_does_not_stop_the_worker(working: Tasks, screen: Screen) -> None:
    working.query(raise_, ValueError("x"))
    working.query(abs, -2, then=screen.take)
    wait_idle(working)

    assert screen.received == [2]


def test_in_tests_a_bug_is_raised_where_it_was_caused(tasks: InlineTasks) -> None:
    with pytest.raises(ZeroDivisionError):
        tasks.query(lambda: 1 // 0)
    assert not tasks.is_busy


def test_busy_is_told_once_for_work_that_overlaps(working: Tasks) -> None:
    told: list[bool] = []
    working.busy_changed.connect(told.append)
    gate = Gate()
    working.query(gate)
    working.query(abs, 1)
    working.compute(abs, 1)
    gate.is_open.set()
    wait_idle(working)

    assert told == [True, False]


def test_closing_finishes_writes_that_were_asked_for(screen: Screen) -> None:
    tasks = Tasks()
    gate = Gate()
    kept: list[str] = []
    tasks.run(gate)
    tasks.query(_noted, kept, "gelezen")
    tasks.run(_noted, kept, "bewaard")
    threading.Thread(target=_open_once_it_closes, args=(tasks, gate), daemon=True).start()

    tasks.close()

    assert kept == ["bewaard"]


def test_after_closing_nothing_is_begun(screen: Screen) -> None:
    tasks = Tasks()
    tasks.close()
    tasks.query(abs, -1, then=screen.take)

    assert screen.received == []
    assert not tasks.is_busy


def test_closing_stops_a_long_task(screen: Screen) -> None:
    tasks = Tasks()
    progress = Progress()
    begun = threading.Event()
    tasks.run(_endless, progress, begun, progress=progress)
    assert begun.wait(10)

    tasks.close()

    assert progress.is_cancelled


def test_a_task_that_was_stopped_is_no_error(tasks: InlineTasks) -> None:
    shown: list[UserError] = []
    tasks.refused.connect(shown.append)
    tasks.run(raise_, Cancelled("Gestopt."))

    assert shown == []


def test_progress_is_read_while_the_work_goes_on(working: Tasks) -> None:
    progress = Progress()
    gate = Gate()
    working.run(_reporting, progress, gate)
    assert gate.has_begun.wait(10)

    assert progress.latest == Report(3, 10, "gezin 3")
    gate.is_open.set()


def test_reporting_after_a_stop_ends_the_work() -> None:
    progress = Progress()
    progress(1, 2)
    progress.cancel()

    with pytest.raises(Cancelled):
        progress(2, 2)


def test_a_worker_lets_go_of_what_it_was_given(working: Tasks) -> None:
    """A family's data does not stay in memory because a worker waits for the next task."""
    given = Gate()
    kept = weakref.ref(given)
    working.compute(_ignoring, given)
    del given
    wait_idle(working)

    assert kept() is None


def _open_once_it_closes(tasks: Tasks, gate: Gate) -> None:
    while not tasks._database._is_closing:
        time.sleep(0.001)
    gate.is_open.set()


def _ignoring(value: object) -> None:
    return None


def _noted(notes: list[str], text: str) -> str:
    notes.append(text)
    return text


def _endless(progress: Progress, begun: threading.Event) -> None:
    while True:
        progress(1, 0)
        begun.set()


def _reporting(progress: Progress, gate: Gate) -> None:
    progress(3, 10, "gezin 3")
    gate()


def test_waiting_for_the_network_holds_up_neither_reading_nor_writing(working: Tasks) -> None:
    screen, release = Screen(), threading.Event()

    working.watch(lambda: release.wait(20), then=screen.take)
    working.query(lambda: "read", then=screen.take)
    working.run(lambda: "written", then=screen.take)
    wait_until(lambda: len(screen.received) == 2)

    assert screen.received == ["read", "written"]
    release.set()
    wait_until(lambda: len(screen.received) == 3)


def test_waiting_for_the_network_is_not_shown_as_being_busy(working: Tasks) -> None:
    told: list[bool] = []
    working.busy_changed.connect(told.append)
    screen, release = Screen(), threading.Event()

    working.watch(lambda: release.wait(20), then=screen.take)

    assert not working.is_busy
    release.set()
    wait_until(lambda: screen.received == [True])
    assert told == []


def test_a_draft_is_kept_while_the_database_worker_waits(working: Tasks) -> None:
    screen, release = Screen(), threading.Event()

    working.run(lambda: release.wait(20), then=screen.take)
    working.keep(lambda: "kept", then=screen.take)
    wait_until(lambda: screen.received == ["kept"])
    release.set()
    wait_until(lambda: len(screen.received) == 2)


def test_drafts_that_were_handed_over_are_kept_before_the_program_ends() -> None:
    tasks, kept, release = Tasks(), list[int](), threading.Event()

    tasks.keep(lambda: release.wait(20))
    for number in range(3):
        tasks.keep(partial(kept.append, number), key=None)
    release.set()
    tasks.close()

    assert kept == [0, 1, 2]


def test_a_bell_may_be_rung_by_any_thread_and_is_heard_on_the_window_s_own(
    working: Tasks, screen: Screen
) -> None:
    heard_on: list[int] = []
    ring = working.bell(lambda _: heard_on.append(threading.get_ident()))
    ringer = threading.Thread(target=ring)
    ringer.start()
    ringer.join()
    wait_until(lambda: bool(heard_on))
    assert heard_on == [threading.get_ident()]
    assert not working.is_busy


def test_a_bell_of_a_screen_that_is_gone_is_not_heard(working: Tasks) -> None:
    screen = Screen()
    ring = working.bell(screen.take)
    destroy(screen)
    ring()
    QApplication.processEvents()
    assert screen.received == []
