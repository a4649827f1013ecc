"""Where learners' files lie: course folder, exchange, downloads of hand-ins, workspace."""

from __future__ import annotations

import os
import re
import stat
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import AUTOGRADED, SUBMITTED, list_names
from knowshow.handing_in import exchange, sanitize, submission, who_is_who
from knowshow.handing_in.archive import Archive
from knowshow.learner import workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from knowshow.handing_in.archive import Parcel
    from knowshow.handing_in.exchange import Exchange
    from knowshow.handing_in.who_is_who import WhoIsWho

FEEDBACK = "feedback"
DOWNLOADED = "downloaded"
Kind = Literal["released", "inbound", "feedback", "copies", "downloaded", "workspace", "submitted"]
# A learner's id may hold a plus sign itself, so a date has to stand behind the assignment's name.
_SENT = re.compile(r"(?P<learner>.+)\+[^+]+\+\d{4}-\d\d-\d\d .*", re.DOTALL)
_WHOSE = re.compile(rb"&quot;learner&quot;: &quot;([\w.@+-]+)&quot;", re.ASCII)


class PersonalError(KnowShowError):
    """A learner's data that cannot be found, given out or deleted; the text says which and why."""


class Place(NamedTuple):
    """A file or a folder that is one learner's alone; everything in it is theirs."""

    learner: str
    kind: Kind
    path: Path

    def files(self) -> Iterator[Path]:
        """Yield what lies there, without following a link: files, and links themselves."""
        if self.path.is_symlink() or not self.path.is_dir():
            yield self.path
            return
        for folder, _, names in os.walk(self.path):
            yield from (Path(folder, name) for name in sorted(names))


class Foreign(NamedTuple):
    """What bears a learner's id and is not for us to touch: where it lies, and why, in one line."""

    learner: str
    path: str
    why: str


def find_in_course(root: Path, learners: Collection[str]) -> list[Place]:
    """Return these learners' folders in a course folder; an id's capitals count, whatever the disk says."""
    kinds: tuple[tuple[Kind, str], ...] = (
        ("feedback", FEEDBACK),
        ("copies", AUTOGRADED),
        ("submitted", SUBMITTED),
    )
    return [
        Place(learner, kind, root / name / learner)
        for kind, name in kinds
        for learner in _list(root / name)
        if learner in learners
    ]


def list_learners(root: Path) -> set[str]:
    """Return the ids that have a folder in a course folder."""
    names = (name for folder in (FEEDBACK, AUTOGRADED, SUBMITTED) for name in _list(root / folder))
    return {name for name in names if sanitize.is_learner_id(name)}


