"""The text edition: complete, linear, and in words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from markdown_it import MarkdownIt

import storyteller
from knowshow.content import course_files, scenarios
from knowshow.editions import text as edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.story.scenario import Scenario

ALL = [*scenarios.list_names(), course_files.assets("guide", "starter.yaml")]


# What is no text for readers, but an id, a kind, or data that is told in words.
APART = {"id", "kind", "start", "who", "lens", "about", "better", "when", "must", "goto", "at", "because"}
APART |= {"module", "reaches", "flags", "effects", "indicator", "never", "renamed", "moves", "gravity"}


def texts(data: Any) -> Iterator[str]:
    """Every text in a scenario's data, whatever key it stands under."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in APART:
                yield from texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts(value)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("name", ALL, ids=str)
def test_every_text_of_a_scenario_stands_in_it(name: str) -> None:
    scenario = scenarios.load_scenario(name)
    text = " ".join(edition.markdown(scenario).replace("\n>", " ").split())
    parts = [part for part in texts(scenario.model_dump()) if part not in scenario.choice]
    assert len(parts) > 50
    missing = [part for part in parts if " ".join(part.split()) not in text]
    assert not missing


@given(storyteller.scenarios())
def test_every_section_that_a_route_names_exists(scenario: Scenario) -> None:
    text = edition.markdown(scenario)
    sections = set(re.findall(r"^### (\d+)\. ", text, re.MULTILINE))
    assert set(re.findall(r"Go to (\d+)", text)) <= sections
    assert sections == {str(number) for number in range(1, len(scenario.nodes) + 1)}


def test_a_decision_with_many_choices_is_complete() -> None:
    data = storyteller.starter() | {"invariants": []}
    pattern = storyteller.choice(data, "close-the-street")
    data["nodes"][0]["choices"] = [pattern | {"id": f"c{i}", "label": f"Number {i}"} for i in range(40)]
    text = edition.markdown(storyteller.told(data))
    headings = re.findall(r"^#### 1([a-z]+)\. Number (\d+)$", text, re.MULTILINE)
    assert [number for _, number in headings] == [str(i) for i in range(40)]
    assert [headings[i][0] for i in (0, 25, 26, 27)] == ["a", "z", "aa", "ab"]


def test_markup_is_shown_as_text_by_whatever_renders_it() -> None:
    data = storyteller.starter()
    data["nodes"][0]["text"] = "<script>alert(1)</script> <!-- x --> 3 < 4 <https://example.org>"
    shown = MarkdownIt("commonmark", {"html": True}).render(edition.markdown(storyteller.told(data)))
    assert "<script" not in shown
    assert "<!--" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- x --&gt; 3 &lt; 4" in shown
    assert 'href="https://example.org"' in shown


def test_headings_step_down_one_at_a_time() -> None:
    levels = [
        len(marks) for marks in re.findall(r"^(#+) ", edition.markdown(storyteller.told()), re.MULTILINE)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_conditions_are_put_into_words() -> None:
    text = edition.markdown(storyteller.told())
    assert "the mark “asked” is set" in text
    assert "If “Lorries past the school each morning” is at most 30: Go to 4, A calmer street." in text


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(edition.command, [str(course_files.assets("guide", "starter.yaml"))])
    assert done.exit_code == 0
    assert done.output.startswith("# The quiet update")
