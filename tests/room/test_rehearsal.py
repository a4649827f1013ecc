"""Simulated people fill a room for a rehearsal, and every page declares them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from live import Phone, call, command, join, new_room, serving, socket_to

if TYPE_CHECKING:
    from pathlib import Path


def test_simulated_people_vote_write_and_are_declared(tmp_path: Path) -> None:
    async def walk() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server, rehearse=60)
            phone = await join(server, code)
            wall = Phone(await socket_to(server, "/api/wall", code), "")
            await wall.until("at", "people", 61)
            assert phone.parts["at"]["rehearsal"] == wall.parts["at"]["rehearsal"] == 60
            await command(server, code, "enter")
            await command(server, code, "open")
            (rehearsal,) = server.hall.rehearsals
            now = asyncio.get_running_loop().time()
            rehearsal.step(now)
            rehearsal.step(now + 60)
            await wall.until("at", "turnout", "close")
            view = await command(server, code, "close")
            shown = view["parts"]["reveal"]["ballots"][0]
            assert shown["people"] == 61
            assert view["waiting"]
            assert view["parts"]["at"]["rehearsal"] == 60

    asyncio.run(walk())


def test_the_same_simulated_people_come_back_after_a_restart(tmp_path: Path) -> None:
    async def walk() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server, rehearse=10)
        async with serving(tmp_path) as server:
            _, view = await call(server, f"/api/rooms/{code}")
            assert view["people"] == 10
            assert len(server.hall.crowds[code].room.people.seats) == 10

    asyncio.run(walk())
