"""The parts of a room as its phones and its wall get them: the engine's views, and reveals put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from knowshow.content.text import say
from knowshow.room.again import Shift, movement
from knowshow.room.arguments import on_wall
from knowshow.room.disclosure import Reveal
from knowshow.room.tallies import ABSTAIN
from knowshow.story import play
from knowshow.story.scenario import Decision
from knowshow.views import debrief, scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.content.principles import Principles
    from knowshow.room.disclosure import Group
    from knowshow.room.messages import (
        BallotShown,
        EndingShown,
        Followed,
        GroupShown,
        MovementShown,
        RevealMessage,
        SceneMessage,
        SeatsShown,
        ShiftShown,
        StepTaken,
        TableShown,
    )
    from knowshow.room.pairs import JointTable
    from knowshow.room.record import Record
    from knowshow.room.seats import SeatReveal
    from knowshow.story.scenario import Scenario
    from knowshow.views.debrief import DebriefView
    from knowshow.views.indicators import IndicatorView
    from knowshow.views.scene import SceneView

KEPT: Final = 4  # views of the latest paths


@dataclass(frozen=True)
class Showing:
    """A story's words for what a room's record holds."""

    scenario: Scenario
    principles: Principles
    _views: dict[tuple[str, ...], SceneView] = field(default_factory=dict)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The words of each choice, and of abstaining."""
        words = {choice.id: choice.label for choice in self.scenario.choice.values()}
        return words | {ABSTAIN: say("room", "abstain")}

    def view(self, journal: tuple[str, ...]) -> SceneView:
        """Return what the engine shows after some choices; kept, since a reveal must not wait for it."""
        if journal not in self._views:
            while len(self._views) >= KEPT:
                self._views.pop(next(iter(self._views)))
            self._views[journal] = scene.view(self.scenario, self.principles, journal)
        return self._views[journal]

    def scene(self, record: Record) -> SceneMessage | None:
        """Return the decision before the room, or None where it stands at none."""
        if record.stage.scene is None or record.stage.phase == "followed":
            return None
        view = self.view(record.stage.journal)
        cites = view["cites"]
        return {
            "id": record.stage.scene.id,
            "title": view["scene"]["title"],
            "time": view["scene"]["time"],
            "html": view["scene"]["html"],
            "role": view["role"],
            "brief": view["brief"],
            "voices": view["voices"],
            "question": view["question"] or "",
            "choices": view["choices"],
            "indicators": _people_first(view["indicators"]),
            "cites": cites,
            "principles": {cite: card for cite, card in view["principles"].items() if cite in cites},
        }

    def followed(self, record: Record) -> Followed | None:
        """Return what the last decision brought about, while the room looks at it."""
        if record.stage.phase != "followed":
            return None
        view = self.view(record.stage.journal)
        last = record.stage.path[-1]
        ending: EndingShown | None = {**view["scene"], "voices": view["voices"]} if view["over"] else None
        return {
            "how": last.how,
            "label": self.labels[last.choice],
            "happened": view["happened"],
            "indicators": _people_first(view["indicators"]),
            "ending": ending,
        }

    def debrief(self, record: Record) -> DebriefView | None:
        """Return the debrief of the room's path, once it has come to it."""
        if record.stage.phase != "debrief":
            return None
        shown: DebriefView = {**debrief.view(self.scenario, record.stage.journal)}
        if not play.is_over(self.scenario, play.replay(self.scenario, record.stage.journal)):
            # How somebody lived the story is told from its end, and would tell what the room never came to.
            shown["people"] = [{**person, "life": None} for person in shown["people"]]
        return shown

    def reveal(self, record: Record) -> RevealMessage | None:
        """Return what the ballots of the present scene have shown; None before, and elsewhere."""
        stage = record.stage
        if not stage.reveals() or stage.scene is None or stage.phase == "followed":
            return None
        drawn = record.heard_first.get(stage.scene.id)
        table = record.tables.get(stage.scene.id)
        return {
            "ballots": self.ballots(record, stage.scene.id),
            "movement": self.movement(stage.reveals()),
            "table": self.table(table) if table else None,
            "sentences": [
                {"key": sentence.key, "label": self.labels[sentence.choice], "text": sentence.text}
                for sentence in on_wall(record.box())
            ],
            "hear": None if drawn is None else self.labels[drawn],
        }

    def ballots(self, record: Record, scene_id: str) -> list[BallotShown]:
        """Return what each ballot of a scene has shown."""
        pairs = zip(record.stage.shown, record.seats, strict=True)
        return [self.ballot(shown.result, seats) for shown, seats in pairs if shown.scene == scene_id]

    def ballot(self, result: Reveal | Shift, seats: SeatReveal | None) -> BallotShown:
        """Return one closed ballot in words."""
        if isinstance(result, Shift):
            return {
                "words": None,
                "people": 0,
                "k": 0,
                "groups": [],
                "why": say("room", "why_shift"),
                "seats": None,
                "shift": self.shift(result),
            }
        return {
            "words": result.words,
            "people": result.people,
            "k": result.k,
            "groups": self.groups(result.groups),
            "why": why(result),
            "seats": self.seats(seats) if seats else None,
            "shift": None,
        }

    def shift(self, shift: Shift) -> ShiftShown:
        """Return in words how the room's first choice fared."""
        label = self.labels[shift.choice] if shift.choice else None
        return {"direction": shift.direction, "label": label, "step": shift.step}

    def groups(self, groups: Iterable[Group]) -> list[GroupShown]:
        """Return the groups of a reveal with their labels."""
        return [
            {
                "options": list(group.options),
                "labels": [self.labels[option] for option in group.options],
                "count": group.count,
                "merged": group.merged,
            }
            for group in groups
        ]

    def seats(self, shown: SeatReveal) -> SeatsShown:
        """Return the comparison of two groups of seats."""
        names = [say("room", "seats_rightsholders"), say("room", "seats_others")]
        return {"names": names, "groups": [self.groups(shown.first), self.groups(shown.second)]}

    def movement(self, results: Sequence[Reveal | Shift]) -> list[MovementShown]:
        """Return the net change of each group between two ballots of the same people, or nothing."""
        reveals = [result for result in results if isinstance(result, Reveal)]
        if len(reveals) < 2:  # noqa: PLR2004 - it takes two
            return []
        moved = movement(reveals[0], reveals[1])
        return [{"labels": [self.labels[o] for o in part.options], "change": part.change} for part in moved]

    def table(self, table: JointTable) -> TableShown:
        """Return the table of first and second votes with its labels."""
        parts = [[self.labels[option] for option in part] for part in table.parts]
        return {"parts": parts, "cells": [list(row) for row in table.cells]}

    def path(self, record: Record) -> list[StepTaken]:
        """Return the decisions taken so far."""
        return [
            {
                "time": self.scenario.node[step.scene.id].time,
                "title": self.scenario.node[step.scene.id].title,
                "label": self.labels[step.choice],
                "how": step.how,
            }
            for step in record.stage.path
        ]

    def here(self, journal: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
        """Return the decision that a path leads to, and the choices that it offers; None at an ending."""
        state = play.replay(self.scenario, journal)
        if not isinstance(self.scenario.node[state.node], Decision):
            return None
        return state.node, tuple(choice.id for choice in play.available(self.scenario, state))


def why(result: Reveal) -> str | None:
    """Return in a sentence why choices are counted together, or not shown; None where all are."""
    if result.words != "numbers":
        return say("room", f"why_{result.words}", k=result.k)
    return say("room", "why_merged", k=result.k) if result.groups[-1].merged else None


def _people_first(shown: Iterable[IndicatorView]) -> list[IndicatorView]:
    """Return indicators with those about people first, else in the author's order."""
    return sorted(shown, key=lambda one: one["about"] != "people")
