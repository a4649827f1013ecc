"""Everything that is kept of one learner: files of theirs, rows, marks, and lines that name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.exercises import course_folder
from knowshow.grading import nbgrader_settings, sql
from knowshow.handing_in import sanitize
from knowshow.personal import gradebook_rows, mentions, places, reading_marks, record
from knowshow.personal.places import PersonalError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from knowshow.handing_in.exchange import Exchange
    from knowshow.personal.mentions import Mention
    from knowshow.personal.places import Foreign, Place
    from knowshow.personal.reading_marks import FoundMark


@dataclass(frozen=True)
class Course:
    """Where to look: a course folder, its gradebook's URL, its exchange (None: there is none here).

    `workspace` is a learner's own, `also` are files and folders elsewhere that may name people.
    """

    root: Path
    db_url: str
    exchange: Exchange | None = None
    workspace: Path | None = None
    also: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Found:
    """What is kept of a learner.

    `rows` are counts by table of the gradebook. `mentions` stand in files that hold others too, and `foreign`
    bears the learner's id and cannot be theirs, or cannot be taken out of what holds it.
    """

    learner: str
    places: list[Place] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    marks: list[FoundMark] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """Every file that is the learner's alone."""
        return [path for place in self.places for path in place.files()]

    @property
    def holds_data(self) -> bool:
        """Whether there is anything that can be given out or deleted."""
        return bool(self.places or self.rows or self.marks)


class NowhereError(PersonalError):
    """A learner of whom nothing is kept."""


def open_course(root: Path, db: str | None, workspace: Path | None, also: tuple[Path, ...]) -> Course:
    """Return where to look, from a course folder; `db` is a gradebook's URL in place of its own.

    Raises:
        KnowShowError: the folder is no course folder.
    """
    course_folder.choose_names(root)
    settings = nbgrader_settings.load(root, db)
    return Course(root, settings.db_url, places.find_exchange(), workspace, also)


def search(course: Course, learner: str) -> Found:
    """Return what is kept of a learner, by exactly this id.

    Raises:
        KnowShowError: it is no id, or a place cannot be read.
    """
    if not sanitize.is_learner_id(learner):
        raise PersonalError(say("personal", "bad_id", learner=sanitize.clean_name(learner)))
    found = search_all(course, {learner})[learner]
    if course.workspace is not None and not _is_gone(course.workspace, course.root):
        found.places.append(places.find_workspace(course.workspace, course.root, learner))
    return found


def search_all(course: Course, learners: Collection[str]) -> dict[str, Found]:
    """Return what is kept of each of these learners; every place is read once, and no workspace.

    Raises:
        KnowShowError: a place cannot be read.
    """
    own, foreign = places.find_downloaded(course.root, learners)
    if course.exchange is not None:
        sent, others = places.find_in_exchange(course.exchange, learners)
        own, foreign = [*sent, *own], [*others, *foreign]
    own += places.find_in_course(course.root, learners)
    try:
        marks = reading_marks.find(course.root, learners)
    except OSError as error:
        raise PersonalError(say("personal", "closed", path=error.filename, why=error.strerror)) from None
    rows = gradebook_rows.count(course.db_url, learners)
    found = {learner: Found(learner, rows=rows.get(learner, {})) for learner in learners}
    for place in own:
        found[place.learner].places.append(place)
    for mark in marks:
        found[mark.learner].marks.append(mark)
    for mention in mentions.find(course.root, learners, course.also, sql.file_of(course.db_url)):
        found[mention.learner].mentions.append(mention)
    for each in foreign:
        found[each.learner].foreign.append(each)
    return found


def _is_gone(workspace: Path, root: Path) -> bool:
    """Return whether a run that was cut short, or is under way, may have deleted a workspace already."""
    return not workspace.expanduser().exists() and record.is_unfinished(root)


def list_learners(course: Course) -> set[str]:
    """Return the ids of everybody of whom the course folder or the gradebook knows."""
    return {*gradebook_rows.list_learners(course.db_url), *places.list_learners(course.root)}


def require(course: Course, learner: str) -> Found:
    """Return what is kept of a learner.

    Raises:
        NowhereError: nothing is, and no list names them either.
        PersonalError: the same, but somebody's id differs only in small and capital letters.
    """
    found = search(course, learner)
    if found.holds_data or found.mentions or found.foreign:
        return found
    alike = sorted(name for name in list_learners(course) if name.casefold() == learner.casefold())
    if alike:
        raise PersonalError(say("personal", "other_case", learner=learner, other=", ".join(alike)))
    raise NowhereError(say("personal", "nowhere", learner=learner))
