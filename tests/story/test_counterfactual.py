"""One choice changed: later choices kept while legal, and the difference told by indicator and by person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import storyteller
from knowshow.story import counterfactual, play
from knowshow.story.counterfactual import IndicatorChange
from knowshow.story.play import IllegalChoiceError

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario

PATH = ("close-the-street", "publish")


def test_later_choices_are_kept_while_they_are_legal() -> None:
    variation = counterfactual.vary(storyteller.told(), PATH, 0, "ask-the-parents")
    assert variation.choices == ("ask-the-parents", "publish")
    assert variation.stopped is None
    assert variation.indicators[0] == IndicatorChange("near-school", 10, 30, "worse")
    assert variation.indicators[1] == IndicatorChange("contracts", 29, 35, "better")


def test_the_difference_is_given_for_each_stakeholder() -> None:
    variation = counterfactual.vary(storyteller.told(), PATH, 0, "ask-the-parents")
    mirela, tomas = variation.people
    assert [change.indicator for change in mirela.changes] == ["near-school"]
    assert (mirela.reached_before, mirela.reached_after) == (2, 3)
    assert (tomas.reached_before, tomas.reached_after) == (1, 0)


def test_the_place_is_marked_where_later_choices_stop_being_legal() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "publish")["when"] = {"chose": "close-the-street"}
    variation = counterfactual.vary(storyteller.told(data), PATH, 0, "ask-the-parents")
    assert variation.choices == ("ask-the-parents",)
    assert variation.stopped == 1
    assert variation.before.node == variation.after.node == "the-count"


@given(storyteller.scenarios(), st.data())
def test_a_variation_agrees_with_replaying_both_paths(scenario: Scenario, data: st.DataObject) -> None:
    old: list[str] = []
    while offered := play.available(scenario, play.replay(scenario, old)):
        old.append(data.draw(st.sampled_from([choice.id for choice in offered])))
    at = data.draw(st.integers(0, len(old) - 1))
    others = counterfactual.alternatives(scenario, old, at)
    assume(others)
    instead = data.draw(st.sampled_from(others))
    variation = counterfactual.vary(scenario, old, at, instead)
    changed = [*old[:at], instead, *old[at + 1 :]]
    assert variation.choices == tuple(changed[: len(variation.choices)])
    assert variation.after == play.replay(scenario, variation.choices)
    assert variation.before == play.replay(scenario, old[: len(variation.choices)])
    assert [change.after - change.before for change in variation.indicators] == [
        new - was for was, new in zip(variation.before.values, variation.after.values, strict=True)
    ]
    assert all(
        (change.course == "better") == (change.after < change.before) for change in variation.indicators
    )  # less is better
    if variation.stopped is None:
        assert len(variation.choices) == len(changed)
    else:
        assert variation.stopped == len(variation.choices) > at
        with pytest.raises(IllegalChoiceError):
            play.replay(scenario, changed[: variation.stopped + 1])


@pytest.mark.parametrize(("at", "instead"), [(2, "publish"), (-1, "publish"), (0, "publish"), (0, "nothing")])
def test_a_change_that_is_not_legal_is_refused(at: int, instead: str) -> None:
    with pytest.raises(IllegalChoiceError):
        counterfactual.vary(storyteller.told(), PATH, at, instead)


def test_alternatives_are_the_other_open_choices() -> None:
    assert counterfactual.alternatives(storyteller.told(), PATH, 1) == ("keep-inside",)
