"""nbgrader with a kernel, nbgrader without, and the bulk path agree row for row."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

from handed_in import DUE, NAME, answers, course_folder, nbgrader, submission
from knowshow.grading import bulk

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.exercises.course_folder import Exercise

COUNT = 300
# Every grading cell of the 300 runs in a kernel. One of its own for each, as nbgrader starts them, takes ten
# minutes: KS_KERNEL=all does it; else one of every sort gets one.
SOME = (0, 1, 2, 3, 4, 5, 7, 16, 19, 22, 27, 38)
KERNEL = range(COUNT) if os.environ.get("KS_KERNEL") == "all" else SOME
_ROWS = """
select s.student_id, s.timestamp, n.name, sn.late_submission_penalty, sn.flagged, c.name, c.type,
       g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade, k.auto_comment, k.manual_comment
from submitted_assignment s
join submitted_notebook sn on sn.assignment_id = s.id
join notebook n on n.id = sn.notebook_id
join base_cell c on c.notebook_id = n.id
left join grade g on g.cell_id = c.id and g.notebook_id = sn.id
left join comment k on k.cell_id = c.id and k.notebook_id = sn.id
order by s.student_id, c.name, c.type
"""
HOSTILE: tuple[Any, ...] = (
    {"first-call": "nobody", "days": 30},
    {"letter": "<script>alert(1)</script> $x$ \u202e\x07 =HYPERLINK(1)"},
    {"criteria": {"hotline": "accessible", "evil": "fair"}, "sequence": ["stop"]},
    {"days": 10**30, "unknown": 1, "steps-now": ["tell", "tell"]},
    {"letter": "\ud800 half a character".encode("utf-8", "replace").decode()},
    b"{",
    b"[" * 10_000,
    b'{"schema": 1, "schema": 1}',
    b'{"schema": NaN}',
)


def hand_in(exercise: Exercise) -> None:
    """So many submissions: ordinary, blank, hostile, late, and some whose time nobody noted."""
    rng = random.Random(11)  # noqa: S311 - the same submissions each time
    for number in range(COUNT):
        values: Any = None if number % 20 == 19 else answers(exercise, rng)
        if number % 11 == 5:
            values = HOSTILE[number // 11 % len(HOSTILE)]
        late = timedelta(minutes=rng.randint(1, 9000)) if number % 3 == 1 else -timedelta(minutes=number)
        submission(exercise, f"learner-{number:03d}", values, None if number % 13 == 7 else DUE + late)


def rows(db: Path) -> list[tuple[Any, ...]]:
    """Every row of a gradebook that is about a submission, but for the ids that are drawn at random."""
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(_ROWS).fetchall()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with gradebooks from all three paths, with late penalties switched on."""
    root = tmp_path_factory.mktemp("agreement")
    exercise = course_folder(root)
    hand_in(exercise)
    config = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (root / "nbgrader_config.py").write_text(config)
    made = nbgrader(
        root, f"generate_assignment {NAME}", f"db assignment add {NAME} --duedate={DUE.isoformat()}"
    )
    assert made.returncode == 0, made.stderr
    shutil.copy(root / "gradebook.db", root / "empty.db")
    with ThreadPoolExecutor() as two:  # halves of the class, graded at the same time, as nbgrader allows
        halves = [f"autograde {NAME} --student=*{digits}" for digits in ("[0-4]", "[5-9]")]
        done = list(two.map(lambda half: nbgrader(root, half, KS_QUICK="yes"), halves))
    assert [half.returncode for half in done] == [0, 0], done[0].stderr + done[1].stderr
    (root / "stock.log").write_text(done[0].stderr + done[1].stderr)
    (root / "gradebook.db").rename(root / "code-free.db")
    (root / "autograded").rename(root / "autograded.code-free")
    return root


