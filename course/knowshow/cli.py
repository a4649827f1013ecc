"""The command `knowshow`; each subcommand lives in its own module and is imported when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

import click

from knowshow import slim_imports  # noqa: F401 - before anything else
from knowshow.content.text import say
from knowshow.errors import KnowShowError

COMMANDS = {
    "learn": "knowshow.lab.learn:command",
    "check": "knowshow.authoring.check:command",
    "new": "knowshow.authoring.new_story:command",
    "text": "knowshow.editions.text:command",
    "submit": "knowshow.handing_in.submit:command",
    "grade": "knowshow.grading.grade:command",
    "read": "knowshow.lab.read:command",
    "new-edition": "knowshow.grading.new_edition:command",
    "report": "knowshow.grading.reports.report:command",
    "export": "knowshow.grading.platforms.export:command",
    "person": "knowshow.personal.command:command",
    "workshop": "knowshow.room.command:command",
    "hub-config": "knowshow.hub.config:command",
}


class Lazy(click.Group):
    """A group that imports a subcommand only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every subcommand, in the order in which people meet them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the subcommands without importing them, which would take a second; their lines are words."""
        with formatter.section(say("cli", "commands")):
            formatter.write_dl([(name, say("cli", name)) for name in COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The subcommand of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="knowshow")
def group() -> None:
    """Know & Show: a course on business and human rights for people who run technology companies."""


def main() -> NoReturn:
    """Run the command line; an error that a person can mend is one line, never a traceback."""
    try:
        code = group.main(prog_name="knowshow", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)  # click hands a command's own exit code back here
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        click.echo("knowshow: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except OSError as error:  # what no command looks out for, such as a home that is read-only
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"knowshow: {where}{error.strerror or error}", err=True)
        sys.exit(2)
    except KnowShowError as error:
        click.echo(f"knowshow: {error}", err=True)
        sys.exit(error.exit_code)
