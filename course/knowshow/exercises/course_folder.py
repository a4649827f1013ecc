"""A course folder as graders see it: `solutions/<assignment>/` with its key beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from knowshow.content import yaml_reader
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import scoring
from knowshow.exercises.agreement import check_assignment
from knowshow.exercises.items import Assignment
from knowshow.exercises.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOLUTIONS = "solutions"
EXERCISES = "exercises"
ITEMS = "items.yaml"
NOTEBOOK = "exercise"


class UnknownAssignmentError(KnowShowError):
    """An assignment that is not in this course folder."""


@dataclass(frozen=True, eq=False)
class Exercise:
    """One assignment with its key, and the folder `root` of the course it belongs to."""

    root: Path
    assignment: Assignment
    keys: Keys

    @property
    def name(self) -> str:
        """The assignment's name, which is also its folder's."""
        return self.assignment.assignment

    @cached_property
    def source(self) -> Path:
        """The path of the notebook that nbgrader releases and that answers are put into."""
        return self.root / SOLUTIONS / self.name / f"{NOTEBOOK}.ipynb"

    def grade(self, values: Mapping[str, object]) -> scoring.Grade:
        """Score one learner's answers, item id to value."""
        return scoring.grade(self.keys, self.assignment, values)


def list_names(root: Path) -> list[str]:
    """Return the names of this package's assignments in a course folder, sorted."""
    return sorted(path.parent.name for path in root.glob(f"{SOLUTIONS}/*/{ITEMS}"))


def choose_names(root: Path, named: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the assignments that are named, or all in a course folder if none is.

    Raises:
        UnknownAssignmentError: none is named, and the folder is no course folder.
    """
    names = named or tuple(list_names(root))
    if not names:
        raise UnknownAssignmentError(say("grading", "no_course", root=root, folder=SOLUTIONS))
    return names


def has_assignment(root: Path, name: str) -> bool:
    """Return whether an assignment is one of this package's, and not plain nbgrader's."""
    return bool(name) and (root / SOLUTIONS / name / ITEMS).is_file()


def load_exercise(root: Path, name: str) -> Exercise:
    """Read one assignment with its key.

    Raises:
        UnknownAssignmentError: the folder has none of that name.
        InvalidFileError: its items or its key break their format.
    """
    if not has_assignment(root, name):
        known = ", ".join(list_names(root)) or say("grading", "nothing")
        raise UnknownAssignmentError(say("grading", "unknown", name=name, root=root, known=known))
    items = root / SOLUTIONS / name / ITEMS
    key = root / SOLUTIONS / f"{name}.key.yaml"
    return Exercise(root, load(Assignment, items), load(Keys, key))


def load_current(root: Path, name: str) -> Exercise:
    """Return the assignment as it is on disk, read again only after one of its files has changed.

    Raises:
        KnowShowError: as `load_exercise`, and where items and key disagree, so that nothing could be scored.
    """
    home = root / SOLUTIONS
    files = (home / name / ITEMS, home / f"{name}.key.yaml", home / name / f"{NOTEBOOK}.ipynb")
    return _load_checked(root, name, tuple(file.stat().st_mtime_ns for file in files if file.exists()))


@lru_cache(maxsize=8)
def _load_checked(root: Path, name: str, _changed: tuple[int, ...]) -> Exercise:
    exercise = load_exercise(root, name)
    problems = check_assignment(root / SOLUTIONS / name / ITEMS, root / SOLUTIONS / f"{name}.key.yaml")
    if problems:
        raise yaml_reader.make_error(problems)
    return exercise


def find_folder(start: Path, name: str) -> Path:
    """Find the course folder that holds an assignment, at `start` or above it.

    Raises:
        UnknownAssignmentError: there is none.
    """
    for folder in (start, *start.parents):
        if has_assignment(folder, name):
            return folder
    raise UnknownAssignmentError(say("grading", "not_here", name=name, root=start, folder=SOLUTIONS))


AUTOGRADED = "autograded"


SUBMITTED = "submitted"


COURSE_ID = "know-and-show"


# The name of a zip that `knowshow submit` makes, without its ending: assignment__learner__time.
STEM = (
    r"(?P<assignment>[a-z0-9-]+)__(?P<student_id>[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,63}?)"
    r"__(?P<timestamp>[0-9]{8}T[0-9]{6}(\.[0-9]{1,6})?Z)"
)
