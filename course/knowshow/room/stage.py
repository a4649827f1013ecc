"""Where a room stands: from the lobby through scenes, ballots and reveals to the debrief and the end.

A pure reducer: `advance(stage, turn, command)` returns the next `Stage` or raises `OutOfTurnError`. It
knows no story: commands bring the scene that the engine gives, and what the gate shows of a ballot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from knowshow.errors import KnowShowError
from knowshow.room.again import Shift
from knowshow.room.disclosure import Reveal, room_choice

Phase = Literal["lobby", "scene", "ballot", "revealed", "followed", "debrief", "ended"]
BALLOTS: Final = 2  # at most so many on one scene, however often the room comes back to it


class OutOfTurnError(KnowShowError):
    """A command that does not fit where the room stands: replayed, late, or in the wrong order."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A decision of the story: its id, and the ids of the choices offered now, in the story's order."""

    id: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision taken: in which scene, what, and whether it is said as the room's choice or as another."""

    scene: Scene
    choice: str
    how: Literal["room", "other"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a closed ballot of the scene `scene` showed; frozen, never worked out again."""

    scene: str
    result: Reveal | Shift


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a room stands.

    `turn` counts the commands taken; `path` are the decisions, `shown` every reveal so far.
    """

    phase: Phase = "lobby"
    turn: int = 0
    scene: Scene | None = None
    path: tuple[Step, ...] = ()
    shown: tuple[Shown, ...] = ()

    @property
    def journal(self) -> tuple[str, ...]:
        """The ids of the choices taken, as the story engine replays them."""
        return tuple(step.choice for step in self.path)

    def reveals(self) -> tuple[Reveal | Shift, ...]:
        """Return what the ballots of the present scene have shown, the first one first."""
        return tuple(shown.result for shown in self.shown if self.scene and shown.scene == self.scene.id)

    def offered(self) -> str | None:
        """Return the choice to follow *as the room chose*, or None where that would tell too much."""
        results = self.reveals()
        last = results[-1] if results and self.phase == "revealed" else None
        choice = room_choice(last) if isinstance(last, Reveal) else None
        return choice if self.scene and choice in self.scene.choices else None


@dataclass(frozen=True, slots=True)
class Enter:
    """Show a scene: the first from the lobby, or the next when what followed has been read."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """Open the ballot on the scene; after its reveal, the second."""


@dataclass(frozen=True, slots=True)
class CancelBallot:
    """Close the ballot unseen: its votes are thrown away and nothing is shown."""


@dataclass(frozen=True, slots=True)
class CloseBallot:
    """Close the ballot and show `result`, as `reveal` or `reveal_again` gave it."""

    result: Reveal | Shift


@dataclass(frozen=True, slots=True)
class FollowRoom:
    """Go on with the room's choice, where `Stage.offered` has one."""


@dataclass(frozen=True, slots=True)
class FollowOther:
    """Go on with `choice`; said as the room's only where it is the one that `Stage.offered` has."""

    choice: str


@dataclass(frozen=True, slots=True)
class GoBack:
    """Take back the last decision and stand again where it was taken."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Go to the debrief: at the story's end, or where time is up."""


@dataclass(frozen=True, slots=True)
class End:
    """End the session; a ballot that is open is thrown away."""


Command = Enter | OpenBallot | CancelBallot | CloseBallot | FollowRoom | FollowOther | GoBack | Debrief | End

ALLOWED: Final[dict[type[Command], tuple[Phase, ...]]] = {
    Enter: ("lobby", "followed"),
    OpenBallot: ("scene", "revealed"),
    CancelBallot: ("ballot",),
    CloseBallot: ("ballot",),
    FollowRoom: ("revealed",),
    FollowOther: ("scene", "revealed"),
    GoBack: ("scene", "revealed", "followed", "debrief"),
    Debrief: ("scene", "revealed", "followed"),
    End: ("lobby", "scene", "ballot", "revealed", "followed", "debrief"),
}


def advance(stage: Stage, turn: int, command: Command) -> Stage:
    """Return the stage after `command`, given at `turn`.

    Raise `OutOfTurnError` where the command was given at another turn than the room's (a replay, or two
    consoles at once), does not fit the phase, or asks for what is not offered; the stage is then as before.
    """
    name = type(command).__name__
    if turn != stage.turn:
        fault = "was taken already, or another came first" if turn < stage.turn else "is ahead of the room"
        raise OutOfTurnError(
            f"{name}: turn {turn} {fault}; the room is at turn {stage.turn}, ask for its state again"
        )
    if stage.phase not in ALLOWED[type(command)]:
        phases = ", ".join(ALLOWED[type(command)])
        raise OutOfTurnError(f"{name}: the room stands at {stage.phase!r}; this can be done at: {phases}")
    return replace(_after(stage, command), turn=turn + 1)


def _after(stage: Stage, command: Command) -> Stage:  # noqa: PLR0911 - one line for each command
    """Return the stage after a `command` that fits its phase."""
    match command:
        case Enter(scene):
            return replace(stage, phase="scene", scene=scene)
        case OpenBallot():
            return _opened(stage)
        case CancelBallot():
            return replace(stage, phase=_standing(stage))
        case CloseBallot(result):
            return _closed(stage, result)
        case FollowRoom():
            return _followed(stage, stage.offered())
        case FollowOther(choice):
            return _followed(stage, choice)
        case GoBack():
            return _back(stage)
        case Debrief():
            return replace(stage, phase="debrief", scene=None)
        case End():
            return replace(stage, phase="ended", scene=None)


def _standing(stage: Stage) -> Phase:
    """Return how a scene stands while no ballot is open: as a scene, or with what its ballots have shown."""
    return "revealed" if stage.reveals() else "scene"


def _opened(stage: Stage) -> Stage:
    """Return the stage with its ballot open; raise `OutOfTurnError` after the last that a scene may have."""
    if len(stage.reveals()) >= BALLOTS:
        raise OutOfTurnError(f"OpenBallot: this scene has had its {BALLOTS} ballots; follow a choice")
    return replace(stage, phase="ballot")


def _closed(stage: Stage, result: Reveal | Shift) -> Stage:
    """Return the stage with `result` shown for good; raise `OutOfTurnError` where it is not of this scene."""
    scene = _scene(stage)
    if isinstance(result, Reveal) and result.choices != scene.choices:
        raise OutOfTurnError(f"CloseBallot: choices {list(result.choices)} are not those of {scene.id!r}")
    if isinstance(result, Shift) and not stage.reveals():
        raise OutOfTurnError("CloseBallot: a first ballot has nothing to be compared with; give its reveal")
    return replace(stage, phase="revealed", shown=(*stage.shown, Shown(scene.id, result)))


def _followed(stage: Stage, choice: str | None) -> Stage:
    """Return the stage with `choice` taken; raise `OutOfTurnError` where it is not offered."""
    scene = _scene(stage)
    if choice is None:
        raise OutOfTurnError(
            "FollowRoom: what is shown does not tell the room's choice; follow a choice by its name"
        )
    if choice not in scene.choices:
        raise OutOfTurnError(
            f"FollowOther: {choice!r} is not offered; choose one of {', '.join(scene.choices)}"
        )
    how: Literal["room", "other"] = "room" if choice == stage.offered() else "other"
    return replace(stage, phase="followed", path=(*stage.path, Step(scene, choice, how)))


def _back(stage: Stage) -> Stage:
    """Return the stage before its last decision; raise `OutOfTurnError` where none was taken."""
    if not stage.path:
        raise OutOfTurnError("GoBack: no decision has been taken yet; go on from here")
    before = replace(stage, scene=stage.path[-1].scene, path=stage.path[:-1])
    return replace(before, phase=_standing(before))


def _scene(stage: Stage) -> Scene:
    """Return the scene that the room is in."""
    if stage.scene is None:
        raise OutOfTurnError("scene: the room is in none; enter one first")
    return stage.scene
