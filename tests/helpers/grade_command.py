"""`knowshow grade` in this process, for the tests of grading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from knowshow.grading.grade import command

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def graded(*arguments: str) -> Result:
    """`knowshow grade` with these arguments, in this process."""
    return CliRunner().invoke(command, [*arguments, "--workers", "1"])


def told(done: Result) -> list[str]:
    """What went to the grader's eyes as trouble; never a traceback."""
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return [line.removeprefix("knowshow: ") for line in done.stderr.splitlines()]


def autograded(root: Path) -> list[str]:
    """Return the names of everybody with an autograded copy."""
    return sorted(path.name for path in (root / "autograded").iterdir())
