"""The promise of the room, in sentences that a general counsel can check; each test is one of them.

A coalition of t <= k - 2 people who pool their own votes is never certain of another's, and its best guess
is right at most (n - k) of (n - t) times. k is 5 from 20 people, 3 below; under 8 nothing is shown of votes
at all.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adversary
import exhaustive
from adversary import CHOICES, as_tally, margins
from exhaustive import RUNS, Search
from knowshow.room import again, disclosure
from knowshow.room.again import Movement, Turnover, movement, reveal_again
from knowshow.room.disclosure import (
    Reveal,
    doubt,
    heard_first,
    names_most,
    reveal,
    room_choice,
    supports,
    threshold,
)
from knowshow.room.seats import compare_seats, total
from knowshow.room.tallies import ABSTAIN, Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from adversary import Counts

LEAST_CASES = {  # of each search, so that none can pass by searching nothing
    "one ballot, 8 to 12 people, k = 3": 32_211,
    "one ballot, 10 to 12 people, k = 5": 131_239,
    "one ballot, 19 to 22 people": 174_023,
    "two ballots, any relation, 3 choices": 5_366_014,
    "two ballots, any relation, 2 choices": 174_845,
    "two ballots, at most 2 changes, 3 choices": 824_880,
    "two ballots, at most 2 changes, 2 choices": 52_380,
    "two ballots, at most 2 changes, 20 people": 398_100,
    '"most" twice, at most 2 changes, 9 to 40 people': 139_538,
    "two ballots, one person gone": 250_000,
    "small numbers, 8 to 12 people": 6_000,
    "small numbers, 13 to 24 people": 10_000,
    "seats in two groups, 2 choices": 25_564,
    "seats in two groups, 3 choices": 228_691,
}


@st.composite
def tallies(draw: st.DrawFn, least: int = 8, most: int = 500, options: int | None = None) -> Tally:
    """Return a tally of a room, often close to unanimous."""
    count = options or draw(st.integers(3, 6))
    people = draw(st.integers(least, most))
    lopsided = draw(st.booleans())
    cuts = sorted(draw(st.integers(0, min(people, 12) if lopsided else people)) for _ in range(count - 1))
    counts = [high - low for low, high in zip([0, *cuts], [*cuts, people], strict=True)]
    return as_tally(tuple(draw(st.permutations(counts))))


@pytest.mark.parametrize("name", RUNS)
def test_up_to_twelve_people_no_case_breaks_the_promise(name: str) -> None:
    search = RUNS[name]()
    assert search.breaches == 0, search.worst
    assert search.cases >= LEAST_CASES[name]
    assert search.nearest <= 1 + 1e-9


@pytest.fixture
def fresh_views() -> Callable[[], None]:
    """Forget what the search has seen, before a test changes the gate."""

    def forget() -> None:
        for cached in (exhaustive.first_view, exhaustive.second_view, exhaustive._seconds):  # noqa: SLF001
            cached.cache_clear()

    return forget


def test_the_search_notices_a_gate_that_says_nearly_unanimous_too_narrowly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "doubt", lambda k, _options: k - 1)
    assert exhaustive.one_ballot(range(12, 13)).breaches > 0


def test_the_search_notices_a_second_ballot_shown_to_a_room_of_eight(
    monkeypatch: pytest.MonkeyPatch, fresh_views: Callable[[], None]
) -> None:
    fresh_views()
    monkeypatch.setattr(again, "names_most", lambda *_: True)
    assert exhaustive.few_changes(range(8, 9), most=1).breaches > 0
    fresh_views()


def test_the_search_notices_a_shift_of_a_single_vote(
    monkeypatch: pytest.MonkeyPatch, fresh_views: Callable[[], None]
) -> None:
    fresh_views()
    monkeypatch.setattr(again, "threshold", lambda _: -2)
    monkeypatch.setattr(again, "doubt", lambda *_: 0)
    monkeypatch.setattr(again, "max", min, raising=False)
    assert exhaustive.somebody_left(range(12, 13)).breaches > 0
    fresh_views()


@given(tallies(least=1, most=7))
def test_under_eight_people_nothing_is_shown_of_votes(tally: Tally) -> None:
    assert reveal(tally) == Reveal("few", tally.choices, 0, 3)


@given(tallies())
def test_every_number_and_its_complement_is_at_least_k(tally: Tally) -> None:
    shown = reveal(tally)
    counts = [group.count or 0 for group in shown.groups]
    if shown.words == "numbers":
        assert len(counts) > 1
        assert min(counts) >= shown.k
        assert max(counts) <= tally.people - shown.k
        assert sum(counts) == tally.people
        assert sorted(option for group in shown.groups for option in group.options) == sorted(tally.options)
    else:
        assert not any(counts)


@given(tallies())
def test_close_to_unanimous_is_never_a_number(tally: Tally) -> None:
    shown = reveal(tally)
    if tally.people - max(tally.counts) < threshold(tally.people):
        assert shown.words == ("most" if names_most(tally.people, shown.k, len(tally.counts)) else "close")


@given(tallies())
def test_most_is_more_than_half(tally: Tally) -> None:
    shown = reveal(tally)
    if shown.words == "most":
        assert 2 * tally.count(shown.groups[0].options) > tally.people


@pytest.mark.parametrize("people", [8, 9, 12, 19, 20, 21, 33, 60, 150, 500])
@pytest.mark.parametrize("options", [3, 4, 5, 6, 7])
def test_the_words_most_perhaps_all_keep_the_best_guess_within_its_bound(people: int, options: int) -> None:
    k = threshold(people)
    assert names_most(people, k, options) or people < 12
    for size in range(k - 1):
        for dissent in range(size + 1):
            assert _guess_keeps(people, options, size, dissent, comb)
            assert _guess_keeps(people, options, size, dissent, None)


def _guess_keeps(
    people: int, options: int, size: int, dissent: int, lists: Callable[[int, int], int] | None
) -> bool:
    """Return whether "she voted with most" keeps to the bound, by lists of votes or by margins.

    `dissent` of the coalition of `size` did not vote with most; each case is the number of others who did
    not.
    """
    k, others = threshold(people), people - size
    right = weights = 0
    for away in range(doubt(k, options) - dissent + 1):
        ways = (options - 1) ** away * comb(others, away) if lists else comb(away + options - 2, options - 2)
        right += ways * (others - away)
        weights += ways
    return right <= (people - k) * weights


@given(tallies(), tallies())
def test_what_is_derived_depends_on_the_reveal_alone(one: Tally, other: Tally) -> None:
    shown = reveal(one)
    winner = room_choice(shown)
    if winner is not None:
        assert all(one.count((winner,)) > one.count((rival,)) for rival in one.choices if rival != winner)
    assert ABSTAIN not in heard_first(shown)
    assert heard_first(shown)
    if shown == reveal(other):
        assert room_choice(reveal(other)) == winner


@given(st.data(), st.integers(0, 3), st.integers(0, 2))
@settings(max_examples=300)
def test_who_left_or_joined_cannot_be_read_from_a_second_ballot(
    data: st.DataObject, left: int, joined: int
) -> None:
    """Whoever believes that fewer than k changed their minds sees the same word whatever the others voted."""
    if left + joined == 0:
        return
    stayed = data.draw(tallies(least=16, most=120, options=4))
    first = _with(stayed, [data.draw(st.integers(0, 3)) for _ in range(left)])
    shown = reveal(first)
    seconds = {
        reveal_again(shown, data.draw(_second(stayed, joined, shown.k - 1)), Turnover(left, joined))
        for _ in range(3)
    }
    assert len(seconds) == 1


def _with(tally: Tally, votes: list[int]) -> Tally:
    """Return `tally` with more `votes`."""
    return as_tally(tuple(count + votes.count(option) for option, count in enumerate(tally.counts)))


@st.composite
def _second(draw: st.DrawFn, stayed: Tally, joined: int, changes: int) -> Tally:
    """Return a second ballot of those who stayed, at most `changes` of whom changed, and who joined."""
    counts = list(stayed.counts)
    for _ in range(draw(st.integers(0, changes))):
        source, goal = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
        if counts[source]:
            counts[source] -= 1
            counts[goal] += 1
    return _with(as_tally(tuple(counts)), [draw(st.integers(0, 3)) for _ in range(joined)])


@given(tallies(least=9, most=60, options=4), tallies(least=9, most=60, options=4))
def test_net_change_is_read_off_the_two_reveals(first: Tally, second: Tally) -> None:
    moved = movement(reveal(first), reveal(second))
    assert all(
        move == Movement(move.options, second.count(move.options) - first.count(move.options))
        for move in moved
    )
    if moved:
        assert sum(len(move.options) for move in moved) == 4


@given(tallies(most=60, options=4), tallies(most=60, options=4))
def test_seats_are_shown_together_with_k_people_in_every_number(first: Tally, second: Tally) -> None:
    shown = reveal(total(first, second))
    compared = compare_seats(first, second, shown)
    if compared is None:
        return
    assert [group.options for group in compared.first] == [group.options for group in compared.second]
    for side, people in ((compared.first, first.people), (compared.second, second.people)):
        counts = [group.count or 0 for group in side]
        assert sum(counts) == people
        assert shown.k <= min(counts) <= max(counts) <= people - shown.k


@pytest.mark.parametrize("people", [*range(8, 31), 60])
def test_support_of_an_argument_keeps_to_the_same_bound(people: int) -> None:
    k = threshold(people)
    for own in adversary.coalitions(k - 2, 2):
        others = people - sum(own)
        seen = (
            (supports(people, rest[0] + own[0]), rest, adversary.lists(rest)) for rest in margins(others, 2)
        )
        beliefs = adversary.believe(seen)
        assert beliefs[None].keeps(people - k, others)
        assert all(belief.keeps(people - k, others) for belief in beliefs.values())


def test_whoever_knows_all_votes_but_one_learns_the_last_in_any_honest_poll() -> None:
    """Promise nothing to the last person against all others: no poll that shows a number could."""
    truth: Counts = (6, 6, 0)
    own: Counts = (6, 5, 0)
    rests = margins(1, 3)
    fitting = [
        rest for rest in rests if reveal(as_tally(adversary.add(rest, own))) == reveal(as_tally(truth))
    ]
    assert fitting == [(0, 0, 1), (0, 1, 0)]
    two = [
        rest for rest in rests if reveal(as_tally(adversary.add(rest, (5, 6, 0)))) == reveal(as_tally(truth))
    ]
    assert two == [(1, 0, 0)]


def test_the_search_notices_a_rule_that_gives_a_small_number_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "_vague", lambda *_: True)
    assert exhaustive.small_numbers(range(12, 13), (4,)).breaches > 0


def test_a_search_that_judged_nothing_would_not_pass() -> None:
    assert Search().cases == 0
    assert min(LEAST_CASES.values()) > 0
    assert set(LEAST_CASES) == set(RUNS)
    assert len(CHOICES) >= 5
