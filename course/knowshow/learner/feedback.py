"""Feedback that has come: pages beside the exercise, of which the one on the last attempt counts."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.content.zip_faults import BROKEN
from knowshow.errors import KnowShowError
from knowshow.exercises import feedback
from knowshow.exercises.feedback import parse_moment
from knowshow.exercises.stock_feedback import read_stock_page
from knowshow.learner import receipts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from knowshow.exercises.feedback import Feedback
    from knowshow.exercises.items import Assignment
    from knowshow.learner.receipts import Receipt

FOLDER = "feedback"  # beside the exercise, where nbgrader's own `fetch_feedback` puts it
PAGE = ".html"
_PLACES = ("*.html", "*.zip", f"{FOLDER}/*.html", f"{FOLDER}/*.zip", f"{FOLDER}/*/*.html")
_MOST_FILES = 50
_MOST_INSIDE = 200  # members of a zip that are looked at
MAX_ZIP: int = 20_000_000
_LAG = timedelta(seconds=2)  # a receipt has whole seconds, and is written before nbgrader's time stamp


class NoFeedbackError(KnowShowError):
    """A file that holds no feedback on this exercise; the text says what to look for."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Feedback and the file it stands in; `sent` is when its attempt was handed in, if known.

    `plain` says that it is plain nbgrader's, without the key's words.
    """

    feedback: Feedback
    path: Path
    sent: datetime | None
    plain: bool


@dataclass(frozen=True, slots=True)
class Attempts:
    """The receipt of the attempt that feedback is about, and that of a later one, where there are such."""

    marked: Receipt | None
    later: Receipt | None


def find_latest(assignment: Assignment, folder: Path) -> Arrival | None:
    """Return the feedback on the last attempt that has any; what cannot be read is passed over."""
    arrivals = [arrival for path in list_files(folder) for arrival in _read_file(path, assignment)]
    return max(arrivals, key=_rank, default=None)


def find_attempts(arrival: Arrival) -> Attempts:
    """Return which of the learner's receipts belongs to feedback: the last one before it was stamped."""
    sent = receipts.load_all(arrival.feedback.assignment)
    moments = [(receipt, parse_moment(receipt.time)) for receipt in sent]
    if arrival.sent is None:
        return Attempts(None, None)
    before = [receipt for receipt, moment in moments if moment and moment <= arrival.sent + _LAG]
    after = [receipt for receipt, moment in moments if moment and moment > arrival.sent + _LAG]
    return Attempts(before[-1] if before else None, after[-1] if after else None)


def keep_file(assignment: Assignment, folder: Path, name: str, data: bytes) -> None:
    """Keep a file that the learner has brought, a page or a zip of pages, beside the exercise.

    Raises:
        NoFeedbackError: it holds no feedback on this exercise, or is too large.
        OSError: the folder cannot be written.
    """
    pages = list(_open_zip(data)) if name.lower().endswith(".zip") else [data]
    arrivals = [page for page in pages if _read_page(page, assignment) is not None]
    if not arrivals:
        raise NoFeedbackError(say("form", "no_feedback_in", name=name[:80]))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    for number, page in enumerate(arrivals):
        atomic.write_bytes(folder / FOLDER / f"{stamp}-{number}{PAGE}", page)


def _rank(arrival: Arrival) -> tuple[datetime, datetime, float]:
    least = datetime.min.replace(tzinfo=UTC)
    made = parse_moment(arrival.feedback.made)
    return arrival.sent or least, made or least, _read_change(arrival.path) or 0.0


def list_files(folder: Path) -> Sequence[Path]:
    """Return the newest pages and zips beside an exercise."""
    paths = {path for place in _PLACES for path in folder.glob(place)}
    changes = [(_read_change(path), path) for path in paths]
    plain = sorted(((change, path) for change, path in changes if change is not None), reverse=True)
    return [path for _, path in plain[:_MOST_FILES]]


def _read_change(path: Path) -> float | None:
    """Return when a file changed last; None for a link or special file, and for one that is gone by now."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_mtime if stat.S_ISREG(status.st_mode) else None


def _read_file(path: Path, assignment: Assignment) -> Iterator[Arrival]:
    """Yield the feedback in one file."""
    zipped = path.suffix == ".zip"
    try:
        if path.stat().st_size > (MAX_ZIP if zipped else feedback.MAX_BYTES):
            return
        data = path.read_bytes()
    except OSError:
        return
    for page in _open_zip(data) if zipped else [data]:
        content = _read_page(page, assignment)
        if content is not None:
            plain = not content.made
            yield Arrival(content, path, _date_folder(path) or parse_moment(content.sent), plain)


def _open_zip(data: bytes) -> Iterator[bytes]:
    """Yield the pages in a zip, each within its limit; one that is broken gives what came before."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[:_MOST_INSIDE]:
                if entry.filename.lower().endswith(PAGE) and entry.file_size <= feedback.MAX_BYTES:
                    with archive.open(entry) as file:
                        yield file.read(feedback.MAX_BYTES)
    except BROKEN:
        return


def _read_page(page: bytes, assignment: Assignment) -> Feedback | None:
    if len(page) > feedback.MAX_BYTES:
        return None
    text = page.decode("utf-8", "replace")
    content = feedback.read_page(text) or read_stock_page(text, assignment)
    return content if content and content.assignment == assignment.assignment else None


def _date_folder(path: Path) -> datetime | None:
    """Return the moment that a page's folder is named after, by us or by nbgrader's `fetch_feedback`."""
    return parse_moment(path.parent.name.replace(" UTC", "+00:00"))
