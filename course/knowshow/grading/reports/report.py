"""`knowshow report`: completion, scores and items, in words, as CSV and as a page."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.grading.reports import (
    cohorts,
    figures,
    gathering,
    report_csv,
    report_page,
    report_text,
    report_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from knowshow.exercises.items import Assignment
    from knowshow.grading.reports.cohorts import CohortFile
    from knowshow.grading.reports.figures import Figures
    from knowshow.grading.reports.gathering import Gathered

    AllFigures = list[tuple[Assignment, Figures]]

_FILE = click.Path(dir_okay=False, path_type=Path)


class ReportError(KnowShowError):
    """The report cannot be written."""


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--csv", "csv_file", type=_FILE, help="Write the figures to this CSV file.")
@click.option("--html", "html_file", type=_FILE, help="Write a page with charts and tables to this file.")
@click.option(
    "--cohorts",
    "cohort_file",
    type=_FILE,
    help="A CSV file that names each learner's cohort (learner,cohort), as spreadsheet programs write it.",
)
@click.option("--released", type=click.DateTime(["%Y-%m-%d"]), help="The day of release, such as 2026-11-02.")
@click.option("--db", help="The gradebook's URL; by default nbgrader's own (SQLite in this folder).")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(  # noqa: PLR0913 - one argument for each option of the command
    assignments: tuple[str, ...],
    *,
    csv_file: Path | None,
    html_file: Path | None,
    cohort_file: Path | None,
    released: datetime | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Report on ASSIGNMENTS (default: all that are graded) in a course folder.

    Everything is over answers that are finally marked. Fewer than five submissions are counted and not broken
    down, for a whole assignment as for a cohort.
    """
    groups = None if cohort_file is None else cohorts.read(cohort_file)
    notes = dict.fromkeys(groups.notes if groups else ())
    all_figures: AllFigures = []
    for gathered in _gather_all(Path.cwd(), assignments, db):
        notes |= dict.fromkeys(groups.compare({*gathered.roster, *gathered.table.learners}) if groups else ())
        all_figures.append((gathered.exercise.assignment, _compute(gathered, groups, released)))
    for note in notes:
        click.echo(note, err=True)
    if csv_file:
        text = io.StringIO(newline="")
        report_csv.write(text, all_figures)
        _write(csv_file, text.getvalue())
    if html_file:
        _write(html_file, report_page.html(all_figures))
    for assignment, of_all in all_figures:
        if as_json:
            click.echo(json.dumps(_as_data(assignment, of_all)))
        else:
            click.echo("\n".join(report_text.lines(assignment, of_all)))


def _compute(gathered: Gathered, groups: CohortFile | None, released: datetime | None) -> Figures:
    of_learner = groups.cohorts if groups else {}
    everybody = {learner: of_learner.get(learner) for learner in gathered.roster} | of_learner
    exercise = gathered.exercise
    return figures.compute_figures(exercise.assignment, exercise.keys, gathered.table, everybody, released)


def _gather_all(root: Path, named: tuple[str, ...], db: str | None) -> Iterator[Gathered]:
    """Gather the assignments named, or all that are graded if none is named."""
    none: KnowShowError | None = None
    some = False
    for name in course_folder.choose_names(root, named):
        try:
            yield gathering.gather(root, name, db)
            some = True
        except gathering.NothingGradedError as error:
            none = error
            if named:
                raise
    if none and not some:
        raise none


def _as_data(assignment: Assignment, of_all: Figures) -> dict[str, Any]:
    """Return the figures as plain data: the fields of `Figures`, each flag with its reason as `words`."""
    data = asdict(of_all)
    for item, of_item, item_data in zip(assignment.items, of_all.items, data["items"], strict=False):
        for flag, flag_data in zip(of_item.flags, item_data["flags"], strict=True):
            flag_data["words"] = report_words.flag(item, flag)
    return data


def _write(path: Path, text: str) -> None:
    """Write a report whole or not at all; its mode is private, since it holds the key."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a terminal, which nothing can take the place of
            path.write_text(text, encoding="utf-8", newline="")
        else:
            atomic.write_text(path, text, durable=False)
    except OSError as error:
        raise ReportError(say("report", "not_written", file=path, why=error.strerror)) from None
