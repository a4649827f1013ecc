"""Handing in: what was answered goes to nbgrader's exchange where there is one, else into a zip to send.

Only the answers travel, with the exercise's notebook as it was released; nothing else of the learner's.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import responses
from knowshow.exercises.course_folder import EXERCISES, ITEMS, NOTEBOOK
from knowshow.exercises.items import Assignment
from knowshow.handing_in import exchange, names, sanitize, zips
from knowshow.learner import attempts, receipts, workspace
from knowshow.learner.receipts import Receipt

OUTBOX = "submissions"
_NAME = "KNOWSHOW_LEARNER"


class SubmitError(KnowShowError):
    """A submission that was not sent; its text says what to do."""


def submit(assignment: str, folder: Path, learner: str | None = None) -> Receipt:
    """Hand in the answers in a folder; the last submission counts. A receipt that cannot be kept is reported.

    Raises:
        KnowShowError: nothing to hand in, the wrong assignment or edition, or no way to send it.
    """
    exercise = _load_assignment(assignment, folder)
    refusal = attempts.find_refusal(exercise, folder)
    if refusal:
        raise SubmitError(say("submit", refusal))
    data, answered = _read_answers(folder / responses.NAME, exercise)
    now = datetime.now(UTC)
    files = {f"{NOTEBOOK}.ipynb": _read_notebook(assignment, folder), responses.NAME: data}
    course_exchange = exchange.find(assignment)
    if course_exchange is not None:
        _require_edition(exercise, course_exchange.released)
        explicit_id = learner or os.environ.get(_NAME) or _replace_id(course_exchange.user)
        who = _require_id(explicit_id or course_exchange.user)
        way, place = "by_exchange", course_exchange.send(files, explicit_id)
    else:
        _require_edition(exercise, course_files.exercises(assignment, ITEMS))
        who = _choose_learner(learner)
        way, place = "by_zip", str(_write_zip(assignment, who, now, files, folder))
    digest = hashlib.sha256(data).hexdigest()
    stamp = now.isoformat(timespec="seconds")
    size = len(exercise.items)
    receipt = Receipt(assignment, exercise.edition, who, stamp, answered, size, digest, way, place)
    failure = receipts.keep(receipt)
    if failure:
        click.echo(failure, err=True)
    return receipt


def _load_assignment(assignment: str, folder: Path) -> Assignment:
    path = folder / ITEMS
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in course_files.exercises().glob(f"*/{ITEMS}")))
        raise SubmitError(
            say("submit", "unknown", assignment=sanitize.clean_name(assignment), folder=folder, known=known)
        )
    exercise = load(Assignment, path, ITEMS)
    if exercise.assignment != assignment:
        raise SubmitError(
            say("submit", "other", assignment=assignment, found=exercise.assignment, folder=folder)
        )
    return exercise


def _read_answers(path: Path, exercise: Assignment) -> tuple[bytes, int]:
    """Return the checked bytes to send, and how many items they answer."""
    data = responses.read(path)
    if data is None:
        raise SubmitError(say("submit", "nothing"))
    answers = responses.parse(data, exercise, path.name)
    if answers.problems:
        raise SubmitError(say("submit", "unreadable", name=path.name, why=answers.problems[0]))
    if not answers.values:
        raise SubmitError(say("submit", "nothing"))
    return data, len(answers.values)


def _require_edition(exercise: Assignment, released: Path) -> None:
    """Raise SubmitError if the answers are to another edition than the one being graded."""
    if released.is_file():
        graded = load(Assignment, released, ITEMS).edition
        if graded != exercise.edition:
            raise SubmitError(say("submit", "edition", ours=exercise.edition, graded=graded))


def _read_notebook(assignment: str, folder: Path) -> bytes:
    """Read the notebook as released, or else the one in the folder."""
    name = f"{NOTEBOOK}.ipynb"
    for path in (course_files.exercises(assignment, name), folder / name):
        if path.is_file():
            return path.read_bytes()
    raise SubmitError(say("submit", "no_notebook", name=name, folder=folder))


def _choose_learner(option: str | None) -> str:
    return _require_id(option or names.find_name() or names.make_id(names.read_account()))


def _replace_id(user: str) -> str | None:
    """Return an id that keeps the rule for an account's name that does not; None where it does."""
    return None if sanitize.is_learner_id(user) else names.make_id(user)


def _require_id(who: str) -> str:
    if not sanitize.is_learner_id(who):
        raise SubmitError(say("submit", "learner", learner=sanitize.clean_name(who)))
    return who


def _write_zip(assignment: str, who: str, now: datetime, files: dict[str, bytes], folder: Path) -> Path:
    target = workspace.root() / OUTBOX / zips.make_name(assignment, who, now)
    try:
        zips.pack(target, files)
    except OSError as error:
        raise SubmitError(
            say("submit", "not_written", folder=target.parent or folder, why=error.strerror)
        ) from None
    return target


def _find_folder(assignment: str) -> Path:
    """Return the folder of the assignment's answers: the current one, or one in the workspace."""
    current, root = Path.cwd(), workspace.root()
    for folder in (current, root / EXERCISES / assignment, root / assignment):
        if folder.name == assignment and (folder / ITEMS).is_file():
            return folder
    return root / EXERCISES / assignment


@click.command()
@click.argument("assignment")
@click.option("--learner", help="Your id with the graders; by default your name on this computer or hub.")
@click.option("--json", "as_json", is_flag=True, help="Print the receipt as JSON.")
def command(assignment: str, learner: str | None, *, as_json: bool) -> None:
    """Hand in ASSIGNMENT, for example 05-remedy. You can hand in again; the last one counts."""
    receipt = submit(assignment, _find_folder(assignment), learner)
    click.echo(json.dumps(asdict(receipt), ensure_ascii=False) if as_json else str(receipt))
