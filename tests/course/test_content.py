"""The course's own content: nothing that `knowshow check` calls an error or a warning."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from knowshow.authoring import check
from knowshow.authoring.checks import typography
from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.authoring.checks.scenario_file import check_together, transcript_folder
from knowshow.content import course_map, scenarios, text, yaml_reader
from knowshow.story.explore import BOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CONTENT = list(check.find_files(check.default_paths()))
TODAY = dt.date(2026, 11, 27)  # given, so that no run begins to fail by itself one day
FIRST = (
    'edition: "2026.1"'  # items of the first edition still have straight quotes; those of later ones may not
)
STORIES = [scenarios.find(name) for name in scenarios.list_names()]


@pytest.mark.parametrize("path", CONTENT, ids=[path.name for path in CONTENT])
def test_no_file_of_the_course_has_an_error_or_a_warning(path: Path) -> None:
    found = [
        one for one in check_file(path, CheckOptions(BOUND, today=TODAY)).problems if one.severity != "note"
    ]
    awaited = {"KS602"} if FIRST in path.read_text("utf-8") else set()
    assert {one.code for one in found} == awaited, "\n".join(map(str, found))


def test_the_interface_is_set_with_curly_quotes() -> None:
    words = yaml_reader.read(ROOT / "assets" / "text" / "en.yaml").data
    assert [fault.place for fault in typography.faults(words)] == []


def test_the_page_about_the_course_says_the_day_of_the_facts_as_the_course_map_does() -> None:
    cells = json.loads((ROOT / "course" / "about.ipynb").read_text("utf-8"))["cells"]
    (dates,) = ("".join(cell["source"]) for cell in cells if cell["id"] == "dates")
    assert f"The facts are of **{text.date(course_map.course_map().facts)}**." in dates


@pytest.mark.parametrize("path", STORIES, ids=[path.name for path in STORIES])
def test_each_scenario_reads_the_same_without_the_readers_c_part(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = yaml_reader.read(path).data
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)  # as under Pyodide
    assert yaml_reader.read(path).data == data


def texts(data: object) -> Iterator[str]:
    """Every text in a file, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts(value)


@pytest.mark.parametrize(
    "path", [path for path in CONTENT if path.suffix == ".yaml"], ids=lambda path: path.name
)
def test_no_numbered_list_runs_on_in_one_line(path: Path) -> None:
    numbered = [text for text in texts(yaml_reader.read(path).data) if re.search(r"(?m)^1\. ", text)]
    assert [text for text in numbered if re.search(r"\S[ \n]*[^\n ] 2\. ", text)] == []


def test_nothing_of_the_course_is_left_out() -> None:
    found = {path.absolute().relative_to(ROOT) for path in CONTENT}
    wanted = [*ROOT.glob("assets/scenarios/*"), *ROOT.glob("assets/practice/*"), *ROOT.glob("course/*.ipynb")]
    wanted += [*ROOT.glob("solutions/*/items.yaml"), *ROOT.glob("assets/*.yaml")]
    looked = {path.relative_to(ROOT) for path in wanted}
    assert len(looked) > 30
    assert looked <= found, sorted(map(str, looked - found))


@pytest.mark.parametrize("name", scenarios.list_names())
def test_each_scenario_has_committed_transcripts_through_every_choice(name: str) -> None:
    scenario = scenarios.load_scenario(name)
    kept = list(transcript_folder(scenario, scenarios.find(name)).glob("*.json"))
    texts = "".join(path.read_text("utf-8") for path in kept)
    assert all(f'"{choice}"' in texts for choice in scenario.choice)


def test_no_rule_of_thumb_wins_several_stories_and_no_move_is_always_right_or_wrong() -> None:
    looked = check_together(check_file(path, CheckOptions(BOUND)) for path in STORIES)
    assert all(one.story and one.story.judgement for one in looked)
    found = [problem for one in looked for problem in one.problems if problem.severity != "note"]
    assert not found, "\n".join(map(str, found))
