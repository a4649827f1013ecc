from __future__ import annotations

import pytest

from knowshow.room.again import Movement, Shift, Turnover, movement, reveal_again
from knowshow.room.disclosure import Reveal, reveal
from knowshow.room.pairs import joint_table
from knowshow.room.seats import SeatReveal, compare_seats, total
from knowshow.room.tallies import ABSTAIN, Tally, TallyError

CHOICES = ("ask", "wait", "leave")


def of(*counts: int) -> Tally:
    return Tally(CHOICES, counts)


def test_the_same_people_are_shown_the_second_ballot_as_the_first() -> None:
    second = of(25, 20, 10, 5)
    assert reveal_again(reveal(of(20, 25, 10, 5)), second, Turnover()) == reveal(second)


def test_a_room_of_eight_hears_nothing_of_a_second_ballot() -> None:
    assert reveal_again(reveal(of(4, 4, 0, 0)), of(3, 5, 0, 0), Turnover()) == Shift("nothing")


@pytest.mark.parametrize(
    ("asked", "direction"),
    [(20, "fewer"), (24, "fewer"), (25, "same"), (30, "same"), (35, "same"), (36, "more")],
)
def test_after_one_has_left_the_room_hears_a_direction(asked: int, direction: str) -> None:
    shown = reveal_again(reveal(of(30, 15, 10, 5)), of(asked, 59 - asked, 0, 0), Turnover(left=1))
    assert shown == Shift(direction, "ask", 6)  # type: ignore[arg-type]


def test_what_cannot_be_said_safely_is_not_offered() -> None:
    first = reveal(of(10, 6, 5, 0))
    assert reveal_again(first, of(20, 0, 0, 0), Turnover(left=1)) == Shift("nothing")
    high = reveal(of(40, 10, 6, 5))
    assert reveal_again(high, of(60, 0, 0, 0), Turnover(left=1)) == Shift("more", "ask", 6)
    higher = reveal(of(52, 6, 3, 0))
    assert reveal_again(higher, of(60, 0, 0, 0), Turnover(left=1)) == Shift("no fewer", "ask", 6)


def test_a_first_ballot_in_words_has_no_direction_after_somebody_left() -> None:
    assert reveal_again(reveal(of(30, 0, 0, 0)), of(10, 9, 10, 0), Turnover(left=1)) == Shift("nothing")


def test_numbers_of_people_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(TallyError, match="people: 29: nobody came or went, so give 30 as in the first"):
        reveal_again(reveal(of(10, 10, 10, 0)), of(10, 10, 9, 0), Turnover())


def test_net_change_counts_together_what_either_reveal_does() -> None:
    first, second = reveal(of(20, 20, 2, 8)), reveal(of(24, 3, 15, 8))
    assert movement(first, second) == (Movement(("ask",), 4), Movement(("wait", "leave", ABSTAIN), -4))


def test_words_have_no_net_change() -> None:
    assert movement(reveal(of(30, 0, 0, 0)), reveal(of(10, 10, 10, 0))) == ()


def table(first: Reveal, second: Reveal, *cells: int) -> object:
    names = [*CHOICES[:2]]
    pairs = dict(zip([(a, b) for a in names for b in names], cells, strict=True))
    return joint_table(first, second, pairs)


def test_a_joint_table_needs_forty_people_and_k_in_every_cell() -> None:
    def two(ask: int, wait: int) -> Reveal:
        return reveal(Tally(CHOICES[:2], (ask, wait, 0)))

    assert table(two(22, 18), two(22, 18), 16, 6, 6, 12) is not None
    assert table(two(22, 17), two(22, 17), 16, 6, 6, 11) is None
    assert table(two(22, 18), two(22, 18), 18, 4, 4, 14) is None
    assert table(two(22, 18), two(22, 18), 17, 6, 6, 12) is None


def test_a_joint_table_falls_back_to_the_first_choice_and_all_others() -> None:
    first = second = reveal(of(30, 15, 12, 3))
    pairs = {("ask", "ask"): 22, ("ask", "wait"): 8, ("wait", "ask"): 8, ("wait", "wait"): 7}
    pairs |= {("leave", "leave"): 12, (ABSTAIN, ABSTAIN): 3}
    shown = joint_table(first, second, pairs)
    assert shown is not None
    assert (shown.parts, shown.cells) == ((("ask",), ("wait", "leave", ABSTAIN)), ((22, 8), (8, 22)))


def test_a_table_without_a_clear_choice_or_with_pairs_of_strangers_is_not_shown() -> None:
    shown = reveal(of(25, 25, 10, 0))
    assert joint_table(shown, shown, {("ask", "ask"): 60}) is None
    assert joint_table(shown, shown, {("ask", "sell"): 60}) is None


def seats(first: Tally, second: Tally) -> SeatReveal | None:
    return compare_seats(first, second, reveal(total(first, second)))


def test_seats_share_one_grouping_or_nothing_is_shown() -> None:
    compared = seats(of(10, 6, 2, 3), of(5, 12, 6, 0))
    assert isinstance(compared, SeatReveal)
    assert [group.options for group in compared.first] == [group.options for group in compared.second]
    assert [group.count for group in compared.first] == [10, 6, 5]
    assert seats(of(21, 0, 0, 0), of(5, 12, 6, 0)) is None


def test_a_group_of_under_eight_seats_is_not_compared() -> None:
    assert seats(of(4, 3, 0, 0), of(10, 10, 10, 0)) is None


def test_both_groups_of_seats_vote_on_the_same_ballot() -> None:
    with pytest.raises(TallyError, match="both groups of seats vote on"):
        total(of(1, 1, 1, 1), Tally(CHOICES[:2], (1, 1, 1)))


def test_seats_are_not_compared_where_a_second_ballot_has_no_numbers() -> None:
    assert compare_seats(of(10, 6, 2, 3), of(5, 12, 6, 0), Shift("same", "ask", 6)) is None


def test_seats_of_other_people_than_the_reveal_are_refused() -> None:
    with pytest.raises(TallyError, match="44 have seats, the reveal has 43"):
        compare_seats(of(10, 6, 2, 3), of(5, 12, 6, 0), reveal(of(15, 18, 8, 2)))