def test_the_bulk_path_writes_the_rows_that_nbgrader_writes(
    graded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(graded)
    shutil.copy(graded / "empty.db", graded / "bulk.db")
    summary = bulk.run(graded, NAME, bulk.GradingOptions(workers=2, db=f"sqlite:///{graded / 'bulk.db'}"))
    expected, found = rows(graded / "code-free.db"), rows(graded / "bulk.db")
    assert found == expected
    learners = {row[0] for row in found}
    assert len(learners) == summary.graded == COUNT - len(summary.refused)
    assert len(summary.refused) >= 8
    log = (graded / "stock.log").read_text()
    assert all(refused.learner in log and refused.why[:40] in log for refused in summary.refused)
    assert any(row[3] for row in found), "somebody was late"
    assert any(row[11] for row in found), "somebody gave no response"
    assert any(row[10] for row in found), "something waits for a person"


def test_the_autograded_notebooks_are_the_same(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graded)
    only = tuple(f"learner-{number:03d}" for number in range(60))
    bulk.run(graded, NAME, bulk.GradingOptions(workers=1, db=f"sqlite:///{graded / 'bulk.db'}", only=only))
    compared = 0
    for path in sorted((graded / "autograded.code-free").glob("*/*/*"))[: 2 * len(only)]:
        ours = graded / "autograded" / path.relative_to(graded / "autograded.code-free")
        if path.parent.parent.name in only:
            assert _content(ours) == _content(path), path
            compared += 1
    assert compared > len(only)


def _content(path: Path) -> Any:
    if path.suffix != ".ipynb":
        return path.read_bytes()
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", ()):
            output["text"] = "".join(output.get("text", ""))
            output["data"] = {kind: "".join(data) for kind, data in output.get("data", {}).items()}
    return notebook


def test_a_kernel_on_the_instructors_copy_gives_the_same_rows(graded: Path, tmp_path: Path) -> None:
    root = tmp_path / "kernel"
    exercise = course_folder(root)
    chosen = [f"learner-{number:03d}" for number in KERNEL]
    for learner in chosen:
        shutil.copytree(graded / "submitted" / learner, root / "submitted" / learner)
    shutil.copy(graded / "nbgrader_config.py", root)
    shutil.copy(graded / "empty.db", root / "gradebook.db")
    done = nbgrader(root, f"autograde {NAME} --CodeFree.kernel=True")
    assert done.returncode == 0, done.stderr
    expected = [row for row in rows(graded / "code-free.db") if row[0] in chosen]
    assert rows(root / "gradebook.db") == expected
    refused = sum(number % 11 == 5 for number in KERNEL)
    assert len({row[0] for row in expected}) >= len(KERNEL) - refused
    assert exercise.source.is_file()


def test_a_kernel_prints_and_gives_what_every_copy_holds(graded: Path) -> None:
    """In one kernel, each answer once: nbgrader takes a score from nothing but these outputs."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(graded))
    printed: dict[tuple[str, str], list[tuple[str, str]]] = {}
    scored = 0
    try:
        for path in sorted((graded / "autograded.code-free").glob("*/*/*.ipynb")):
            answer = ""
            for cell in json.loads(path.read_text("utf-8"))["cells"]:
                code = "".join(cell["source"])
                if cell["cell_type"] != "code":
                    continue
                if not cell["metadata"]["nbgrader"]["grade"]:
                    answer = code
                    continue
                if (answer, code) not in printed:
                    assert _printed(client, answer) == []
                    printed[answer, code] = _printed(client, code)
                held = [(one["output_type"], _words(one)) for one in cell["outputs"]]
                assert printed[answer, code] == held, (path, cell["id"])
                scored += 1
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert scored > 5 * (COUNT - COUNT // 11)
    assert len(printed) > 150


def _printed(client: Any, code: str) -> list[tuple[str, str]]:
    """What running a cell leaves behind: the kind and the words of each output, a stream in one piece."""
    seen: list[tuple[str, str]] = []

    def hook(message: dict[str, Any]) -> None:
        kind, said = message["msg_type"], _words(message["content"])
        if kind == "stream" and seen and seen[-1][0] == kind:
            seen[-1] = (kind, seen[-1][1] + said)
        elif kind in ("stream", "execute_result", "display_data", "error"):
            seen.append((kind, said))

    client.execute_interactive(code, output_hook=hook, timeout=60)
    return seen


def _words(output: dict[str, Any]) -> str:
    return "".join(output.get("text") or output.get("data", {}).get("text/plain") or ())


def test_grading_again_changes_nothing_and_what_people_entered_stays(
    graded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(graded)
    shutil.copy(graded / "code-free.db", graded / "again.db")
    options = bulk.GradingOptions(workers=1, db=f"sqlite:///{graded / 'again.db'}")
    bulk.run(graded, NAME, options)
    assert rows(graded / "again.db") == rows(graded / "code-free.db")
    with closing(sqlite3.connect(graded / "again.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 5, needs_manual_grade = 0 where auto_score is null"
        )
        connection.execute("update comment set manual_comment = 'Thank you' where auto_comment is null")
    before = rows(graded / "again.db")
    bulk.run(graded, NAME, options)
    after = rows(graded / "again.db")
    untouched = [row[:3] + row[4:] for row in before]  # a penalty of the whole score grows with the score
    assert [row[:3] + row[4:] for row in after] == untouched
