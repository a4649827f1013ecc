"""`knowshow grade`: grade submissions, fast and without running anybody's code."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.grading import bulk, nbgrader_settings, privacy
from knowshow.grading.bulk import GradingOptions, Summary
from knowshow.grading.dry_run import Changes, find_changes


@click.command()
@click.argument("assignments", nargs=-1)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=GradingOptions.workers,
    help="Processes to use; by default one for each processor.",
)
@click.option(
    "--scheduler",
    help="The address of a Dask scheduler whose workers see this folder, and reach --db if it is a server.",
)
@click.option("--db", help="The gradebook's URL; by default nbgrader's own (SQLite in this folder).")
@click.option("--only", multiple=True, metavar="LEARNER", help="Grade this learner only; may be repeated.")
@click.option(
    "--dry-run", is_flag=True, help="After a key changed: show whose score would change; write nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def command(  # noqa: PLR0913 - one argument for each option of the command
    assignments: tuple[str, ...],
    *,
    workers: int,
    scheduler: str | None,
    db: str | None,
    only: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Grade ASSIGNMENTS (default: all) from `submitted/`, in a course folder.

    The rows are those of `nbgrader autograde`. Run it again at any time: what people entered stays,
    and a run that was cut short is finished. What cannot be graded is listed with its reason; the rest is
    graded.

    An answer that a person has scored is marked for reading again only if the learner has sent another
    answer or a newer submission. `nbgrader autograde --force` marks every one of them.

    The exit status is 0 if everything was graded, 1 if some of it could not be, 2 if nothing could be done.
    """
    root = Path.cwd()
    options = GradingOptions(workers, scheduler, db, only)
    _warn_of_open_files(root, db)
    tally = Tally()
    for name in course_folder.choose_names(root, assignments):
        try:
            tally += _grade_assignment(root, name, options, dry_run=dry_run, as_json=as_json)
        except KnowShowError as error:
            click.echo(f"knowshow: {error}", err=True)
            tally += Tally(failed=1)
    click.get_current_context().exit(tally.exit_code)


def _warn_of_open_files(root: Path, db: str | None) -> None:
    settings = nbgrader_settings.load(root, db)
    names = " ".join(privacy.find_open(settings))
    if names:
        click.echo(say("grade", "open", names=names, whom="o" if settings.shared else "go"), err=True)


@dataclass(frozen=True)
class Tally:
    """How many submissions were graded (or compared, in a dry run), and how much could not be.

    `failed` counts submissions that were refused, and assignments of which nothing could be graded.
    """

    graded: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(self.graded + other.graded, self.failed + other.failed)

    @property
    def exit_code(self) -> int:
        """The command's exit status, as its help says."""
        if not self.failed:
            return 0
        return 1 if self.graded else 2


def _grade_assignment(
    root: Path, name: str, options: GradingOptions, *, dry_run: bool, as_json: bool
) -> Tally:
    course_folder.load_current(root, name)
    with _progress_bar(name, len(bulk.find_learners(root, name, options.only)), hidden=as_json) as bar:
        if dry_run:
            changes = find_changes(root, name, options, bar.update)
        else:
            summary = bulk.run(root, name, options, bar.update)
    if dry_run:
        _print_changes(changes, as_json=as_json)
        return Tally(changes.compared, len(changes.refused))
    _print_summary(summary, as_json=as_json)
    return Tally(summary.graded, len(summary.refused))


def _progress_bar(name: str, length: int, *, hidden: bool) -> click._termui_impl.ProgressBar[int]:
    label = say("grade", "bar", name=name)
    return click.progressbar(length=length, label=label, show_pos=True, hidden=hidden, file=None)


def _print_summary(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(summary), ensure_ascii=False))
        return
    for note in summary.notes:
        click.echo(say("grade", "note", learner=note.learner, why=note.why), err=True)
    for refused in summary.refused:
        click.echo(say("grading", "refused", learner=refused.learner, why=refused.why), err=True)
    click.echo(
        say(
            "grade",
            "done",
            name=summary.assignment,
            graded=summary.graded,
            waiting=summary.waiting,
            refused=len(summary.refused),
        )
    )


def _print_changes(changes: Changes, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(changes), ensure_ascii=False))
        return
    for change in changes.changed:
        items = ", ".join(change.items) or say("grade", "late")
        click.echo(say("grade", "change", **asdict(change) | {"items": items}))
    for refused in changes.refused:
        click.echo(say("grading", "refused", learner=refused.learner, why=refused.why), err=True)
    count = len(changes.changed)
    key = "changes_one" if count == 1 else "changes"
    click.echo(say("grade", key, name=changes.assignment, count=count, new=changes.new))
