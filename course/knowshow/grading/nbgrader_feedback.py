"""Plug into `nbgrader generate_feedback`: make the page from answers, scores and keys, never a notebook."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback

from knowshow.content.text import say
from knowshow.exercises.notebook import answer_id, score_id
from knowshow.grading import feedback_page, instructor_copy
from knowshow.grading.feedback_content import Attempt, Remarks, make_feedback
from knowshow.grading.nbgrader_autograde import fail, find_exercise
from knowshow.grading.nbgrader_dates import read_dates_alike
from knowshow.handing_in import submission

if TYPE_CHECKING:
    from knowshow.exercises import scoring
    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Value
    from knowshow.exercises.scoring import Score


@dataclass(frozen=True, slots=True)
class GradebookMark:
    """What the gradebook holds for an item: `waits` if a person has yet to score, `manual` if one has."""

    score: float
    waits: bool
    manual: bool
    comment: str | None


class Feedback(HTMLExporter):
    """An exporter of feedback: our page for our assignments, nbgrader's for all others."""

    def __init__(self, **kwargs: Any) -> None:
        """Let nbgrader copy no other file into the feedback folder of our assignments."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call] # nbconvert's is not typed
        if isinstance(self.parent, GenerateFeedback):
            coursedir = self.parent.coursedir
            read_dates_alike(coursedir)
            if find_exercise(self, coursedir.assignment_id) is not None:
                coursedir.ignore = ["*"]

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Return the feedback page for one autograded notebook, and `resources`."""
        about = (resources or {}).get("nbgrader", {})
        exercise = find_exercise(self, about.get("assignment", ""))
        if exercise is None:
            return super().from_filename(filename, resources=resources, **kwargs)
        answers = instructor_copy.answers(Path(filename).read_bytes())
        if answers is None:
            fail(self, say("grading", "not_ours", file=filename))
        resources["output_extension"] = self.file_extension
        resources.setdefault("outputs", {}).update(_release_files(Path(filename).parent))
        return render_page(exercise, answers, *read_marks(exercise, about)), resources


def _release_files(folder: Path) -> dict[str, bytes]:
    """Return the files that `release_feedback` needs beside a page; without them it stops for everybody.

    A submission that came as a zip has no secret; make up one that nobody knows.
    """
    files = submission.read_notes(folder)
    return {submission.TIMESTAMP: b"", submission.SECRET: secrets.token_hex(32).encode()} | files


def render_page(
    exercise: Exercise, values: dict[str, Value], marks: dict[str, GradebookMark], attempt: Attempt
) -> str:
    """Return the feedback page of one attempt as HTML; `marks` are the gradebook's, by item id."""
    grade = exercise.grade(dict(values))
    scores = [_apply_mark(score, marks.get(score.item)) for score in grade.scores]
    remarks = {
        by_key.item: Remarks(
            marks[by_key.item].comment, _points_by_key(by_key, standing), _awaits_review(marks[by_key.item])
        )
        for by_key, standing in zip(grade.scores, scores, strict=True)
        if by_key.item in marks
    }
    return feedback_page.html(make_feedback(exercise, values, scores, remarks, attempt))


def _awaits_review(mark: GradebookMark) -> bool:
    """Return whether a person scored an earlier answer and has yet to read this one."""
    return mark.waits and mark.manual


def _points_by_key(by_key: Score, standing: Score) -> float | None:
    """Return what the key alone gives, or None if the gradebook has the same points."""
    other = by_key.outcome != "needs-manual" and round(by_key.earned - standing.earned, 6)
    return by_key.earned if other else None


def read_marks(exercise: Exercise, about: dict[str, str]) -> tuple[dict[str, GradebookMark], Attempt]:
    """Read a submission's marks, by item id, and which attempt they are for.

    `about` has nbgrader's keys `db_url`, `assignment`, `notebook` and `student`.
    """
    with Gradebook(about["db_url"]) as gradebook:
        notebook = gradebook.find_submission_notebook(
            about["notebook"], about["assignment"], about["student"]
        )
        grades = {grade.name: grade for grade in notebook.grades}
        comments = {comment.name: comment.manual_comment for comment in notebook.comments}
        marks = {}
        for item in exercise.assignment.items:
            answer = answer_id(item.id)
            grade = grades.get(score_id(item.id)) or grades.get(answer)
            if grade is not None:
                manual = grade.manual_score is not None
                marks[item.id] = GradebookMark(
                    grade.score, grade.needs_manual_grade, manual, comments.get(answer)
                )
        penalty = float(notebook.late_submission_penalty or 0)
        return marks, Attempt(about["student"], notebook.assignment.timestamp, penalty)


def _apply_mark(score: Score, mark: GradebookMark | None) -> Score:
    """Return a score with the gradebook's points: a person's override the key's."""
    if mark is None:
        return score
    if mark.waits and not mark.manual:
        return replace(score, outcome="needs-manual")
    if not mark.manual:
        return replace(score, earned=mark.score)
    outcome: scoring.Outcome = "full" if mark.score >= score.maximum else "partial" if mark.score else "none"
    return replace(score, earned=mark.score, outcome=outcome)
