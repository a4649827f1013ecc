"""The gate: what a room is shown of a ballot, and all that may be derived from it.

The promise. Let n people be in the room and let t of them, at most k - 2, pool their own votes. They know
this module and everything shown. Then they are never certain of another's vote, and their best guess at one
is right at most (n - k) times of (n - t).

Why it holds, in four steps.

1. *Numbers.* Options are put into groups, at least two, and each group's exact number is shown; each is k
   or more, so what is outside each group is k or more too. What is shown does not change when two of the
   others swap their votes. So for any belief that treats the others alike, a given person chose within a
   group of g <= n - k with probability (g - the coalition's own in it) / (n - t) <= (n - k) / (n - t),
   whatever else the adversary learns from things that treat the others alike, such as further ballots of
   the same people. At least k - t >= 2 others are outside each group, so swapping gives another story that
   fits: nothing is certain.
2. *"Most, perhaps all."* A ballot from which fewer than k dissent cannot be told apart from one from which
   up to b dissent: all of them are shown in the same words. Let t' of the coalition dissent, and let every
   tally that fits be equally likely: with r options, t' + (b - t')(r - 1)/r people dissent on average. The
   guess "she voted with most" keeps to the bound where that is at least k - t + t', which holds for every
   t >= t' >= 0 when b >= k r/(r - 1). If every *list of votes* is equally likely instead, more dissent is
   likelier still. `doubt` is this b, rounded up.
3. *Nothing.* Where n is too small for 2 (2 b >= n), one and the same answer stands for a ballot close to
   unanimous for any option and for one in which every option is small, and names no option. That the bound
   holds there too is no theorem: `tests/helpers/exhaustive.py` searches every case up to twelve people.
4. *No small number follows from the rule.* Whoever knows how options are merged could work some out: beside
   one of 5, two that have 8 together have 4 each. `_vague` and `_flat` merge more, or show nothing, until
   each number below k that fits has another that fits too; searched up to 24 people.

Everything derived (the room's choice, what is heard first) is a function of the `Reveal` alone, so it tells
nothing that the `Reveal` does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from knowshow.room.tallies import ABSTAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowshow.room.tallies import Tally

FEWEST: Final = 8  # people; below this a room sees words and no number
LARGE: Final = 20  # people from whom on k is 5
Words = Literal["numbers", "most", "spread", "close", "few"]


@dataclass(frozen=True, slots=True)
class Group:
    """Options shown as one: the room knows how many chose among `options`, not how many chose each.

    `options` stand in the story's order; `ABSTAIN` is among them where abstentions are counted here.
    `count` is a number of people, or None where only words are shown.
    """

    options: tuple[str, ...]
    count: int | None

    @property
    def merged(self) -> bool:
        """Whether several options are counted together here."""
        return len(self.options) > 1


@dataclass(frozen=True, slots=True)
class Reveal:
    """What everybody sees of a closed ballot: wall, phones, console and note alike; frozen for good.

    `words` says how to read it: `numbers` (each group has its count, the merged group last), `most` (more
    than half, perhaps all, chose the one option of the first group), `spread` (far from unanimous, but no
    number can be shown), `close` (nothing can be shown without telling of somebody), `few` (under eight
    people: sentences, no numbers). `choices` are those of the ballot in the story's order, `people` is n
    where numbers or words about n are shown, else 0; `k` is the fewest people of whom anything is shown.
    """

    words: Words
    choices: tuple[str, ...]
    people: int
    k: int
    groups: tuple[Group, ...] = ()


def threshold(people: int) -> int:
    """Return k, the fewest people of whom anything is shown in a room of `people`."""
    return 5 if people >= LARGE else 3


def doubt(k: int, options: int) -> int:
    """Return how many may dissent from what "most, perhaps all" chose: the b of this module's second step."""
    return -(-k * options // (options - 1))


def names_most(people: int, k: int, options: int) -> bool:
    """Return whether a room is large enough for "most, perhaps all" to mean more than half of it."""
    return 2 * doubt(k, options) < people


def reveal(tally: Tally) -> Reveal:
    """Return what a room is shown of `tally`."""
    if tally.people < FEWEST:
        return Reveal("few", tally.choices, 0, threshold(tally.people))
    return pass_gate(tally, threshold(tally.people))


def pass_gate(tally: Tally, k: int) -> Reveal:
    """Return what may be shown of `tally` when nothing may be shown of fewer than `k` people."""
    people, counts = tally.people, tally.counts
    dissent = people - max(counts)
    named = names_most(people, k, len(counts))
    if named and dissent <= doubt(k, len(counts)):
        option = tally.options[counts.index(max(counts))]
        return Reveal("most", tally.choices, people, k, (Group((option,), None),))
    merged = smallest(tally, k)
    if dissent < k or len(merged) == len(counts) or _flat(counts, k):
        return Reveal("spread" if named else "close", tally.choices, people, k)
    return Reveal("numbers", tally.choices, people, k, grouped(tally, merged))


def _flat(counts: Sequence[int], k: int) -> bool:
    """Return whether all may have k - 1, and none has more than `k`.

    Were it only said of "none has `k`", that would tell every number.
    """
    return sum(counts) == len(counts) * (k - 1) and max(counts) <= k


def smallest(tally: Tally, k: int) -> tuple[str, ...]:
    """Return the options to count together, in the story's order: the smallest, until all groups have `k`.

    Empty where every option has `k` or more of its own. Of equals the later is taken first. Where the rule
    itself would give a small number away (beside one of 5, two that have 8 together have 4 each), one more is
    taken.
    """
    counts = tally.counts
    rising = sorted(range(len(counts)), key=lambda place: (counts[place], -place))
    sizes = [counts[place] for place in rising]
    together = _until_k(sizes, k)
    if 0 < together < len(sizes) and not _vague(sizes, together, k):
        together = sum(size <= sizes[together] for size in sizes)  # with its equals: else their order tells
    return tuple(tally.options[place] for place in sorted(rising[:together]))


def _until_k(sizes: Sequence[int], k: int) -> int:
    """Return how many of the rising `sizes` to count together so that no group has less than `k`."""
    for taken, size in enumerate(sizes):
        if size >= k and (not taken or sum(sizes[:taken]) >= k):
            return taken
    return len(sizes)


def _vague(sizes: Sequence[int], together: int, k: int) -> bool:
    """Return whether each of the first `together` of the rising `sizes` may differ from what it is.

    The room knows their sum, and that each is at most the least shown alone. Either all may be below `k`, and
    not all k - 1. Or the last has `k` or more, but less than the least shown alone, and the others, together
    below `k`, may have one of two numbers at least. Only the sum decides, so all that fits is treated alike.
    """
    people = sum(sizes[:together])
    lowest, highest = max(0, people - sizes[together] + 1), min(k - 1, people - k)
    return people < together * (k - 1) or lowest < highest


def grouped(tally: Tally, merged: Sequence[str]) -> tuple[Group, ...]:
    """Return the groups of `tally` with their counts: the options one by one, then `merged` as one."""
    single = tuple(
        Group((option,), tally.count((option,))) for option in tally.options if option not in merged
    )
    return (*single, Group(tuple(merged), tally.count(merged))) if merged else single


def room_choice(shown: Reveal) -> str | None:
    """Return the choice to follow *as the room chose*, or None where what is shown does not tell the winner.

    It depends on `shown` alone, so that offering or not offering it tells nothing more. None on a tie,
    where the room abstained most, and under eight people.
    """
    if shown.words == "most":
        (option,) = shown.groups[0].options
        return None if option == ABSTAIN else option
    single = {group.options[0]: group.count or 0 for group in shown.groups if not group.merged}
    if not single:
        return None
    winner = max(single, key=lambda option: single[option])
    rivals = [count for option, count in single.items() if option != winner] + _hidden_rivals(
        shown, min(single.values())
    )
    return winner if winner != ABSTAIN and all(single[winner] > count for count in rivals) else None


def _hidden_rivals(shown: Reveal, least: int) -> list[int]:
    """Return the most that an option counted together may have: never above the `least` shown alone."""
    return [min(group.count or 0, least) for group in shown.groups if group.merged]


def heard_first(shown: Reveal) -> tuple[str, ...]:
    """Return the choices, in the story's order, among which the one to hear first is drawn by lot.

    Those counted together; where none are, the smallest shown; all others where one choice is said to have
    most; else every choice. Only what is shown decides, so nobody learns which choice was smallest.
    """
    if shown.words == "most":
        return tuple(choice for choice in shown.choices if choice not in shown.groups[0].options)
    if shown.words != "numbers":
        return shown.choices
    if shown.groups[-1].merged:
        return tuple(option for option in shown.groups[-1].options if option != ABSTAIN)
    counts = {group.options[0]: group.count for group in shown.groups if group.options != (ABSTAIN,)}
    least = min(count for count in counts.values() if count is not None)
    return tuple(choice for choice in shown.choices if counts[choice] == least)


def hear_first(shown: Reveal, draw: Callable[[Sequence[str]], str]) -> str:
    """Return the choice to hear first, by `draw` (such as `secrets.choice`) among `heard_first`."""
    return draw(heard_first(shown))


def supports(people: int, count: int) -> int | None:
    """Return how many of `people` support an argument, or None where they are too few or too many."""
    k = threshold(people)
    return count if people >= FEWEST and k <= count <= people - k else None
