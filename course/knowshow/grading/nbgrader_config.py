"""nbgrader's settings for this course, in two files that nbgrader reads by itself.

`nbgrader_config.json` in a course folder says how its folders are called; nbgrader reads it there, whether it
is started in the folder or a site's own settings name it as CourseDirectory.root. The one that the package
installs in `etc/jupyter` acts wherever nbgrader is started: no learner's code runs. A site's settings are
`nbgrader_config.py` files, beside these or anywhere else; the package owns none of that name.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from traitlets.config import Config

from knowshow.content import course_files
from knowshow.exercises.course_folder import COURSE_ID, EXERCISES, SOLUTIONS, STEM
from knowshow.exercises.notebook import ANSWER, WRITTEN

Settings = dict[str, dict[str, Any]]

FILE = "nbgrader_config.json"
INSTALLED = course_files.package("grading", "jupyter", FILE)
_PIPELINE = "knowshow.grading.nbgrader_autograde"

WITHOUT_CODE: Settings = {
    "Autograde": {
        "exporter_class": f"{_PIPELINE}.InstructorCopy",
        "autograde_preprocessors": [
            f"{_PIPELINE}.CodeFree",
            "nbgrader.preprocessors.IgnorePattern",
            "nbconvert.preprocessors.ClearMetadataPreprocessor",
            "nbgrader.preprocessors.LimitOutput",
            "nbgrader.preprocessors.SaveAutoGrades",
            "nbgrader.preprocessors.AssignLatePenalties",
            "nbgrader.preprocessors.CheckCellMetadata",
        ],
    },
    "GenerateAssignment": {"exporter_class": "knowshow.grading.nbgrader_release.Release"},
    "GenerateFeedback": {"exporter_class": "knowshow.grading.nbgrader_feedback.Feedback"},
    "ExchangeFactory": {"collect": "knowshow.grading.nbgrader_exchange.Collect"},
}

OF_A_COURSE_FOLDER: Settings = {
    "CourseDirectory": {
        "course_id": COURSE_ID,
        "source_directory": SOLUTIONS,
        "release_directory": EXERCISES,
        "solution_directory": "model-answers",  # its default is one letter from ours
    },
    "ClearSolutions": {"code_stub": {"python": ANSWER}, "text_stub": WRITTEN},
    "FileNameCollectorPlugin": {
        "valid_ext": [".ipynb", ".json"],
        "named_regexp": rf".*/{STEM}/(?P<file_id>exercise\.ipynb|responses\.json)$",
    },
    "ZipCollectApp": {"extractor_plugin": "knowshow.grading.nbgrader_collect.Extractor"},
}


def render(settings: Settings) -> str:
    """Return the text of a JSON file that nbgrader reads."""
    return json.dumps(settings, indent=2, ensure_ascii=False) + "\n"


def configure(c: Any) -> None:
    """Set in `c`, a configuration of nbgrader's, what a course folder's own file sets."""
    find_alembic()
    c.merge(Config(OF_A_COURSE_FOLDER))


def find_alembic() -> None:
    """Put this Python's programs on the path: nbgrader calls `alembic` by name to create a gradebook."""
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join((beside, os.environ.get("PATH", "")))
