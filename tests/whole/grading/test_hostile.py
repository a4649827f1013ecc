"""A submission is data from a stranger: refused or harmless, named, and the rest graded."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handed_in import NAME, content, course_folder, nbgrader, submission
from knowshow.exercises.responses import RefusedError
from knowshow.grading import bulk
from knowshow.handing_in import sanitize, zips

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.exercises.course_folder import Exercise

SCRIPT = "<script>fetch('//evil')</script><img src=x onerror=alert(1)> $\\href{javascript:alert(1)}{x}$"
EVIL_CELL = """
import pathlib, sqlite3, os
pathlib.Path({canary!r}).write_text("executed")
sqlite3.connect({db!r}).execute("update grade set auto_score = 4")
get_ipython().display_formatter.formatters["text/plain"].for_type(float, lambda *a: a[1].text("4.0"))
print(open({key!r}).read())
"""


def evil_notebook(root: Path) -> dict[str, Any]:
    """A notebook that would run code, read the key, open the gradebook and forge full marks."""
    code = EVIL_CELL.format(
        canary=str(root / "canary"),
        db=str(root / "gradebook.db"),
        key=str(root / "solutions" / "demo.key.yaml"),
    )
    forged = {
        "data": {"text/plain": "4.0"},
        "execution_count": 1,
        "metadata": {},
        "output_type": "execute_result",
    }
    released = json.loads((root / "solutions" / NAME / "exercise.ipynb").read_text())
    for cell in released["cells"]:
        if cell["cell_type"] == "code":
            cell["source"], cell["outputs"] = code, [forged]
    first: dict[str, Any] = {"cell_type": "code", "id": "evil", "metadata": {}, "execution_count": None}
    return {**released, "cells": [first | {"source": code, "outputs": []}, *released["cells"]]}


def link(path: Path, target: str) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def deep(folder: Path) -> None:
    (folder / "responses.json").write_text('{"a":' * 10_000 + "1" + "}" * 10_000)


def huge(folder: Path) -> None:
    with (folder / "responses.json").open("wb") as file:
        file.truncate(2 * 1024**3)


def fifo(folder: Path) -> None:
    (folder / "responses.json").unlink()
    os.mkfifo(folder / "responses.json")


def folder_instead(folder: Path) -> None:
    (folder / "responses.json").unlink()
    (folder / "responses.json").mkdir()


def linked(folder: Path) -> None:
    """Pass off somebody else's answers as one's own."""
    shutil.rmtree(folder)
    folder.symlink_to(f"../honest-1/{NAME}")


def truncate(folder: Path) -> None:
    data = (folder / "responses.json").read_bytes()
    (folder / "responses.json").write_bytes(data[: len(data) // 2])


def claim(folder: Path, exercise: Exercise, **claims: Any) -> None:
    data = content(exercise, {"days": 30}) | claims
    (folder / "responses.json").write_text(json.dumps(data))


def litter(folder: Path, root: Path) -> None:
    """Leave a second notebook, a link to the key, a pipe in a folder and a module for Python."""
    (folder / "evil.ipynb").write_text(json.dumps(evil_notebook(root)))
    (folder / "leak").symlink_to(root / "solutions" / "demo.key.yaml")
    (folder / "sub").mkdir()
    os.mkfifo(folder / "sub" / "pipe")
    (folder / "sitecustomize.py").write_text("raise SystemExit(3)")


REFUSED: dict[str, tuple[Callable[[Path, Exercise], object], str]] = {
    "link": (
        lambda f, _: link(f / "responses.json", "../../../solutions/demo.key.yaml"),
        "not a regular file",
    ),
    "fifo": (lambda f, _: fifo(f), "not a regular file"),
    "folder": (lambda f, _: folder_instead(f), "not a regular file"),
    "empty": (lambda f, _: (f / "responses.json").write_bytes(b""), "not readable JSON"),
    "truncated": (lambda f, _: truncate(f), "not readable JSON"),
    "huge": (lambda f, _: huge(f), "at most"),
    "deep": (lambda f, _: deep(f), "deep"),
    "nan": (lambda f, _: (f / "responses.json").write_text('{"days": NaN}'), "NaN is not a number"),
    "infinity": (lambda f, _: (f / "responses.json").write_text('{"days": -Infinity}'), "not a number"),
    "twice": (
        lambda f, _: (f / "responses.json").write_text('{"schema": 1, "schema": 1}'),
        "a key stands twice",
    ),
    "bytes": (lambda f, _: (f / "responses.json").write_bytes(b"\xff\xfe\x00"), "not readable JSON"),
    "list": (lambda f, _: (f / "responses.json").write_text("[]"), "schema"),
    "course": (lambda f, e: claim(f, e, course="other"), "course"),
    "assignment": (lambda f, e: claim(f, e, assignment="other"), "assignment"),
    "edition": (lambda f, e: claim(f, e, edition="2020.1"), "edition"),
    "schema": (lambda f, e: claim(f, e, schema=0), "schema: must be 1"),
    "types": (lambda f, e: claim(f, e, responses=[1]), "must map item ids"),
    "stamp-link": (lambda f, _: link(f / "timestamp.txt", "/etc/hostname"), "timestamp.txt"),
    "stamp-text": (lambda f, _: (f / "timestamp.txt").write_text("x" * 90), "timestamp.txt"),
    "stamp-first": (
        lambda f, _: (f / "timestamp.txt").write_text("0001-01-01 00:00:00 +14:00"),
        "timestamp.txt",
    ),
    "stamp-last": (
        lambda f, _: (f / "timestamp.txt").write_text("9999-12-31 23:00:00-14:00"),
        "timestamp.txt",
    ),
    "linked-folder": (lambda f, _: linked(f), "a link or special file"),
    "no-notebook": (lambda f, _: (f / "exercise.ipynb").unlink(), "not there"),
    "notebook-link": (lambda f, _: link(f / "exercise.ipynb", "/etc/passwd"), "not there"),
    "bad id \u202e": (lambda _f, _e: None, "cannot be a learner\u2019s id"),
}
HARMLESS: dict[str, Callable[[Path, Exercise], object]] = {
    "evil-notebook": lambda f, e: (f / "exercise.ipynb").write_text(json.dumps(evil_notebook(e.root))),
    "garbage-notebook": lambda f, _: (f / "exercise.ipynb").write_bytes(os.urandom(500)),
    "more-files": lambda f, e: litter(f, e.root),
    "other-id": lambda f, e: claim(f, e, learner="somebody-else", student="somebody-else"),
    "unknown-option": lambda f, e: claim(f, e, responses={"first-call": "nobody", "days": 30}),
    "big-text": lambda f, e: claim(f, e, responses={"letter": "x" * 1_000_000, "days": 30}),
    "script": lambda f, e: claim(f, e, responses={"letter": SCRIPT, "days": 30}),
    "controls": lambda f, e: claim(
        f, e, responses={"letter": "a\x00\x1b[31m\u202eb\u2066\ufeff", "days": 30}
    ),
    "surrogate": lambda f, e: (f / "responses.json").write_bytes(
        json.dumps(content(e, {"letter": "half \ud83d", "days": 30})).encode()
    ),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """A course folder with every hostile submission and two honest ones."""
    exercise = course_folder(tmp_path_factory.mktemp("hostile"))
    for learner in ("honest-1", "honest-2", *REFUSED, *HARMLESS):
        folder = submission(exercise, learner, {"days": 30})
        if learner in REFUSED:
            REFUSED[learner][0](folder, exercise)
        elif learner in HARMLESS:
            HARMLESS[learner](folder, exercise)
    return exercise


@pytest.fixture(scope="module")
def summary(hostile: Exercise) -> bulk.Summary:
    """What the bulk path makes of them."""
    here = Path.cwd()
    os.chdir(hostile.root)
    try:
        made = nbgrader(hostile.root, f"generate_assignment {NAME}")
        assert made.returncode == 0, made.stderr
        return bulk.run(hostile.root, NAME, bulk.GradingOptions(workers=1))
    finally:
        os.chdir(here)


def test_what_cannot_be_graded_is_named_and_the_rest_is_graded(summary: bulk.Summary) -> None:
    refused = {one.learner: one.why for one in summary.refused}
    for learner, (_, said) in REFUSED.items():
        assert said in refused[sanitize.clean_name(learner)], learner
    assert len(refused) == len(REFUSED)
    assert summary.graded == 2 + len(HARMLESS)
    assert not any("\n" in why for why in refused.values())
    noted = {note.learner for note in summary.notes}
    assert noted == {"unknown-option", "big-text"}


@pytest.fixture(scope="module")
def log(hostile: Exercise, summary: bulk.Summary) -> str:
    """What nbgrader says while it grades them all again, and makes their feedback."""
    assert summary.graded
    done = nbgrader(hostile.root, f"autograde {NAME} --force", f"generate_feedback {NAME}")
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_no_byte_of_a_learners_notebook_is_run_or_believed(hostile: Exercise, log: str) -> None:
    assert not (hostile.root / "canary").exists()
    for learner in ("evil-notebook", "more-files"):
        files = {path.name for path in (hostile.root / "autograded" / learner / NAME).iterdir()}
        assert files == {"exercise.ipynb", "timestamp.txt"}
        text = (hostile.root / "autograded" / learner / NAME / "exercise.ipynb").read_text("utf-8")
        assert "canary" not in text
        assert json.loads(text)["metadata"]["knowshow"]["responses"] == {"days": 30}
    for learner in REFUSED:
        assert sanitize.clean_name(learner) in log


@pytest.mark.parametrize("learner", ["script", "controls", "surrogate"])
def test_a_strangers_words_reach_form_grader_and_feedback_as_words(
    hostile: Exercise, log: str, learner: str
) -> None:
    assert learner in log
    page = (hostile.root / "feedback" / learner / NAME / "exercise.html").read_text("utf-8")
    copy = json.loads((hostile.root / "autograded" / learner / NAME / "exercise.ipynb").read_text("utf-8"))
    answer = "".join(next(cell for cell in copy["cells"] if cell["id"] == "a-letter")["source"])
    assert not re.search(r"<(?!/?div)", answer)
    assert "$" not in answer
    assert "<script" not in page
    assert "onerror=alert" not in page.replace("onerror=alert(1)&gt;", "")
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufeff]", answer + page.replace("\r", "")
    )


def test_feedback_holds_no_file_of_a_learners(hostile: Exercise, log: str) -> None:
    assert "more-files" in log
    files = {path.name for path in (hostile.root / "feedback" / "more-files" / NAME).iterdir()}
    assert files == {"exercise.html", "timestamp.txt", "submission_secret.txt"}


def test_a_kernel_runs_the_instructors_cells_only(hostile: Exercise, log: str) -> None:
    assert log
    done = nbgrader(hostile.root, f"autograde {NAME} --force --CodeFree.kernel=True --student=evil-notebook")
    assert done.returncode == 0, done.stderr
    assert not (hostile.root / "canary").exists()
    text = (hostile.root / "autograded" / "evil-notebook" / NAME / "exercise.ipynb").read_text("utf-8")
    assert "canary" not in text
    assert "get_ipython" not in text


def packed(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """A zip that holds these entries, whatever they are called."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def symlink_entry() -> zipfile.ZipInfo:
    """An entry that would unpack as a link."""
    entry = zipfile.ZipInfo("responses.json")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("../responses.json", b"{}"), ("exercise.ipynb", b"{}")], "holds ../responses.json"),
        ([("/etc/cron.d/x", b"{}"), ("exercise.ipynb", b"{}")], "holds"),
        ([("exercise.ipynb", b"{}"), (symlink_entry(), b"/etc/passwd")], "link"),
        ([("exercise.ipynb", b"{}"), ("exercise.ipynb", b"{}"), ("responses.json", b"{}")], "holds"),
        ([("exercise.ipynb", b"{}"), ("responses.json", b" " * 3_000_000)], "larger than"),
        ([("exercise.ipynb", b"{}"), ("responses.json", b"{}"), ("more.py", b"")], "holds"),
    ],
)
def test_a_hostile_zip_is_refused(tmp_path: Path, entries: list[Any], said: str) -> None:
    path = packed(tmp_path / "demo__amina__20261120T100000.000000Z.zip", *entries)
    with pytest.raises(RefusedError, match=said):
        zips.unpack(path, NAME)


