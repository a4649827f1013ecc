"""A module is read, decided and tried in 20 to 25 minutes, without its exercise and further reading."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files, course_map, markdown, scenarios
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.exercises.items import Assignment, TextItem
from knowshow.exercises.practice import PracticeSet
from knowshow.story import length
from knowshow.story.explore import explore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.content.course_map import Module
    from knowshow.exercises.items import Item

COURSE = Path(__file__).parents[2] / "course"
APART = {"exercise-intro", "reading"}
LEAST, MOST = 20, 25
MODULES = [module for module in course_map.load_modules() if module.dilemma]


def page(module: str) -> dict[str, str]:
    """What a module's page says between its pieces, cell by cell, as it is read."""
    cells = json.loads((COURSE / f"{module}.ipynb").read_text("utf-8"))["cells"]
    return {
        cell["id"]: markdown.plain(markdown.html("".join(cell["source"])))
        for cell in cells
        if cell["cell_type"] == "markdown"
    }


def asked(stem: Item) -> Iterator[str]:
    """What a practice item shows before anything is answered."""
    yield from filter(None, (stem.case, stem.prompt))
    for name in ("options", "sources", "targets"):
        for part in getattr(stem, name, ()):
            yield from filter(None, (part.label, part.detail))


def minutes(module: Module) -> float:
    """How long a module takes: its page, the practice as it is asked, a mean path through its dilemma."""
    texts = [text for cell, text in page(module.id).items() if cell not in APART]
    drill = load(PracticeSet, course_files.assets("practice", f"{module.id}.yaml"))
    texts += [text for task in drill.tasks for text in asked(task.stem)]
    story = length.measure_length(explore(scenarios.load_scenario(str(module.dilemma))))
    assert story is not None
    words = sum(map(length.count_words, texts)) + story.words.mean
    pauses = length.SECONDS_A_DECISION * story.decisions.mean
    return float(Fraction(words, length.WORDS_A_MINUTE) + Fraction(pauses, 60))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_module_takes_twenty_to_twenty_five_minutes_as_its_map_says(module: Module) -> None:
    taken = minutes(module)
    assert LEAST <= taken <= MOST
    assert abs(taken - module.minutes) <= 2.5, f"{taken:.1f} minutes; the map says {module.minutes}"


def test_a_reader_is_given_true_figures_before_the_first_module() -> None:
    stories = [scenarios.load_scenario(str(module.dilemma)).minutes for module in MODULES]
    assert all(20 < module.minutes < 24 for module in MODULES)
    assert all(16 <= minutes <= 18 for minutes in stories)
    assert all(module.exercise_minutes == 40 for module in MODULES)
    assert "About an hour each, its exercise included" in say("start", "lead")
    assert all(60 <= module.minutes + module.exercise_minutes <= 65 for module in MODULES)
    (how,) = (text for cell, text in page("00-start-here").items() if cell == "how")
    assert "a little over twenty minutes, about seventeen of them for its story" in how
    assert "exercise takes about forty minutes more" in how


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_page_says_truly_what_its_exercise_asks(module: Module) -> None:
    intro = page(module.id)["exercise-intro"]
    assert "New cases, about forty minutes. Two answers are written and read by a person" in intro
    items = load(Assignment, course_files.exercises(module.id, "items.yaml")).items
    assert sum(isinstance(item, TextItem) for item in items) == 2


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_what_is_not_counted_is_there_and_what_is_counted_is_most_of_the_page(module: Module) -> None:
    cells = page(module.id)
    assert set(cells) > APART
    apart = sum(length.count_words(cells[cell]) for cell in APART)
    assert sum(map(length.count_words, cells.values())) > 2 * apart
