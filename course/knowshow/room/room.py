"""One live room: phones and facilitator, whose every word is on the disk before it is answered."""

from __future__ import annotations

import random
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from knowshow.content.text import explain
from knowshow.room import arguments, codes, commands, record, turnout
from knowshow.room.disclosure import FEWEST
from knowshow.room.people import Cast, People, deal
from knowshow.room.record import SECOND, Record
from knowshow.room.refusals import RefusedError
from knowshow.room.showing import Showing
from knowshow.room.store import PATIENCE, Changes, Store, StoreError
from knowshow.room.tallies import ABSTAIN
from knowshow.story import play
from knowshow.story.position import position
from knowshow.story.scenario import Decision
from knowshow.views import scene

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowshow.content.principles import Principles
    from knowshow.room.messages import Answer, At, Mine, Parts
    from knowshow.story.scenario import Scenario

MOST_PHONES: Final = 3_000
HIGHEST_ID: Final = 2**31


@dataclass(slots=True)
class _Waiting:
    """A piece of work for the next commit: it adds its rows, and is answered afterwards."""

    work: Callable[[Changes], Any]
    done: Callable[[Any], None]
    failed: Callable[[RefusedError], None]


@dataclass
class Room:
    """A room: its record, its people, its file. `soon` runs a function when the present messages are read.

    Work that arrives meanwhile shares one transaction; each piece is answered after it.
    """

    store: Store
    record: Record
    scenario: Scenario
    principles: Principles
    soon: Callable[[Callable[[], None]], object]
    people: People = field(default_factory=People)
    fault: str | None = None
    changed: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        """Take over the people in the file, and the sentences that wait."""
        self.showing = Showing(self.scenario, self.principles)
        view = position(self.scenario, play.start(self.scenario), 0)
        fallback = sum(isinstance(node, Decision) for node in self.scenario.nodes)
        self.decisions: int = view.get("most", fallback)  # at most, in the whole story
        _ = self.showing.labels  # reads the words: a first reveal must not wait for them
        self._queue: list[_Waiting] = []
        self._lot = random.SystemRandom()
        self._shown: Parts = {}
        self._in_order = False  # whether the log holds something in the order in which it came
        self._reload()

    def simulate(self, phones: Sequence[str]) -> None:
        """Take in simulated phones by names that no token has, unless they are in already."""
        changes = Changes()
        for phone in phones:
            if phone not in self.people.seats:
                self.people.seats[phone] = self._seat()
                changes.add("phone", phone, self.people.seats[phone])
        self.store.write(changes)

    # --- phones -------------------------------------------------------------------------------------

    def join(self, done: Callable[[str], None], failed: Callable[[RefusedError], None]) -> None:
        """Take in a new phone; `done` gets its token once it is kept."""
        self._later(self._join, done, failed)

    def _join(self, changes: Changes) -> str:
        if len(self.people.seats) >= MOST_PHONES:
            raise RefusedError("full")
        token = secrets.token_urlsafe(18)
        phone, seat = phone_of(token), self._seat()
        self.people.seats[phone] = seat
        changes.add("phone", phone, seat)
        return token

    def _seat(self) -> str | None:
        """Return the seat for one more phone, or None where none are dealt."""
        if not self.record.deal_seats:
            return None
        names = [person.id for person in self.scenario.stakeholders]
        return deal(self.scenario, self.people.seats.values(), self._lot.sample(names, len(names)))

    def connect(self, phone: str) -> None:
        """Note that a phone is here; raise `RefusedError` for one that has not joined."""
        if phone not in self.people.seats:
            raise RefusedError("unknown")
        self.people.here[phone] += 1
        if self.record.round < SECOND and self._is_new(phone):
            self._later(lambda changes: self._present(phone, changes), _ignore, _ignore)

    def disconnect(self, phone: str) -> None:
        """Note that one connection of a phone is gone."""
        self.people.here[phone] -= 1
        self.people.here += {}  # drops those that have none left

    def take(self, phone: str, message: dict[str, Any], done: Callable[[Answer], None]) -> None:
        """Do what a phone asks; `done` gets the answer once its work is on the disk."""
        number = message.get("id")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < HIGHEST_ID:
            done({"id": 0, "error": RefusedError("malformed").error()})
            return
        self._later(
            lambda changes: self._handle(phone, number, message, changes),
            lambda mine: done({"id": number, "ok": True, "parts": {"mine": mine}}),
            lambda error: done({"id": number, "error": error.error()}),
        )

    def _handle(self, phone: str, number: int, message: dict[str, Any], changes: Changes) -> Mine:
        handlers = {"vote": self._vote, "say": self._say, "pair": self._pair}
        do = message.get("do")
        handler = handlers.get(do) if isinstance(do, str) else None
        if handler is None:
            raise RefusedError("malformed")
        handler(phone, number, message, changes)
        return self.mine(phone)

    def _vote(self, phone: str, number: int, message: dict[str, Any], changes: Changes) -> None:
        choice = message.get("choice", "")
        cast = self.people.votes.get(phone)
        now = self.record
        if now.stage.phase != "ballot" or message.get("ballot") != now.ballot or now.stage.scene is None:
            raise RefusedError("closed")
        if cast and number <= cast.message:
            return
        if choice is not None and choice not in now.stage.scene.choices:
            raise RefusedError("choice")
        if not self.people.may_vote(now, phone):
            raise RefusedError("newcomer")
        self._present(phone, changes)
        self.people.votes[phone] = Cast(choice or ABSTAIN, number)
        changes.add("vote", phone, choice or ABSTAIN, number)

    def _say(self, phone: str, number: int, message: dict[str, Any], changes: Changes) -> None:
        choice, text = message.get("choice"), message.get("text")
        now = self.record
        if not self._may_say() or message.get("ballot") != now.ballot or now.stage.scene is None:
            raise RefusedError("closed")
        if phone in self.people.senders:
            if self.people.senders[phone] == number:
                return
            raise RefusedError("said")
        if not isinstance(choice, str) or not isinstance(text, str):
            raise RefusedError("malformed")
        sentence = arguments.Argument(secrets.token_urlsafe(9), choice, text)
        try:
            box = arguments.send(now.box(), sentence)
        except arguments.ArgumentError as error:
            raise RefusedError("sentence", explain(error)) from None
        clean = next(other for other in box.waiting if other.key == sentence.key)
        self.record = now.with_boxes([(now.stage.scene.id, box)])
        self.people.senders[phone] = number
        changes.add("sender", phone, number)
        changes.add("sentence", clean.key, now.stage.scene.id, clean.choice, clean.text)

    def _pair(self, phone: str, _number: int, message: dict[str, Any], _changes: Changes) -> None:
        pair = tuple(ABSTAIN if message.get(key) is None else message[key] for key in ("first", "second"))
        now, scene_ = self.record, self.record.stage.scene
        open_ = now.stage.phase == "revealed" and now.round == SECOND
        if not open_ or message.get("ballot") != now.ballot or scene_ is None:
            raise RefusedError("closed")
        if any(not isinstance(choice, str) or choice not in (*scene_.choices, ABSTAIN) for choice in pair):
            raise RefusedError("choice")
        if phone in self.people.electorate(scene_.id) and phone not in self.people.pair_senders:
            self.people.pair_senders.add(phone)
            self.people.pairs[(pair[0], pair[1])] += 1

    def _may_say(self) -> bool:
        return self.record.stage.phase in ("ballot", "revealed")

    def _is_new(self, phone: str) -> bool:
        """Return whether a phone is to be entered among those heard from in the open ballot."""
        now = self.record
        if now.stage.phase != "ballot" or now.stage.scene is None:
            return False
        heard = self.people.present.get((now.stage.scene.id, now.round), set())
        return phone not in heard and self.people.may_vote(now, phone)

    def _present(self, phone: str, changes: Changes) -> None:
        if self.record.stage.scene is not None and self._is_new(phone):
            place = (self.record.stage.scene.id, self.record.round)
            self.people.present.setdefault(place, set()).add(phone)
            changes.add("present", *place, phone)

    # --- commits ------------------------------------------------------------------------------------

    def _later(
        self,
        work: Callable[[Changes], Any],
        done: Callable[[Any], None],
        failed: Callable[[RefusedError], None],
    ) -> None:
        self._queue.append(_Waiting(work, done, failed))
        if len(self._queue) == 1:
            self.soon(self.flush)

    def flush(self) -> None:
        """Do what waits in one transaction, then answer each piece."""
        queue, self._queue = self._queue, []
        before, fault = self.record, self.fault
        changes, results = Changes(), list[tuple[_Waiting, Any]]()
        for waiting in queue:
            try:
                results.append((waiting, waiting.work(changes)))
            except RefusedError as error:
                results.append((waiting, error))
        try:
            self._turn_over(changes)
            if changes.rows:
                self.store.write(changes)
        except StoreError as error:
            self.fault = str(error)
            self._reload()
            results = [(waiting, RefusedError("disk")) for waiting in queue]
        else:
            self._in_order = self._in_order or bool(changes.rows)
        for waiting, result in results:
            if isinstance(result, RefusedError):
                waiting.failed(result)
            else:
                waiting.done(result)
        if self.record is not before or self.fault != fault:
            self.changed()  # a vote alone changes nothing that anybody sees

    def forget_order(self) -> None:
        """Cut the log of what was written: it tells who came first, and who sent which sentence.

        To be called every second; not after each write, which would make a burst of votes wait.
        """
        if self._in_order:
            fault = self.fault
            with suppress(StoreError):  # it is kept as the fault, and no command is taken before it is cut
                self.clean(always=True, patience=0.0)
            if self.fault != fault:
                self.changed()

    def _turn_over(self, changes: Changes) -> None:
        """Find the word for how many have voted, and keep it, since it never goes back."""
        now = self.record
        if now.stage.phase != "ballot" or now.stage.scene is None or not changes.rows:
            return
        voters, options = self.people.voters(now), len(now.stage.scene.choices) + 1
        word = turnout.turnout(voters, len(self.people.votes), options, now.turnout)
        if word != now.turnout:
            self.record = commands.with_turnout(now, word)
            changes.add("state", "record", record.dump(self.record))

    def command(self, message: dict[str, Any]) -> None:
        """Do what the facilitator commands.

        Raise `RefusedError` for what does not fit, `StoreError` where the disk refuses or the file cannot be
        cleaned; the room then stands as before, or goes no further until it can.
        """
        self.flush()
        self.clean()
        changed, changes = commands.run(self.desk(), message)
        changes.add("state", "record", record.dump(changed))
        self.store.write(changes)
        self.record = changed
        self._reload()
        if self.record.stage.phase != "revealed":
            self.people.pairs.clear()
            self.people.pair_senders.clear()
        try:
            self.clean(always=True)
        finally:
            self.changed()

    def clean(self, *, always: bool = False, patience: float = PATIENCE) -> None:
        """Cut the file's log; where that fails, nothing else is done until it succeeds."""
        if not always and self.fault is None:
            return
        try:
            self.store.truncate(patience)
        except StoreError as error:
            self.fault = str(error)
            raise
        self.fault, self._in_order = None, False

    def _reload(self) -> None:
        self.people.reload(self.store)
        self.record = record.load(self.store.state("record"), self.store.path.name)
        waiting: dict[str, list[arguments.Argument]] = {}
        for key, place, choice, text in self.store.sentences():
            waiting.setdefault(place, []).append(arguments.Argument(key, choice, text))
        boxes = {place: commands.box_of(self.record, place, found) for place, found in waiting.items()}
        self.record = self.record.with_boxes(boxes.items())
        self._shown = {
            "scene": self.showing.scene(self.record),
            "reveal": self.showing.reveal(self.record),
            "followed": self.showing.followed(self.record),
            "debrief": self.showing.debrief(self.record),
        }
        self._position = self._place()

    def desk(self) -> commands.Desk:
        """Return what a command sees of the room."""
        return commands.Desk(self.record, self.people, self.scenario, self.showing, self._lot)

    # --- what is seen -------------------------------------------------------------------------------

    @property
    def parts(self) -> Parts:
        """What phones and wall get alike, but for `at`."""
        return self._shown

    def at(self, *, wall: bool = False) -> At:
        """Return where the room is; `wall` adds the turnout, and in the lobby how many are here."""
        now = self.record
        opened = now.stage.phase == "ballot"
        here: At = {
            "turn": now.stage.turn,
            "phase": now.stage.phase,
            "story": {"id": self.scenario.id, "title": self.scenario.title},
            "position": self._position,
            "ballot": now.ballot if now.stage.phase in ("ballot", "revealed") else None,
            "round": 2 if now.round > 1 else 1 if now.round else 0,
            "seconds": seconds_left(now) if opened else None,
            "turnout": now.turnout if opened and wall else None,
            "rehearsal": now.rehearsal,
            "small": self._small(),
            "say": self._may_say(),
            "seats": now.deal_seats,
        }
        if wall and now.stage.phase == "lobby":
            here["people"] = len(self.people.here)
        return here

    def _small(self) -> bool:
        """Return whether so few are here that there will be sentences instead of numbers."""
        scene_ = self.record.stage.scene
        counted = len(self.people.electorate(scene_.id)) if scene_ and self.record.round else 0
        return (counted or len(self.people.here)) < FEWEST

    def _place(self) -> Any:
        """Return how far the story is, as its views say it."""
        if self.record.stage.scene is None:
            return None
        taken = self.record.stage.journal
        if self.record.stage.phase == "followed":
            taken = taken[:-1]  # what followed belongs to the decision just taken
        return position(self.scenario, play.replay(self.scenario, taken), len(taken))

    def mine(self, phone: str) -> Mine:
        """Return what a phone may know of itself."""
        people = self.people
        cast = people.votes.get(phone)
        seat = people.seats.get(phone)
        person: Any = scene.person(self.scenario, seat) if seat else None
        last = max(cast.message if cast else 0, people.senders.get(phone, 0))
        return {
            "voted": cast is not None,
            "votes": people.may_vote(self.record, phone),
            "sentence": phone in people.senders,
            "seat": person,
            "next": last + 1,
        }


def phone_of(token: str) -> str:
    """Return the digest by which a phone's token is known."""
    return codes.digest(token)[:32]


def seconds_left(now: Record) -> int | None:
    """Return the whole seconds left on the clock of the open ballot, 0 when time is up."""
    return None if now.deadline is None else max(0, round(now.deadline - time.time()))


def _ignore(_result: object) -> None:
    """Do nothing with a result that nobody waits for."""
