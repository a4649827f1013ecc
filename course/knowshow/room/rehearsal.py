"""Simulated people who fill a room for a rehearsal; every page declares them."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any, Final

from knowshow.content.text import say

if TYPE_CHECKING:
    from knowshow.room.crowd import Crowd

WITHIN: Final = 12.0  # seconds in which they vote
ABSTAIN, CHANGE, SPEAK = 0.05, 0.25, 0.4  # shares who do
PULSE: Final = 0.25  # seconds between two looks at the room


class Rehearsal:
    """The simulated people of one room; they go through the same door as messages of phones do."""

    def __init__(self, crowd: Crowd, seed: int | None = None) -> None:
        """Let as many join as the room's record says, and begin to watch the room."""
        self._crowd, self._lot = crowd, random.Random(seed)  # noqa: S311 - nothing secret hangs on it
        self.phones = [f"simulated {number}" for number in range(crowd.room.record.rehearsal)]
        crowd.room.simulate(self.phones)
        for phone in self.phones:
            crowd.room.connect(phone)
        self._votes: dict[str, str | None] = {}
        self._due: list[tuple[float, str, dict[str, Any]]] = []
        self._ballot: int | None = None
        self._number = 10**6  # above any id of an earlier run in the same ballot
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        """Let them go."""
        self._task.cancel()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(PULSE)
            self.step(loop.time())

    def step(self, now: float) -> None:
        """Let those vote and write whose time has come, at `now` (seconds of any clock)."""
        here = self._crowd.room.record
        if here.stage.phase == "ballot" and here.ballot != self._ballot:
            self._ballot = here.ballot
            self._due = self._plan(now)
        due = [plan for plan in self._due if plan[0] <= now]
        self._due = [plan for plan in self._due if plan[0] > now]
        for _, phone, message in due:
            self._number += 1
            self._crowd.room.take(phone, {**message, "id": self._number, "ballot": self._ballot}, _ignore)

    def _plan(self, now: float) -> list[tuple[float, str, dict[str, Any]]]:
        """Return who will do what, and when."""
        here = self._crowd.room.record
        choices = here.stage.scene.choices if here.stage.scene else ()
        weights = [self._lot.random() ** 2 + 0.1 for _ in choices]
        plan: list[tuple[float, str, dict[str, Any]]] = []
        for phone in self.phones:
            again = self._votes.get(phone) in choices and here.round > 1 and self._lot.random() > CHANGE
            choice = self._votes[phone] if again else self._lot.choices(choices, weights)[0]
            voted = None if self._lot.random() < ABSTAIN else choice
            self._votes[phone] = voted
            when = now + self._lot.uniform(1.0, WITHIN)
            plan.append((when, phone, {"do": "vote", "choice": voted}))
            if self._lot.random() < SPEAK:
                told = self._crowd.room.showing.labels[str(choice)]
                sentence = {"do": "say", "choice": choice, "text": say("room", "rehearsed", label=told)}
                plan.append((when + 1.0, phone, sentence))
        return plan


def _ignore(_answer: object) -> None:
    """Do nothing: a refusal is none of a simulated person's business."""
