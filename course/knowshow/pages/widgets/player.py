"""The dilemma player: one scenario, played and saved choice by choice, resumed after a restart."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import traitlets

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.learner import endings, journals
from knowshow.learner.kept_file import explain_write_error
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Answer, Replying, saved_unless
from knowshow.story import play, position
from knowshow.views import scene, so_far
from knowshow.views.scene import PersonView, SceneView
from knowshow.views.so_far import SoFarView  # noqa: TC001 - a page's types are read at run time

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowshow.content.principles import Principles
    from knowshow.learner.journals import Journal, Loaded
    from knowshow.pages.widgets.debrief import DebriefReplies
    from knowshow.story.scenario import Scenario
    from knowshow.views.debrief import DebriefView


class PlayerView(SceneView):
    """A scene in its widget: `key` names it, so that a late click on an earlier one is told from one on this.

    `so_far` tells what went before, `named` who is named here and not introduced yet.
    `debrief` is there once the story is over, `notice` where something is to be said about the journal;
    `place` says where the story stands, `announce` what a screen reader says when the scene has changed.
    """

    key: str
    so_far: SoFarView
    named: list[PersonView]
    debrief: DebriefView | None
    notice: str | None
    place: str
    announce: str
    can_back: bool
    can_restart: bool
    can_return: bool


class StatusView(TypedDict):
    """How saving stands: its kind, which the styles know, and the words for it."""

    kind: Literal["ready", "resumed", "saved", "failed"]
    text: str


class PlayerPage(TypedDict):
    """What the player's page is given."""

    words: dict[str, str]
    view: PlayerView
    status: StatusView


class DecideMessage(TypedDict):
    """Take a choice, by its id, in the scene of this key."""

    do: Literal["decide"]
    key: str
    choice: str


class TurnMessage(TypedDict):
    """At the scene of this key, go back one decision, begin anew, or return to the path left by that."""

    do: Literal["back", "restart", "return"]
    key: str


class Player(Replying):
    """Draws a story's present scene and takes decisions; the journal on disk is the only thing kept.

    A decision is shown only once it is saved: what the reader has seen happen is never lost.
    """

    _esm = base.script("player")
    _css = base.styles("player", "debrief", "plot", "sheet")
    status = traitlets.Dict().tag(sync=True)

    def __init__(
        self, scenario: Scenario, principles: Principles, path: Path, ended_at: Path | None = None
    ) -> None:
        """Resume the story whose journal is at `path`, or begin it; ends are kept in the file `ended_at`."""
        super().__init__(words=base.words("player", "debrief", "charts"))
        self._scenario, self._principles, self._path = scenario, principles, path
        self._ended_at = ended_at
        self._choices: tuple[str, ...] = ()
        self._earlier: tuple[str, ...] = ()
        self._notice: str | None = None
        self._seen: Journal | None = None  # what the disk held when this window last looked
        self._outgrown = False  # whether that has choices which the story does not offer any more
        self._resume(journals.load(self._path))
        self._say("ready" if not self._choices else "resumed")
        self._draw()

    def _resume(self, loaded: Loaded) -> None:
        """Take up a journal as far as the story goes along with it."""
        self._notice, self._seen = loaded.problem, loaded.journal
        if loaded.journal is None:
            return
        self._choices, stopped = journals.resume(self._scenario, loaded.journal)
        self._outgrown = stopped is not None
        self._notice = self._notice or stopped

    @cached_property
    def _desk(self) -> DebriefReplies:
        from knowshow.pages.widgets.debrief import DebriefReplies  # noqa: PLC0415 - nothing before the first decision needs it

        return DebriefReplies(self._scenario, self._principles)

    def _act(self, message: dict[str, Any]) -> Answer:
        if message["do"] == "ask":
            return self._desk.answer(self._choices, message)
        acts: dict[str, Callable[[Any], str]] = {
            "decide": self._decide,
            "back": self._back,
            "restart": self._restart,
            "return": self._return,
        }
        act = acts[message["do"]]
        if message.get("key") != self._key():
            return Answer()  # about a scene that this window has left: there is nothing to do
        if self._changed_elsewhere():
            self._draw()
            return Answer()
        return saved_unless(act(message))

    def _decide(self, message: DecideMessage) -> str:
        choice = message.get("choice")
        offered = [c.id for c in play.available(self._scenario, play.replay(self._scenario, self._choices))]
        return self._keep((*self._choices, str(choice)), ()) if choice in offered else ""

    def _back(self, _message: TurnMessage) -> str:
        return self._keep(self._choices[:-1], ())

    def _restart(self, _message: TurnMessage) -> str:
        return self._keep((), self._choices) if self._choices else ""

    def _return(self, _message: TurnMessage) -> str:
        return self._keep(self._earlier, ()) if self._earlier else ""

    def _keep(self, choices: tuple[str, ...], earlier: tuple[str, ...]) -> str:
        """Save first, then show; what cannot be saved is not shown as done. Gives why it could not be."""
        saved = journals.Journal(self._scenario.id, self._scenario.version, choices)
        try:
            journals.save(self._path, saved, aside=self._outgrown)
        except OSError as error:
            failed = explain_write_error(error, "player")
            self.status = {"kind": "failed", "text": failed}
            return failed
        self._choices, self._earlier, self._notice = choices, earlier, None
        self._seen, self._outgrown = saved, False
        with self.hold_sync():  # one message, so that "Saved" and what it saved show together
            self._say("saved")
            self._draw()
        if self._ended_at and self.view["over"]:
            endings.keep(self._ended_at, saved)  # where that fails the story is saved all the same
        return ""

    def _changed_elsewhere(self) -> bool:
        """Whether another window has gone on with this story; if so, go on from there."""
        loaded = journals.load(self._path)
        if loaded.journal is None or loaded.journal == self._seen:
            return False
        self._resume(loaded)
        self._notice = self._notice or say("player", "elsewhere")
        self._earlier = ()
        return True

    def _key(self) -> str:
        return "/".join((self._scenario.id, *self._choices))

    def _say(self, kind: str) -> None:
        self.status = {"kind": kind, "text": say("player", f"status_{kind}")}

    def _draw(self) -> None:
        shown = scene.view(self._scenario, self._principles, self._choices)
        turns = play.trace(self._scenario, self._choices)
        view: PlayerView = {
            **shown,
            "key": self._key(),
            "so_far": so_far.view(self._scenario, turns),
            "named": so_far.list_named(self._scenario, turns),
            "debrief": self._desk.opening(self._choices) if shown["over"] else None,
            "notice": self._notice,
            "place": self._place(over=shown["over"]),
            "announce": self._announcement(shown),
            "can_back": bool(self._choices),
            "can_restart": bool(self._choices),
            "can_return": bool(self._earlier),
        }
        self.view = {**view}

    def _place(self, *, over: bool) -> str:
        if over:
            return say("player", "place_over")
        state = play.replay(self._scenario, self._choices)
        return say("player", **position.position(self._scenario, state, len(self._choices)))

    def _announcement(self, view: SceneView) -> str:
        happened = [markdown.plain(one["html"]) for one in view["happened"]]
        return " ".join([*happened, say("player", "next_scene", title=view["scene"]["title"])])
