"""Rules of thumb against a walk of all their play, choice by choice; and against the stories of 2026.1."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storyteller
from knowshow.story import play, rules
from knowshow.story.explore import explore
from knowshow.story.moves import MOVES
from knowshow.story.outcomes import build_space
from knowshow.story.rule_play import PLAIN, RULES, Board, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.story.rules import Judgement
    from knowshow.story.scenario import Choice, Scenario
    from knowshow.story.state import State

OLD = sorted((Path(__file__).parents[1] / "data" / "stories-2026.1").glob("*.yaml"))


def choices_taken(rule: Rule, choices: Sequence[Choice]) -> Sequence[Choice]:
    """What a rule takes of some open choices, by its definition."""
    for move in rule:
        bearing = [choice for choice in choices if move in choice.moves]
        if bearing:
            return bearing
    return choices


def walk(scenario: Scenario, rule: Rule, state: State, share: Fraction) -> Iterator[tuple[Fraction, State]]:
    """Every state that a rule's play comes to, with its share of the play on the way there."""
    yield share, state
    choices = choices_taken(rule, play.available(scenario, state))
    for choice in choices:
        yield from walk(scenario, rule, play.step(scenario, state, choice.id), share / len(choices))


def judge_story(scenario: Scenario) -> Judgement:
    """A scenario's judgement, which it must have."""
    judgement = rules.judge(explore(scenario))
    assert judgement is not None
    return judgement


@pytest.fixture(scope="module")
def first_edition() -> dict[str, Judgement]:
    """The judgements of the six stories of edition 2026.1."""
    return {path.stem: judge_story(storyteller.bare(path)) for path in OLD}


def has_moves(scenario: Scenario) -> bool:
    """Whether a drawn story can be judged: something is marked in it, and each path comes to an end."""
    return rules.judge(explore(scenario)) is not None


@given(storyteller.scenarios().filter(has_moves), st.data())
def test_a_rules_play_agrees_with_walking_every_path(scenario: Scenario, data: st.DataObject) -> None:
    judgement = judge_story(scenario)
    result = data.draw(st.sampled_from([judgement.plain, *judgement.results]))
    met = list(walk(scenario, result.rule, play.start(scenario), Fraction(1)))
    ends = [(share, state) for share, state in met if play.is_over(scenario, state)]
    offers = [(share, play.available(scenario, state)) for share, state in met]
    decisions = [(share, choices) for share, choices in offers if len(choices) > 1]
    bears = [share for share, choices in decisions if any(set(c.moves) & set(result.rule) for c in choices)]
    assert result.best == sum(share for share, state in ends if state.node == "end-a")
    assert result.decisions == sum(share for share, _ in decisions)
    assert result.settled * result.decisions == sum(bears)
    paths = build_space(explore(scenario))
    for place, indicator in enumerate(scenario.indicators):
        stood = [(share, paths.standing(indicator.id, state.values[place])) for share, state in ends]
        mean = sum((share * (among.worse + among.same / 2) for share, among in stood), Fraction(0))
        assert result.standing[indicator.id] == mean


@given(storyteller.scenarios().filter(has_moves))
def test_the_shortest_path_is_one_that_the_rule_takes(scenario: Scenario) -> None:
    board = Board(explore(scenario))
    for result in judge_story(scenario).results[:4]:
        state = play.start(scenario)
        for name in board.find_shortest_path(result.rule, {"end-a"}):
            assert name in [
                choice.id for choice in choices_taken(result.rule, play.available(scenario, state))
            ]
            state = play.step(scenario, state, name)
        assert play.is_over(scenario, state)
        assert (state.node == "end-a") is (result.best > 0)


@given(storyteller.scenarios().filter(has_moves))
def test_a_move_is_worth_what_plain_play_gains_by_it(scenario: Scenario) -> None:
    paths = build_space(explore(scenario))

    def worth(state: State) -> Fraction:
        ends = walk(scenario, PLAIN, state, Fraction(1))
        stood = [
            (share, paths.standing(indicator.id, end.values[place]))
            for share, end in ends
            if play.is_over(scenario, end)
            for place, indicator in enumerate(scenario.indicators)
        ]
        return sum((share * (among.worse + among.same / 2) for share, among in stood), Fraction(0))

    def mean(state: State, choices: Sequence[Choice]) -> Fraction:
        after = [worth(play.step(scenario, state, choice.id)) for choice in choices]
        return sum(after, Fraction(0)) / len(after)

    for habit in judge_story(scenario).habits[:3]:
        total = Fraction(0)
        for share, state in walk(scenario, PLAIN, play.start(scenario), Fraction(1)):
            having = [c for c in play.available(scenario, state) if habit.move in c.moves]
            lacking = [c for c in play.available(scenario, state) if habit.move not in c.moves]
            if state.node == habit.node and having and lacking:
                total += share * (mean(state, having) - mean(state, lacking))
        assert habit.worth == (total > 0) - (total < 0)


def test_there_is_a_rule_for_each_move_and_each_pair() -> None:
    assert len(RULES) == len(MOVES) ** 2 == len(set(RULES))
    assert str(Rule("hear", "obey")) == "hear, then obey"


def test_a_story_that_can_come_back_is_not_judged() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "publish")["goto"] = "the-letter"
    storyteller.choice(data, "publish")["effects"] = {}
    assert rules.judge(explore(storyteller.told(data))) is None


def test_two_decisions_show_no_habit() -> None:
    judgement = judge_story(storyteller.told())
    assert judgement.plain.decisions == 2
    assert {result.wins for result in judgement.results} == {None}


def test_hearing_those_affected_won_all_six_stories_of_2026_1(first_edition: dict[str, Judgement]) -> None:
    alone = {name for name, judgement in first_edition.items() if Rule("hear") in judgement.winners}
    assert len(first_edition) == 6
    assert set(first_edition) - alone == {"quiet-harbour"}
    assert Rule("hear", "join") in first_edition["quiet-harbour"].winners
    assert Rule("hear", "join") in first_edition["best-guess"].winners


def test_hearing_them_was_right_and_the_business_wrong_at_every_decision_of_2026_1(
    first_edition: dict[str, Judgement],
) -> None:
    habits = [habit for judgement in first_edition.values() for habit in judgement.habits]
    assert [habit.worth for habit in habits if habit.move == "hear"] == [1] * 21
    assert [habit.worth for habit in habits if habit.move == "protect-business"] == [-1] * 14


def test_no_rule_without_hearing_won_more_than_one_story_of_2026_1(
    first_edition: dict[str, Judgement],
) -> None:
    others = [
        rule for judgement in first_edition.values() for rule in judgement.winners if "hear" not in rule
    ]
    assert others
    assert len(others) == len(set(others))
