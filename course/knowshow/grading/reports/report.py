"""`knowshow report`: completion, scores and items, in words, as CSV and as a page."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder, score_in_words
from knowshow.grading.reports import gathering, report_page, statistics
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Assignment
    from knowshow.grading.reports.statistics import Figures, LearnerRecord

    Gathered = tuple[Exercise, list[LearnerRecord], list[str]]
    AllFigures = list[tuple[Assignment, Figures]]

_FILE = click.Path(dir_okay=False, path_type=Path)


class ReportError(KnowShowError):
    """The report cannot be written."""


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--csv", "csv_file", type=_FILE, help="Write the figures to this CSV file.")
@click.option("--html", "html_file", type=_FILE, help="Write a page with charts and tables to this file.")
@click.option("--cohorts", type=_FILE, help="A CSV file that names each learner's cohort (learner,cohort).")
@click.option("--released", type=click.DateTime(["%Y-%m-%d"]), help="The day of release, such as 2026-11-02.")
@click.option("--db", help="The gradebook's URL; by default nbgrader's own (SQLite in this folder).")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(  # noqa: PLR0913 - one argument for each option of the command
    assignments: tuple[str, ...],
    *,
    csv_file: Path | None,
    html_file: Path | None,
    cohorts: Path | None,
    released: datetime | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Report on ASSIGNMENTS (default: all that are graded) in a course folder.

    Fewer than five submissions are counted and not broken down, for a whole assignment as for a cohort.
    """
    root = Path.cwd()
    all_figures: AllFigures = []
    for exercise, graded, roster in _gather_all(root, assignments, db):
        groups = gathering.read_cohorts(cohorts)
        everybody = {learner: groups.get(learner) for learner in roster} | groups
        all_figures.append(
            (
                exercise.assignment,
                statistics.compute_figures(exercise.assignment, graded, everybody, released),
            )
        )
    if csv_file:
        _write(csv_file, all_figures, _write_csv)
    if html_file:
        _write(
            html_file,
            all_figures,
            lambda path, all_of: path.write_text(report_page.html(all_of), encoding="utf-8"),
        )
    for _, figures in all_figures:
        click.echo(json.dumps(asdict(figures)) if as_json else _summarise(figures))


def _gather_all(root: Path, named: tuple[str, ...], db: str | None) -> Iterator[Gathered]:
    """Gather the assignments named, or all that are graded if none is named."""
    none: KnowShowError | None = None
    some = False
    for name in named or course_folder.list_names(root) or (say("grade", "any"),):
        try:
            yield gathering.gather(root, name, db)
            some = True
        except gathering.NothingGradedError as error:
            none = error
            if named:
                raise
    if none and not some:
        raise none


def _summarise(figures: Figures) -> str:
    counts = say("report", "counts", submitted=figures.submitted, expected=figures.expected)
    if figures.mean is None:
        return f"{figures.assignment}: {counts} {say('report', 'few', fewest=statistics.FEWEST)}"
    mean = say("report", "mean", mean=score_in_words.format_points(figures.mean), maximum=figures.maximum)
    waiting = f" {say('report', 'waiting', count=figures.waiting)}" if figures.waiting else ""
    return f"{figures.assignment}: {counts} {mean}{waiting}"


def _write(path: Path, all_figures: AllFigures, write: object) -> None:
    try:
        write(path, all_figures)  # type: ignore[operator]
    except OSError as error:
        raise ReportError(say("report", "not_written", file=path, why=error.strerror)) from None


def _write_csv(path: Path, all_figures: AllFigures) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("assignment", "part", "name", "measure", "value"))
        for assignment, figures in all_figures:
            writer.writerows(
                [sanitize.escape_cell(cell) for cell in row] for row in _rows(assignment, figures)
            )


def _rows(assignment: Assignment, figures: Figures) -> Iterator[tuple[object, ...]]:
    """Yield one row for each figure; a figure that is withheld is an empty cell."""
    name = assignment.assignment
    for measure in ("expected", "submitted", "waiting", "maximum", "mean"):
        yield name, "assignment", "", measure, _number(getattr(figures, measure))
    for place, count in enumerate(figures.spread):
        yield name, "spread", f"{place * 10} to {place * 10 + 10} percent", "submissions", count
    for day, count in figures.days:
        yield name, "day", day, "submissions", count
    for item, item_figures in zip(assignment.items, figures.items, strict=False):
        for measure in ("answered", "difficulty", "discrimination"):
            yield name, item.id, "", measure, _number(getattr(item_figures, measure))
        named = score_in_words.labels(item)
        for first, second, value in item_figures.chosen:
            label = " > ".join(named.get(part, part) for part in (first, second) if part)
            label = say("report", f"slider_{first}") if item.type == "slider" else label
            yield name, item.id, label, say("report", f"measure_{item.type}"), _number(value)
    for cohort in figures.cohorts:
        for measure in ("expected", "submitted", "mean"):
            yield name, "cohort", cohort.cohort, measure, _number(getattr(cohort, measure))


def _number(value: float | None) -> float | str:
    return "" if value is None else round(value, 4)
