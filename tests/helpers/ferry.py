"""A player of the smallest story, spoken to as its page does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import load_scenario
from knowshow.pages.widgets.player import Player

FERRY = load_scenario(Path(__file__).parents[1] / "scenarios" / "ferry.yaml")
PRINCIPLES = load_principles()


def player(tmp_path: Path) -> Player:
    """A player whose journal lies in the folder."""
    return Player(FERRY, PRINCIPLES, tmp_path / "journals" / "ferry.json")


def tell(widget: Player, do: str, **more: Any) -> None:
    """Send what the page sends."""
    widget._heard(widget, {"do": do, "key": widget.view["key"], **more}, [])  # noqa: SLF001 - the page's way in


def journal(tmp_path: Path) -> list[str]:
    """The choices that the player has written down."""
    return list(json.loads((tmp_path / "journals" / "ferry.json").read_text("utf-8"))["choices"])
