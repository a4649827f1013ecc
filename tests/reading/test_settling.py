"""What becomes of an answer after each mark."""

from __future__ import annotations

from demo import KEYS
from knowshow.exercises.keys import TextKey
from knowshow.reading.marks import Mark
from knowshow.reading.rules import Rules
from knowshow.reading.settling import settle


def mark(facts: int, person: int, comment: str = "") -> Mark:
    return Mark(learner="x", text="t", scheme="s", levels={"facts": facts, "person": person}, comment=comment)


def state(rules: Rules, *marks: Mark) -> tuple[str, float, str]:
    key = KEYS.key["letter"]
    assert isinstance(key, TextKey)
    return settle(key, rules, marks)


def test_one_reader_settles_and_the_learner_is_told_each_level() -> None:
    assert state(Rules()) == ("unread", 0, "")
    settled = state(Rules(), mark(1, 1, "Say why. "))
    assert settled == (
        "settled",
        6,
        "Says what happened: Partly (2 of 4)\nSpeaks to a person: Fully (4 of 4)\nSay why.",
    )


def test_two_readers_near_each_other_count_half_each() -> None:
    rules = Rules(readers=2, apart=2)
    assert state(rules, mark(1, 1))[0] == "second"
    settled = state(rules, mark(1, 1), mark(2, 1, "Good."))
    assert settled[:2] == ("settled", 7)
    assert settled[2].splitlines()[0] == "Says what happened: Partly or Fully (3 of 4)"


def test_beyond_the_bound_a_third_persons_mark_stands() -> None:
    rules = Rules(readers=2, apart=1)
    assert state(rules, mark(1, 1), mark(2, 1))[0] == "third"
    assert state(rules, mark(1, 1), mark(2, 1), mark(0, 0, "Neither."))[:2] == ("settled", 0)
