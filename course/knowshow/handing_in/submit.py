"""Handing in: what was answered goes to nbgrader's exchange where there is one, else into a zip to send.

Only the answers travel, with the exercise's notebook as it was released; nothing else of the learner's.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from knowshow.handing_in.exchange import Exchange

_TICK = timedelta(seconds=1)  # receipts hold whole seconds


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
    now = _find_time(assignment)
    files = {f"{NOTEBOOK}.ipynb": _read_notebook(assignment, folder), responses.NAME: data}
    course_exchange = exchange.find(assignment)
    if course_exchange is not None:
        _require_edition(exercise, course_exchange.released)
        given = learner or os.environ.get(names.LEARNER)
        explicit_id = given or _replace_id(_ask_system(assignment, course_exchange))
        who = _require_id(explicit_id or course_exchange.user)
        if learner:  # an operator may say in the environment who somebody is
            _require_self(who, course_exchange)
        way, place = "by_exchange", course_exchange.send(files, explicit_id)
    else:
        _require_edition(exercise, course_files.exercises(assignment, ITEMS))
        who = _choose_learner(assignment, learner)
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


def _find_time(assignment: str) -> datetime:
    """Return the time, or just after the last hand-in if a clock was set back: the last one counts."""
    now, before = datetime.now(UTC), receipts.last(assignment)
    try:
        return max(now, datetime.fromisoformat(before.time).astimezone(UTC) + _TICK) if before else now
    except OverflowError:
        return now


def _choose_learner(assignment: str, option: str | None) -> str:
    who = option or names.find_name() or names.make_id(names.read_account())
    if not who:
        raise SubmitError(say("submit", "nobody", assignment=assignment))
    return _require_id(who)


def _ask_system(assignment: str, course_exchange: Exchange) -> str:
    """Return the name of this computer's user, as the exchange sees it.

    Raises:
        SubmitError: there is none, as in a container whose user is a number alone.
    """
    try:
        return course_exchange.user
    except (KeyError, OSError, ImportError):
        raise SubmitError(say("submit", "nobody", assignment=assignment)) from None


def _replace_id(user: str) -> str | None:
    """Return an id that keeps the rule for an account's name that does not; None where it does."""
    return None if sanitize.is_learner_id(user) else names.make_id(user)


def _require_self(who: str, course_exchange: Exchange) -> None:
    """Raise SubmitError for another's name, where the exchange compares names with owners of files."""
    try:
        user = course_exchange.user if course_exchange.checks_owner else who
    except KeyError:  # a user without a name, whose files nobody can compare
        return
    if who not in (user, names.make_id(user)):
        raise SubmitError(say("submit", "another", learner=who, user=user))


def _require_id(who: str) -> str:
    if not sanitize.is_learner_id(who):
        raise SubmitError(say("submit", "learner", learner=sanitize.clean_name(who)))
    return who


def _write_zip(assignment: str, who: str, now: datetime, files: dict[str, bytes], folder: Path) -> Path:
    target = workspace.root() / zips.OUTBOX / zips.make_name(assignment, who, now)
    try:
        zips.pack(target, files)
    except OSError as error:
        raise SubmitError(
            say("submit", "not_written", folder=target.parent or folder, why=error.strerror)
        ) from None
    return target


def _find_folder(assignment: str) -> Path:
    """Return the folder of the assignment's answers: the current one, or one in the workspace.

    A folder holds what its items say, whatever it is called.

    Raises:
        SubmitError: only renamed folders hold the assignment, and more than one.
    """
    current, root = Path.cwd(), workspace.root()
    expected = root / EXERCISES / assignment
    for folder in (current, expected, root / assignment):
        if _holds(folder, assignment):
            return folder
    renamed = [path.parent for path in sorted(root.glob(f"{EXERCISES}/*/{ITEMS}"))]
    renamed = [folder for folder in renamed if _holds(folder, assignment)]
    if len(renamed) > 1:
        folders = ", ".join(sanitize.clean_name(folder.name) for folder in renamed)
        raise SubmitError(say("submit", "copies", assignment=assignment, folders=folders))
    return renamed[0] if renamed else expected


def _holds(folder: Path, assignment: str) -> bool:
    path = folder / ITEMS
    try:
        return path.is_file() and load(Assignment, path, ITEMS).assignment == assignment
    except KnowShowError:
        return folder.name == assignment  # to say what is wrong with its items


@click.command()
@click.argument("assignment")
@click.option("--learner", help="Your id with the graders; by default your name on this computer or hub.")
@click.option("--json", "as_json", is_flag=True, help="Print the receipt as JSON.")
def command(assignment: str, learner: str | None, *, as_json: bool) -> None:
    """Hand in ASSIGNMENT, for example 05-remedy. You can hand in again; the last one counts."""
    receipt = submit(assignment, _find_folder(assignment), learner)
    click.echo(json.dumps(asdict(receipt), ensure_ascii=False) if as_json else str(receipt))
