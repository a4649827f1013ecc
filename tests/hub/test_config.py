"""`knowshow hub-config`: JupyterHub and nbgrader read what it writes, and it spares what was changed."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from knowshow.hub.config import HubConfigError, command, write
from knowshow.hub.people import GROUPS

DB = "postgresql+psycopg:///knowshow"
FILES = [
    "grader/environment.sh",
    "grader/jupyter_server_config.py",
    "grader/nbgrader_config.py",
    "graders.txt",
    "jupyterhub_config.py",
    "learner/nbgrader_config.py",
    "learners.txt",
    "prepare.sh",
]


def run(folder: Path, *options: str) -> list[str]:
    """Run the command; the lines that it printed."""
    done = CliRunner().invoke(command, [str(folder), *options], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout.splitlines()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_writes_everything_and_says_what_comes_next(tmp_path: Path) -> None:
    lines = run(tmp_path / "etc")
    assert names(tmp_path / "etc") == FILES
    assert len([line for line in lines if line.endswith(": written")]) == len(FILES)
    assert f"jupyterhub -f {tmp_path / 'etc' / 'jupyterhub_config.py'}" in lines[-1]


def test_help_names_every_file_on_a_line_of_its_own() -> None:
    shown = CliRunner().invoke(command, ["--help"]).stdout
    lines = [line.split()[0] for line in shown.splitlines() if line.strip()]
    for name in ("jupyterhub_config.py", "learners.txt", "graders.txt", "prepare.sh", "learner/", "grader/"):
        assert name in lines


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path)
    lines = run(tmp_path)
    assert names(tmp_path) == FILES
    assert len([line for line in lines if line.endswith("is as it would be written")]) == len(FILES)


def test_a_changed_file_stays_and_the_new_text_lies_beside_it(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "prepare.sh").write_text("mine\n")
    lines = run(tmp_path)
    assert (tmp_path / "prepare.sh").read_text() == "mine\n"
    assert "groupadd" in (tmp_path / "prepare.sh.new").read_text()
    assert any("is left alone" in line and "prepare.sh.new" in line for line in lines)
    assert lines[-1].startswith("Compare each file that ends in .new with yours")


def test_a_list_of_names_is_the_operators_own(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "learners.txt").write_text("ada\n")
    lines = run(tmp_path)
    assert (tmp_path / "learners.txt").read_text() == "ada\n"
    assert names(tmp_path) == FILES
    assert f"{tmp_path / 'learners.txt'}: is yours, and left alone" in lines
    assert "prepare.sh as root, then start" in lines[-1]


@pytest.mark.parametrize("db", ["nonsense", "sqlite:gradebook.db", "mysql://x/y"])
def test_a_database_of_no_known_kind_is_refused_before_anything_is_written(tmp_path: Path, db: str) -> None:
    done = CliRunner().invoke(command, [str(tmp_path / "etc"), "--db", db])
    assert isinstance(done.exception, HubConfigError)
    assert str(done.exception).startswith(f"--db {db}: neither postgresql:// nor sqlite:///")
    assert not (tmp_path / "etc").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "etc").write_text("")
    with pytest.raises(HubConfigError, match=r"etc/x\.py: cannot be written .*; name a folder"):
        write(tmp_path / "etc" / "x.py", "")


@pytest.mark.parametrize("name", ["plain", "with space", 'it\'s `x` "q"'])
def test_any_path_is_quoted_as_its_file_needs_it(name: str, tmp_path: Path) -> None:
    course = tmp_path / name
    folder = tmp_path / f"{name} etc"
    run(folder, f"--course={course}", f"--exchange={course}-exchange", "--db=sqlite:////x'y.db")
    course.mkdir()
    settings_file = shlex.quote(str(folder / "grader/environment.sh"))
    done = subprocess.run(
        ["sh", "-euc", f'. {settings_file}; pwd; echo "$JUPYTER_CONFIG_PATH"; command -v nbgrader'],
        env={"PATH": "/usr/bin:/bin", "JUPYTER_CONFIG_PATH": "/site"},  # as in a new shell of `su -`
        capture_output=True,
        text=True,
        check=True,
    )
    nbgrader = str(Path(sys.executable).parent / "nbgrader")
    assert done.stdout.splitlines() == [str(course), f"{folder}/grader:/site", nbgrader]
    assert subprocess.run(["sh", "-n", folder / "prepare.sh"], check=False).returncode == 0
    settings = load(folder / "grader" / "nbgrader_config.py")
    assert settings.CourseDirectory.root == str(course)
    assert settings.CourseDirectory.db_url == "sqlite:////x'y.db"


def load(path: Path) -> Any:
    """Load a configuration as Jupyter does."""
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def test_the_hub_starts_what_the_lists_say(tmp_path: Path) -> None:
    run(tmp_path, f"--course={tmp_path / 'course'}")
    settings = load(tmp_path / "jupyterhub_config.py")
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    (tmp_path / "learners.txt").write_text("ada\n")
    sign_in = settings.Authenticator.post_auth_hook
    assert sign_in(None, None, {"name": "ada"}) == {"name": "ada", "groups": [GROUPS["learner"]]}
    (service,) = settings.JupyterHub.services
    assert "jupyterhub_idle_culler" in service["command"]


def test_nbgrader_finds_exchange_and_course_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, f"--course={tmp_path / 'course'}", f"--exchange={tmp_path / 'exchange'}")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    for role in ("grader", "learner"):
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / role))
        app = NbGrader()
        app.load_config_file()
        course = CourseDirectory(parent=app)
        assert app.config.Exchange.root == str(tmp_path / "exchange")
        assert course.course_id == "know-and-show"
        assert (course.db_url == DB) is (role == "grader")
        assert (course.source_directory == "solutions") is (role == "grader")
