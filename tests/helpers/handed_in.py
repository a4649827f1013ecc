"""Course folders full of submissions, for the tests and benchmarks of grading."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowshow.exercises import course_folder as course
from knowshow.exercises import model_answers, notebook, responses

if TYPE_CHECKING:
    import pytest

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Item

REPO = Path(__file__).resolve().parents[2]
NAME = "demo"
LEARNERS = ("amina", "bo")  # who hands in where two are enough
DUE = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC).replace(tzinfo=None)
_COMMANDS = """
import functools, json, os, sys
import knowshow.slim_imports
if os.environ.get("KS_QUICK"):  # without what nbgrader does anew for each submission: half the time
    import jsonschema, sqlalchemy
    made, kept = sqlalchemy.create_engine, functools.cache(sqlalchemy.create_engine)
    sqlalchemy.create_engine = lambda url, **how: (made if "connect_args" in how else kept)(url, **how)
    jsonschema.Draft4Validator.check_schema = lambda *_, **__: None
from jupyter_core.application import NoStart
from nbgrader.apps.nbgraderapp import NbGraderApp
for arguments in json.loads(sys.argv[1]):
    app = NbGraderApp.instance()
    try:
        app.initialize(arguments)
        app.start()
    except NoStart:
        pass
    except SystemExit as done:
        if done.code:
            raise
    finally:
        app.reset()
"""
WORDS = ("Dear Amara, ", "we closed your account by mistake. ", "Your money is safe. ", "Write to me. ")


def course_folder(
    folder: Path, source: Path = REPO / "tests" / "grading" / "course", name: str = NAME
) -> Exercise:
    """A course folder with one assignment, ready to be graded."""
    shutil.copytree(source / "solutions", folder / "solutions")
    shutil.copy(REPO / "nbgrader_config.json", folder)
    notebook.write_all(folder)
    return course.load_exercise(folder, name)


def submission(exercise: Exercise, learner: str, values: Any, stamp: datetime | None = DUE) -> Path:
    """One submission, as the exchange leaves it; `values` may be bytes, or None for no file."""
    folder = exercise.root / "submitted" / learner / exercise.name
    folder.mkdir(parents=True)
    (folder / "exercise.ipynb").write_text("not a notebook: nobody reads it")
    if stamp is not None:
        (folder / "timestamp.txt").write_text(f"{stamp.isoformat(' ')} UTC")
    if values is not None:
        data = values if isinstance(values, bytes) else json.dumps(content(exercise, values)).encode()
        (folder / "responses.json").write_bytes(data)
    return folder


def content(exercise: Exercise, values: dict[str, Any]) -> dict[str, Any]:
    """What `responses.json` holds for some answers."""
    return {
        "schema": 1,
        "course": "know-and-show",
        "assignment": exercise.name,
        "edition": exercise.assignment.edition,
        "responses": values,
        "time": "2026-11-19T10:42:00+00:00",
    }


def answers(exercise: Exercise, rng: random.Random) -> dict[str, Any]:
    """Somebody's answers: all, some or none of them, right, wrong or in between."""
    right = model_answers.make_answers(exercise.assignment, exercise.keys)
    wrong = model_answers.make_answers(exercise.assignment, exercise.keys, right=False)
    values: dict[str, Any] = {}
    for item in exercise.assignment.items:
        drawn = rng.random()
        if drawn < 0.25:
            values[item.id] = right[item.id]
        elif drawn < 0.35:
            values[item.id] = wrong[item.id]
        elif drawn < 0.85:
            values[item.id] = some(item, rng)
    return values


def some(item: Item, rng: random.Random) -> Any:
    """Any answer to an item."""
    if item.type == "choice":
        ids = [option.id for option in item.options]
        return (
            rng.choice(ids)
            if item.max_choices == 1
            else rng.sample(ids, rng.randint(0, item.max_choices or len(ids)))
        )
    if item.type == "order":
        return rng.sample([option.id for option in item.options], len(item.options))
    if item.type == "match":
        sources = [source.id for source in item.sources if rng.random() < 0.9]
        return {source: rng.choice([target.id for target in item.targets]) for source in sources}
    if item.type == "slider":
        return rng.randrange(item.lower, item.upper + 1, item.step)
    return "".join(rng.choices(WORDS, k=rng.randint(0, 12)))


def fill(exercise: Exercise, count: int, seed: int = 7) -> None:
    """So many submissions, one in five late, one in twenty blank."""
    rng = random.Random(seed)  # noqa: S311 - the same submissions each time
    for number in range(count):
        values = None if number % 20 == 19 else answers(exercise, rng)
        late = timedelta(hours=rng.randint(1, 90)) if number % 5 == 4 else timedelta(0)
        submission(exercise, f"learner-{number:06d}", values, DUE + late)


def nbgrader(root: Path, *commands: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run plain nbgrader commands in a course folder, all in one process, which is faster."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return subprocess.run(
        [sys.executable, "-c", _COMMANDS, json.dumps([command.split() for command in commands])],
        cwd=root,
        env=os.environ | {"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=3000,
    )


def answered_workspace(
    folder: Path, monkeypatch: pytest.MonkeyPatch, exercise: Exercise, values: dict[str, Any]
) -> Path:
    """A learner's workspace with the exercise answered so, on a machine without an exchange."""
    root = folder / "workspace"
    shutil.copytree(REPO / "exercises" / exercise.name, root / "exercises" / exercise.name)
    (root / ".knowshow").mkdir()
    responses.save(root / "exercises" / exercise.name / "responses.json", exercise.assignment, values)
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(root))
    monkeypatch.setenv("KNOWSHOW_LEARNER", "amina")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder / "config"))
    monkeypatch.chdir(root)
    return root
