"""The console's types for the scripts are those of Python: a key renamed in one is missed in the other."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from knowshow.drawing.joining import FOLDER
from knowshow.pages.widgets.console import RoomConsole
from knowshow.pages.widgets.console_view import ConsoleView
from knowshow.room import messages

TYPES = (FOLDER / "console-types.d.ts").read_text("utf-8")
MIRRORED = {
    "ConsoleView": ConsoleView,
    "Room": messages.Console,
    "RoomLine": messages.RoomLine,
    "StoryLine": messages.StoryLine,
    "SentenceUnsealed": messages.SentenceUnsealed,
    "StepTaken": messages.StepTaken,
    "Note": messages.Note,
    "CommandSaid": messages.CommandMessage,
}


def keys(name: str) -> set[str]:
    """The keys of a type in the scripts' file."""
    found = re.search(rf"^export type {name} = \{{\n(.*?)^\}};", TYPES, re.MULTILINE | re.DOTALL)
    assert found
    return set(re.findall(r"^  readonly (\w+)\??:", found[1], re.MULTILINE))


@pytest.mark.parametrize("name", MIRRORED)
def test_a_type_of_the_scripts_has_pythons_keys(name: str) -> None:
    assert keys(name) == set(MIRRORED[name].__annotations__)


def test_the_page_is_given_what_its_type_says() -> None:
    (page,) = re.findall(r"^export type ConsolePage = \{ (.*) \};", TYPES, re.MULTILINE)
    given = {name for name in ("words", "shared", "view") if name in RoomConsole.class_traits(sync=True)}
    assert set(re.findall(r"(\w+):", page)) == given


def test_every_command_is_known_to_the_scripts() -> None:
    (listed,) = re.findall(r"^export type Order =\n(.*?);", TYPES, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r'"(\w+)"', listed)) == set(get_args(messages.CommandName))
