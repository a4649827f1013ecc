"""The door to the rooms: how often wrong codes may come, and from whom.

From all strangers together `WRONG_A_MINUTE` wrong codes a minute, from one address a third of them; beyond
that a typed code waits, right or wrong. The key in the QR code has 128 random bits and is never made to
wait, nor is a phone that has joined: a stranger can shut the door for those who type, not for the room.
Addresses are held in memory for a minute, and stand in no file and no log.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Final

from knowshow.room.codes import WRONG_A_MINUTE

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE: Final = 60.0
FROM_ONE: Final = WRONG_A_MINUTE // 3


class Door:
    """The wrong codes of the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with none; `clock` gives seconds."""
        self._clock = clock
        self._wrong: deque[tuple[float, str]] = deque()

    def wait(self, address: str) -> int:
        """Return how many seconds a code typed at `address` has to wait, 0 for none."""
        now = self._clock()
        while self._wrong and self._wrong[0][0] <= now - MINUTE:
            self._wrong.popleft()
        own = [when for when, whose in self._wrong if whose == address]
        held = own[-FROM_ONE:] if len(own) >= FROM_ONE else []
        if len(self._wrong) >= WRONG_A_MINUTE:
            held = [when for when, _ in self._wrong]
        return int(held[0] + MINUTE - now) + 1 if held else 0

    def note_wrong(self, address: str) -> None:
        """Count a wrong code."""
        self._wrong.append((self._clock(), address))

    @property
    def besieged(self) -> bool:
        """Whether so many wrong codes have come lately that those who type have to wait."""
        return self.wait("") > 0
