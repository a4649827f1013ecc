"""Each dilemma, assignment and page has the parts that the course promises of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from knowshow.content import course_files, course_map, scenarios
from knowshow.content.loading import load
from knowshow.exercises.items import Assignment, TextItem
from knowshow.exercises.keys import Keys, TextKey
from knowshow.exercises.practice import PracticeSet
from knowshow.story import length as reading
from knowshow.story.explore import explore
from knowshow.story.scenario import Decision, Ending

REPO = Path(__file__).parents[2]
MODULES = [module for module in course_map.load_modules() if module.dilemma]
NAMES = [module.id for module in MODULES]
PIECES = ("dilemma", "practice", "exercises/")
PICTURE = re.compile(r"!\[([^\]]{80,})\]\(images/([a-z-]+\.svg)\)")

each_dilemma = pytest.mark.parametrize("dilemma", [str(module.dilemma) for module in MODULES])
each_module = pytest.mark.parametrize("module", NAMES)


def cells(module: str) -> list[dict[str, Any]]:
    """A page's cells."""
    found: list[dict[str, Any]] = json.loads((REPO / "course" / f"{module}.ipynb").read_text("utf-8"))[
        "cells"
    ]
    return found


def text(module: str) -> str:
    """A page from top to bottom, its calls included."""
    return "\n".join("".join(cell["source"]) for cell in cells(module))


@each_dilemma
def test_a_dilemma_is_long_enough_and_its_consequences_come_late(dilemma: str) -> None:
    scenario = scenarios.load_scenario(dilemma)
    length = reading.measure_length(explore(scenario))
    assert length
    assert length.decisions.most >= 5
    assert sum(isinstance(node, Ending) for node in scenario.nodes) >= 3
    assert len(scenario.delayed) >= 2
    assert len(scenario.invariants) >= 3
    assert all(norm.cites for norm in scenario.invariants)


@each_dilemma
def test_rights_holders_and_civil_society_are_among_the_voices(dilemma: str) -> None:
    scenario = scenarios.load_scenario(dilemma)
    spoken = {voice.who for part in (*scenario.nodes, *scenario.delayed) for voice in part.voices}
    lenses = [scenario.stakeholder[who].lens for who in spoken]
    assert len(lenses) >= 4
    assert {"rightsholder", "civil-society"} <= set(lenses)


@each_dilemma
def test_people_are_counted_first(dilemma: str) -> None:
    about = [indicator.about for indicator in scenarios.load_scenario(dilemma).indicators]
    assert {"people", "company"} == set(about)
    assert about == sorted(about, key="company".__eq__)


@each_dilemma
def test_a_facilitator_knows_what_to_ask_at_each_decision(dilemma: str) -> None:
    decisions = [node for node in scenarios.load_scenario(dilemma).nodes if isinstance(node, Decision)]
    assert all(node.facilitator for node in decisions)


@each_module
def test_an_assignment_has_six_to_ten_items_of_four_types_and_one_or_two_texts(module: str) -> None:
    items = load(Assignment, REPO / "solutions" / module / "items.yaml").items
    assert 6 <= len(items) <= 10
    assert len({item.type for item in items}) >= 4
    assert 1 <= sum(isinstance(item, TextItem) for item in items) <= 2


@each_module
def test_a_key_cites_and_says_what_would_change_the_answer(module: str) -> None:
    for key in load(Keys, REPO / "solutions" / f"{module}.key.yaml").keys:
        assert key.cites, key.id
        assert key.flip, key.id
        if isinstance(key, TextKey):
            assert len(key.criteria) >= 2, key.id


@each_module
def test_a_page_has_a_short_hook_a_picture_and_every_piece(module: str) -> None:
    hook = "".join(cells(module)[0]["source"])
    assert reading.count_words(hook) < 100
    whole = text(module)
    assert all(piece in whole for piece in PIECES)
    assert "commitments" in whole or "action_plan" in whole
    assert "## Further reading" in whole
    (_, picture), *_ = PICTURE.findall(whole)
    assert course_files.assets("images", picture).is_file()


@each_module
def test_practice_has_three_to_six_tasks(module: str) -> None:
    assert 3 <= len(load(PracticeSet, course_files.assets("practice", f"{module}.yaml")).tasks) <= 6


def test_the_pieces_that_make_one_think_are_each_on_some_page() -> None:
    everything = "\n".join(map(text, ("00-start-here", *NAMES)))
    for piece in ("salience_map", "explorer", "involvement"):
        assert f"knowshow.{piece}(" in everything
