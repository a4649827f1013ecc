"""Where a reader goes once an exercise is handed in: the next module, and the record of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import course_map
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import progress

if TYPE_CHECKING:
    from knowshow.pages.widgets.form import NextView

_NAME = "record"
RECORD = f"{_NAME}.ipynb"
_UP = "../.."  # from an exercise's folder to the pages


def list_next(assignment: str) -> list[NextView]:
    """Return the ways on from an assignment, the first to be taken first; none where the course lacks it."""
    try:
        modules = course_map.load_modules()
        if assignment not in {module.assignment for module in modules}:
            return []
        module = progress.find_next(modules, assignment)
    except KnowShowError:
        return []
    record: NextView = {
        "lead": say("form", "record_so_far" if module else "record_all"),
        "label": say("form", "record"),
        "href": f"{_UP}/{RECORD}",
    }
    if module is None:
        return [record]
    lead = say("form", "next_module", number=module.number, question=module.question)
    label = say("form", "go_on_to", title=module.title)
    return [{"lead": lead, "label": label, "href": f"{_UP}/{module.id}.ipynb"}, record]
