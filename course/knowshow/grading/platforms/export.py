"""`knowshow export --lms`: final scores, and feedback, for a learning platform."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.grading.platforms import canvas, final_scores, moodle
from knowshow.handing_in import sanitize, who_is_who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.grading.platforms.final_scores import FinalScores
    from knowshow.handing_in.who_is_who import Entry, WhoIsWho

    Scored = list[tuple[Entry, float]]

_SHOWN = 3


class ExportError(KnowShowError):
    """Grades or feedback that cannot be written."""


@click.command()
@click.option("--lms", type=click.Choice(["moodle", "canvas"]), required=True, help="The learning platform.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("assignments", nargs=-1)
@click.option("--title", help="What the assignment is called in Canvas; by default by its name here.")
@click.option("--db", help="The gradebook's URL; by default nbgrader's own (SQLite in this folder).")
def command(
    lms: str, folder: Path, assignments: tuple[str, ...], *, title: str | None, db: str | None
) -> None:
    """Write final scores and feedback of ASSIGNMENTS into FOLDER, as Moodle or Canvas takes them.

    Without ASSIGNMENTS, all that are graded. Scores that wait for a reader are left out. Who is who is taken
    from submitted/who is who.csv; exit status 1 where somebody with a score is not on that list.

    Moodle, with its pages in English: upload ASSIGNMENT-grades.csv as the grading worksheet first, then
    ASSIGNMENT-feedback.zip as feedback files. Canvas: import ASSIGNMENT-grades.csv in the gradebook.
    """
    root = Path.cwd()
    names = course_folder.choose_names(root, assignments)
    if title and len(names) != 1:
        raise click.UsageError(say("export", "one_title"))
    listed = who_is_who.read(root / SUBMITTED / who_is_who.NAME)
    unknown = False
    for name in names:
        try:
            final = final_scores.read(root, name, db)
        except final_scores.NothingFinalError as error:
            if assignments:
                raise
            click.echo(str(error), err=True)
            continue
        unknown = _export(final, listed, lms, folder, title or name) or unknown
    click.get_current_context().exit(1 if unknown else 0)


def _export(final: FinalScores, listed: WhoIsWho, lms: str, folder: Path, title: str) -> bool:
    """Write an assignment's files and say what is in them; return whether somebody is not on the list."""
    entries = listed.find(lms, final.assignment)
    scored = [
        (entries[learner], round(score, 2))
        for learner, score in final.scores.items()
        if learner in entries and entries[learner].number.isdecimal()
    ]
    done = {entry.learner for entry, _ in scored}
    unknown = [learner for learner in final.scores if learner not in done]
    file = folder / f"{final.assignment}-grades.csv"
    if lms == "moodle":
        _write_csv(file, moodle.make_rows(scored, final.maximum, datetime.now(UTC)))
        _write_feedback(folder / f"{final.assignment}-feedback.zip", final, scored)
    else:
        _write_csv(file, canvas.make_rows(scored, final.maximum, title))
    counts = {"scores": len(scored), "waiting": len(final.waiting), "maximum": f"{final.maximum:g}"}
    click.echo(say("export", "done", name=final.assignment, file=file, **counts))
    if unknown:
        names = ", ".join(unknown[:_SHOWN])
        names = say("collect", "more", names=names) if len(unknown) > _SHOWN else names
        file_name = f"{SUBMITTED}/{who_is_who.NAME}"
        click.echo(
            say("export", "unknown", count=len(unknown), names=names, file=file_name, lms=lms), err=True
        )
    return bool(unknown)


def _write_csv(path: Path, rows: Iterable[tuple[str | float, ...]]) -> None:
    """Write rows as plain UTF-8: a mark at the beginning would be part of the first column's name."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_format(cell) for cell in row] for row in rows)
    try:
        atomic.write_bytes(path, text.getvalue().encode())
    except OSError as error:
        raise ExportError(say("export", "not_written", file=path, why=error.strerror)) from None


def _format(cell: str | float) -> object:
    return sanitize.escape_cell(cell) if isinstance(cell, str) else f"{cell:g}"


def _write_feedback(path: Path, final: FinalScores, scored: Scored) -> None:
    """Write the zip of feedback pages whole or not at all, and say how many pages there are."""
    pages = [(entry, final.feedback / entry.learner / final.assignment / moodle.PAGE) for entry, _ in scored]
    there = [(entry, page) for entry, page in pages if page.is_file()]
    if there:
        try:
            _write_zip(path, there)
        except OSError as error:
            raise ExportError(say("export", "not_written", file=path, why=error.strerror)) from None
    elif path.exists():
        click.echo(say("export", "feedback_old", file=path), err=True)
    key = "feedback" if len(there) == len(scored) else "feedback_missing" if there else "feedback_none"
    missing = len(scored) - len(there)
    click.echo(say("export", key, file=path, pages=len(there), missing=missing, name=final.assignment))


def _write_zip(path: Path, pages: list[tuple[Entry, Path]]) -> None:
    """Write the zip beside its place, then put it there; leave nothing behind if that fails."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            moodle.write_feedback(file, pages)
            file.flush()
            part.replace(path)
        except BaseException:
            part.unlink()
            raise
