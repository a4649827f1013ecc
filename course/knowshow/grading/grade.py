"""`knowshow grade`: grade submissions, fast and without running anybody's code."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.grading import bulk
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
    """
    root = Path.cwd()
    options = GradingOptions(workers, scheduler, db, only)
    code = 0
    for name in course_folder.choose_names(root, assignments):
        try:
            _grade_assignment(root, name, options, dry_run=dry_run, as_json=as_json)
        except KnowShowError as error:
            click.echo(f"knowshow: {error}", err=True)
            code = max(code, error.exit_code)
    click.get_current_context().exit(code)


def _grade_assignment(
    root: Path, name: str, options: GradingOptions, *, dry_run: bool, as_json: bool
) -> None:
    course_folder.load_current(root, name)
    with _progress_bar(name, len(bulk.find_learners(root, name, options.only)), hidden=as_json) as bar:
        if dry_run:
            changes = find_changes(root, name, options, bar.update)
        else:
            summary = bulk.run(root, name, options, bar.update)
    if dry_run:
        _print_changes(changes, as_json=as_json)
    else:
        _print_summary(summary, as_json=as_json)


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
