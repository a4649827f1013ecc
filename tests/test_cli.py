"""The command line as a whole: what it lists, and what it imports for that."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from knowshow.cli import COMMANDS, group
from knowshow.content.text import say

HEAVY = ("nbgrader", "jupyter_server", "traitlets", "pydantic", "markdown_it")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_listed_with_the_first_lines_of_its_own_help(name: str) -> None:
    with click.Context(group) as context:
        command = group.get_command(context, name)
    assert command is not None
    first = " ".join((command.help or "").partition("\n\n")[0].split())
    assert say("cli", name) == first


def test_the_list_of_commands_imports_none_of_them() -> None:
    source = (
        "import sys; from knowshow.cli import group; "
        "group.main(['--help'], standalone_mode=False); "
        f"sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in COMMANDS)
