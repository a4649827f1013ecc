"""What goes over the wire between the server of a room, its phones, its wall and its console.

Everything is JSON. Phones and wall hold a WebSocket; the console asks by HTTP. A key that may be missing is
`NotRequired`; None says that there is nothing. Numbers of people have been through the gate of
`knowshow.room.disclosure`, or are no votes.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from knowshow.room.again import Direction  # noqa: TC001 - the types are read when the program runs
from knowshow.room.disclosure import Words  # noqa: TC001 - the types are read when the program runs
from knowshow.room.stage import Phase  # noqa: TC001 - the types are read when the program runs
from knowshow.room.turnout import Turnout  # noqa: TC001 - the types are read when the program runs

Do = Literal["vote", "say", "pair"]
CommandName = Literal[
    "enter", "open", "extend", "close", "cancel", "follow", "other", "back", "debrief", "end",
    "hear", "table", "unseal", "let", "take_back", "keep",
]  # fmt: skip
PARTS = ("at", "scene", "reveal", "followed", "debrief", "mine")


class ErrorText(TypedDict):
    """Why something was refused: `key` for programs, `text` in one line for people."""

    key: str
    text: str


# --- from a phone or a wall to the server, by WebSocket -------------------------------------------------


class Hello(TypedDict):
    """The first message: a phone's token, or the wall's join code (`R7MKQ2`, or `R7MKQ2.` and the key)."""

    hello: str


class Vote(TypedDict):
    """A vote in the ballot `ballot` (as `At.ballot` gives it); `choice` None abstains.

    `id` is a whole number from 1 that rises with every message of this phone; one that is not above the last
    answered in this ballot was done already and is answered again.
    """

    id: int
    do: Literal["vote"]
    ballot: int
    choice: str | None


class Sentence(TypedDict):
    """A sentence of at most 280 characters for `choice`, one from each phone and ballot."""

    id: int
    do: Literal["say"]
    ballot: int
    choice: str
    text: str


class Pair(TypedDict):
    """A phone's own two votes on this scene, for the table of a large room; None abstained."""

    id: int
    do: Literal["pair"]
    ballot: int
    first: str | None
    second: str | None


class Answer(TypedDict):
    """What the server says to a message once its work is on the disk, or why it was refused.

    `parts` comes along where the message changed what the phone knows of itself.
    """

    id: int
    ok: NotRequired[Literal[True]]
    error: NotRequired[ErrorText]
    parts: NotRequired[Parts]


# --- from the server to phones and wall -----------------------------------------------------------------


class Title(TypedDict):
    """A story by its `id` and `title`."""

    id: str
    title: str


class Position(TypedDict):
    """How far the story is, as `knowshow.story.position` gives it: words' key, decision number, at most."""

    key: str
    number: int
    most: NotRequired[int]


class At(TypedDict):
    """Where the room is.

    `turn` counts the facilitator's commands. `ballot` is the number of the ballot that is open, or that
    the room looks back on in this scene; `round` is 0 before the first ballot, else 1 or 2. `seconds` are
    left on the clock when this was sent (0: time is up, the ballot is still open). `turnout` is a word
    while a ballot is open, for wall and console; phones get None, so that voting is not slowed by news of
    it. `rehearsal` counts simulated people. `small` is true under eight people: sentences instead of
    numbers. `say`: a sentence may be sent. `seats`: seats are dealt. `people` (the wall's only, in the
    lobby): how many phones are here. `code`, `join`, `qr` (wall and console): the code as it is read out,
    the address without its scheme, and the picture of the address with its key as SVG.
    """

    turn: int
    phase: Phase
    story: Title
    position: Position | None
    ballot: int | None
    round: Literal[0, 1, 2]
    seconds: int | None
    turnout: Turnout | None
    rehearsal: int
    small: bool
    say: bool
    seats: bool
    people: NotRequired[int]
    code: NotRequired[str]
    join: NotRequired[str]
    qr: NotRequired[str]


class ChoiceOffered(TypedDict):
    """A choice on the ballot; `html` says what it is in a sentence."""

    id: str
    label: str
    html: str


class SceneMessage(TypedDict):
    """The decision before the room, as `knowshow.views.scene` gives its parts.

    `role`: `title` and `company`; `brief`: HTML, at the first scene only. `voices`: rights-holders first,
    each `id`, `name`, `role`, `lens`, `initials`, `html`. `indicators`: about people first, as
    `knowshow.views.indicators.indicator`. `principles`: the cards that `cites` open, by cite.
    """

    id: str
    title: str
    time: str
    html: str
    role: dict[str, str]
    brief: str | None
    voices: list[dict[str, Any]]
    question: str
    choices: list[ChoiceOffered]
    indicators: list[dict[str, Any]]
    cites: list[str]
    principles: dict[str, dict[str, Any]]


class GroupShown(TypedDict):
    """Choices shown as one: their `options` (ids; `@abstain`), their `labels`, people or None in words."""

    options: list[str]
    labels: list[str]
    count: int | None
    merged: bool


class ShiftShown(TypedDict):
    """A second ballot in words: `label` was chosen by `step` or more people fewer, more, or as many."""

    direction: Direction
    label: str | None
    step: int


class SeatsShown(TypedDict):
    """Two groups of seats, each a name in words and its groups; both grouped alike."""

    names: list[str]
    groups: list[list[GroupShown]]


class BallotShown(TypedDict):
    """One closed ballot. `shift` replaces everything else where somebody came or went since the first.

    `people` is 0 where nothing about their number is shown; `why` says in a sentence why choices are counted
    together or not shown, or None.
    """

    words: Words | None
    people: int
    k: int
    groups: list[GroupShown]
    why: str | None
    seats: SeatsShown | None
    shift: ShiftShown | None


