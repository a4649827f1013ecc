"""nbgrader's own autograding over our assignments: the instructor's copy goes in, no learner's code runs.

Both parts leave other people's assignments to nbgrader, as it is.
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
from knowshow.grading import bulk, database, instructor_copy, nbgrader_app
from knowshow.handing_in import sanitize, submission

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.exercises.course_folder import Exercise

_node: Callable[[Any], Any] = from_dict


def ours(part: Any, name: str) -> Exercise | None:
    """The assignment of that name where it is one of ours; `part` works for a converter of nbgrader's.

    Raises:
        NbGraderException: its items or its key cannot be used; the reason is one line in nbgrader's log.
    """
    root = Path(part.parent.coursedir.root)
    try:
        return course_folder.load_current(root, name) if course_folder.has_assignment(root, name) else None
    except KnowShowError as error:
        fail(part, str(error))


def fail(part: Any, told: str) -> NoReturn:
    """End what nbgrader is doing, with one line in its log."""
    part.log.error(told)
    raise NbGraderException(told) from None


class InstructorCopy(NotebookExporter):
    """Reads, in place of a learner's notebook, the instructor's with the learner's answers in it."""

    def __init__(self, **kwargs: Any) -> None:
        """Take from the converter what cannot be graded, and let it copy no file of a learner's."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call] # nbconvert's is not typed
        if isinstance(self.parent, Autograde):
            for name in {Path(folder).name for folder in self.parent.assignments}:
                self._enter(self.parent, name)
            given = len(self.parent.assignments)
            for folder in list(self.parent.assignments):
                self._guard(self.parent, Path(folder))
            if given and not self.parent.assignments:
                fail(self, say("grading", "all_refused"))

    def _enter(self, converter: Autograde, name: str) -> None:
        """Enter an assignment of ours that the gradebook does not hold yet, as the bulk path does."""
        exercise = ours(self, name)
        if exercise is None:
            return
        coursedir = converter.coursedir
        try:
            with database.opened(coursedir.db_url) as engine:
                bulk.planned(
                    engine, nbgrader_app.application(Path(coursedir.root), coursedir.db_url), exercise
                )
        except KnowShowError as error:
            fail(self, str(error))

    def _guard(self, converter: Autograde, folder: Path) -> None:
        exercise = ours(self, folder.name)
        if exercise is None:
            return
        converter.coursedir.ignore = ["*"]
        try:
            submission.read(folder, folder.parent.name, exercise)
        except KnowShowError as error:
            del converter.assignments[str(folder)]
            told = say("grading", "refused", learner=sanitize.clean_name(folder.parent.name), why=error)
            self.log.error(told)  # noqa: TRY400 - one line, no trace

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Convert the notebook of that name, which for a submission of ours is never opened."""
        about = (resources or {}).get("nbgrader", {})
        exercise = ours(self, about.get("assignment", ""))
        if exercise is None or not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kwargs)
        folder = Path(filename).parent
        found = submission.read(folder, about["student"], exercise)
        resources.setdefault("outputs", {}).update(found.notes)
        copy = _node(instructor_copy.build(exercise, load(exercise.source), found))
        return self.from_notebook_node(copy, resources=resources, **kwargs)  # type: ignore[no-untyped-call]


class CodeFree(Execute):  # type: ignore[misc] # nbgrader ships no types
    """Stands where nbgrader's `Execute` stands: the same outputs, and no kernel unless asked for."""

    kernel = Bool(
        default_value=False,
        help="Run the grading cells of the instructor's copy in a kernel, as nbgrader does.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> Any:
        """Give each grading cell the outputs of its run."""
        exercise = ours(self.parent, resources.get("nbgrader", {}).get("assignment", ""))
        if exercise is None or self.kernel:
            return super().preprocess(nb, resources, km)
        values = nb.metadata[instructor_copy.ABOUT]["responses"]
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if "nbgrader" in cell.metadata}
        for item in exercise.assignment.items:
            cell = cells.get(score_id(item.id))
            if cell is not None:
                made = instructor_copy.outputs(exercise, item, values.get(item.id))
                cell.outputs = [_node(output) for output in made]
        return nb, resources
