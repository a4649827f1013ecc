"""Feedback as data: what a grader's page shows, carried inside that page, so that a course page can read it.

The one page that nbgrader releases, fetches or puts into a zip holds both: HTML for people, and the same as
JSON in a `<meta>` element of its head. To a reader's page it is data from a stranger, so it is bounded here.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import escape, unescape
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowshow.exercises.scoring import Outcome  # noqa: TC001 - pydantic reads it

SCHEMA: Final = 1
MAX_BYTES: Final = 5_000_000  # of a page; stock nbgrader's have 300,000 to begin with
_META = re.compile(r'<meta name="knowshow-feedback" content="([^"]*)">')

Words = Annotated[str, Field(max_length=25_000)]
Lines = Annotated[tuple[Words, ...], Field(max_length=60)]
Points = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Shape = Literal["line", "list", "numbered", "words"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ItemFeedback(_Data):
    """What one answer earned and why.

    `answer` is what was answered, in words, one line for each part; `shape` says how they stand together.
    `reasons`, `why`, `differ` and `flip` are Markdown; `notes`, `comment` and `principles` are plain text.
    """

    id: Annotated[str, Field(max_length=60)]
    prompt: Words = ""
    earned: Points
    maximum: Points
    outcome: Outcome
    answer: Lines = ()
    shape: Shape = "line"
    notes: Lines = ()
    reasons: Lines = ()
    comment: Words = ""
    why: Words = ""
    differ: Words = ""
    flip: Words = ""
    principles: Lines = ()


class Feedback(_Data):
    """Feedback on one attempt.

    `sent` is when the attempt was handed in, `made` when the feedback was made: ISO 8601 with zone, or empty.
    `unread` counts written answers that a person has yet to read; `penalty` is in points, off `earned`.
    """

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    assignment: Annotated[str, Field(max_length=100)]
    edition: Annotated[str, Field(max_length=60)] = ""
    title: Words = ""
    learner: Annotated[str, Field(max_length=100)] = ""
    sent: Annotated[str, Field(max_length=60)] = ""
    made: Annotated[str, Field(max_length=60)] = ""
    earned: Points
    maximum: Points
    penalty: Points = 0
    unread: Annotated[int, Field(ge=0, le=1000)] = 0
    items: Annotated[tuple[ItemFeedback, ...], Field(max_length=200)] = ()


def as_meta(feedback: Feedback) -> str:
    """Return the `<meta>` element that carries feedback in a page's head."""
    data = json.dumps(feedback.model_dump(by_alias=True), ensure_ascii=False, sort_keys=True)
    return f'<meta name="knowshow-feedback" content="{escape(data, quote=True)}">'


def read_page(page: str) -> Feedback | None:
    """Return what a page of ours carries; None where it carries nothing that can be used."""
    found = _META.search(page)
    if found is None:
        return None
    try:
        return Feedback.model_validate_json(unescape(found[1]))
    except (ValidationError, RecursionError):
        return None


def parse_moment(text: str) -> datetime | None:
    """Return the moment that a text names, in UTC; None where it names none or no zone."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
