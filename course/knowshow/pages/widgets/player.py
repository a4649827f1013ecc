"""The dilemma player: one scenario, played and saved choice by choice, resumed after a restart."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.learner import journals
from knowshow.learner.kept_file import why
from knowshow.pages.widgets import base
from knowshow.story import play
from knowshow.views import scene

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.content.principles import Principles
    from knowshow.learner.journals import Journal, Loaded
    from knowshow.pages.widgets.debrief import Desk
    from knowshow.story.scenario import Scenario


class Player(anywidget.AnyWidget):
    """Draws a story's present scene and takes decisions; the journal on disk is the only thing kept.

    A decision is shown only once it is saved: what the reader has seen happen is never lost.
    """

    _esm = base.script("player")
    _css = base.styles("player", "debrief", "plot")
    words = traitlets.Dict(base.words("player", "debrief", "charts")).tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)

    def __init__(self, scenario: Scenario, principles: Principles, path: Path) -> None:
        """Resume the story whose journal is at `path`, or begin it."""
        super().__init__()
        self._scenario, self._principles, self._path = scenario, principles, path
        self._choices: tuple[str, ...] = ()
        self._earlier: tuple[str, ...] = ()
        self._notice: str | None = None
        self._seen: Journal | None = None  # what the disk held when this window last looked
        self._outgrown = False  # whether that has choices which the story does not offer any more
        self._resume(journals.load(self._path))
        self._say("ready" if not self._choices else "resumed")
        self._draw()
        self.on_msg(self._heard)

    def _resume(self, loaded: Loaded) -> None:
        """Take up a journal as far as the story goes along with it."""
        self._notice, self._seen = loaded.problem, loaded.journal
        if loaded.journal is None:
            return
        self._choices, stopped = journals.resume(self._scenario, loaded.journal)
        self._outgrown = stopped is not None
        self._notice = self._notice or stopped

    @cached_property
    def _desk(self) -> Desk:
        from knowshow.pages.widgets.debrief import Desk  # noqa: PLC0415 - nothing before the first decision needs it

        return Desk(self._scenario, self._principles)

    def _heard(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        """Act on what the page reports; nothing that is wrong with a message may raise here."""
        acts = {"decide": self._decide, "back": self._back, "restart": self._restart, "return": self._return}
        act = acts.get(str(message.get("do")))
        if message.get("do") == "ask":
            self.send(*self._desk.answer(self._choices, message))
        if act is None:
            return
        if message.get("key") == self._key():
            if self._changed_elsewhere():
                self._draw()
            else:
                act(message)
        self.send({"heard": message.get("key")})

    def _decide(self, message: dict[str, Any]) -> None:
        choice = message.get("choice")
        offered = [c.id for c in play.available(self._scenario, play.replay(self._scenario, self._choices))]
        if choice in offered:
            self._keep((*self._choices, str(choice)), ())

    def _back(self, _message: dict[str, Any]) -> None:
        self._keep(self._choices[:-1], ())

    def _restart(self, _message: dict[str, Any]) -> None:
        if self._choices:
            self._keep((), self._choices)

    def _return(self, _message: dict[str, Any]) -> None:
        if self._earlier:
            self._keep(self._earlier, ())

    def _keep(self, choices: tuple[str, ...], earlier: tuple[str, ...]) -> None:
        """Save first, then show; what cannot be saved is not shown as done."""
        saved = journals.Journal(self._scenario.id, self._scenario.version, choices)
        try:
            journals.save(self._path, saved, aside=self._outgrown)
        except OSError as error:
            self.status = {"kind": "failed", "text": why(error, "player")}
            return
        self._choices, self._earlier, self._notice = choices, earlier, None
        self._seen, self._outgrown = saved, False
        with self.hold_sync():  # one message, so that "Saved" and what it saved show together
            self._say("saved")
            self._draw()

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
        view = scene.view(self._scenario, self._principles, self._choices)
        view |= {
            "key": self._key(),
            "debrief": self._desk.opening(self._choices) if view["over"] else None,
            "notice": self._notice,
            "place": self._place(view),
            "announce": self._announcement(view),
            "can_back": bool(self._choices),
            "can_restart": bool(self._choices),
            "can_return": bool(self._earlier),
        }
        self.view = view

    def _place(self, view: dict[str, Any]) -> str:
        if view["over"]:
            return say("player", "place_over")
        return say("player", **view["position"])

    def _announcement(self, view: dict[str, Any]) -> str:
        told = [markdown.plain(one["html"]) for one in view["happened"]]
        return " ".join([*told, say("player", "next_scene", title=view["scene"]["title"])])
