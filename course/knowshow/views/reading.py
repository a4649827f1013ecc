"""What a grader's reading page shows and says, as plain typed data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from knowshow.content import markdown
from knowshow.exercises.score_in_words import format_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.exercises.items import Item
    from knowshow.exercises.keys import Sample, TextKey


class ReadingItem(TypedDict):
    """One written answer that can be read: how many learners have a row, how many wait for a person."""

    assignment: str
    title: str
    item: str
    prompt: str
    all: int
    waiting: int


class LevelView(TypedDict):
    """One level of a criterion; `points` as people write them, `shows` in HTML."""

    points: str
    label: str
    shows: str


class CriterionLevels(TypedDict):
    """One thing to look for, with its levels from the lowest."""

    id: str
    label: str
    levels: list[LevelView]


class SchemeView(TypedDict):
    """What is read and by what: texts in HTML, `points` as people write them."""

    assignment: str
    item: str
    title: str
    case: str
    prompt: str
    criteria: list[CriterionLevels]
    example: str
    why: str
    differ: str
    points: str


class VerdictView(TypedDict):
    """What a sample got from this reader (`yours`) and from those who wrote it (`ours`), in words."""

    label: str
    yours: str
    ours: str
    same: bool


class ReadAnswer(TypedDict):
    """What lies before the reader: an answer by its code, or sample `number` of `total`.

    `levels` and `comment` are what she gave it before; `verdict` and `why` stand once a sample is marked.
    """

    code: str
    text: str
    number: int
    total: int
    levels: dict[str, int]
    comment: str
    verdict: list[VerdictView]
    why: str


class CountsView(TypedDict):
    """How many answers there are in `all`: still to read for this reader, marked by her, and so on.

    `second` and `third` wait for another person, `elsewhere` were scored in the form grader and are left as
    they are, `gone` have no copy that can be read. `outdated` have points by a mark scheme that has changed
    since.
    """

    all: int
    left: int
    mine: int
    second: int
    third: int
    settled: int
    elsewhere: int
    gone: int
    outdated: int


class ProgressView(CountsView):
    """How far the reading is; `pairs` were read by two, whose agreement is in words, if any."""

    pairs: int
    agreement: str


class ReadingView(TypedDict):
    """What the reading page shows: `items` at its door, else what is read, and how far the reading is.

    `problem` says in one line what stands in the way, or nothing. `back` is whether the last mark can be
    opened again.
    """

    state: Literal["door", "sample", "answer", "done"]
    reader: str
    problem: str
    items: list[ReadingItem]
    scheme: SchemeView | None
    answer: ReadAnswer | None
    progress: ProgressView | None
    back: bool


class ReadingPage(TypedDict):
    """What the reading page is given."""

    words: dict[str, str]
    view: ReadingView


class NameMessage(TypedDict):
    """Read under this name from now on."""

    do: Literal["name"]
    name: str


class OpenItemMessage(TypedDict):
    """Read the answers to this item; with an empty one, go back to the door."""

    do: Literal["open"]
    assignment: str
    item: str


class GiveMessage(TypedDict):
    """Give the answer of this code these levels; None takes the mark back."""

    do: Literal["give"]
    code: str
    levels: dict[str, int] | None
    comment: str


class StepMessage(TypedDict):
    """Go on, open the answer that was marked last, put the one in sight off until later, or read `again`.

    `again` has everything read anew that was marked by an earlier mark scheme.
    """

    do: Literal["next", "back", "later", "again"]


def view_scheme(assignment: str, title: str, item: Item, key: TextKey) -> SchemeView:
    """Return an item and its mark scheme as the reading page shows them."""
    return {
        "assignment": assignment,
        "item": item.id,
        "title": title,
        "case": markdown.html(item.case or ""),
        "prompt": markdown.html(item.prompt),
        "criteria": [
            {
                "id": criterion.id,
                "label": criterion.label,
                "levels": [
                    {
                        "points": format_points(level.points),
                        "label": level.label,
                        "shows": markdown.inline(level.shows),
                    }
                    for level in criterion.levels
                ],
            }
            for criterion in key.criteria
        ],
        "example": markdown.html(key.example),
        "why": markdown.html(key.why),
        "differ": markdown.html(key.differ or ""),
        "points": format_points(sum(criterion.most for criterion in key.criteria)),
    }


def view_verdict(key: TextKey, sample: Sample, levels: dict[str, int]) -> list[VerdictView]:
    """Return by criterion what a reader gave a sample beside what its authors give."""
    return [
        {
            "label": criterion.label,
            "yours": criterion.levels[levels[criterion.id]].label,
            "ours": criterion.levels[sample.levels[criterion.id]].label,
            "same": levels[criterion.id] == sample.levels[criterion.id],
        }
        for criterion in key.criteria
    ]


def view_answer(code: str, text: str, levels: dict[str, int] | None = None, comment: str = "") -> ReadAnswer:
    """Return an answer, with what its reader gave it before."""
    blank: ReadAnswer = {
        "code": code,
        "text": text,
        "number": 0,
        "total": 0,
        "levels": levels or {},
        "comment": comment,
        "verdict": [],
        "why": "",
    }
    return blank


def view_sample(
    key: TextKey, number: int, samples: Sequence[Sample], levels: dict[str, int] | None
) -> ReadAnswer:
    """Return sample `number` (from 0); once it has levels, with the authors' verdict and their reason."""
    sample = samples[number]
    view = view_answer(f"@{number}", sample.answer, levels)
    view["number"], view["total"] = number + 1, len(samples)
    if levels:
        view["verdict"] = view_verdict(key, sample, levels)
        view["why"] = markdown.html(sample.why)
    return view
