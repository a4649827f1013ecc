"""What a room does not take, in words for a person and a key for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from knowshow.room.messages import ErrorText


class RefusedError(KnowShowError):
    """A message or command that the room does not take; it stands as before."""

    def __init__(self, key: str, text: str = "") -> None:
        """Say why in the words of `room.refused_<key>`, or in `text`."""
        super().__init__(text or say("room", f"refused_{key}"))
        self.key = key

    def error(self) -> ErrorText:
        """Return what goes over the wire."""
        return {"key": self.key, "text": str(self)}
