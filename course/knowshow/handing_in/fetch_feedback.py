"""Fetch released feedback from nbgrader's exchange, in a process of its own: `python -m` this module.

A kernel starts it beside its work: nbgrader takes a second and 40 MB to import, and an exchange on a network
drive may take long. What went wrong is printed as one line of JSON, never raised.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import feedback, responses
from knowshow.exercises.course_folder import EXERCISES, NOTEBOOK
from knowshow.exercises.feedback import parse_moment
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import dates, exchange
from knowshow.learner import receipts, workspace
from knowshow.learner.feedback import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.handing_in.exchange import Exchange

log = logging.getLogger(__name__)


def fetch(assignment: str) -> int:
    """Put released feedback on the learner's own attempts beside her exercise; return how many pages are new.

    Raises:
        KnowShowError, OSError: the exchange cannot be read.
    """
    learners = {
        receipt.learner for receipt in receipts.load_all(assignment) if receipt.way == receipts.BY_EXCHANGE
    }
    source = exchange.find(assignment) if learners else None
    if source is None or not (source.root / "feedback").is_dir():
        return 0  # nothing has been released yet
    with tempfile.TemporaryDirectory() as place:
        own = _run_nbgrader(source, place, learners)
        target = workspace.root() / EXERCISES / assignment / FOLDER
        return sum(_keep(page, target / stamp) for stamp, page in _list_pages(Path(place), own))


def _run_nbgrader(source: Exchange, place: str, learners: set[str]) -> dict[str, str]:
    """Let nbgrader fetch into `place`; return the learner's own attempts: nbgrader's time stamps, and ours.

    Its cache holds the attempts of everybody who hands in as this user of the machine.
    """
    from nbgrader.auth import Authenticator  # noqa: PLC0415 - slow to import
    from nbgrader.exchange import ExchangeError, ExchangeFactory  # noqa: PLC0415 - slow to import

    source.app.coursedir.assignment_id = source.assignment
    fetching = ExchangeFactory(parent=source.app).FetchFeedback(
        coursedir=source.app.coursedir, authenticator=Authenticator(parent=source.app), parent=source.app
    )
    fetching.assignment_dir = place
    fetching.path_includes_course = False
    try:
        fetching.start()
    except ExchangeError as error:
        raise exchange.ExchangeFailedError(str(error)) from None
    return dict(list_own(Path(fetching.cache_path), source.assignment, learners))


def list_own(cache: Path, assignment: str, learners: set[str]) -> Iterator[tuple[str, str]]:
    """Yield nbgrader's time stamp of each attempt of the learner's, and the name of a folder for it.

    The folder is named after the receipt of the same answers; where there is none, after nbgrader's stamp.
    `cache` is nbgrader's folder of what was handed in as this user of the machine.
    """
    times = {receipt.digest: receipt.time for receipt in receipts.load_all(assignment)}
    for attempt in cache.glob(f"*+{assignment}+*"):
        learner, _, stamp = attempt.name.split("+", 2)
        if learner in learners:
            answers = attempt / responses.NAME
            digest = hashlib.sha256(answers.read_bytes()).hexdigest() if answers.is_file() else ""
            moment = parse_moment(times.get(digest, "")) or _read_stamp(attempt, stamp)
            yield stamp, moment.strftime("%Y%m%dT%H%M%S.%f+0000")


def _read_stamp(attempt: Path, stamp: str) -> datetime:
    """Return when an attempt was handed in; where its stamp cannot be read, when its folder was written."""
    try:
        moment = dates.parse(stamp, workspace.root())
    except RefusedError:
        moment = None
    return moment.replace(tzinfo=UTC) if moment else datetime.fromtimestamp(attempt.stat().st_mtime, UTC)


def _list_pages(place: Path, own: dict[str, str]) -> Iterator[tuple[str, Path]]:
    """Yield what nbgrader fetched of one's own: the folder to keep it in, and the page."""
    for page in sorted(place.glob(f"*/{FOLDER}/*/{NOTEBOOK}.html")):
        if page.parent.name in own:
            yield own[page.parent.name], page


def _keep(page: Path, target: Path) -> bool:
    """Keep a page; return whether it is new or has changed."""
    if page.is_symlink() or page.stat().st_size > feedback.MAX_BYTES:
        return False
    data = page.read_bytes()
    known = target / page.name
    if known.is_file() and known.read_bytes() == data:
        return False
    atomic.write_bytes(known, data)
    return True


def main(assignments: Sequence[str]) -> None:
    """Fetch for some assignments; print one line of JSON with `new` (pages) and `problem` (or empty)."""
    new, problem = 0, ""
    for assignment in assignments:
        try:
            new += fetch(assignment)
        except KnowShowError as error:
            problem = str(error)
        except Exception:
            # Whatever a site's plugins raise is told as one line; a learner can do nothing with its name.
            log.debug("feedback could not be fetched", exc_info=True)
            problem = say("form", "look_broken")
    sys.stdout.write(json.dumps({"new": new, "problem": problem}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
