"""What the facilitator commands: from a command's message to the record after it, and the rows to write."""

from __future__ import annotations

import time
from collections.abc import Callable  # noqa: TC003 - a type that is read when the program runs
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from knowshow.content.text import explain, say
from knowshow.room import arguments, pairs, people, stage, turnout
from knowshow.room.arguments import Arguments
from knowshow.room.disclosure import Reveal, hear_first, heard_first, threshold
from knowshow.room.record import Record
from knowshow.room.refusals import RefusedError
from knowshow.room.store import Changes

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from knowshow.room.messages import CommandName
    from knowshow.room.people import People
    from knowshow.room.showing import Showing
    from knowshow.room.turnout import Turnout
    from knowshow.story.scenario import Scenario

SHORTEST, LONGEST, USUAL = 10, 3_600, 180  # seconds of a ballot's clock
After = tuple[Record, Changes]
PHASES: Final[dict[CommandName, type[stage.Command]]] = {
    "enter": stage.Enter,
    "open": stage.OpenBallot,
    "close": stage.CloseBallot,
    "cancel": stage.CancelBallot,
    "follow": stage.FollowRoom,
    "other": stage.FollowOther,
    "back": stage.GoBack,
    "debrief": stage.Debrief,
    "end": stage.End,
}


class Desk:
    """What a command sees of a room."""

    def __init__(
        self, record: Record, crowd: People, scenario: Scenario, showing: Showing, lot: random.Random
    ) -> None:
        """Keep the room's record, people, story and lot."""
        self.record, self.people, self.scenario, self.showing, self.lot = (
            record,
            crowd,
            scenario,
            showing,
            lot,
        )

    @property
    def scene(self) -> stage.Scene:
        """The scene that the room is in; raise `RefusedError` where it is in none."""
        if self.record.stage.scene is None:
            raise RefusedError("turn")
        return self.record.stage.scene

    def size(self) -> int:
        """Return how many people the room counts for sentences: the electorate, or all who are here."""
        return len(self.people.electorate(self.scene.id)) or len(self.people.here)


def run(desk: Desk, message: dict[str, Any]) -> After:
    """Return the record after a command, and the rows that it writes beside the record.

    Raise `RefusedError` for one that is malformed, out of turn, or not possible now.
    """
    do, turn = message.get("do"), message.get("turn")
    handler = HANDLERS.get(do) if isinstance(do, str) else None
    if handler is None or not isinstance(turn, int) or isinstance(turn, bool):
        raise RefusedError("malformed")
    try:
        if do in PHASES:
            return handler(desk, message)
        if turn != desk.record.stage.turn:
            raise RefusedError("turn")
        return handler(desk, message)
    except stage.OutOfTurnError:
        raise RefusedError("turn") from None
    except arguments.ArgumentError as error:
        raise RefusedError("sentence", explain(error)) from None


def possible(desk: Desk) -> list[CommandName]:
    """Return the commands that fit now."""
    now, phase = desk.record, desk.record.stage.phase
    names: list[CommandName] = [name for name, kind in PHASES.items() if phase in stage.ALLOWED[kind]]
    barred = {
        "enter": phase == "followed" and desk.showing.here(now.stage.journal) is None,
        "open": len(now.stage.reveals()) >= stage.BALLOTS,
        "follow": now.stage.offered() is None,
        "back": not now.stage.path,
    }
    names = [name for name in names if not barred.get(name)]
    extra: dict[CommandName, bool] = {
        "extend": phase == "ballot",
        "hear": phase == "revealed" and bool(_heard_among(desk)),
        "unseal": phase == "revealed" and waiting(desk),
        "table": phase == "revealed" and _table(desk) is not None,
        "let": phase == "revealed" and bool(now.box().unsealed),
        "take_back": phase == "revealed" and bool(now.box().through),
        "keep": phase not in ("lobby", "ended") and any(box.through for box in now.boxes.values()),
    }
    return names + [name for name, fits in extra.items() if fits]


def proposed(desk: Desk, names: list[CommandName]) -> CommandName | None:
    """Return the command to offer first, of those in `names`."""
    order: tuple[CommandName, ...] = ("close", "follow", "enter", "open", "other", "debrief", "end")
    if desk.record.stage.phase == "revealed":
        order = ("follow", "other")
    return next((name for name in order if name in names), None)


