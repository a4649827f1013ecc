"""A module is read and decided in 20 to 25 minutes; with what is tried and written its steps take longer."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.content import course_files, course_map, markdown, scenarios
from knowshow.content.commitment_prompts import load_prompts
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.exercises.involvement import load_cases
from knowshow.exercises.items import Assignment, TextItem
from knowshow.exercises.practice import PracticeSet
from knowshow.story import length
from knowshow.story.explore import explore
from knowshow.story.scenario import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.content.course_map import Module
    from knowshow.exercises.items import Item
    from knowshow.story.scenario import Scenario

COURSE = Path(__file__).parents[2] / "course"
APART = {"exercise-intro", "reading"}
LEAST, MOST = 20, 25
MAP, EXPLORER, WRITING = 4.5, 2, 3  # minutes: judgements, which the author's guide names
MODULES = [module for module in course_map.load_modules() if module.dilemma]


def notebook(module: str) -> list[dict[str, Any]]:
    """The cells of a module's page."""
    cells: list[dict[str, Any]] = json.loads((COURSE / f"{module}.ipynb").read_text("utf-8"))["cells"]
    return cells


def steps_of(module: str) -> dict[str, list[str]]:
    """The cells of each step, by their ids, in the page's order."""
    found: dict[str, list[str]] = {}
    for cell in notebook(module):
        if "knowshow" in cell["metadata"]:
            found.setdefault(cell["metadata"]["knowshow"]["step"], []).append(cell["id"])
    return found


def page(module: str) -> dict[str, str]:
    """What a module's page says between its pieces, cell by cell, as it is read."""
    return {
        cell["id"]: markdown.plain(markdown.html("".join(cell["source"])))
        for cell in notebook(module)
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
def test_a_module_is_read_and_decided_in_twenty_to_twenty_five_minutes(module: Module) -> None:
    assert LEAST <= minutes(module) <= MOST


def reading(*texts: str) -> float:
    return sum(map(length.count_words, texts)) / length.WORDS_A_MINUTE


def piece_minutes(cells: list[str]) -> float:
    """What the pieces among the ideas take, beyond the text around them."""
    cases = load_cases().cases
    each = {
        "sorter": reading(*(case.text for case in cases)) + len(cases) * length.SECONDS_A_DECISION / 60,
        "map": MAP,
        "explorer": EXPLORER,
    }
    return sum(each.get(cell, 0) for cell in cells)


def debrief_minutes(scenario: Scenario) -> float:
    """What the debrief says to everybody, and the lives that one ending shows, on average."""
    talk = scenario.debrief
    differ = [text for each in talk.differ for text in (each.question, *(view.says for view in each.views))]
    endings = sum(isinstance(node, Ending) for node in scenario.nodes)
    lives = reading(*(life.text for life in talk.lives)) / max(1, min(endings, 2))
    return reading(*(lesson.text for lesson in talk.lessons), *differ) + lives


def practice_minutes(module: Module) -> float:
    """What is asked and the reasons that come back, a pause for each task, a longer one to write."""
    drill = load(PracticeSet, course_files.assets("practice", f"{module.id}.yaml"))
    texts = [text for task in drill.tasks for text in (*asked(task.stem), task.solution)]
    pauses = [
        WRITING if isinstance(task.stem, TextItem) else length.SECONDS_A_DECISION / 60 for task in drill.tasks
    ]
    return reading(*texts) + sum(pauses)


def step_minutes(module: Module) -> dict[str, float]:
    """The minutes of each step but the exercise, whose own are asked of those who take it."""
    scenario = scenarios.load_scenario(str(module.dilemma))
    story = length.measure_length(explore(scenario))
    assert story is not None
    texts, cells = page(module.id), steps_of(module.id)
    around = {step: reading(*(texts.get(cell, "") for cell in cells[step])) for step in cells}
    debrief = debrief_minutes(scenario)
    prompts = load_prompts().get(module.id, ())
    promised = reading(*(prompt.ask + prompt.starts for prompt in prompts)) + WRITING / 2 * len(prompts)
    return {
        "story": around["story"] + float(story.minutes.mean) - debrief,
        "looking-back": debrief,
        "ideas": around["ideas"] + piece_minutes(cells["ideas"]),
        "practice": around["practice"] + practice_minutes(module),
        "what-you-will-do": around["what-you-will-do"] + promised,
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_each_step_says_its_own_minutes_truly(module: Module) -> None:
    measured = step_minutes(module)
    declared = {str(step): told for step, told in module.minutes.items() if step != "exercise"}
    assert declared.keys() == measured.keys()
    apart = {step: round(taken - declared[step], 1) for step, taken in measured.items()}
    assert all(abs(each) <= 0.6 for each in apart.values()), apart


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_every_piece_of_a_page_belongs_to_a_step(module: Module) -> None:
    cells = steps_of(module.id)
    assert list(cells) == [step for step in module.minutes if step != "looking-back"]
    assert sum(map(len, cells.values())) == len(notebook(module.id)) - 1  # the last one tells how they stand


def test_a_reader_is_given_true_figures_before_the_first_module() -> None:
    stories = [scenarios.load_scenario(str(module.dilemma)).minutes for module in MODULES]
    assert all(16 <= minutes <= 18 for minutes in stories)
    assert all(
        abs(told - m.minutes["story"] - m.minutes["looking-back"]) <= 1
        for told, m in zip(stories, MODULES, strict=True)
    )
    assert all(module.minutes["exercise"] == 40 for module in MODULES)
    assert "About an hour and a quarter each, its exercise included" in say("start", "lead")
    assert all(70 <= sum(module.minutes.values()) <= 80 for module in MODULES)
    (how,) = (text for cell, text in page("00-start-here").items() if cell == "how")
    assert "a good half hour, half of it for its story" in how
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
