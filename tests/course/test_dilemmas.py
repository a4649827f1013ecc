"""What a story must hold beyond its form: who ends worse when people come last, and whose story is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowshow.content import scenarios
from knowshow.story import play
from knowshow.story.explore import explore

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import State

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
CAREFUL = "severity-and-consultation.json"
NAMES = sorted(path.parent.name for path in TRANSCRIPTS.glob(f"*/{CAREFUL}"))
COMPANY = frozenset({"company"})


def gain(scenario: Scenario, before: State, after: State, names: frozenset[str]) -> float:
    """How far some indicators have come on, each as a share of its range."""
    total = 0.0
    for indicator, was, now in zip(scenario.indicators, before.values, after.values, strict=True):
        if indicator.id in names:
            low, high = indicator.range
            total += (now - was) / (high - low) * (1 if indicator.better == "more" else -1)
    return total


def greedy(scenario: Scenario, names: frozenset[str]) -> State:
    """The end of a path on which each choice is the one that helps some indicators most at once."""
    state = play.start(scenario)
    while not play.is_over(scenario, state):
        here = state
        ways = [play.step(scenario, here, choice.id) for choice in play.available(scenario, here)]
        state = max(ways, key=lambda after: gain(scenario, here, after, names))
    return state


def careful(scenario: Scenario) -> State:
    """The end of the path that attends to severity and consultation."""
    kept = json.loads((TRANSCRIPTS / scenario.id / CAREFUL).read_text(encoding="utf-8"))
    return play.replay(scenario, kept["choices"])


def appearances(scenario: Scenario) -> frozenset[str]:
    """What others see at once: indicators in words, those of confidence and trust."""
    return frozenset(i.id for i in scenario.indicators if i.levels and i.better == "more")


@pytest.mark.parametrize("name", NAMES)
def test_the_company_first_ends_worse_for_people(name: str) -> None:
    scenario = scenarios.load_scenario(name)
    company = frozenset(i.id for i in scenario.indicators if i.about in COMPANY)
    people = frozenset(i.id for i in scenario.indicators if i.about == "people")
    assert gain(scenario, greedy(scenario, company), careful(scenario), people) > 0


@pytest.mark.parametrize("name", NAMES)
def test_appearances_first_ends_worse_for_people(name: str) -> None:
    scenario = scenarios.load_scenario(name)
    people = frozenset(i.id for i in scenario.indicators if i.about == "people")
    assert gain(scenario, greedy(scenario, appearances(scenario)), careful(scenario), people) > 0


@pytest.mark.parametrize("name", NAMES)
def test_each_life_is_told_once_at_every_ending(name: str) -> None:
    scenario = scenarios.load_scenario(name)
    found = explore(scenario)
    told = {
        tuple(life.who for life in scenario.debrief.lives if play.holds(scenario, life.when, state))
        for number, state in enumerate(found.states)
        if found.ends(number)
    }
    everyone = {life.who for life in scenario.debrief.lives}
    heard = {p.id for p in scenario.stakeholders if p.lens in ("rightsholder", "civil-society")}
    assert heard <= everyone
    assert all(sorted(lives) == sorted(everyone) for lives in told)
