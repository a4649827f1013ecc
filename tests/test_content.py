"""The course's own content: nothing that `knowshow check` calls an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow import check, stories
from knowshow.checks.kinds import Options, look
from knowshow.checks.scenario_file import transcripts_of
from knowshow.explore import BOUND

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = list(check.files(check.standard()))


@pytest.mark.parametrize("path", CONTENT, ids=[path.name for path in CONTENT])
def test_no_file_of_the_course_has_an_error(path: Path) -> None:
    errors = [one for one in look(path, Options(BOUND)).problems if one.severity == "error"]
    assert not errors, "\n".join(map(str, errors))


@pytest.mark.parametrize("name", stories.names())
def test_each_scenario_has_committed_transcripts_through_every_choice(name: str) -> None:
    scenario = stories.load_scenario(name)
    kept = list(transcripts_of(scenario, stories.find(name)).glob("*.json"))
    texts = "".join(path.read_text("utf-8") for path in kept)
    assert all(f'"{choice}"' in texts for choice in scenario.choice)
