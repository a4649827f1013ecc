"""`knowshow hub-config`: write what an operator needs to run the course on a JupyterHub."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from string import Template
from typing import Literal

import click

from knowshow.content import atomic, course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import COURSE_ID
from knowshow.grading import sql
from knowshow.handing_in import sanitize

GROUP = "knowshow-graders"
Outcome = Literal["new", "same", "beside", "yours"]
_ENDING = ".txt"  # of a template, so that no tool takes it for a program
_BESIDE = ".new"
_READABLE, _PROGRAM = 0o644, 0o755


class HubConfigError(KnowShowError):
    """The configuration cannot be written."""


def render(folder: Path, values: dict[str, str]) -> dict[Path, str]:
    """Return the configuration's files, path to text, for a folder; values are quoted as each file needs."""
    home = course_files.package("hub", "templates")
    texts: dict[Path, str] = {}
    for template in sorted(home.rglob(f"*{_ENDING}")):
        place = template.relative_to(home)
        target = place if place.suffixes == [_ENDING] else place.with_suffix("")
        quote = repr if target.suffix == ".py" else shlex.quote
        quoted = {name: quote(value) for name, value in values.items()}
        texts[folder / target] = Template(template.read_text(encoding="utf-8")).substitute(quoted)
    return texts


def write(path: Path, text: str) -> Outcome:
    """Write a file that is missing; put the text beside one that holds something else, and leave that alone.

    A list of names (`.txt`) is the operator's from the first line on: nothing is put beside it.

    Raises:
        HubConfigError: the folder cannot be written.
    """
    mode = _PROGRAM if path.suffix == ".sh" else _READABLE
    try:
        if not path.exists():
            atomic.write_text(path, text, mode=mode)
            return "new"
        if path.read_text(encoding="utf-8", errors="replace") == text:
            return "same"
        if path.suffix == _ENDING:
            return "yours"
        atomic.write_text(path.with_name(path.name + _BESIDE), text, mode=mode)
    except OSError as error:
        raise HubConfigError(say("hub", "not_written", path=path, why=error.strerror)) from None
    return "beside"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--course",
    type=click.Path(path_type=Path),
    default=Path("/srv/knowshow/course"),
    show_default=True,
    help="The graders' course folder: keys, answers, copies.",
)
@click.option(
    "--exchange",
    type=click.Path(path_type=Path),
    default=Path("/srv/knowshow/exchange"),
    show_default=True,
    help="The exchange: where answers go in and feedback comes out.",
)
@click.option(
    "--db",
    default="postgresql+psycopg:///knowshow",
    show_default=True,
    help="The gradebook's URL. Without a password: let PostgreSQL know graders by their accounts. "
    "For a trial, sqlite:////srv/knowshow/course/gradebook.db needs no server.",
)
def command(folder: Path, course: Path, exchange: Path, db: str) -> None:
    """Write the configuration of a JupyterHub for the course to FOLDER, for example /etc/knowshow.

    \b
    FOLDER then holds
      jupyterhub_config.py  the hub: who may come in, what each gets, what ends
      learners.txt          who takes the course, one account a line; * for all
      graders.txt           who grades
      prepare.sh            makes graders' group, exchange and course folder
      learner/              nbgrader's settings for learners' servers
      grader/               settings for graders' servers, and for a shell

    Every file is yours to change. One that is there is never overwritten: run the command again after an
    update of the course or with other options, and what differs is put beside it, as NAME.new. A new edition
    of the questions takes a FOLDER of its own.
    """  # noqa: D301 - click's mark for lines that stay as they are
    if not sql.is_known(db):
        raise HubConfigError(say("hub", "bad_db", db=sanitize.clean_name(db)))
    root = folder.absolute()
    names = {"folder": root, "course": course.absolute(), "exchange": exchange.absolute()}
    values = {name: str(path) for name, path in names.items()}
    values |= {"db": db, "group": GROUP, "id": COURSE_ID, "programs": str(Path(sys.executable).parent)}
    outcomes = {path: write(path, text) for path, text in render(root, values).items()}
    for path, outcome in outcomes.items():
        click.echo(say("hub", outcome, path=path))
    click.echo(say("hub", "next_beside" if "beside" in outcomes.values() else "next", folder=root))
