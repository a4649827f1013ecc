"""The settings as a widget: four questions with radios, applied and saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

from knowshow.learner.kept_file import KeptFile
from knowshow.learner.settings import Settings, attributes
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Keeper

if TYPE_CHECKING:
    from pathlib import Path


class SettingsView(TypedDict):
    """What is chosen and what can be, by setting; `apply` are the attributes of the page that follow."""

    chosen: dict[str, str]
    apply: dict[str, str | None]
    options: dict[str, list[str]]


class SettingsPage(TypedDict):
    """What the settings' page is given."""

    words: dict[str, str]
    view: SettingsView
    notes: list[str]


class SetMessage(TypedDict):
    """Choose a value for the setting of this name."""

    do: Literal["set"]
    name: str
    value: str


class SettingsPanel(Keeper):
    """`view` holds what is chosen, and the attributes of the page that follow from it."""

    _esm = base.script("settings")
    _css = base.styles("outbox", "settings")

    def __init__(self, path: Path) -> None:
        """Show the settings kept at `path`."""
        self.kept = KeptFile(path, Settings())
        super().__init__(words=base.words("kept", "settings"))
        self._show()

    def _do(self, content: dict[str, Any]) -> str:
        message = cast("SetMessage", content)
        chosen = {str(message["name"]): message["value"]}
        return self.kept.change(lambda now: Settings.model_validate({**now.model_dump(), **chosen}))

    def _show(self) -> None:
        chosen = self.kept.value
        options = {
            name: [str(one) for one in field.annotation.__args__]  # type: ignore[union-attr]
            for name, field in Settings.model_fields.items()
        }
        self.notes = list(self.kept.notes)
        view: SettingsView = {
            "chosen": chosen.model_dump(),
            "apply": attributes(chosen),
            "options": options,
        }
        self.view = {**view}
