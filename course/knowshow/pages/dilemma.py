"""A dilemma on a notebook's page: `knowshow.dilemma("cut-off")`."""

from __future__ import annotations

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import load_kept
from knowshow.content.text import explain, say
from knowshow.errors import KnowShowError
from knowshow.learner import endings, workspace
from knowshow.pages.widgets import base
from knowshow.pages.widgets.player import Player


def dilemma(name: str) -> Player | base.Panel:
    """Play a dilemma, from where it was left; what is wrong becomes a message in the page."""
    try:
        journal = workspace.state("journals", f"{name}.json")
        player = Player(load_kept(name), load_principles(), journal, endings.find_file())
        return player.remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("player", "problem"), explain(error))
