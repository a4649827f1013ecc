"""A desk without a browser or a database is told what was left out; CI fails there; `.ci/run` helps."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import left_out
from handed_in import REPO

if TYPE_CHECKING:
    from pathlib import Path

HELPERS = REPO / "tests" / "helpers"
NEEDY = """
import left_out, pytest
@pytest.fixture(scope="module")
def browser():
    left_out.leave_out(left_out.CHROMIUM)
def test_seen(browser): pass
def test_seen_again(browser): pass
def test_entered(): left_out.leave_out(left_out.POSTGRESQL)
def test_plain(): pass
"""


def run_pytest(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run pytest with the hook in a folder, as on a desk unless `environment` says CI."""
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "KS_CHROMIUM")}
    path = os.pathsep.join(filter(None, [str(HELPERS), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=folder,
        env=kept | {"PYTHONPATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def needy(tmp_path: Path) -> Path:
    """A folder with tests that need what is not there."""
    (tmp_path / "test_needy.py").write_text(NEEDY)
    return tmp_path


@pytest.mark.parametrize("spread", ["0", "2"])
def test_a_run_ends_by_naming_what_it_left_out_and_the_command_that_installs_it(
    needy: Path, spread: str
) -> None:
    done = run_pytest(needy, "-p", "left_out", "-n", spread)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 that need Chromium, 1 that need PostgreSQL" in done.stdout
    assert "To run them too (on Debian): .ci/run --install" in done.stdout


def test_in_ci_what_is_missing_fails(needy: Path) -> None:
    done = run_pytest(needy, "-p", "left_out", CI="true")
    assert done.returncode == 1
    assert "needs PostgreSQL, which is not on this machine" in done.stdout
    assert "1 failed, 1 passed, 2 errors" in done.stdout
    assert "Left out" not in done.stdout


def test_a_browser_test_without_a_browser_is_left_out_by_name() -> None:
    done = run_pytest(REPO, "tests/in_browser/test_browser.py", PATH="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "that need Chromium" in done.stdout


def test_a_run_that_left_nothing_out_says_nothing() -> None:
    assert left_out.summary([]) == []
    assert left_out.summary(["('x.py', 3, 'Skipped: for another reason')"]) == []


@pytest.fixture
def stubs(tmp_path: Path) -> Path:
    """A folder of programs that install nothing and write down how they were called."""
    for name in ("apt-get", "apt-cache", "sudo"):
        stub = tmp_path / name
        rest = 'exec "$@"' if name == "sudo" else ""
        stub.write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/calls\n{rest}\n')
        stub.chmod(0o755)
    return tmp_path


def ci_run(stubs: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run `.ci/run` with the stubs first on the path; gives what they were called with, too."""
    path = f"{stubs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(REPO / ".ci" / "run"), *arguments],
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    calls = stubs / "calls"
    return done, calls.read_text() if calls.exists() else ""


@pytest.mark.parametrize("argument", ["--help", "-h"])
def test_help_helps_instead_of_running(stubs: Path, argument: str) -> None:
    done, calls = ci_run(stubs, argument)
    assert (done.returncode, calls, done.stderr) == (0, "", "")
    assert "Usage: .ci/run" in done.stdout
    assert "--install" in done.stdout


@pytest.mark.parametrize("arguments", [["--hepl"], ["install"], ["--install", "--help"]])
def test_unknown_arguments_are_bad_usage(stubs: Path, arguments: list[str]) -> None:
    done, calls = ci_run(stubs, *arguments)
    assert (done.returncode, calls, done.stdout) == (2, "", "")
    assert len(done.stderr.splitlines()) == 1
    assert ".ci/run --help" in done.stderr


def test_install_installs_the_browser_and_the_database_and_stops(stubs: Path) -> None:
    done, calls = ci_run(stubs, "--install")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    installed = next(line for line in calls.splitlines() if line.startswith("apt-get install"))
    assert "chromium" in installed
    assert "postgresql" in installed