def waiting(desk: Desk) -> bool:
    """Return whether enough sentences wait to be laid before the facilitator."""
    return desk.record.stage.phase == "revealed" and len(desk.record.box().waiting) >= threshold(desk.size())


def box_of(record: Record, place: str, found: Iterable[arguments.Argument]) -> Arguments:
    """Return the sentences of the scene `place` with those that wait, as the store has them."""
    known = record.boxes.get(place, Arguments(()))
    return replace(known, waiting=tuple(sorted(found, key=lambda sentence: sentence.key)))


def with_turnout(record: Record, word: Turnout) -> Record:
    """Return the record with the word for how many have voted."""
    return replace(record, turnout=word)


def _staged(desk: Desk, message: dict[str, Any], command: stage.Command) -> Record:
    """Return the record with its stage moved on, and the time at which a new part of the plan began."""
    before = desk.record
    moved = stage.advance(before.stage, message["turn"], command)
    now = time.time()
    fresh = moved.scene != before.stage.scene or moved.phase == "debrief"
    return replace(
        before,
        stage=moved,
        began=before.began or now,
        here_since=now if fresh or before.here_since is None else before.here_since,
        deadline=None,
    )


def _enter(desk: Desk, message: dict[str, Any]) -> After:
    here = desk.showing.here(desk.record.stage.journal)
    if here is None:
        raise RefusedError("over")
    changes = Changes()
    changes.add("clear-sentences")
    entered = _staged(desk, message, stage.Enter(stage.Scene(*here)))
    return entered.with_boxes(_without_waiting(entered)), changes


def _open(desk: Desk, message: dict[str, Any]) -> After:
    opened = _staged(desk, message, stage.OpenBallot())
    opened = replace(
        opened,
        ballot=opened.stage.turn,
        deadline=time.time() + _seconds(message),
        heard_first={place: drawn for place, drawn in opened.heard_first.items() if place != desk.scene.id},
    )
    changes = Changes()
    for name in ("clear-votes", "clear-senders"):
        changes.add(name)
    changes.add("clear-present", desk.scene.id, opened.round)
    electorate = desk.people.electorate(desk.scene.id)
    if opened.round == 1:  # in a second ballot a phone left behind would pass for the vote of who has gone
        for phone in sorted(desk.people.here):
            changes.add("present", desk.scene.id, opened.round, phone)
    voters = len(desk.people.here if opened.round == 1 else electorate)
    word = turnout.turnout(voters, 0, len(desk.scene.choices) + 1)  # now, not when the first vote comes
    return with_turnout(opened, word), changes


def _extend(desk: Desk, message: dict[str, Any]) -> After:
    if desk.record.stage.phase != "ballot":
        raise RefusedError("turn")
    end = max(desk.record.deadline or 0.0, time.time()) + _seconds(message, 60)
    return replace(desk.record, deadline=min(end, time.time() + LONGEST)), Changes()


def _close(desk: Desk, message: dict[str, Any]) -> After:
    if desk.record.stage.phase != "ballot":
        raise RefusedError("turn")
    number = desk.record.round
    result = people.count(desk.record, desk.people, desk.scenario)
    closed = _staged(desk, message, stage.CloseBallot(result.shown))
    changes = Changes()
    changes.add("clear-votes")
    if number > 1:
        changes.add("clear-present", desk.scene.id, number)
    return replace(closed, seats=(*closed.seats, result.seats), turnout="open"), changes


def _cancel(desk: Desk, message: dict[str, Any]) -> After:
    cancelled = _staged(desk, message, stage.CancelBallot())
    changes = Changes()
    changes.add("clear-votes")
    changes.add("clear-present", desk.scene.id, desk.record.round)
    return cancelled, changes


def _follow(desk: Desk, message: dict[str, Any]) -> After:
    return _staged(desk, message, stage.FollowRoom()), Changes()


def _other(desk: Desk, message: dict[str, Any]) -> After:
    choice = message.get("choice")
    if not isinstance(choice, str):
        raise RefusedError("malformed")
    return _staged(desk, message, stage.FollowOther(choice)), Changes()


def _back(desk: Desk, message: dict[str, Any]) -> After:
    return _staged(desk, message, stage.GoBack()), Changes()


def _debrief(desk: Desk, message: dict[str, Any]) -> After:
    changes = Changes()
    changes.add("clear-sentences")
    moved = _staged(desk, message, stage.Debrief())
    return moved.with_boxes(_without_waiting(moved)), changes


