"""Moral register does not pay: readers who go by the sound of the options do not beat chance by much."""

from __future__ import annotations

from pathlib import Path

import pytest

import guessers
from chances import NAMES, SOLUTIONS, chance
from knowshow.content.loading import load
from knowshow.exercises import scoring
from knowshow.exercises.items import Assignment, TextItem
from knowshow.exercises.keys import Keys

OLD = Path(__file__).parents[1] / "data" / "edition-2026.1" / "solutions"
MARGIN = 0.12
READERS = {
    "what sounds responsible": guessers.by(guessers.responsible),
    "most people-friendly": guessers.by(guessers.friendly),
    "most alarming first": guessers.by(guessers.alarming),
    "most modestly worded": guessers.by(guessers.modest),
}


def shares(folder: Path, name: str, reader: str) -> tuple[float, float, float]:
    """Return what a reader earns of an assignment's closed items, what chance earns, and all points."""
    keys = load(Keys, folder / f"{name}.key.yaml").key
    items = load(Assignment, folder / name / "items.yaml").items
    closed = [item for item in items if not isinstance(item, TextItem)]
    earned = sum(scoring.score(item, keys[item.id], READERS[reader](item)).earned for item in closed)
    return earned, sum(chance(item, keys[item.id]) for item in closed), sum(item.points for item in closed)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_register_beats_chance(name: str, reader: str) -> None:
    earned, at_random, points = shares(SOLUTIONS, name, reader)
    assert earned <= at_random + MARGIN * points


def test_the_word_list_is_no_straw_man() -> None:
    old = [shares(OLD, path.parent.name, "what sounds responsible") for path in OLD.glob("*/items.yaml")]
    assert len(old) == 6
    assert sum(earned for earned, _, _ in old) >= 0.5 * sum(points for _, _, points in old)
