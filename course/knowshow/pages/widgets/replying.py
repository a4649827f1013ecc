"""A widget that answers every message: what was saved, or why not; nothing escapes from a handler."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import anywidget
import traitlets

from knowshow.learner import kept_file


class Replying(anywidget.AnyWidget):
    """`notes` are told in the page; `_act` does what a message asks and gives why it failed, or nothing."""

    words = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        """Show these traits and listen to the page."""
        super().__init__(**traits)
        self.on_msg(self._heard)

    def _act(self, content: dict[str, Any]) -> str:
        raise NotImplementedError

    def _heard(self, _: object, content: Any, __: object) -> None:
        try:
            failed = self._act(content)
        except Exception as error:
            # What escapes a handler is lost, and later messages with it.
            self.log.debug("a message could not be answered", exc_info=True)
            failed = kept_file.told(error)
        self.send(
            {
                "type": "failed" if failed else "saved",
                "text": failed,
                "time": datetime.now(UTC).isoformat(timespec="seconds"),
                "n": content.get("n") if isinstance(content, dict) else None,
            }
        )
