"""Codes cannot be guessed while a workshop lasts, and nobody outside can shut the room for those inside."""

from __future__ import annotations

import itertools

from knowshow.room.codes import WRONG_A_MINUTE
from knowshow.room.door import FROM_ONE, Door


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        """Begin at any time."""
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def test_one_address_has_to_wait_after_a_third_of_what_all_have() -> None:
    clock = Clock()
    door = Door(clock)
    for _ in range(FROM_ONE):
        assert door.wait("a") == 0
        door.note_wrong("a")
    assert 0 < door.wait("a") <= 61
    assert door.wait("b") == 0
    clock.now += 61
    assert door.wait("a") == 0


def test_all_strangers_together_have_so_many_wrong_codes_a_minute() -> None:
    clock = Clock()
    door = Door(clock)
    taken = 0
    for second, address in itertools.product(range(600), ("a", "b", "c", "d", "e")):
        clock.now = 1_000.0 + second
        if not door.wait(address):
            door.note_wrong(address)
            taken += 1
    assert taken <= WRONG_A_MINUTE * 10
    assert door.besieged


def test_what_is_remembered_does_not_grow() -> None:
    clock = Clock()
    door = Door(clock)
    for second in range(10_000):
        clock.now += 1
        address = str(second)
        if not door.wait(address):
            door.note_wrong(address)
    assert len(vars(door)["_wrong"]) <= WRONG_A_MINUTE
