"""The text edition: complete, linear, and in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given

import storyteller
from knowshow import edition, places, stories

if TYPE_CHECKING:
    from knowshow.scenario import Scenario

ALL = [*stories.names(), places.assets("guide", "starter.yaml")]


@pytest.mark.parametrize("name", ALL, ids=str)
def test_every_text_of_a_scenario_stands_in_it(name: str) -> None:
    scenario = stories.load_scenario(name)
    text = " ".join(edition.markdown(scenario).replace("\n>", " ").split())
    parts = [scenario.role.brief, scenario.summary]
    parts += [
        part for node in scenario.nodes for part in (node.title, node.text, *(v.says for v in node.voices))
    ]
    parts += [part for c in scenario.choice.values() for part in (c.label, c.detail, c.then, c.feedback)]
    parts += [part for one in scenario.delayed for part in (one.text, *(v.says for v in one.voices))]
    parts += [lesson.text for lesson in scenario.debrief.lessons]
    parts += [life.text for life in scenario.debrief.lives]
    missing = [part for part in parts if " ".join(part.split()) not in text]
    assert not missing


@given(storyteller.scenarios())
def test_every_section_that_is_pointed_to_exists(scenario: Scenario) -> None:
    text = edition.markdown(scenario)
    sections = set(re.findall(r"^### (\d+)\. ", text, re.MULTILINE))
    assert set(re.findall(r"Go to (\d+)", text)) <= sections
    assert sections == {str(number) for number in range(1, len(scenario.nodes) + 1)}


def test_conditions_are_told_in_words() -> None:
    text = edition.markdown(storyteller.told())
    assert "the mark “asked” is set" in text
    assert "If “Lorries past the school each morning” is at most 30: Go to 4, A calmer street." in text


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(edition.command, [str(places.assets("guide", "starter.yaml"))])
    assert done.exit_code == 0
    assert done.output.startswith("# The quiet update")
