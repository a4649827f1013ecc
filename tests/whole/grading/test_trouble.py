"""What may stand in a grader's way: each is told in one line, and whatever can be graded is graded."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from grade_command import autograded, graded, told
from handed_in import LEARNERS, NAME, nbgrader
from knowshow.exercises import course_folder as course
from knowshow.exercises import notebook
from knowshow.grading import database, lock, sql

if TYPE_CHECKING:
    from pathlib import Path


def spoil(root: Path, old: str, new: str) -> None:
    """Put one thing in the key in place of another, which must be there."""
    key = root / "solutions" / f"{NAME}.key.yaml"
    text = key.read_text()
    assert old in text
    key.write_text(text.replace(old, new, 1))


def without_key(root: Path) -> None:
    (root / "solutions" / f"{NAME}.key.yaml").unlink()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_key, "demo.key.yaml"),
        (lambda root: spoil(root, "id: days", "id: nights"), "the item 'days' has no key"),
        (lambda root: spoil(root, "press: {", "pres: {"), "has no option 'pres'"),
        (lambda root: spoil(root, "{", "[["), "demo.key.yaml:"),
    ],
)
def test_a_key_that_is_missing_or_does_not_fit_is_one_line_on_either_path(
    here: Path, change: object, said: str
) -> None:
    change(here)  # type: ignore[operator]
    done = graded(NAME)
    assert done.exit_code == 2
    assert len(told(done)) == 1
    assert said in told(done)[0]
    stock = nbgrader(here, f"autograde {NAME}")
    assert stock.returncode == 1
    assert said in stock.stderr
    assert "Traceback" not in stock.stderr


def test_an_assignment_that_cannot_be_graded_does_not_stop_the_next(here: Path) -> None:
    shutil.copytree(here / "solutions" / NAME, here / "solutions" / "again")
    for suffix in ("again/items.yaml", "again.key.yaml"):
        source = here / "solutions" / suffix.replace("again", NAME)
        text = source.read_text().replace(f"assignment: {NAME}", "assignment: again")
        (here / "solutions" / suffix).write_text(text)
    notebook.write_all(here)
    shutil.copytree(here / "submitted" / "amina" / NAME, here / "submitted" / "amina" / "again")
    shutil.rmtree(here / "submitted" / "bo")
    without_key(here)
    done = graded(NAME, "again")
    assert done.exit_code == 2
    assert "demo.key.yaml" in told(done)[0]
    assert "again: 0 graded" in done.stdout  # its answers say that they are to another assignment
    assert any("assignment: is 'demo', but 'again' is graded here" in line for line in told(done))


def test_a_name_misspelt_is_named_and_a_name_said_twice_is_one_learner(here: Path) -> None:
    done = graded(NAME, "--only", "amina", "--only", "amina", "--only", "amnia", "--only", "../x")
    assert "demo: 1 graded" in done.stdout
    assert [line.partition(":")[0] for line in told(done) if ":" in line] == ["../x", "amnia"]
    dry = graded(NAME, "--only", "amnia", "--dry-run")
    assert "no submission of that name" in dry.stderr
    assert autograded(here) == ["amina"]


@pytest.mark.usefixtures("here")
def test_only_takes_names_and_nothing_that_leads_elsewhere() -> None:
    for name in ("", ".", "..", "/etc"):
        done = graded(NAME, "--only", name)
        assert "demo: 0 graded" in done.stdout
        assert "no submission of that name" in told(done)[-1]


def test_what_is_no_address_of_a_scheduler_is_one_line(here: Path) -> None:
    done = graded(NAME, "--scheduler", "nonsense")
    assert done.exit_code == 2
    assert told(done)[-1].startswith("--scheduler nonsense: no address")
    assert here.is_dir()


@pytest.mark.parametrize("text", [None, "{}", "nothing"])
def test_a_source_notebook_that_is_none_is_one_line(here: Path, text: str | None) -> None:
    source = here / "solutions" / NAME / "exercise.ipynb"
    source.unlink()
    if text is not None:
        source.write_text(text)
    done = graded(NAME)
    assert done.exit_code == 2
    assert "exercise.ipynb: not there, or no notebook" in told(done)[-1]


def test_a_copy_that_cannot_be_written_is_told_in_words(here: Path) -> None:
    (here / "autograded" / "amina" / NAME).mkdir(parents=True)
    (here / "autograded" / "amina" / NAME / "exercise.ipynb").mkdir()
    done = graded(NAME)
    assert "demo: 1 graded" in done.stdout
    assert any("exercise.ipynb: cannot be used" in line for line in told(done))


def test_in_a_shared_course_folder_the_copies_have_nbgraders_modes_and_nothing_for_others(here: Path) -> None:
    with (here / "nbgrader_config.py").open("a") as file:
        file.write("c = get_config()\nc.CourseDirectory.groupshared = True\n")

    def modes() -> dict[str, int]:
        found = (here / "autograded", *(here / "autograded").rglob("*"))
        return {str(path.relative_to(here)): path.stat().st_mode for path in found}

    graded(NAME)
    ours = modes()
    shutil.rmtree(here / "autograded")
    done = nbgrader(here, f"autograde {NAME}")
    assert done.returncode == 0, done.stderr
    theirs = modes()
    for learner in LEARNERS:  # nbgrader forgets these
        assert ours.pop(f"autograded/{learner}") & 0o2770 == 0o2770
        del theirs[f"autograded/{learner}"]
    assert ours == {name: mode & ~0o007 for name, mode in theirs.items()}


def test_autograde_of_nothing_but_what_cannot_be_graded_has_failed(here: Path) -> None:
    (here / "submitted" / "bo" / NAME / "responses.json").write_text("{")
    done = nbgrader(here, f"autograde {NAME} --student=bo")
    assert done.returncode == 1
    assert "bo: responses.json" in done.stderr
    assert "Traceback" not in done.stderr
    done = nbgrader(here, f"autograde {NAME}")
    assert done.returncode == 0, done.stderr


def test_a_plugin_beside_the_settings_takes_off_what_it_says(here: Path) -> None:
    plugin = "from nbgrader.plugins import BasePlugin\n\nclass Two(BasePlugin):\n"
    plugin += "    def late_submission_penalty(self, student_id, score, seconds):\n        return 2.0\n"
    (here / "two_off.py").write_text(plugin)
    (here / "nbgrader_config.py").write_text(
        "c = get_config()\nc.AssignLatePenalties.plugin_class = 'two_off.Two'\n"
    )
    done = nbgrader(here, f"db assignment add {NAME} --duedate=2026-01-01")
    assert done.returncode == 0, done.stderr
    assert graded(NAME).exit_code == 0
    with closing(sqlite3.connect(here / "gradebook.db")) as connection:
        taken = connection.execute("select late_submission_penalty from submitted_notebook").fetchall()
    assert taken == [(2.0,), (2.0,)]
    (here / "nbgrader_config.py").write_text(
        "c = get_config()\nc.AssignLatePenalties.plugin_class = 'nowhere.Two'\n"
    )
    again = graded(NAME)
    assert again.exit_code == 2
    assert told(again)[-1].startswith("nbgrader_config.py: the late submission plugin cannot be used")


def test_a_second_run_at_the_same_time_is_told_that_somebody_is_at_it(here: Path) -> None:
    with lock.lock_assignment(course.load_exercise(here, NAME)):
        done = graded(NAME)
    assert done.exit_code == 2
    assert told(done)[-1].startswith("demo: somebody else is grading it")
    assert graded(NAME).exit_code == 0


def test_a_dry_run_before_anything_leaves_nothing_and_an_empty_file_is_no_gradebook(here: Path) -> None:
    file = here / "gradebook.db"
    file.unlink()
    assert graded(NAME, "--dry-run").exit_code == 2
    assert not file.exists()
    file.touch()
    assert "nothing is graded yet" in told(graded(NAME, "--dry-run"))[-1]
    assert "demo: 2 graded" in graded(NAME).stdout
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select count(*) from alembic_version").fetchone() == (1,)


def test_a_gradebook_is_whole_or_not_there(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"

    def make(how: str) -> None:
        with database.create_whole(f"sqlite:///{file}") as url:
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
                connection.execute(f"create table {how} (id text)")
            if how == "half":
                raise InterruptedError

    with pytest.raises(InterruptedError):
        make("half")
    assert list(tmp_path.iterdir()) == []
    make("first")
    make("second")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select name from sqlite_master").fetchall() == [("first",), ("second",)]
    assert list(tmp_path.iterdir()) == [file]


def test_no_place_for_autograded_copies_is_one_line(here: Path) -> None:
    (here / "autograded").write_text("in the way")
    done = graded(NAME)
    assert done.exit_code == 2
    assert told(done)[-1].startswith(f"{here}/autograded: cannot be used")


def test_a_gradebook_that_cannot_be_written_is_one_line(here: Path) -> None:
    url = f"sqlite:///file:{here / 'gradebook.db'}?mode=ro&uri=true"
    assert "readonly database" in told(graded(NAME, "--db", url))[-1]
    assert "unable to open" in told(graded(NAME, "--db", "sqlite:////nowhere/at/all.db"))[-1]
    (here / "gradebook.db").write_text("not a database, by a long way")
    done = graded(NAME)
    assert done.exit_code == 2
    assert "not a database" in told(done)[-1]


def test_a_gradebook_that_somebody_else_holds_is_one_line_and_grading_again_works(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "PATIENCE", 0.1)
    with closing(sqlite3.connect(here / "gradebook.db")) as other:
        other.execute("begin immediate")
        done = graded(NAME)
    assert done.exit_code == 2
    assert "database is locked" in told(done)[-1]
    assert "demo: 2 graded" in graded(NAME).stdout


def test_an_assignment_that_was_never_generated_is_entered_by_the_bulk_path(here: Path) -> None:
    (here / "gradebook.db").unlink()
    assert "demo: 2 graded" in graded(NAME).stdout


def test_the_exit_status_says_whether_all_or_some_or_nothing_was_graded(here: Path) -> None:
    assert graded(NAME).exit_code == 0
    responses = here / "submitted" / "bo" / NAME / "responses.json"
    responses.write_text("{")
    assert graded(NAME).exit_code == graded(NAME, "--dry-run").exit_code == 1
    assert graded(NAME, "none").exit_code == 1
    assert graded(NAME, "--only", "bo").exit_code == graded(NAME, "--only", "nobody").exit_code == 2
    assert graded(NAME, "--only", "bo", "--dry-run").exit_code == 2
    shutil.rmtree(here / "submitted")
    assert graded(NAME).exit_code == 0


def test_a_hundred_thousand_wrong_answers_are_a_few_lines_a_count_and_a_small_copy(here: Path) -> None:
    file = here / "submitted" / "bo" / NAME / "responses.json"
    content = json.loads(file.read_text())
    content["responses"] = {f"{number:x}": 1 for number in range(190_000)}
    file.write_text(json.dumps(content, separators=(",", ":")))
    done = graded(NAME)
    assert done.exit_code == 0
    assert len(told(done)) == 11
    assert told(done)[0] == "bo: an answer was left out: 0: no such item"
    assert told(done)[-1] == "bo: an answer was left out: and 189990 more that do not fit"
    assert (here / "autograded" / "bo" / NAME / "exercise.ipynb").stat().st_size < 50_000
