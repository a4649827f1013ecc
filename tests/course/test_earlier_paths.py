"""Paths saved in the first edition go on as far as they fit today, and what no longer does is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowshow.content import scenarios, yaml_reader
from knowshow.learner import journals
from knowshow.learner.journals import Journal

EARLIER = sorted((Path(__file__).parents[1] / "data" / "stories-2026.1").glob("*.yaml"))
GONE = {"cold-corner"}  # its module tells another story now


def first_path(story: dict[str, Any]) -> tuple[str, ...]:
    """Return the first choice of each decision, in the order in which they stand in the file."""
    return tuple(node["choices"][0]["id"] for node in story["nodes"] if node["kind"] == "decision")


@pytest.mark.parametrize("path", [p for p in EARLIER if p.stem not in GONE], ids=lambda path: path.stem)
def test_an_earlier_path_resumes_or_says_which_choice_is_gone(path: Path) -> None:
    saved, now = first_path(yaml_reader.read(path).data), scenarios.load_scenario(path.stem)
    assert now.version > 1
    kept, problem = journals.resume(now, Journal(path.stem, 1, saved))
    assert kept == saved[: len(kept)]
    assert (problem is None) == (len(kept) == len(saved))
    assert problem is None or f"set aside: {len(saved) - len(kept)}" in problem


def test_a_story_that_is_gone_is_gone_and_its_saved_path_is_left_alone(tmp_path: Path) -> None:
    saved = tmp_path / "cold-corner.json"
    journals.save(saved, Journal("cold-corner", 1, ("go-see",)))
    assert GONE.isdisjoint(scenarios.list_names())
    assert journals.load(saved).journal == Journal("cold-corner", 1, ("go-see",))
