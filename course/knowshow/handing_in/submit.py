"""Handing in: what was answered goes to nbgrader's exchange where there is one, else into a zip to send.

Only the answers travel, with the exercise's notebook as it was released; nothing else of the learner's.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import re
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
from knowshow.handing_in import exchange, sanitize, zips
from knowshow.learner import receipts, workspace
from knowshow.learner.receipts import Receipt

OUTBOX = "submissions"
_NAME = "KNOWSHOW_LEARNER"
_NAMES = (_NAME, "JUPYTERHUB_USER")


class SubmitError(KnowShowError):
    """A submission that was not sent; its text says what to do."""


def submit(assignment: str, folder: Path, learner: str | None = None) -> Receipt:
    """Hand in the answers in a folder; the last submission counts. A receipt that cannot be kept is reported.

    Raises:
        KnowShowError: nothing to hand in, the wrong assignment or edition, or no way to send it.
    """
    asked = _asked(assignment, folder)
    data, answered = _answers(folder / responses.NAME, asked)
    now = datetime.now(UTC)
    files = {f"{NOTEBOOK}.ipynb": _notebook(assignment, folder), responses.NAME: data}
    found = exchange.find(assignment)
    if found is not None:
        _same_edition(asked, found.released)
        given = learner or os.environ.get(_NAME)
        who = _checked(given or found.user)
        way, place = "by_exchange", found.send(files, given)
    else:
        _same_edition(asked, course_files.exercises(assignment, ITEMS))
        who = _learner(learner)
        way, place = "by_zip", str(_zipped(assignment, who, now, files, folder))
    digest = hashlib.sha256(data).hexdigest()
    stamp = now.isoformat(timespec="seconds")
    size = len(asked.items)
    receipt = Receipt(assignment, asked.edition, who, stamp, answered, size, digest, way, place)
    failed = receipts.keep(receipt)
    if failed:
        click.echo(failed, err=True)
    return receipt


def _asked(assignment: str, folder: Path) -> Assignment:
    path = folder / ITEMS
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in course_files.exercises().glob(f"*/{ITEMS}")))
        raise SubmitError(
            say("submit", "unknown", assignment=sanitize.shown(assignment), folder=folder, known=known)
        )
    asked = load(Assignment, path, ITEMS)
    if asked.assignment != assignment:
        raise SubmitError(
            say("submit", "other", assignment=assignment, found=asked.assignment, folder=folder)
        )
    return asked


def _answers(path: Path, asked: Assignment) -> tuple[bytes, int]:
    """Return the checked bytes to send, and how many items they answer."""
    data = responses.read(path)
    if data is None:
        raise SubmitError(say("submit", "nothing"))
    found = responses.parse(data, asked, path.name)
    if found.problems:
        raise SubmitError(say("submit", "unreadable", name=path.name, why=found.problems[0]))
    if not found.values:
        raise SubmitError(say("submit", "nothing"))
    return data, len(found.values)


def _same_edition(asked: Assignment, released: Path) -> None:
    """Raise SubmitError if the answers are to another edition than the one being graded."""
    if released.is_file():
        graded = load(Assignment, released, ITEMS).edition
        if graded != asked.edition:
            raise SubmitError(say("submit", "edition", ours=asked.edition, graded=graded))


def _notebook(assignment: str, folder: Path) -> bytes:
    """Read the notebook as released, or else the one in the folder."""
    name = f"{NOTEBOOK}.ipynb"
    for path in (course_files.exercises(assignment, name), folder / name):
        if path.is_file():
            return path.read_bytes()
    raise SubmitError(say("submit", "no_notebook", name=name, folder=folder))


def _learner(named: str | None) -> str:
    given = named or next((os.environ[name] for name in _NAMES if os.environ.get(name)), None)
    return _checked(given or re.sub(r"[^A-Za-z0-9_.@-]", "-", getpass.getuser()))


def _checked(who: str) -> str:
    if not sanitize.learner(who):
        raise SubmitError(say("submit", "learner", learner=sanitize.shown(who)))
    return who


def _zipped(assignment: str, who: str, now: datetime, files: dict[str, bytes], folder: Path) -> Path:
    target = workspace.root() / OUTBOX / zips.name(assignment, who, now)
    try:
        zips.pack(target, files)
    except OSError as error:
        raise SubmitError(
            say("submit", "not_written", folder=target.parent or folder, why=error.strerror)
        ) from None
    return target


def _folder(assignment: str) -> Path:
    """Return the folder of the assignment's answers: the current one, or one in the workspace."""
    here, root = Path.cwd(), workspace.root()
    for folder in (here, root / EXERCISES / assignment, root / assignment):
        if folder.name == assignment and (folder / ITEMS).is_file():
            return folder
    return root / EXERCISES / assignment


@click.command()
@click.argument("assignment")
@click.option("--learner", help="Your id with the graders; by default your name on this computer or hub.")
@click.option("--json", "as_json", is_flag=True, help="Print the receipt as JSON.")
def command(assignment: str, learner: str | None, *, as_json: bool) -> None:
    """Hand in ASSIGNMENT, for example 05-remedy. You can hand in again; the last one counts."""
    receipt = submit(assignment, _folder(assignment), learner)
    click.echo(json.dumps(asdict(receipt), ensure_ascii=False) if as_json else str(receipt))
