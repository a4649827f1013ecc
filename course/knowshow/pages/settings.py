"""How the pages are to look, to be placed on the start page: `knowshow.settings()`."""

from __future__ import annotations

from knowshow.learner import workspace
from knowshow.learner.settings import file
from knowshow.pages.widgets.settings import SettingsPanel


def settings() -> SettingsPanel:
    """Ask for text size, contrast, theme and motion."""
    return SettingsPanel(file()).remember_at(workspace.handled_file())
