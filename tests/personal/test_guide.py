"""The guide about one person's data: its commands run in their order, and do what it says."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from click.testing import CliRunner

from handed_in import REPO
from knowshow.cli import group
from people import words

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = (REPO / "assets" / "guide" / "one-person.md").read_text("utf-8")


def test_the_commands_run_in_their_order(base: Path) -> None:
    (settings,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    (base / "course" / "programme.yaml").write_text(settings)
    blocks = re.findall(r"```sh\nknowshow (.*?)\n```", GUIDE, re.DOTALL)
    outputs = [CliRunner().invoke(group, shlex.split(block)) for block in blocks]
    assert [done.exit_code for done in outputs] == [0] * 5, [done.output for done in outputs]
    listed, exported, dry, deleted, overdue = (done.output for done in outputs)
    assert listed.splitlines()[:-1] == dry.splitlines()[: len(listed.splitlines()) - 1]
    assert exported.startswith("ann.zip: ")
    assert deleted.startswith("Deleted. ")
    assert "ann.zip" in deleted  # what was given out is left to people
    assert overdue.startswith("Nobody")
    files = (path for path in base.rglob("*") if path.is_file() and path.name != "ann.zip")
    assert not [path for path in files if words("ann").encode() in path.read_bytes()]


def test_every_option_of_the_command_is_named() -> None:
    person = group.get_command(None, "person")  # type: ignore[arg-type] # it needs no context
    options = {
        option
        for command in getattr(person, "commands", {}).values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option != "--to"
    }
    assert {option for option in options if f"`{option}" not in GUIDE and f"{option}\n" not in GUIDE} == set()