@pytest.mark.parametrize(
    "name",
    [
        "demo__..__20261120T100000Z.zip",
        "demo__a__x.zip",
        "x.zip",
        "demo__a b__20261120T100000Z.zip",
        "demo__kim__20269919T101112.000000Z.zip",
        "demo__kim__00001119T101112Z.zip",
    ],
)
def test_a_zip_whose_name_is_not_ours_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="not named"):
        zips.unpack(packed(tmp_path / name, ("exercise.ipynb", b"{}")), NAME)


def test_a_zip_of_another_exercise_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "other__kim__20261120T100000Z.zip", ("exercise.ipynb", b"{}"))
    with pytest.raises(RefusedError, match="named as for other, not demo"):
        zips.unpack(path, NAME)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_zip_is_refused_or_whole(tmp_path: Path, method: int) -> None:
    path = tmp_path / "demo__amina__20261120T100000.000000Z.zip"
    whole = {"exercise.ipynb": os.urandom(300) * 3, "responses.json": b'{"responses": {}}'}
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in whole.items():
            archive.writestr(name, data)
    good, chance, refused = path.read_bytes(), random.Random(7), 0  # noqa: S311 - the same each time
    for _ in range(400):
        bad = bytearray(good)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        path.write_bytes(bad)
        try:
            zips.unpack(path, NAME)
        except RefusedError:
            refused += 1
    assert refused > 200


def test_a_file_that_only_claims_to_be_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "demo__amina__20261120T100000.000000Z.zip"
    path.write_bytes(b"PK\x03\x04" + os.urandom(200))
    with pytest.raises(RefusedError, match="not a zip"):
        zips.unpack(path, NAME)


def test_zip_collect_takes_the_honest_and_names_the_hostile(tmp_path: Path) -> None:
    exercise = course_folder(tmp_path / "course")
    archive = exercise.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    good = json.dumps(content(exercise, {"days": 30})).encode()
    packed(
        archive / "demo__amina__20261120T100000.000000Z.zip",
        ("exercise.ipynb", b"{}"),
        ("responses.json", good),
    )
    packed(
        archive / "demo__mal__20261120T100000.000000Z.zip",
        ("../../../../owned", b"x"),
        ("exercise.ipynb", b""),
    )
    done = nbgrader(exercise.root, f"generate_assignment {NAME}", f"zip_collect {NAME}")
    assert done.returncode == 1, done.stderr
    assert "demo__mal__" in done.stderr
    assert [path.name for path in (exercise.root / "submitted").iterdir()] == ["amina"]
    assert not list(tmp_path.rglob("owned"))


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert str(sanitize.escape_cell(text)).startswith("'")
