"""The phones of a room while it runs: who is here, who may vote, what was cast; as the store has it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from knowshow.room.again import Turnover, reveal_again
from knowshow.room.disclosure import Reveal, reveal
from knowshow.room.record import SECOND
from knowshow.room.seats import compare_seats
from knowshow.room.tallies import ABSTAIN, Tally, tally

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowshow.room.again import Shift
    from knowshow.room.record import Record
    from knowshow.room.seats import SeatReveal
    from knowshow.room.store import Store
    from knowshow.story.scenario import Scenario


class Cast(NamedTuple):
    """A vote in the open ballot, and the number of the message that brought it."""

    choice: str
    message: int


@dataclass(slots=True)
class People:
    """Phones, each by the digest of its token.

    `seats`: every phone that has joined, and its seat. `here`: connections of each that is connected now.
    `present`: by scene and ballot (1, 2), whose phones were there while it was open (1), or cast
    a vote or an abstention in it (2): one who has gone may have left a phone connected. `votes`, `senders`:
    as in the store. `pairs`: votes in both ballots that phones sent, in memory only, and who sent them.
    """

    seats: dict[str, str | None] = field(default_factory=dict)
    here: Counter[str] = field(default_factory=Counter)
    present: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    votes: dict[str, Cast] = field(default_factory=dict)
    senders: dict[str, int] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    pair_senders: set[str] = field(default_factory=set)

    def reload(self, store: Store) -> None:
        """Take over what the store holds, as after a command, a fault or a restart."""
        self.seats = store.phones()
        self.present = {}
        for scene, number, phone in store.present():
            self.present.setdefault((scene, number), set()).add(phone)
        self.votes = {phone: Cast(*vote) for phone, vote in store.votes().items()}
        self.senders = store.senders()

    def electorate(self, scene: str) -> set[str]:
        """Return who was there in the first ballot of a scene; they are whom every number is about."""
        return self.present.get((scene, 1), set())

    def may_vote(self, record: Record, phone: str) -> bool:
        """Return whether a phone may vote now: newcomers watch a second ballot."""
        scene = record.stage.scene
        return record.round < SECOND or scene is None or phone in self.electorate(scene.id)

    def voters(self, record: Record) -> int:
        """Return how many may vote in the open ballot."""
        scene = record.stage.scene
        return len(self.electorate(scene.id)) if scene else 0


class Result(NamedTuple):
    """What a closed ballot shows, and of two groups of seats."""

    shown: Reveal | Shift
    seats: SeatReveal | None


def count(record: Record, people: People, scenario: Scenario) -> Result:
    """Return what may be shown of the ballot that is open, and is now to be closed."""
    scene = record.stage.scene
    if scene is None:
        raise ValueError(record.stage.phase)  # only a ballot that is open is counted
    first = record.stage.reveals()
    electorate = people.electorate(scene.id)
    if not first:
        counted = tally(scene.choices, _votes(people, electorate), len(electorate))
        shown: Reveal | Shift = reveal(counted)
        left = 0
    else:
        stayed = people.present.get((scene.id, 2), set()) & electorate
        left = len(electorate - stayed)
        counted = tally(scene.choices, _votes(people, stayed), len(stayed))
        earlier = first[0]
        if not isinstance(earlier, Reveal):
            raise ValueError(earlier)  # the first ballot of a scene is never a shift
        shown = reveal_again(earlier, counted, Turnover(left=left))
    seats = None
    if record.deal_seats and isinstance(shown, Reveal) and not left:
        seats = _compare(scene.choices, people, electorate, scenario, shown)
    return Result(shown, seats)


def _compare(
    choices: Sequence[str], people: People, electorate: Collection[str], scenario: Scenario, shown: Reveal
) -> SeatReveal | None:
    """Return how those who sit as rights-holders voted and how the others did, where that may be shown."""
    near = {phone for phone in electorate if is_rightsholder(scenario, people.seats.get(phone))}
    first, second = (_side(choices, people, phones) for phones in (near, set(electorate) - near))
    return compare_seats(first, second, shown)


def _side(choices: Sequence[str], people: People, phones: Collection[str]) -> Tally:
    return tally(choices, _votes(people, phones), len(phones))


def _votes(people: People, phones: Collection[str]) -> list[str | None]:
    cast = [people.votes[phone].choice for phone in phones if phone in people.votes]
    return [None if choice == ABSTAIN else choice for choice in cast]


def is_rightsholder(scenario: Scenario, seat: str | None) -> bool:
    """Return whether a seat is that of a rights-holder."""
    person = scenario.stakeholder.get(seat or "")
    return person is not None and person.lens == "rightsholder"


def deal(scenario: Scenario, dealt: Collection[str | None], shuffled: Sequence[str]) -> str:
    """Return the seat for one more phone: from the smaller group, the stakeholder whom fewest sit as.

    `dealt` are the seats so far, `shuffled` all stakeholders in an order drawn by lot, which decides ties.
    """
    counts = Counter(dealt)
    groups: dict[bool, int] = Counter(is_rightsholder(scenario, seat) for seat in dealt if seat)
    return min(shuffled, key=lambda seat: (groups.get(is_rightsholder(scenario, seat), 0), counts[seat]))
