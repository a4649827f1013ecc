"""A site's own settings of nbgrader: they stay, and a course folder is found from wherever one works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from handed_in import NAME, course_folder, nbgrader, submission

if TYPE_CHECKING:
    from pathlib import Path

_FORMGRADER = """
import json
from jupyter_server.serverapp import ServerApp
server = ServerApp.instance()
server.initialize(["--ServerApp.root_dir=" + {root!r}, "--allow-root", "--no-browser"], new_httpserver=False)
formgrader = server.web_app.settings["nbgrader_formgrader"]
from nbgrader.apps.api import NbGraderAPI
api = NbGraderAPI(formgrader.coursedir, formgrader.authenticator, parent=formgrader)
print("ANSWER", json.dumps([sorted(api.get_source_assignments()), formgrader.coursedir.course_id]))
"""


def site(folder: Path, course: Path) -> dict[str, str]:
    """A site's settings, which name the course folder; the environment in which they hold."""
    folder.mkdir()
    settings = f"c = get_config()\nc.CourseDirectory.root = {str(course)!r}\n"
    (folder / "nbgrader_config.py").write_text(settings)
    return {"JUPYTER_CONFIG_PATH": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "none")}


def test_nbgrader_works_in_the_folder_that_the_site_names(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "elsewhere").mkdir()
    exercise = course_folder(tmp_path / "course")
    submission(exercise, "amina", {"first-call": "lawyers"})
    settings = site(tmp_path / "site", exercise.root)
    steps = (f"{step} {NAME}" for step in ("generate_assignment", "autograde", "generate_feedback"))
    done = nbgrader(tmp_path / "elsewhere", *steps, **settings)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert (exercise.root / "feedback" / "amina" / NAME / "exercise.html").is_file()


def test_the_form_grader_shows_that_folder_wherever_its_server_was_started(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    exercise = course_folder(tmp_path / "course")
    done = subprocess.run(
        [sys.executable, "-c", _FORMGRADER.format(root=str(tmp_path))],
        cwd=tmp_path,
        env=os.environ | site(tmp_path / "site", exercise.root),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    (answer,) = [line for line in done.stdout.splitlines() if line.startswith("ANSWER")]
    assert json.loads(answer.removeprefix("ANSWER ")) == [[NAME], "know-and-show"]


def test_no_code_runs_where_nobody_has_set_anything(tmp_path: Path) -> None:
    script = "from nbgrader.apps.baseapp import NbGrader; a = NbGrader(); a.load_config_file(); "
    script += "print(a.config.Autograde.exporter_class)"
    empty = {"JUPYTER_CONFIG_DIR": str(tmp_path / "none"), "JUPYTER_CONFIG_PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | empty,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.split() == ["knowshow.grading.nbgrader_autograde.InstructorCopy"]
