"""Plug into `nbgrader autograde`: grade the instructor's copy of our assignments, run no learner's code.

Both classes leave assignments that are not ours to nbgrader.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute
from traitlets import Bool

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.exercises.notebook import load, score_id
from knowshow.grading import bulk, instructor_copy, nbgrader_settings
from knowshow.grading.nbgrader_dates import read_dates_alike
from knowshow.handing_in import sanitize, submission

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.exercises.course_folder import Exercise

_node: Callable[[Any], Any] = from_dict


def find_exercise(part: Any, name: str) -> Exercise | None:
    """Return the assignment called `name`, or None if it is not ours; `part.parent` is nbgrader's converter.

    Raises:
        NbGraderException: its items or its key cannot be used; nbgrader's log says why, in one line.
    """
    root = Path(part.parent.coursedir.root)
    try:
        return course_folder.load_current(root, name) if course_folder.has_assignment(root, name) else None
    except KnowShowError as error:
        fail(part, str(error))


def fail(part: Any, message: str) -> NoReturn:
    """Log one line, and end nbgrader's run.

    Raises:
        NbGraderException: always.
    """
    part.log.error(message)
    raise NbGraderException(message) from None


class InstructorCopy(NotebookExporter):
    """An exporter that reads, in place of a learner's notebook, the instructor's copy with their answers."""

    def __init__(self, **kwargs: Any) -> None:
        """Remove submissions that cannot be graded from the converter, and let it copy no learner's file."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call] # nbconvert's is not typed
        if isinstance(self.parent, Autograde):
            read_dates_alike(self.parent.coursedir)
            for name in {Path(folder).name for folder in self.parent.assignments}:
                self._ensure_entered(self.parent, name)
            count = len(self.parent.assignments)
            for folder in list(self.parent.assignments):
                self._refuse_unreadable(self.parent, Path(folder))
            if count and not self.parent.assignments:
                fail(self, say("grading", "all_refused"))

    def _ensure_entered(self, converter: Autograde, name: str) -> None:
        """Enter an assignment of ours in the gradebook if it is not there, as `bulk` does."""
        exercise = find_exercise(self, name)
        if exercise is None:
            return
        if converter.force:
            self.log.warning(say("grading", "force", name=name))
        coursedir = converter.coursedir
        try:
            bulk.ensure_entered(nbgrader_settings.load(Path(coursedir.root), coursedir.db_url), exercise)
        except KnowShowError as error:
            fail(self, str(error))

    def _refuse_unreadable(self, converter: Autograde, folder: Path) -> None:
        exercise = find_exercise(self, folder.name)
        if exercise is None:
            return
        converter.coursedir.ignore = ["*"]
        try:
            submission.read(folder, folder.parent.name, exercise)
        except KnowShowError as error:
            del converter.assignments[str(folder)]
            message = say("grading", "refused", learner=sanitize.clean_name(folder.parent.name), why=error)
            self.log.error(message)  # noqa: TRY400 - one line, no trace

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Convert the notebook `filename`; one that belongs to a submission of ours is never opened."""
        about = (resources or {}).get("nbgrader", {})
        exercise = find_exercise(self, about.get("assignment", ""))
        if exercise is None or not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kwargs)
        folder = Path(filename).parent
        submitted = submission.read(folder, about["student"], exercise)
        resources.setdefault("outputs", {}).update(submitted.notes)
        copy = _node(instructor_copy.build(exercise, load(exercise.source), submitted))
        return self.from_notebook_node(copy, resources=resources, **kwargs)  # type: ignore[no-untyped-call]


class CodeFree(Execute):  # type: ignore[misc] # nbgrader ships no types
    """A stand-in for nbgrader's `Execute`, with the same outputs and no kernel unless `kernel` is set."""

    kernel = Bool(
        default_value=False,
        help="Run the grading cells of the instructor's copy in a kernel, as nbgrader does.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> Any:
        """Set the outputs of each grading cell; return the notebook and `resources`."""
        exercise = find_exercise(self.parent, resources.get("nbgrader", {}).get("assignment", ""))
        if exercise is None or self.kernel:
            return super().preprocess(nb, resources, km)
        values = nb.metadata[instructor_copy.ABOUT]["responses"]
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if "nbgrader" in cell.metadata}
        for item in exercise.assignment.items:
            cell = cells.get(score_id(item.id))
            if cell is not None:
                outputs = instructor_copy.outputs(exercise, item, values.get(item.id))
                cell.outputs = [_node(output) for output in outputs]
        return nb, resources
