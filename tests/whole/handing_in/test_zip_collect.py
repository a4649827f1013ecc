"""`nbgrader zip_collect` on what learning platforms and file managers make of hand-ins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from handed_in import NAME, course_folder, nbgrader
from knowshow.handing_in import who_is_who
from sent import answer, pack, put, sent, stem

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.exercises.course_folder import Exercise

BULK = "Course-Exercise 5-98765.zip"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    return course_folder(tmp_path / "course")


def read_days(exercise: Exercise) -> dict[str, int]:
    """Return what was collected: each learner's answer."""
    return {
        path.parents[1].name: json.loads(path.read_bytes())["responses"]["days"]
        for path in (exercise.root / "submitted").glob(f"*/{NAME}/responses.json")
    }


def test_a_platforms_download_is_collected_with_a_list_of_who_is_who(exercise: Exercise) -> None:
    files = {
        BULK: pack(
            (f"Lovelace Ada_12345_assignsubmission_file_/{stem('user')}.zip", sent(answer(exercise, 1))),
            (f"Lindgren Bo_12346_assignsubmission_file_/{stem('user', 21)}.zip", sent(answer(exercise, 2))),
        ),
        f"cohency_LATE_7_8_{stem('cy')} (1).zip": sent(answer(exercise, 3), folder="x\\"),
        f"{stem('di')}/exercise.ipynb": b"{}",
        f"{stem('di')}/responses.json": answer(exercise, 4),
        ".DS_Store": b"litter",
        f"._{stem('di')}.zip": b"litter",
        "Thumbs.db": b"litter",
    }
    put(exercise.root / "downloaded" / NAME / "archive", files)
    done = nbgrader(exercise.root, f"zip_collect --force {NAME}")
    assert done.returncode == 0, done.stderr
    assert read_days(exercise) == {"user": 1, "user.12346": 2, "cy": 3, "di": 4}
    assert "ERROR" not in done.stderr
    listed = who_is_who.read(exercise.root / "submitted" / who_is_who.NAME)
    assert {entry.learner: (entry.name, entry.number) for entry in listed.entries} == {
        "user": ("Lovelace Ada", "12345"),
        "user.12346": ("Lindgren Bo", "12346"),
        "cy": ("cohency", "7"),
    }
    assert (exercise.root / "submitted" / who_is_who.NAME).stat().st_mode & 0o077 == 0


def test_graders_who_share_a_folder_share_the_list(exercise: Exercise) -> None:
    (exercise.root / "nbgrader_config.py").write_text(
        "get_config().CourseDirectory.groupshared = True\nimport os; os.umask(0o007)\n"
    )
    file = f"Lovelace Ada_12345_assignsubmission_file_/{stem('user')}.zip"
    put(exercise.root / "downloaded" / NAME / "archive", {BULK: pack((file, sent(answer(exercise, 1))))})
    done = nbgrader(exercise.root, f"zip_collect --force {NAME}")
    assert done.returncode == 0, done.stderr
    assert (exercise.root / "submitted" / who_is_who.NAME).stat().st_mode & 0o777 == 0o660


def test_an_older_attempt_never_replaces_a_newer_one(exercise: Exercise) -> None:
    archive = put(
        exercise.root / "downloaded" / NAME / "archive",
        {f"{stem('ada', 22)}.zip": sent(answer(exercise, 22))},
    )
    assert nbgrader(exercise.root, f"zip_collect --force {NAME}").returncode == 0
    (archive / f"{stem('ada', 22)}.zip").unlink()
    put(archive, {f"{stem('ada', 20)}.zip": sent(answer(exercise, 20))})
    done = nbgrader(exercise.root, f"zip_collect --force {NAME}")
    assert done.returncode == 0, done.stderr
    assert read_days(exercise) == {"ada": 22}
    assert f"{stem('ada', 20)}.zip: not collected; what ada handed in" in done.stderr


def test_what_is_refused_is_named_and_ends_the_command_with_1_while_the_rest_is_collected(
    exercise: Exercise,
) -> None:
    files = {f"{stem('ada')}.zip": sent(answer(exercise, 1)), "my answers.zip": sent(answer(exercise, 2))}
    put(exercise.root / "downloaded" / NAME / "archive", files)
    done = nbgrader(exercise.root, f"zip_collect --force {NAME}")
    assert done.returncode == 1
    assert "my answers.zip: not named assignment__learner__time.zip" in done.stderr
    assert "Traceback" not in done.stderr
    assert read_days(exercise) == {"ada": 1}


def test_a_broken_list_stops_the_command_before_anything_changes(exercise: Exercise) -> None:
    put(exercise.root / "downloaded" / NAME / "archive", {f"{stem('ada')}.zip": sent(answer(exercise, 1))})
    put(exercise.root / "submitted", {who_is_who.NAME: b"learner,name\nada,Ada\n"})
    done = nbgrader(exercise.root, f"zip_collect --force {NAME}")
    assert done.returncode == 2
    assert "who is who.csv: no column platform, assignment, number" in done.stderr
    assert read_days(exercise) == {}


@pytest.mark.parametrize("learner", ["a+b", "a.b@example.org", "who-is-who.csv"])
def test_every_id_that_can_be_handed_in_with_is_collected(exercise: Exercise, learner: str) -> None:
    put(exercise.root / "downloaded" / NAME / "archive", {f"{stem(learner)}.zip": sent(answer(exercise, 1))})
    done = nbgrader(exercise.root, f"zip_collect --force {NAME}", f"autograde {NAME}")
    assert done.returncode == 0, done.stderr
    assert (exercise.root / "autograded" / learner / NAME / "exercise.ipynb").is_file()
