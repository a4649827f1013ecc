"""How old the facts may grow, on a day that is given."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from knowshow.authoring import check
from knowshow.authoring.checks.kinds import CheckOptions, check_file

if TYPE_CHECKING:
    from pathlib import Path

MAP = """\
facts: {facts}
modules:
  - {{id: 01-strategy, number: 1, title: Strategy, question: "Whom?", minutes: {{story: 20, exercise: 40}}}}
"""


def modules(folder: Path, facts: str = "2026-11-27") -> Path:
    """A course map whose facts are of a day."""
    path = folder / "modules.yaml"
    path.write_text(MAP.format(facts=facts), "utf-8")
    return path


@pytest.mark.parametrize(
    ("today", "codes"),
    [("2026-11-27", []), ("2027-03-27", []), ("2027-03-28", ["KS821"]), ("2026-11-01", [])],
)
def test_facts_are_old_after_120_days(tmp_path: Path, today: str, codes: list[str]) -> None:
    options = CheckOptions(1, today=dt.date.fromisoformat(today))
    assert [problem.code for problem in check_file(modules(tmp_path), options).problems] == codes


def test_without_a_day_nobody_asks(tmp_path: Path) -> None:
    assert check_file(modules(tmp_path, "1999-01-01"), CheckOptions(1)).problems == ()


@pytest.mark.parametrize("facts", ["2026-13-40", "20261127", "soon", "2026-11-27T10:00", "[1]", "true"])
def test_what_is_no_day_is_refused_in_one_line(tmp_path: Path, facts: str) -> None:
    (problem,) = check_file(modules(tmp_path, facts), CheckOptions(1)).problems
    assert (problem.code, problem.line, problem.key) == ("KS012", 1, "facts")
    assert problem.message.startswith("must be a day such as 2026-11-27; got ")


def test_the_command_takes_the_day_from_its_option_or_else_from_the_clock(tmp_path: Path) -> None:
    path = str(modules(tmp_path, "1999-01-01"))
    today = CliRunner().invoke(check.command, ["--today", "1999-05-02", path])
    assert "the facts are of 1999-01-01, 121 days ago" in today.output
    assert today.exit_code == 0
    assert "KS821" not in CliRunner().invoke(check.command, ["--today", "1999-05-01", path]).output
    assert "KS821" in CliRunner().invoke(check.command, [path]).output
