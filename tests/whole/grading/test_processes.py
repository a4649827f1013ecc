"""Batches that several processes grade: each once, and what befalls a process is said."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from knowshow.errors import InvalidFileError, Problem
from knowshow.exercises import course_folder as course
from knowshow.grading import batch, bulk, nbgrader_settings, processes
from knowshow.grading.batch import GradingTask
from knowshow.grading.results import Refused, Result
from knowshow.grading.workers import WorkersError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from knowshow.grading.results import Done

MANY = [[f"learner-{batch_number}-{place}" for place in range(100)] for batch_number in range(7)]
BROKEN = InvalidFileError(
    [Problem("KS001", "is no number", "key.yaml", 3), Problem("KS001", "twice", "key.yaml", 4)], " (1 more)"
)


@pytest.fixture
def task(prepared: Path) -> GradingTask:
    """The task of grading two submissions; anybody else's is refused."""
    exercise = course.load_current(prepared, "demo")
    ids = bulk.ensure_entered(nbgrader_settings.load(prepared), exercise)
    return GradingTask(str(prepared), exercise.name, ids, copies=False)


def everybody(done: Iterable[Done]) -> list[str]:
    return sorted(outcome.learner for outcomes in done for outcome in outcomes)


@pytest.mark.parametrize("workers", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_each_is_graded_once(
    task: GradingTask, workers: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_copies(monkeypatch)
    expected = sorted(learner for learners in MANY[:count] for learner in learners)
    assert everybody(processes.run(task, MANY[:count], workers)) == expected


def test_beside_a_thread_processes_are_started_anew(task: GradingTask) -> None:
    goes_on = threading.Event()
    thread = threading.Thread(target=goes_on.wait)
    thread.start()
    try:
        done = list(processes.run(task, [["amina", "nobody"], *MANY[:2]], 2))
    finally:
        goes_on.set()
        thread.join()
    assert everybody(done) == sorted(["amina", "nobody", *MANY[0], *MANY[1]])
    assert {type(outcome) for outcomes in done for outcome in outcomes} == {Result, Refused}


def as_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes as copies, whatever threads the tests' runner has."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def in_helpers(monkeypatch: pytest.MonkeyPatch, fails: Callable[[], None]) -> None:
    """Have every process but this one fail in its way."""
    as_copies(monkeypatch)
    here = os.getpid()
    grade = batch.run

    def run(task: GradingTask, learners: Iterable[str]) -> Done:
        if os.getpid() == here:
            return grade(task, learners)
        fails()
        raise AssertionError

    monkeypatch.setattr(batch, "run", run)


def test_what_is_wrong_in_another_process_is_said_whole(
    task: GradingTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise BROKEN

    in_helpers(monkeypatch, fails)
    with pytest.raises(InvalidFileError) as caught:
        list(processes.run(task, MANY, 2))
    assert str(caught.value) == str(BROKEN)
    assert caught.value.problems == BROKEN.problems


def test_a_process_that_is_killed_is_named_and_what_is_graded_kept(
    task: GradingTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_helpers(monkeypatch, lambda: os._exit(9))
    done: Done = []
    with pytest.raises(WorkersError, match="a worker process was stopped; start again"):
        done += (outcome for outcomes in processes.run(task, MANY, 2) for outcome in outcomes)
    assert done


def test_a_process_that_is_suspended_does_not_outlive_the_others(
    task: GradingTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_helpers(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGSTOP))
    monkeypatch.setattr(processes, "_PATIENCE", 0.2)
    results = processes.run(task, MANY, 2)
    for _ in range(3):
        next(results)
    results.close()
    assert multiprocessing.active_children() == []


def test_one_who_stops_reading_leaves_no_process_behind(
    task: GradingTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_copies(monkeypatch)
    results = processes.run(task, MANY, 3)
    for _ in range(3):
        next(results)
    results.close()
    assert multiprocessing.active_children() == []
