"""A second ballot on the same question, and what may be shown of it when the first is frozen.

The bound for two ballots.

*The same people, numbers.* Both reveals, and everything derived from them, stay as they are when two of the
others swap their pairs of votes. So step 1 of `knowshow.room.disclosure` holds for each ballot whatever the
other shows, and for every belief that treats the others alike, such as "nobody changed her mind" or
"exactly one did": each vote is guessed right at most (n - k) of (n - t) times, and a pair of votes is no
easier. Nothing more has to be hidden: two, or ten, ballots of the same people cost nothing.

*The same people, words.* Words rest on a belief about tallies, and a belief that ties the ballots together
may undo them. With two ballots in any relation (every pair equally likely) they hold by step 2. With few
changes of mind they hold where "most, perhaps all" can be said, because it begins far enough from
unanimity: after numbers with more than b dissenters, and c changes, at least b + 1 - c still dissent. They
fail in rooms too small for it (`names_most`): there numbers followed by `close` mean that the room has
moved on to near unanimity, and the search finds bounds broken with one change. So in those rooms (8 people;
with two choices, up to 10) a second ballot shows nothing: sentences.

*Somebody came or went.* Then the others are no longer alike: whoever believes that nobody changed her mind
subtracts the reveals, and what remains are the votes of those who came less the votes of those who went; of
a single one, her vote. No rounding helps, since she tips the rounding at its edge. So no number of such a
second ballot is shown. With c people who came or went, the room hears only whether its first choice has
gained or lost c + k votes or more. Those c alone make a difference of at most c: under every belief that
fewer than k of those who stayed changed their minds, the word is always the same one and tells nothing, and
the bound is that of the first ballot alone. Nothing is certain under any belief that lets those who stayed
change their minds. A word is offered only where it leaves b dissenters and k supporters possible, and which
words are offered follows from the first reveal and c; otherwise nothing is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowshow.room.disclosure import FEWEST, Reveal, doubt, names_most, reveal, room_choice, threshold
from knowshow.room.tallies import ABSTAIN, TallyError

if TYPE_CHECKING:
    from knowshow.room.tallies import Tally

Direction = Literal["fewer", "same", "more", "no fewer", "no more", "nothing"]


@dataclass(frozen=True, slots=True)
class Turnover:
    """How many left the electorate since the first ballot, and how many joined it.

    Count as `left` everybody of the first ballot who cast neither a vote nor an abstention in the second: the
    room may have seen her go, with her phone connected. Let newcomers watch a second ballot rather than vote
    in it, and `joined` is 0.
    """

    left: int = 0
    joined: int = 0

    @property
    def people(self) -> int:
        """The number who came or went."""
        return self.left + self.joined


@dataclass(frozen=True, slots=True)
class Shift:
    """What the room hears of a second ballot when somebody came or went since the first.

    `direction` says how many chose `choice`, the room's first choice: `fewer`, `same` (about as many) or
    `more`, by `step` people or more; `no fewer` and `no more` where only one of the two could be said;
    `nothing` where neither.
    """

    direction: Direction
    choice: str | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Movement:
    """The net change of one group that both reveals show: people gained, or lost where below 0."""

    options: tuple[str, ...]
    change: int


def reveal_again(first: Reveal, second: Tally, turnover: Turnover) -> Reveal | Shift:
    """Return what is shown of a `second` ballot on the question of `first`, which is frozen.

    The choices may differ where the story has led the room back another way.
    """
    if not turnover.people:
        if first.people and first.people != second.people:
            raise TallyError(
                f"people: {second.people}: nobody came or went, so give {first.people} as in the first"
            )
        return reveal(second) if _said(first, second) else Shift("nothing")
    return shift(first, second, turnover.people) if second.choices == first.choices else Shift("nothing")


def _said(first: Reveal, second: Tally) -> bool:
    """Return whether a room of this size, with so many options, is shown second ballots at all."""
    fewest = min(len(first.choices) + 1, len(second.counts))
    return names_most(second.people, threshold(second.people), fewest)


def shift(first: Reveal, second: Tally, turnover: int) -> Shift:
    """Return the words about the room's first choice, as far as they may be said."""
    choice = room_choice(first)
    if choice is None or first.words != "numbers" or min(first.people, second.people) < FEWEST:
        return Shift("nothing")
    before = next(group.count or 0 for group in first.groups if group.options == (choice,))
    k = max(first.k, threshold(second.people))
    step = turnover + k
    fewest = first.people - turnover  # the second electorate is no smaller than this
    may_rise = before + step <= fewest - doubt(k, len(second.counts))
    may_fall = before - step >= k
    change = second.count((choice,)) - before
    direction = _direction(change, step, may_rise=may_rise, may_fall=may_fall)
    return Shift("nothing") if direction == "nothing" else Shift(direction, choice, step)


def _direction(change: int, step: int, *, may_rise: bool, may_fall: bool) -> Direction:
    """Return the word for `change`, among those that may be said."""
    if may_rise and change >= step:
        return "more"
    if may_fall and change <= -step:
        return "fewer"
    if may_rise and may_fall:
        return "same"
    return "no more" if may_rise else "no fewer" if may_fall else "nothing"


def movement(first: Reveal, second: Reveal) -> tuple[Movement, ...]:
    """Return the net change of each group that both reveals show; empty where one has no numbers.

    Options counted together in one of the two are counted together in both. Nothing here goes beyond the
    reveals.
    """
    if not first.words == second.words == "numbers" or first.choices != second.choices:
        return ()
    options = (*first.choices, ABSTAIN)
    joined = {option for group in (*first.groups, *second.groups) if group.merged for option in group.options}
    together = tuple(option for option in options if option in joined)
    parts = [*((option,) for option in options if option not in together), *([together] if together else [])]
    if len(parts) < 2:  # noqa: PLR2004 - one group holds everybody
        return ()
    return tuple(Movement(part, _count(second, part) - _count(first, part)) for part in parts)


def _count(shown: Reveal, options: tuple[str, ...]) -> int:
    """Return how many chose among `options`, which are whole groups of `shown`."""
    return sum(group.count or 0 for group in shown.groups if set(group.options) <= set(options))
