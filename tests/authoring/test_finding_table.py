"""The table of findings: every code has an example file that triggers exactly it and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from knowshow.authoring import finding_table
from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.authoring.checks.scenario_file import check_together
from knowshow.content import course_files
from knowshow.story.explore import BOUND

CODES = Path(__file__).parents[1] / "corpus" / "codes"
TRANSCRIPTS = Path(__file__).parents[1] / "corpus" / "transcripts"
SMALL = {"KS128": 2}
NAMES = ("{}.yaml", "{}/*.yaml", "{}.ipynb", "{}.txt")
TODAY = dt.date(2027, 3, 28)  # 121 days after the facts of the example
TOGETHER = {"KS416": 2}  # what is found only in several files together


def examples(code: str) -> list[Path]:
    """The example file of a code, or the files that show it together."""
    paths = sorted(path for name in NAMES for path in CODES.glob(name.format(code.lower())))
    assert len(paths) == TOGETHER.get(code, 1), f"{code} has {len(paths)} example files"
    return paths


@pytest.mark.parametrize("code", finding_table.table())
def test_each_code_has_an_example_that_triggers_exactly_it(code: str) -> None:
    options = CheckOptions(SMALL.get(code, BOUND), TRANSCRIPTS, TODAY)
    for one in check_together(check_file(path, options) for path in examples(code)):
        assert {problem.code for problem in one.problems} == {code}, "\n".join(map(str, one.problems))
        assert {problem.severity for problem in one.problems} == {finding_table.table()[code].severity}
        assert all(problem.file == str(one.path) or ".key." in problem.file for problem in one.problems)


def test_every_code_in_the_package_is_in_the_table() -> None:
    sources = course_files.package().rglob("*.py")
    used = {code for path in sources for code in re.findall(r'"(KS\d{3})"', path.read_text("utf-8"))}
    assert used == set(finding_table.table())


def test_codes_stand_once_and_in_order() -> None:
    text = course_files.assets("guide", "diagnostics.yaml").read_text("utf-8")
    codes = re.findall(r"- code: (KS\d{3})", text)
    assert codes == sorted(set(codes))
