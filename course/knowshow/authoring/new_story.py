"""`knowshow new`: write a commented starter that passes the check."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError

_ID = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")


class NewStoryError(KnowShowError):
    """The starter cannot be written to that path."""


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path))
def command(scenario: Path) -> None:
    """Write a starter for SCENARIO: an id, or a path that ends in one."""
    path = write(scenario)
    click.echo(say("new", "written", path=path))


def write(path: Path) -> Path:
    """Write a starter, never over a file; return its path.

    Raises:
        NewStoryError: the name is no id, the file is there already, or its folder cannot be written.
    """
    if path.suffix != ".yaml":
        path = path.parent / f"{path.name}.yaml"
    if not _ID.fullmatch(path.stem):
        raise NewStoryError(say("new", "no_id", name=path.stem))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(starter(path))
    except FileExistsError:
        raise NewStoryError(say("new", "exists", path=path)) from None
    except OSError as error:
        raise NewStoryError(say("new", "not_writable", path=path, why=error.strerror)) from None
    return path


def starter(path: Path) -> str:
    """Return the starter's text for a file: its id is the file's name, its first line names the schema."""
    text = course_files.assets("guide", "starter.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^id: starter *", f"id: {path.stem}  ", text, count=1)
    schema = os.path.relpath(course_files.assets("schema", "scenario.schema.json"), path.absolute().parent)
    return f"# yaml-language-server: $schema={Path(schema).as_posix()}\n{text}"
