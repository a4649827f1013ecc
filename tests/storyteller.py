"""Small scenarios for tests: the starter as data to bend, and chains as long as one likes."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from knowshow import places, yamlfile
from knowshow.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTER = places.assets("guide", "starter.yaml")
TEXT = STARTER.read_text("utf-8")
_DATA = yamlfile.read(STARTER).data


def starter() -> dict[str, Any]:
    """The starter's data, a fresh copy."""
    return copy.deepcopy(_DATA)


def told(changes: Mapping[str, Any] | None = None) -> Scenario:
    """The starter as a scenario, with changes to its top-level keys."""
    return Scenario.model_validate(starter() | dict(changes or {}))


def choice(data: dict[str, Any], name: str) -> dict[str, Any]:
    """One choice in a scenario's data."""
    found = [one for node in data["nodes"] for one in node.get("choices", ()) if one["id"] == name]
    only: dict[str, Any] = found[0]
    return only
