"""Set nbgrader up for this course; the installed `nbgrader_config.py` passes its `c` to `configure`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from knowshow.exercises.course_folder import COURSE_ID, EXERCISES, SOLUTIONS, STEM, list_names
from knowshow.exercises.notebook import ANSWER, WRITTEN

_PIPELINE = "knowshow.grading.nbgrader_autograde"
_PREPROCESSORS = (
    f"{_PIPELINE}.CodeFree",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
)


def configure(c: Any) -> None:
    """Set nbgrader's options in `c`: no learner's code anywhere, and our folders in our course folder."""
    _find_alembic()
    _keep_code_out(c)
    if not list_names(Path.cwd()):
        return
    c.CourseDirectory.course_id = COURSE_ID
    c.CourseDirectory.source_directory = SOLUTIONS
    c.CourseDirectory.release_directory = EXERCISES
    c.CourseDirectory.solution_directory = "model-answers"  # its default is one letter from ours
    c.ClearSolutions.code_stub = {"python": ANSWER}
    c.ClearSolutions.text_stub = WRITTEN
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
    c.FileNameCollectorPlugin.named_regexp = rf".*/{STEM}/(?P<file_id>exercise\.ipynb|responses\.json)$"
    c.ZipCollectApp.extractor_plugin = "knowshow.grading.nbgrader_collect.Extractor"


def _find_alembic() -> None:
    """Put this Python's programs on the path: nbgrader calls `alembic` by name to create a gradebook."""
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join((beside, os.environ.get("PATH", "")))


def _keep_code_out(c: Any) -> None:
    """Let nbgrader grade our assignments without running learners' code, wherever it is started."""
    c.Autograde.exporter_class = f"{_PIPELINE}.InstructorCopy"
    c.Autograde.autograde_preprocessors = list(_PREPROCESSORS)
    c.GenerateFeedback.exporter_class = "knowshow.grading.nbgrader_feedback.Feedback"
    c.ExchangeFactory.collect = "knowshow.grading.nbgrader_exchange.Collect"