def _list(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - 100,000 names
    except OSError:
        return []


def find_in_exchange(found: Exchange, learners: Collection[str]) -> tuple[list[Place], list[Foreign]]:
    """Return what learners sent to the exchange and what was released to them there; then what is others'.

    Raises:
        KnowShowError: its inbound folder cannot be listed.
    """
    inbound = found.root / "inbound"
    try:
        names = sorted(os.listdir(inbound))  # noqa: PTH208 - as above
    except OSError as error:
        raise PersonalError(say("personal", "closed", path=inbound, why=error.strerror)) from None
    sent, foreign = [], []
    for match in filter(None, map(_SENT.fullmatch, names)):
        learner, path = match["learner"], inbound / match[0]
        if learner in learners:
            try:
                if found.checks_owner:
                    require_owner(path, learner)
                sent.append(Place(learner, "inbound", path))
            except KnowShowError as error:
                foreign.append(Foreign(learner, str(path), str(error)))
    released = {*_find_by_data(found.root, learners), *_find_by_secret(found.root, sent)}
    return [*sorted(released), *sent], foreign


def require_owner(folder: Path, learner: str) -> None:
    """Require that what lies in the exchange belongs to the account of the learner's name.

    Raises:
        KnowShowError: it is somebody else's, put there under the learner's id.
    """
    from knowshow.grading import nbgrader_exchange  # noqa: PLC0415 - nbgrader, slow to import

    nbgrader_exchange.require_owner(folder, learner)


def _find_by_data(root: Path, learners: Collection[str]) -> Iterator[Place]:
    """Yield released pages by the learner whom their data names; what people wrote cannot look like that."""
    for name in _list(root / FEEDBACK):
        page = root / FEEDBACK / name
        named = _WHOSE.search(page.read_bytes()) if name.endswith(".html") and page.is_file() else None
        if named and named[1].decode() in learners:
            yield Place(named[1].decode(), "released", page)


def _find_by_secret(root: Path, attempts: list[Place]) -> Iterator[Place]:
    """Yield pages released for attempts, as nbgrader names them: after the secret that came with each."""
    from nbgrader.utils import notebook_hash  # noqa: PLC0415 - slow to import

    for attempt in attempts:
        secret = submission.read_notes(attempt.path).get(submission.SECRET, b"").decode("utf-8", "replace")
        for notebook in attempt.path.glob("*.ipynb") if secret else ():
            name = notebook_hash(secret=secret, notebook_id=notebook.stem)
            if (page := root / FEEDBACK / f"{name}.html").is_file():
                yield Place(attempt.learner, "released", page)


def find_downloaded(root: Path, learners: Collection[str]) -> tuple[list[Place], list[Foreign]]:
    """Return learners' hand-ins among the downloads; then those in a file that holds others' as well."""
    listed = who_is_who.read(root / SUBMITTED / who_is_who.NAME)
    places, foreign = [], []
    for name in list_names(root):
        for folder in (root / DOWNLOADED / name / part for part in ("archive", "extracted")):
            senders: dict[str, dict[str, str]] = {}
            for parcel in _list_parcels(folder, name):
                learner, path = _whose(parcel, listed, name, senders), folder / parcel.place
                if learner in learners and os.path.lexists(path):
                    places.append(Place(learner, "downloaded", path))
                elif learner in learners:
                    foreign.append(Foreign(learner, str(path), say("personal", "bulk")))
    return places, foreign


def _list_parcels(folder: Path, name: str) -> list[Parcel]:
    if not folder.is_dir():
        return []
    with ExitStack() as opened:
        archive = Archive(name, opened)
        archive.search(folder)
        return archive.parcels


def _whose(parcel: Parcel, listed: WhoIsWho, assignment: str, senders: dict[str, dict[str, str]]) -> str:
    """Return whose a hand-in is: on a platform the listed sender's, else who its name says.

    `senders` keeps what the list says: learners by platform and number.
    """
    if parcel.sender is None:
        return parcel.name.learner
    platform, number = parcel.sender.platform, parcel.sender.number
    if platform not in senders:
        entries = listed.find(platform, assignment).values()
        senders[platform] = {entry.number: entry.learner for entry in entries}
    return senders[platform].get(number, parcel.name.learner)


def find_workspace(folder: Path, root: Path, learner: str) -> Place:
    """Return a learner's workspace as one place.

    Raises:
        PersonalError: it is none, holds the course folder `root` or a home, or is somebody else's.
    """
    folder = folder.expanduser().resolve()
    whole = {Path.home().resolve(), *Path.home().resolve().parents, root.resolve(), *root.resolve().parents}
    if not stat.S_ISDIR(_mode(folder / workspace.FOLDER)) or folder in whole:
        raise PersonalError(say("personal", "no_workspace", path=folder))
    owners = set(_list_owners(folder))
    if owners and learner not in owners:
        other = ", ".join(sorted(owners))
        raise PersonalError(say("personal", "another_workspace", path=folder, other=other, learner=learner))
    return Place(learner, "workspace", folder)


def _list_owners(folder: Path) -> Iterator[str]:
    """Yield the ids that a workspace's receipts name."""
    for path in (folder / workspace.FOLDER / "receipts").glob("*.json"):
        with suppress(KnowShowError):
            stored = json_file.read(path)
            receipts = stored if isinstance(stored, list) else []
            named = (receipt.get("learner") for receipt in receipts if isinstance(receipt, dict))
            yield from (name for name in named if isinstance(name, str))


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def find_exchange() -> Exchange | None:
    """Return the course's exchange, as nbgrader's settings here name it; None where there is none."""
    return exchange.find("")
