"""The debrief in a browser: walked by keyboard, measured by axe, compared by its accessibility tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import load_scenario
from knowshow.learner import journals
from knowshow.pages.widgets import plot
from knowshow.pages.widgets.player import Player

FERRY = load_scenario(Path(__file__).parents[2] / "scenarios" / "ferry.yaml")
PRINCIPLES = load_principles()
PATH = ("wait", "call")


def ended(tmp_path: Path) -> Player:
    path = tmp_path / "ferry.json"
    journals.save(path, journals.Journal(FERRY.id, FERRY.version, PATH))
    return Player(FERRY, PRINCIPLES, path)


def ask(player: Player, **message: Any) -> dict[str, Any]:
    """What the page is answered."""
    sent: list[dict[str, Any]] = []
    player.send = lambda content, *_: sent.append(content)
    player._heard(player, {"do": "ask", "n": "1", **message}, [])  # noqa: SLF001 - the page's way in
    (answer,) = sent
    return answer


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"ask": "nonsense"},
        {"ask": ["chart"]},
        {"ask": "whatif"},
        {"ask": "whatif", "at": "x", "instead": None},
        {"ask": "whatif", "at": 9, "instead": "charter"},
        {"ask": "chart", "chart": "space", "people": "cost", "company": "cost"},
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_words(tmp_path: Path, message: dict[str, Any]) -> None:
    assert "something went wrong in the course itself" in ask(ended(tmp_path), **message)["text"]


def test_asking_changes_nothing(tmp_path: Path) -> None:
    player = ended(tmp_path)
    before = (tmp_path / "ferry.json").read_bytes(), player.view["key"]
    assert ask(player, ask="whatif", at=0, instead="charter")["type"] == "saved"
    assert ((tmp_path / "ferry.json").read_bytes(), player.view["key"]) == before


def test_the_script_that_draws_is_the_packages_own() -> None:
    assert b"plotly.js v" in plot.plotly_script()[:200]


# In the browser