class MovementShown(TypedDict):
    """The net change of one group between the two ballots, in people."""

    labels: list[str]
    change: int


class TableShown(TypedDict):
    """People by first vote (rows) and second (columns), both over the same `parts` (labels)."""

    parts: list[list[str]]
    cells: list[list[int]]


class SentenceShown(TypedDict):
    """A sentence that the facilitator let through, and the choice that it speaks for."""

    key: str
    label: str
    text: str


class RevealMessage(TypedDict):
    """What the ballots of this scene have shown (one or two), frozen; and what the room was let hear.

    `hear` is the label of the choice to hear first, once drawn.
    """

    ballots: list[BallotShown]
    movement: list[MovementShown]
    table: TableShown | None
    sentences: list[SentenceShown]
    hear: str | None


class Followed(TypedDict):
    """What followed from a decision. `how` says whose it was; `room` only where the reveal tells it.

    `happened` and `indicators` are as `knowshow.views.scene.view` gives them; `ending` is there where the
    story is over: `title`, `time`, `html`, `voices`.
    """

    how: Literal["room", "other"]
    label: str
    happened: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    ending: dict[str, Any] | None


class SeatDealt(TypedDict):
    """The seat that a phone votes from: `id`, `name`, `role`, `lens`, `initials` of a stakeholder."""

    id: str
    name: str
    role: str
    lens: str
    initials: str


class Mine(TypedDict):
    """What a phone knows of itself: whether its vote is in, never which.

    `votes` is false for somebody who came after the first ballot while the second is open. `next` is the
    lowest `id` that its next message may have.
    """

    voted: bool
    votes: bool
    sentence: bool
    seat: SeatDealt | None
    next: int


class Parts(TypedDict, total=False):
    """The parts of a room, each sent when it changes and all of them at a (re)connection; None is an end."""

    at: At
    scene: SceneMessage | None
    reveal: RevealMessage | None
    followed: Followed | None
    debrief: dict[str, Any] | None
    mine: Mine


class Push(TypedDict):
    """A message to a phone or a wall that answers nothing."""

    parts: Parts


# --- by HTTP --------------------------------------------------------------------------------------------


class Join(TypedDict):
    """`POST /api/join`: the code as typed, or as the QR code has it, with the room's key."""

    code: str


class Joined(TypedDict):
    """The phone's own token, to be kept on the phone; and the room's code without a key."""

    token: str
    code: str


class NewRoom(TypedDict, total=False):
    """`POST /api/rooms`: a scenario's id or file; the plan; simulated people; whether seats are dealt."""

    scenario: str
    minutes: Literal["60", "90", "half-day"]
    rehearse: int
    seats: bool


class CommandMessage(TypedDict):
    """`POST /api/rooms/CODE/command`. `turn` is `At.turn` as the console last saw it.

    `open` takes `seconds` (10 to 3600), `extend` too; `other` takes `choice`; `let` takes `key` and
    perhaps `text`; `take_back` and `keep` take `key`.
    """

    turn: int
    do: CommandName
    choice: NotRequired[str]
    seconds: NotRequired[int]
    key: NotRequired[str]
    text: NotRequired[str]


class RoomLine(TypedDict):
    """A room in `GET /api/rooms` (`{"rooms": [...], "stories": [...]}`)."""

    code: str
    story: Title
    phase: Phase
    people: int


class StoryLine(TypedDict):
    """A story that a room can be made of; `minutes` is what it takes alone."""

    id: str
    title: str
    summary: str
    minutes: int


class Notes(TypedDict):
    """The facilitator's notes of a scene: HTML of what to ask and what rooms say, minutes asked for."""

    ask: str
    hears: str
    minutes: int


class Minutes(TypedDict):
    """Minutes of the plan: its `total`, those spent, and what is left of session, of this part, to spare."""

    total: int
    spent: int
    session: int
    here: int
    spare: int


class SentenceUnsealed(TypedDict):
    """A sentence before the facilitator; `through`: the room sees it; `kept`: it goes into the note."""

    key: str
    choice: str
    label: str
    text: str
    through: bool
    kept: bool


class StepTaken(TypedDict):
    """One decision of the room's path: when, in which scene, what, and whose it was."""

    time: str
    title: str
    label: str
    how: Literal["room", "other"]


class Console(TypedDict):
    """`GET /api/rooms/CODE`: all that the wall has, and what helps to lead; of votes no more than the wall.

    `version` is for `?after=`: the answer waits up to 20 seconds until there is another. `commands` are
    possible now, `next` is the one to offer first. `waiting`: enough sentences wait to be unsealed (never
    how many). `journal` are the ids of the choices taken. `people` are the phones here now. `address` is
    what phones open, with the key; `wall` the wall's. `fault` is a sentence where the room cannot go on.
    """

    version: int
    code: str
    address: str
    wall: str
    people: int
    parts: Parts
    notes: Notes | None
    minutes: Minutes
    commands: list[CommandName]
    next: CommandName | None
    offered: str | None
    choices: list[ChoiceOffered]
    waiting: bool
    sentences: list[SentenceUnsealed]
    path: list[StepTaken]
    journal: list[str]
    strangers: bool
    fault: str | None


class Note(TypedDict):
    """`GET /api/rooms/CODE/note`: what may leave the room, each as Markdown and as a whole HTML page."""

    briefing_markdown: str
    briefing_html: str
    case_markdown: str
    case_html: str
