"""`nbgrader collect`: what is another's is refused by name, and dates of every zone are read."""

from __future__ import annotations

import json
import os
import pwd
from typing import TYPE_CHECKING

import pytest

from handed_in import NAME, course_folder, nbgrader
from sent import answer, put

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

    from knowshow.exercises.course_folder import Exercise


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """A course folder with an exchange, whose zone writes its dates with a +."""
    (tmp_path / "exchange" / "know-and-show" / "inbound").mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    exercise = course_folder(tmp_path / "course")
    settings = f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\nc.Exchange.timezone = 'Asia/Istanbul'\n"
    (exercise.root / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}")
    return exercise


def hand_in(exercise: Exercise, learner: str, time: str, days: int, code: str = "aB3_-Zx9Qw12") -> Path:
    """Put a submission into the exchange, as nbgrader does; it belongs to who runs the test."""
    inbound = exercise.root.parent / "exchange" / "know-and-show" / "inbound"
    files = {
        "exercise.ipynb": b"{}",
        "responses.json": answer(exercise, days),
        "timestamp.txt": time.encode(),
    }
    return put(inbound / f"{learner}+{NAME}+{time}+{code}", files)


def collect(exercise: Exercise, options: str = "") -> CompletedProcess[str]:
    return nbgrader(exercise.root, f"collect {NAME} {options}", JUPYTER_CONFIG_DIR="/nowhere")


def read_days(exercise: Exercise) -> dict[str, int]:
    return {
        path.parents[1].name: json.loads(path.read_bytes())["responses"]["days"]
        for path in (exercise.root / "submitted").glob(f"*/{NAME}/responses.json")
    }


ME = pwd.getpwuid(os.getuid()).pw_name


def test_what_is_anothers_is_refused_by_name_and_the_real_one_kept(exercise: Exercise) -> None:
    hand_in(exercise, ME, "2026-11-20 10:00:00.000000 UTC", 1)
    hand_in(exercise, "ada", "2026-11-20 10:00:00.000000 UTC", 2)
    put(exercise.root / "submitted" / "bo" / NAME, {"responses.json": answer(exercise, 3)})
    forged = hand_in(exercise, "bo", "2026-11-21 10:00:00.000000 UTC", 4)
    done = collect(exercise, "--update")
    assert done.returncode == 1
    assert read_days(exercise) == {ME: 1, "bo": 3}
    assert f"{forged.name}: says it is bo’s, but belongs to {ME}; what bo handed in is kept" in done.stderr
    assert "says it is ada’s" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_owners_tell_nothing_everybodys_is_collected(exercise: Exercise) -> None:
    hand_in(exercise, "ada", "2026-11-20 10:00:00.000000 UTC", 2)
    done = collect(exercise, "--ExchangeCollect.check_owner=False")
    assert done.returncode == 0, done.stderr
    assert read_days(exercise) == {"ada": 2}


def test_the_newest_counts_in_a_zone_whose_dates_hold_a_plus(exercise: Exercise) -> None:
    hand_in(exercise, ME, "2026-11-20 12:30:00.000000 +03", 1)
    hand_in(exercise, ME, "2026-11-20 10:00:00.000000 UTC", 2)
    hand_in(exercise, ME, "2026-11-20 12:00:00.000000 +03", 3)
    done = collect(exercise)
    assert done.returncode == 0, done.stderr
    assert read_days(exercise) == {ME: 2}


def test_a_folder_without_a_date_is_refused_and_the_others_are_collected(exercise: Exercise) -> None:
    hand_in(exercise, ME, "2026-11-20 12:30:00.000000 UTC", 1)
    hand_in(exercise, ME, "soon", 2)
    done = collect(exercise)
    assert done.returncode == 1
    assert read_days(exercise) == {ME: 1}
    assert f"{ME}+{NAME}+soon" in done.stderr
