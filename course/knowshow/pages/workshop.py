"""The facilitator's console of the live rooms: `knowshow.workshop()`."""

from __future__ import annotations

from knowshow.learner import workspace
from knowshow.pages.widgets.console import RoomConsole

FOLDER = "rooms"  # under the workspace's `.knowshow/`, where `knowshow workshop` keeps its rooms
_shown: list[RoomConsole] = []


def workshop() -> RoomConsole:
    """Show the console; one that this kernel showed before asks for nothing more."""
    while _shown:
        _shown.pop().close()
    console = RoomConsole(workspace.state(FOLDER), workspace.root()).remember_at(workspace.handled_file())
    console.listen()
    _shown.append(console)
    return console
