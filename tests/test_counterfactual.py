"""One choice changed: later choices kept while legal, and the difference told by indicator and by person."""

from __future__ import annotations

import pytest

import storyteller
from knowshow import counterfactual
from knowshow.counterfactual import Change
from knowshow.play import IllegalChoiceError

PATH = ("close-the-street", "publish")


def test_later_choices_are_kept_while_they_are_legal() -> None:
    found = counterfactual.vary(storyteller.told(), PATH, 0, "ask-the-parents")
    assert found.choices == ("ask-the-parents", "publish")
    assert found.stopped is None
    assert found.indicators[0] == Change("near-school", 10, 30, "worse")
    assert found.indicators[1] == Change("contracts", 29, 35, "better")


def test_the_difference_is_told_for_each_person() -> None:
    found = counterfactual.vary(storyteller.told(), PATH, 0, "ask-the-parents")
    mirela, tomas = found.people
    assert [change.indicator for change in mirela.changes] == ["near-school"]
    assert (mirela.reached_before, mirela.reached_after) == (2, 3)
    assert (tomas.reached_before, tomas.reached_after) == (1, 0)


def test_the_place_is_marked_where_later_choices_stop_being_legal() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "publish")["when"] = {"chose": "close-the-street"}
    found = counterfactual.vary(storyteller.told(data), PATH, 0, "ask-the-parents")
    assert found.choices == ("ask-the-parents",)
    assert found.stopped == 1
    assert found.before.node == found.after.node == "the-count"


@pytest.mark.parametrize(("at", "instead"), [(2, "publish"), (-1, "publish"), (0, "publish"), (0, "nothing")])
def test_what_cannot_be_changed_is_refused(at: int, instead: str) -> None:
    with pytest.raises(IllegalChoiceError):
        counterfactual.vary(storyteller.told(), PATH, at, instead)


def test_alternatives_are_the_other_open_choices() -> None:
    assert counterfactual.alternatives(storyteller.told(), PATH, 1) == ("keep-inside",)
