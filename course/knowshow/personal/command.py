"""`knowshow person`: find, export and delete what is kept of one learner, and list whose time is over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowshow.content.text import say
from knowshow.personal import deletion, export_zip, record, report, retention
from knowshow.personal.search import Found, NowhereError, open_course, require

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.personal.search import Course

    Command = Callable[..., None]


def _where(function: Command) -> Command:
    """Add the options that say where to look besides the course folder."""
    path = click.Path(path_type=Path)
    for option in (
        click.option("--db", help="The gradebook's URL; by default nbgrader's own (SQLite in this folder)."),
        click.option(
            "--also", type=path, multiple=True, help="A list, or a folder of them, to look through."
        ),
        click.option("--workspace", type=path, help="The learner's own workspace, where you may read it."),
    ):
        function = option(function)
    return function


_learner = click.argument("learner")
_yes = click.option("--yes", is_flag=True, help="Delete; without it, only say what would be deleted.")


@click.group()
def command() -> None:
    """Find, export or delete what this course folder and its exchange keep of one learner."""


@command.command()
@_learner
@_where
def find(learner: str, db: str | None, workspace: Path | None, also: tuple[Path, ...]) -> None:
    """List every file, and count the rows and marks, that are kept of LEARNER."""
    course = open_course(Path.cwd(), db, workspace, also)
    _print(course, require(course, learner))


@command.command()
@_learner
@_where
@click.option("--to", type=click.Path(path_type=Path), help="The zip to write; by default LEARNER.zip here.")
def export(
    learner: str, db: str | None, workspace: Path | None, also: tuple[Path, ...], to: Path | None
) -> None:
    """Write what is kept of LEARNER to a zip that a person can read.

    Read it before you hand it over: feedback that was made and not yet released is in it.
    """
    course = open_course(Path.cwd(), db, workspace, also)
    found = require(course, learner)
    target = to or Path(f"{learner}.zip")
    count = export_zip.write(course, found, target)
    click.echo(say("personal", "exported", path=target, count=count))


@command.command()
@_learner
@_where
@_yes
def delete(
    learner: str, db: str | None, workspace: Path | None, also: tuple[Path, ...], *, yes: bool
) -> None:
    """Delete what is kept of LEARNER; without --yes, only say what that would be.

    Nothing brings it back. A run that was cut short can be run again. Lists that hold other people too are
    named, not changed. `.knowshow/deletions.csv` records the day and how much, and not whose.
    """
    course = open_course(Path.cwd(), db, workspace, also)
    try:
        found = require(course, learner)
    except NowhereError:
        if not yes or not record.is_unfinished(course.root):
            raise
        found = Found(learner)
    if yes:
        _delete(course, [found])
    else:
        _print(course, found)
        click.echo(say("personal", "dry"))


@command.command()
@click.option("--db", help="The gradebook's URL; by default nbgrader's own (SQLite in this folder).")
@_yes
def overdue(db: str | None, *, yes: bool) -> None:
    """List who last handed in longer ago than `retention_days` in programme.yaml; with --yes, delete them."""
    course = open_course(Path.cwd(), db, None, ())
    everybody = []
    for found, last in retention.find_overdue(course):
        click.echo(report.count(found, f"{last:%Y-%m-%d}"))
        everybody.append(found)
    if not everybody:
        day = datetime.now(UTC).date().isoformat()
        click.echo(say("personal", "nobody_overdue", days=retention.load_days(course.root), day=day))
    elif yes:
        _delete(course, everybody)
    else:
        click.echo(say("personal", "dry"))


def _print(course: Course, found: Found) -> None:
    for line in report.describe(course, found):
        click.echo(line)


def _delete(course: Course, everybody: list[Found]) -> None:
    deleted = deletion.delete(course, everybody)
    click.echo(say("personal", "deleted", files=deleted.files, rows=deleted.rows, marks=deleted.marks))
    for found in everybody:
        for line in report.describe_rest(found):
            click.echo(line)
    click.echo(say("personal", "aggregates"))
    for line in deleted.failed:
        click.echo(line, err=True)
    if deleted.came:
        click.echo(say("personal", "came"), err=True)
    click.get_current_context().exit(1 if deleted.failed or deleted.came else 0)
