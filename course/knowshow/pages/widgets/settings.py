"""The settings as a widget: four questions with radios, applied and saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.learner.kept_file import Kept
from knowshow.learner.settings import Settings, attributes
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Replying

if TYPE_CHECKING:
    from pathlib import Path


class SettingsPanel(Replying):
    """`view` holds what is chosen, and the attributes of the page that follow from it."""

    _esm = base.script("settings")
    _css = base.styles("outbox", "settings")

    def __init__(self, path: Path) -> None:
        """Show the settings kept at `path`."""
        self.kept = Kept(path, Settings())
        super().__init__(words=base.words("kept", "settings"))
        self._show()

    def _act(self, content: dict[str, Any]) -> str:
        name, value = str(content["name"]), content["value"]
        failed = self.kept.change(
            lambda now: Settings.model_validate({**now.model_dump(), name: value}),
        )
        self._show()
        return failed

    def _show(self) -> None:
        chosen = self.kept.value
        options = {
            name: [str(one) for one in field.annotation.__args__]  # type: ignore[union-attr]
            for name, field in Settings.model_fields.items()
        }
        self.notes = list(self.kept.notes)
        self.view = {"chosen": chosen.model_dump(), "apply": attributes(chosen), "options": options}