def _end(desk: Desk, message: dict[str, Any]) -> After:
    ended = _staged(desk, message, stage.End())
    changes = Changes()
    for name in ("clear-votes", "clear-senders", "clear-sentences", "clear-all-present"):
        changes.add(name)
    return ended.with_boxes((place, arguments.clear(box)) for place, box in ended.boxes.items()), changes


def _heard_among(desk: Desk) -> tuple[str, ...]:
    """Return the choices among which the one to hear first is drawn."""
    reveals = [result for result in desk.record.stage.reveals() if isinstance(result, Reveal)]
    return heard_first(reveals[-1]) if reveals else ()


def _hear(desk: Desk, _message: dict[str, Any]) -> After:
    if desk.record.stage.phase != "revealed" or not _heard_among(desk):
        raise RefusedError("turn")
    place = desk.scene.id
    if place in desk.record.heard_first:
        return desk.record, Changes()
    reveals = [result for result in desk.record.stage.reveals() if isinstance(result, Reveal)]
    drawn = hear_first(reveals[-1], desk.lot.choice)
    return replace(desk.record, heard_first=desk.record.heard_first | {place: drawn}), Changes()


def _table(desk: Desk) -> pairs.JointTable | None:
    """Return the table of first and second votes, where two ballots of the same people allow one."""
    reveals = [result for result in desk.record.stage.reveals() if isinstance(result, Reveal)]
    if len(reveals) < stage.BALLOTS:
        return None
    return pairs.joint_table(reveals[0], reveals[1], desk.people.pairs)


def _show_table(desk: Desk, _message: dict[str, Any]) -> After:
    table = _table(desk)
    if desk.record.stage.phase != "revealed" or table is None:
        raise RefusedError("table")
    tables = {desk.scene.id: table} | desk.record.tables  # the first one shown stays
    return replace(desk.record, tables=tables), Changes()


def _unseal(desk: Desk, _message: dict[str, Any]) -> After:
    if not waiting(desk):
        raise RefusedError("sealed")
    box = arguments.unseal(desk.record.box(), desk.size(), lambda found: desk.lot.sample(found, len(found)))
    changes = Changes()
    changes.add("unseal", desk.scene.id)
    return desk.record.with_boxes([(desk.scene.id, box)]), changes


def _let(desk: Desk, message: dict[str, Any]) -> After:
    text = message.get("text")
    if text is not None and not isinstance(text, str):
        raise RefusedError("malformed")
    return _in_box(desk, message, lambda box, key: arguments.let_through(box, key, text))


def _take_back(desk: Desk, message: dict[str, Any]) -> After:
    return _in_box(desk, message, arguments.take_back)


def _keep(desk: Desk, message: dict[str, Any]) -> After:
    return _in_box(desk, message, arguments.keep)


def _in_box(desk: Desk, message: dict[str, Any], change: Callable[[Arguments, str], Arguments]) -> After:
    """Return the record with one sentence changed, in whichever scene it was sent."""
    key = message.get("key")
    if not isinstance(key, str):
        raise RefusedError("malformed")
    for place, box in desk.record.boxes.items():
        if any(sentence.key == key for sentence in box.unsealed):
            return desk.record.with_boxes([(place, change(box, key))]), Changes()
    raise RefusedError("sentence", say("room", "refused_no_sentence"))


def _without_waiting(record: Record) -> list[tuple[str, Arguments]]:
    return [(place, replace(box, waiting=())) for place, box in record.boxes.items()]


def _seconds(message: dict[str, Any], usual: int = USUAL) -> int:
    seconds = message.get("seconds", usual)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not SHORTEST <= seconds <= LONGEST:
        raise RefusedError("seconds", say("room", "refused_seconds", least=SHORTEST, most=LONGEST))
    return seconds


HANDLERS: Final[dict[str, Callable[[Desk, dict[str, Any]], After]]] = {
    "enter": _enter,
    "open": _open,
    "extend": _extend,
    "close": _close,
    "cancel": _cancel,
    "follow": _follow,
    "other": _other,
    "back": _back,
    "debrief": _debrief,
    "end": _end,
    "hear": _hear,
    "table": _show_table,
    "unseal": _unseal,
    "let": _let,
    "take_back": _take_back,
    "keep": _keep,
}
