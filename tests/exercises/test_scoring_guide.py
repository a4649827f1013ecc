"""The guide to scoring: every worked example through the real scorer, every scoring word explained."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from knowshow.content import course_files
from knowshow.exercises import keys, model_answers, scoring
from knowshow.exercises.items import Assignment, Item
from knowshow.exercises.keys import Key, Keys, TextKey
from knowshow.part import Part

GUIDE = course_files.assets("guide", "scoring.md").read_text("utf-8")
BLOCKS: list[dict[str, Any]] = [
    yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
]
CASES = [(block, answer) for block in BLOCKS for answer in block["answers"]]
ITEM: TypeAdapter[Item] = TypeAdapter(Item)
KEY: TypeAdapter[Key] = TypeAdapter(Key)
KINDS = {"choice", "order", "match", "slider", "extended-text"}
FOR_READERS = {
    "id",
    "type",
    "why",
    "cites",
    "differ",
    "flip",
    "feedback",
    "within",
    "below",
    "above",
    "example",
    "samples",
    "answer",  # of a sample
}
NAMED_BY_OTHERS = {"options", "sources", "target", "points", "label", "shows", "levels"}


def read(block: dict[str, Any]) -> tuple[Item, Key]:
    return ITEM.validate_python(block["item"]), KEY.validate_python(block["key"])


def test_there_is_an_example_of_each_kind_with_answers_that_differ() -> None:
    assert {block["item"]["type"] for block in BLOCKS} == KINDS
    assert all(len({answer["points"] for answer in block["answers"]}) > 1 for block in BLOCKS)


@pytest.mark.parametrize(("block", "answer"), CASES, ids=lambda case: str(case.get("answer", "")))
def test_an_answer_earns_what_the_guide_says(block: dict[str, Any], answer: dict[str, Any]) -> None:
    item, key = read(block)
    score = scoring.score(item, key, answer["answer"])
    if "levels" in answer:
        assert score.outcome == "needs-manual"
        assert isinstance(key, TextKey)
        taken = zip(key.criteria, answer["levels"], strict=True)
        assert sum(criterion.levels[level].points for criterion, level in taken) == answer["points"]
    else:
        assert score.outcome != "needs-manual"
        assert score.earned == answer["points"]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block["item"]["id"]))
def test_the_best_answer_of_an_example_earns_its_points(block: dict[str, Any]) -> None:
    item, key = read(block)
    assignment = Assignment(assignment="demo", edition="2026.1", title="Demo", items=(item,))
    best = model_answers.make_answers(assignment, Keys(assignment="demo", edition="2026.1", keys=(key,)))
    if isinstance(key, TextKey):
        assert sum(criterion.most for criterion in key.criteria) == item.points
    else:
        assert scoring.score(item, key, best[item.id]).earned == item.points


def scoring_words() -> set[str]:
    """Return the keys' fields that decide points, whatever key they belong to."""
    models = [model for model in vars(keys).values() if isinstance(model, type) and issubclass(model, Part)]
    named = {field for model in models for field in model.model_fields if model is not Keys}
    return named - FOR_READERS - NAMED_BY_OTHERS


def test_every_scoring_word_of_the_keys_has_a_heading() -> None:
    headings = " ".join(re.findall(r"^## (.*)$", GUIDE, re.MULTILINE))
    assert scoring_words() == {"credit", "floor", "before", "accepts", "tolerance", "fade", "criteria"}
    assert all(f"`{word}`" in headings for word in scoring_words())


def test_rounding_goes_to_two_decimals_and_half_way_to_the_even_digit() -> None:
    assert "0.125 becomes 0.12, and 0.375 becomes 0.38" in GUIDE
    assert [round(0.125, 2), round(0.375, 2)] == [0.12, 0.38]
