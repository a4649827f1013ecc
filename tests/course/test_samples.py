"""Every written question has samples from which readers can learn where its levels part."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowshow.content.loading import load
from knowshow.exercises.keys import Keys, TextKey
from knowshow.story.length import count_words

SOLUTIONS = Path(__file__).parents[2] / "solutions"
WRITTEN = [
    key
    for path in sorted(SOLUTIONS.glob("*.key.yaml"))
    for key in load(Keys, path).keys
    if isinstance(key, TextKey)
]

each_key = pytest.mark.parametrize("key", WRITTEN, ids=lambda key: key.id)


def total(key: TextKey, levels: dict[str, int]) -> float:
    """The points of a sample's levels."""
    return sum(criterion.levels[levels[criterion.id]].points for criterion in key.criteria)


def test_there_are_twelve_written_questions() -> None:
    assert len(WRITTEN) == 12


@each_key
def test_three_samples_are_as_long_as_an_answer_and_unlike_the_example(key: TextKey) -> None:
    answers = [sample.answer for sample in key.samples]
    assert len({*answers, key.example}) == 4
    assert all(60 <= count_words(answer) <= 150 for answer in answers)
    assert all("*" not in answer for answer in answers), "an answer is shown as typed, not as Markdown"


@each_key
def test_samples_lie_apart_in_points_and_on_each_criterion(key: TextKey) -> None:
    for criterion in key.criteria:
        assert len({sample.levels[criterion.id] for sample in key.samples}) > 1, criterion.id
    weak, middling, good = sorted(total(key, sample.levels) for sample in key.samples)
    most = sum(criterion.most for criterion in key.criteria)
    assert weak <= most / 3 < middling <= 2 * most / 3 < good


def test_the_place_of_a_sample_does_not_give_it_away() -> None:
    best = {
        max(range(len(key.samples)), key=lambda place: total(key, key.samples[place].levels))
        for key in WRITTEN
    }
    assert best == {0, 1, 2}
