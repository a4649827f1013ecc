"""The margins of a ballot: how many chose what, and nothing about who."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ABSTAIN: Final = "@abstain"  # no choice of a story can be called so: their ids begin with a letter


class TallyError(KnowShowError):
    """Votes that do not fit the ballot they are counted for."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people chose each choice, in the story's order, and last how many chose none.

    Whoever is in the room and gave no vote counts among those who abstained, so that `people` says nothing
    about who has voted.
    """

    choices: tuple[str, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raise `TallyError` unless there is one count, 0 or more, for each different choice and for none."""
        if len(set(self.choices)) != len(self.choices) or ABSTAIN in self.choices or not self.choices:
            raise TallyError(f"choices: {list(self.choices)}: name each choice of the ballot once")
        if len(self.counts) != len(self.choices) + 1 or min(self.counts) < 0:
            raise TallyError(
                f"counts: {list(self.counts)}: give one number, 0 or more, for each choice and one more"
            )

    @property
    def people(self) -> int:
        """The number of people in the room, whether they voted or not."""
        return sum(self.counts)

    @property
    def options(self) -> tuple[str, ...]:
        """The choices in the story's order, and last `ABSTAIN`."""
        return (*self.choices, ABSTAIN)

    def count(self, options: Iterable[str]) -> int:
        """Return how many people chose one of `options`."""
        return sum(self.counts[self.options.index(option)] for option in options)


def tally(choices: Sequence[str], votes: Iterable[str | None], people: int | None = None) -> Tally:
    """Count `votes`, each a choice or None for an abstention; the silent of `people` abstain too.

    Raise `TallyError` for a vote that is no choice of the ballot, or more votes than people.
    """
    counted = Counter(ABSTAIN if vote is None else vote for vote in votes)
    silent = 0 if people is None else people - counted.total()
    if silent < 0:
        raise TallyError(f"people: {people}: there are {counted.total()} votes; count everybody who may vote")
    counted[ABSTAIN] += silent
    return from_counts(choices, counted)


def from_counts(choices: Sequence[str], counts: Mapping[str, int]) -> Tally:
    """Return the tally of `counts` (option to people); raise `TallyError` for an unknown option."""
    strangers = sorted(set(counts) - {*choices, ABSTAIN})
    if strangers:
        raise TallyError(f"vote: {strangers[0]!r} is not on the ballot; choose one of {', '.join(choices)}")
    return Tally(tuple(choices), tuple(counts.get(option, 0) for option in (*choices, ABSTAIN)))
