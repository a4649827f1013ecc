"""The learner's settings for how pages look: kept in the workspace, applied by every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from knowshow.content import json_file
from knowshow.errors import KnowShowError
from knowshow.learner import workspace
from knowshow.part import Part

if TYPE_CHECKING:
    from pathlib import Path


class Settings(Part):
    """How pages look. The first value of each field is its default: the system's, or the page's own."""

    size: Literal["normal", "large", "larger"] = "normal"
    contrast: Literal["system", "standard", "more"] = "system"
    theme: Literal["system", "light", "dark"] = "system"
    motion: Literal["system", "reduce"] = "system"


def file() -> Path:
    """Return the path of the settings' file."""
    return workspace.state("settings.json")


def load() -> Settings:
    """Read the settings; return the defaults where there are none that can be read."""
    try:
        return Settings.model_validate(json_file.read(file()) or {})
    except (KnowShowError, ValidationError, OSError):
        return Settings()


def attributes(chosen: Settings) -> dict[str, str | None]:
    """Return the value of `data-ks-<name>` on the page's root element by name; None for a default."""
    default = Settings()
    return {
        name: None if value == getattr(default, name) else value
        for name, value in chosen.model_dump().items()
    }
