"""What is kept of one learner, in words and as tables: who they are, what they sent, how it was marked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.exercises.answer_in_words import describe_answer
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.exercises.score_in_words import format_points
from knowshow.grading.reports import cohorts, copies
from knowshow.handing_in import sanitize, who_is_who
from knowshow.personal import gradebook_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.keys import TextKey
    from knowshow.personal.gradebook_rows import Kept
    from knowshow.personal.reading_marks import FoundMark
    from knowshow.personal.search import Course, Found


def gather(course: Course, found: Found) -> Kept:
    """Read the gradebook; raise GradebookError if it cannot be read."""
    return gradebook_rows.read(course.db_url, found.learner)


def describe(course: Course, found: Found, kept: Kept) -> Iterator[str]:
    """Yield the lines of the summary."""
    yield say("personal", "summary", learner=found.learner)
    yield ""
    for key, value in zip(("first_name", "last_name", "email", "platform_id"), kept.person, strict=True):
        if value:
            yield f"{key}: {sanitize.clean_name(value, 200)}"
    for entry in who_is_who.read(course.root / SUBMITTED / who_is_who.NAME).entries:
        if entry.learner == found.learner:
            about = {"platform": entry.platform, "name": entry.name, "number": entry.number}
            yield say("personal", "on_platform", assignment=entry.assignment, **about)
    for name, cohort in _list_cohorts(found):
        yield say("personal", "cohort", file=name, cohort=cohort)
    for name, time in kept.sent.items():
        yield say("personal", "sent", assignment=name, time=f"{time:%Y-%m-%d %H:%M} UTC" if time else "-")
    yield ""
    yield say("personal", "contents")
    if found.mentions:
        places = sorted({mention.path.name for mention in found.mentions})
        yield say("personal", "named_elsewhere", names=", ".join(places))


def _list_cohorts(found: Found) -> Iterator[tuple[str, str]]:
    """Yield the files of cohorts that name the learner, and the cohort there."""
    for path in sorted({mention.path for mention in found.mentions}):
        with suppress(KnowShowError):  # a list of another kind
            cohort = cohorts.read(path).cohorts.get(found.learner)
            if cohort:
                yield path.name, sanitize.clean_name(cohort, 200)


def list_answers(course: Course, found: Found, kept: Kept) -> Iterator[tuple[object, ...]]:
    """Yield a head and a row for each question of each exercise that was graded."""
    yield "assignment", "question", "prompt", "answer", "points_scored", "points_given", "waits", "comment"
    for name in sorted({name for name, _ in kept.points}):
        exercise = _load(course, name)
        values = copies.read_answers(exercise, found.learner) or {} if exercise else {}
        for (assignment, cell), points in kept.points.items():
            if assignment != name:
                continue
            item = gradebook_rows.item_of(cell)
            about = exercise.assignment.item.get(item) if exercise else None
            lines = describe_answer(about, values.get(item))[0] if about else ()
            comment = kept.comments.get((name, f"answer-{item}"), "")
            answer = "\n".join(sanitize.clean_text(line) for line in lines)
            prompt = about.prompt if about else ""
            given = ("" if each is None else format_points(each) for each in points[:2])
            yield name, item, prompt, answer, *given, int(points.waits), comment


def list_marks(course: Course, found: Found) -> Iterator[tuple[object, ...]]:
    """Yield a head and a row for each mark on the reading page; readers are numbered, not named."""
    yield "assignment", "question", "reader", "time", "levels", "comment"
    readers = sorted({mark.path.stem for mark in found.marks})
    for each in found.marks:
        if each.mark is not None:
            levels = (
                "" if each.mark.levels is None else "; ".join(_list_levels(course, each, each.mark.levels))
            )
            reader = readers.index(each.path.stem) + 1
            yield each.assignment, each.item, reader, each.mark.time, levels, each.mark.comment


def _list_levels(course: Course, mark: FoundMark, levels: dict[str, int]) -> Iterator[str]:
    """Yield the level of each criterion, in words where the mark scheme still has it."""
    exercise = _load(course, mark.assignment)
    key = exercise.keys.key.get(mark.item) if exercise else None
    for criterion, place in levels.items():
        yield (
            _name_level(key, criterion, place)
            if key and key.type == "extended-text"
            else f"{criterion}: {place}"
        )


def _name_level(key: TextKey, criterion: str, place: int) -> str:
    for each in key.criteria:
        if each.id == criterion and place < len(each.levels):
            return f"{each.label}: {each.levels[place].label}"
    return f"{criterion}: {place}"


def _load(course: Course, name: str) -> Exercise | None:
    """Return an exercise as it is now; None for one of plain nbgrader's, or that is no more."""
    with suppress(KnowShowError):
        return course_folder.load_current(course.root, name)
    return None
