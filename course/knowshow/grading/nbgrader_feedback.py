"""Feedback in nbgrader's place: a page made from answers, scores and keys, never from a notebook."""

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
from knowshow.grading.feedback_page import Beside
from knowshow.grading.nbgrader_autograde import fail, ours
from knowshow.handing_in import submission

if TYPE_CHECKING:
    from knowshow.exercises import scoring
    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Value
    from knowshow.exercises.scoring import Score


@dataclass(frozen=True, slots=True)
class GradebookMark:
    """What the gradebook holds for one item."""

    score: float
    waits: bool
    manual: bool
    comment: str | None


class Feedback(HTMLExporter):
    """nbgrader's feedback exporter: our page for our assignments, its own for all others."""

    def __init__(self, **kwargs: Any) -> None:
        """Keep every other file out of the feedback folder of our assignments."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call] # nbconvert's is not typed
        if isinstance(self.parent, GenerateFeedback):
            coursedir = self.parent.coursedir
            if ours(self, coursedir.assignment_id) is not None:
                coursedir.ignore = ["*"]

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """The page for one autograded notebook."""
        about = (resources or {}).get("nbgrader", {})
        exercise = ours(self, about.get("assignment", ""))
        if exercise is None:
            return super().from_filename(filename, resources=resources, **kwargs)
        answers = instructor_copy.answers(Path(filename).read_bytes())
        if answers is None:
            fail(self, say("grading", "not_ours", file=filename))
        resources["output_extension"] = self.file_extension
        resources.setdefault("outputs", {}).update(_notes(Path(filename).parent))
        return page(exercise, answers, *marks(exercise, about)), resources


def _notes(folder: Path) -> dict[str, bytes]:
    """What `release_feedback` needs beside a page: without it, it stops for everybody.

    A submission sent by zip brings no secret; it gets one that nobody knows.
    """
    found = submission.read_notes(folder)
    return {submission.TIMESTAMP: b"", submission.SECRET: secrets.token_hex(32).encode()} | found


def page(
    exercise: Exercise, values: dict[str, Value], found: dict[str, GradebookMark], penalty: float
) -> str:
    """The feedback page of one learner."""
    grade = exercise.grade(dict(values))
    scores = [_marked(score, found.get(score.item)) for score in grade.scores]
    beside = {
        by_key.item: Beside(found[by_key.item].comment, _alone(by_key, standing), _again(found[by_key.item]))
        for by_key, standing in zip(grade.scores, scores, strict=True)
        if by_key.item in found
    }
    return feedback_page.html(exercise, values, scores, beside, penalty)


def _again(mark: GradebookMark) -> bool:
    """Whether a person's score is for an earlier answer, and this one is still to be read."""
    return mark.waits and mark.manual


def _alone(by_key: Score, standing: Score) -> float | None:
    """What the key alone gives, where that is not what stands in the gradebook."""
    other = by_key.outcome != "needs-manual" and round(by_key.earned - standing.earned, 6)
    return by_key.earned if other else None


def marks(exercise: Exercise, about: dict[str, str]) -> tuple[dict[str, GradebookMark], float]:
    """What the gradebook says about a submission, item by item, and its late penalty."""
    with Gradebook(about["db_url"]) as gradebook:
        notebook = gradebook.find_submission_notebook(
            about["notebook"], about["assignment"], about["student"]
        )
        grades = {grade.name: grade for grade in notebook.grades}
        comments = {comment.name: comment.manual_comment for comment in notebook.comments}
        found = {}
        for item in exercise.assignment.items:
            answer = answer_id(item.id)
            grade = grades.get(score_id(item.id)) or grades.get(answer)
            if grade is not None:
                manual = grade.manual_score is not None
                found[item.id] = GradebookMark(
                    grade.score, grade.needs_manual_grade, manual, comments.get(answer)
                )
        return found, float(notebook.late_submission_penalty or 0)


def _marked(score: Score, mark: GradebookMark | None) -> Score:
    """A score as the gradebook has it: a person's word stands above the key's."""
    if mark is None:
        return score
    if mark.waits and not mark.manual:
        return replace(score, outcome="needs-manual")
    if not mark.manual:
        return replace(score, earned=mark.score)
    outcome: scoring.Outcome = "full" if mark.score >= score.maximum else "partial" if mark.score else "none"
    return replace(score, earned=mark.score, outcome=outcome)
