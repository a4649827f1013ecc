"""Every practice task proves itself: blank is not attempted, wrong is not yet, the solution is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import sample
from knowshow.content import course_files, yaml_reader
from knowshow.content.loading import load, validate
from knowshow.content.principles import load_principles
from knowshow.errors import InvalidFileError
from knowshow.exercises import practice
from knowshow.exercises.keys import TextKey
from knowshow.exercises.model_answers import make_best, make_worst
from knowshow.exercises.practice import Entry, PracticeSet

if TYPE_CHECKING:
    from knowshow.content.yaml_reader import Document

RIGHT: dict[str, Any] = {
    "first-move": "ask",
    "two-of-three": ["apology", "restitution"],
    "put-in-order": ["talk", "stop", "report"],
    "pair-up": {"online": "accessible", "slow": "predictable"},
    "how-many": 8,
}
WRONG: dict[str, Any] = {
    "first-move": "announce",
    "two-of-three": ["apology"],
    "put-in-order": ["report", "stop", "talk"],
    "pair-up": {"online": "accessible"},
    "how-many": 7,
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_blank_a_wrong_and_a_right_answer_have_their_outcomes(name: str) -> None:
    task = sample.task(name)
    assert practice.find_outcome(task, Entry()) == "not-attempted"
    assert practice.find_outcome(task, Entry(value=RIGHT[name])) == "not-attempted"
    assert practice.find_outcome(task, Entry(checked=WRONG[name])) == "not-yet"
    assert practice.find_outcome(task, Entry(checked=RIGHT[name])) == "right"


def test_a_written_answer_is_right_once_every_criterion_is_ticked() -> None:
    task = sample.task("write-it")
    assert practice.find_outcome(task, Entry(compared=("says-who", "says-when"))) == "not-attempted"
    assert practice.find_outcome(task, Entry(checked="By Friday.", compared=("says-when",))) == "not-yet"
    assert (
        practice.find_outcome(task, Entry(checked="I, by Friday.", compared=("says-when", "says-who")))
        == "right"
    )


@pytest.mark.parametrize("value", ["nowhere", 7, ["ask"], {}, "", None])
def test_a_value_that_is_no_answer_is_not_attempted(value: Any) -> None:
    assert practice.find_outcome(sample.task("first-move"), Entry(checked=value)) == "not-attempted"


def document() -> Document:
    return yaml_reader.read(sample.PRACTICE)


def get_message(document: Document) -> str:
    with pytest.raises(InvalidFileError) as caught:
        validate(PracticeSet, document)
    return str(caught.value)


def test_the_sample_loads() -> None:
    assert [task.stem.id for task in load(PracticeSet, sample.PRACTICE).tasks] == [*RIGHT, "write-it"]


def test_a_key_for_another_item_is_refused() -> None:
    wrong = document()
    wrong.data["tasks"][0]["key"]["id"] = "other"
    assert "give it the stem\u2019s id and type" in get_message(wrong)


@pytest.mark.parametrize(
    ("number", "place", "change"),
    [
        (0, "options", {"ask": {"credit": 1, "feedback": "x"}, "tell": {"credit": 0, "feedback": "x"}}),
        (2, "before", [["stop", "nothing"]]),
        (2, "feedback", {"nothing": "x"}),
        (
            3,
            "sources",
            {
                "online": {"accepts": ["none"], "feedback": "x"},
                "slow": {"accepts": ["accessible"], "feedback": "x"},
            },
        ),
        (
            3,
            "sources",
            {
                "online": {"accepts": ["accessible"], "feedback": "x"},
                "fast": {"accepts": ["accessible"], "feedback": "x"},
            },
        ),
    ],
)
def test_ids_that_stem_and_key_do_not_share_are_refused(number: int, place: str, change: Any) -> None:
    wrong = document()
    wrong.data["tasks"][number]["key"][place] = change
    assert "stem and key disagree about" in get_message(wrong)


def test_one_id_for_two_tasks_is_refused() -> None:
    wrong = document()
    wrong.data["tasks"].append(wrong.data["tasks"][0])
    assert "'first-move' names two tasks" in get_message(wrong)


SHIPPED = [
    pytest.param(task, id=f"{path.stem}-{task.stem.id}")
    for path in sorted(course_files.assets("practice").glob("*.yaml"))
    for task in load(PracticeSet, path).tasks
]


def test_the_course_ships_practice() -> None:
    assert SHIPPED


@pytest.mark.parametrize("task", SHIPPED)
def test_every_shipped_task_proves_itself(task: practice.Task) -> None:
    assert practice.find_outcome(task, Entry(checked=None)) == "not-attempted"
    if isinstance(task.key, TextKey):
        every = tuple(criterion.id for criterion in task.key.criteria)
        assert practice.find_outcome(task, Entry(checked=task.key.example)) == "not-yet"
        assert practice.find_outcome(task, Entry(checked=task.key.example, compared=every)) == "right"
        return
    assert practice.find_outcome(task, Entry(checked=make_best(task.stem, task.key))) == "right"
    assert practice.find_outcome(task, Entry(checked=make_worst(task.stem, task.key))) == "not-yet"


@pytest.mark.parametrize("task", SHIPPED)
def test_every_shipped_task_cites_principles_that_exist(task: practice.Task) -> None:
    principles = load_principles()
    assert [cite for cite in task.key.cites if principles.find(cite) is None] == []
