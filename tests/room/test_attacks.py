"""Each attack first succeeds against a naive room, then fails against ours."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import naive
from adversary import CHOICES, Belief, Counts, add, as_tally, believe, lists, margins
from knowshow.room.again import Turnover, reveal_again
from knowshow.room.disclosure import Reveal, heard_first, reveal, room_choice, supports
from knowshow.room.pairs import joint_table
from knowshow.room.seats import compare_seats, total
from knowshow.room.stage import CloseBallot, Enter, OpenBallot, OutOfTurnError, Scene, Stage, advance
from knowshow.room.tallies import ABSTAIN, tally
from knowshow.room.turnout import turnout

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

NOBODY: Counts = (0, 0, 0)
TWO = CHOICES[:2]


def belief(show: Callable[[Counts], Hashable], truth: Counts, own: Counts = NOBODY) -> Belief:
    """Return what is open about the others when `truth` is shown, to a coalition that voted `own`."""
    others = sum(truth) - sum(own)
    cases = ((show(add(rest, own)), rest, lists(rest)) for rest in margins(others, len(truth)))
    return believe(cases)[show(truth)]


def certain(known: Belief, others: int) -> bool:
    """Return whether all that fits has each of `others` vote alike."""
    return known.surest() == others


def ours(counts: Counts) -> Reveal:
    """Show what our room shows."""
    return reveal(as_tally(counts))


def possible(show: Callable[[Counts], Hashable], truth: Counts, option: int) -> set[int]:
    """Return the numbers of `option` that fit what is shown of `truth`."""
    shown = show(truth)
    return {counts[option] for counts in margins(sum(truth), len(truth)) if show(counts) == shown}


def test_comparing_two_reveals_tells_a_late_vote() -> None:
    before, after = naive.running(["ask"] * 5 + ["wait"] * 5), naive.running(["ask"] * 5 + ["wait"] * 6)
    assert Counter(after) - Counter(before) == {"wait": 1}

    stage = advance(Stage(), 0, Enter(Scene("gate", TWO)))
    stage = advance(stage, 1, OpenBallot())
    closed = advance(stage, 2, CloseBallot(reveal(tally(TWO, ["ask"] * 5 + ["wait"] * 5))))
    with pytest.raises(OutOfTurnError, match="the room stands at 'revealed'"):
        advance(closed, 3, CloseBallot(reveal(tally(TWO, ["ask"] * 5 + ["wait"] * 6))))


def test_watching_the_counts_tells_the_last_vote() -> None:
    votes: list[str | None] = [*["ask"] * 5, *["wait"] * 6]
    assert Counter(naive.running([*votes, "ask"])) - Counter(naive.running(votes)) == {"ask": 1}

    watched: dict[str | None, list[str]] = {
        vote: [turnout(12, voted, 3) for voted in range(13)] for vote in ("ask", "wait", None)
    }
    assert watched["ask"] == watched["wait"] == watched[None]
    assert watched["ask"][11] == watched["ask"][12]


@pytest.mark.parametrize("people", [12, 20, 40, 500])
def test_counting_who_is_in_tells_who_has_not_voted(people: int) -> None:
    assert naive.turnout(people, people - 1) != naive.turnout(people, people)

    words = [turnout(people, voted, 4) for voted in range(people + 1)]
    runs = Counter(words)
    assert words[0] != words[-1]
    assert runs[words[0]] >= 5
    assert runs[words[-1]] >= 5


def test_a_unanimous_room_tells_every_vote() -> None:
    assert certain(belief(naive.exact, (12, 0, 0)), 12)
    assert not certain(belief(ours, (12, 0, 0)), 12)


@pytest.mark.parametrize("people", [8, 12, 20])
def test_a_room_unanimous_but_for_me_tells_me_every_vote(people: int) -> None:
    truth, own = (people - 1, 1, 0), (0, 1, 0)
    assert certain(belief(naive.exact, truth, own), people - 1)
    assert certain(belief(naive.suppressed, truth, own), people - 1)

    known, k = belief(ours, truth, own), ours(truth).k
    assert not certain(known, people - 1)
    assert known.best_guess(people - 1) <= (people - k) / (people - 1)


def test_the_total_tells_the_number_that_was_hidden() -> None:
    truth = (7, 3, 2)
    assert possible(naive.suppressed, truth, 2) == {2}
    assert len(possible(ours, truth, 2)) > 2


def test_the_rule_of_merging_tells_the_numbers_that_were_merged() -> None:
    """Count together the options below five: two of them with eight have four each."""

    def merged(counts: Counts) -> Hashable:
        small = [count for count in counts if count < 5]
        return tuple(count if count >= 5 else None for count in counts), sum(small)

    truth = (7, 5, 4, 4)
    assert possible(merged, truth, 3) == {4}
    assert len(possible(ours, truth, 3)) > 1


def test_following_the_room_tells_a_hidden_winner() -> None:
    truth = (7, 1, 0)

    def follow(counts: Counts) -> Hashable:
        return ours(counts), naive.follow_room(counts)

    def offer(counts: Counts) -> Hashable:
        return ours(counts), room_choice(ours(counts))

    assert ours(truth).words == "close"
    assert belief(follow, truth).best_guess(8) > 5 / 8
    assert belief(offer, truth).best_guess(8) <= 5 / 8


def test_the_smallest_choice_is_told_by_hearing_it_first() -> None:
    truth = (8, 1, 3)

    def by_size(counts: Counts) -> Hashable:
        return ours(counts), naive.smallest(counts)

    def by_lot(counts: Counts) -> Hashable:
        return ours(counts), heard_first(ours(counts))

    assert possible(by_lot, truth, 1) == possible(ours, truth, 1)
    assert possible(by_size, truth, 1) < possible(ours, truth, 1)


def test_the_total_tells_a_group_of_seats_by_subtraction() -> None:
    first, second = (8, 0, 0), (2, 5, 1)

    def believed(show: Callable[[Counts, Counts], Hashable]) -> Belief:
        cases = (
            (show(here, there), here, lists(here) * lists(there))
            for here in margins(8, 3)
            for there in margins(8, 3)
        )
        return believe(cases)[show(first, second)]

    def seats(here: Counts, there: Counts) -> Hashable:
        both = as_tally(here), as_tally(there)
        shown = reveal(total(*both))
        return shown, compare_seats(*both, shown)

    assert certain(believed(naive.seats), 8)
    assert not certain(believed(seats), 8)
    assert believed(seats).best_guess(8) <= Fraction(16 - 3, 16)


def test_support_of_an_argument_tells_its_only_supporter_and_unanimous_support_everybody() -> None:
    for count in range(13):
        assert {other for other in range(13) if naive.supports(other) == naive.supports(count)} == {count}
    hidden = [count for count in range(13) if supports(12, count) is None]
    assert hidden == [0, 1, 2, 10, 11, 12]


@pytest.mark.parametrize("vote", [0, 1, 2])
def test_who_leaves_between_two_ballots_tells_her_vote(vote: int) -> None:
    stayed = (20, 12, 8)
    first = add(stayed, tuple(int(option == vote) for option in range(3)))
    before, after = naive.second_ballot(first, stayed)
    assert [a - b for a, b in zip(before, after, strict=True)].index(1) == vote

    shown = [
        reveal_again(reveal(as_tally(first)), as_tally(stayed), Turnover(left=1)),
        reveal_again(reveal(as_tally(first)), as_tally(add(stayed, (1, 0, -1))), Turnover(left=1)),
    ]
    assert shown[0] == shown[1]


def test_a_table_of_pairs_tells_the_one_who_sent_none() -> None:
    first = second = reveal(as_tally((20, 21, 0)))
    assert first == second
    shown = reveal(as_tally((21, 20, 6)))
    pairs = {("ask", "ask"): 14, ("ask", "wait"): 7, ("wait", "wait"): 13, ("wait", "ask"): 6}
    pairs |= {(ABSTAIN, ABSTAIN): 6}
    rows = Counter({"ask": 21, "wait": 20, ABSTAIN: 6})
    for (before, _), people in naive.joint_table(pairs).items():
        rows[before] -= people
    assert +rows == {"wait": 1}

    assert joint_table(shown, shown, pairs) is None


def test_a_changed_table_of_one_more_pair_is_no_help() -> None:
    shown = reveal(as_tally((24, 20, 0)))
    pairs = {("ask", "ask"): 14, ("ask", "wait"): 10, ("wait", "wait"): 10, ("wait", "ask"): 10}
    complete = joint_table(shown, shown, pairs)
    assert complete is not None
    assert complete.cells == ((14, 10), (10, 10))
    assert joint_table(shown, shown, {**pairs, ("ask", "ask"): 13}) is None
