"""Read the page that plain `nbgrader generate_feedback` makes of our copies: scores, reasons, comments.

Such a page names neither learner nor attempt, has no key's words, and shows a written answer that nobody has
read yet as 0 points, like one that earned none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content import markdown
from knowshow.exercises.feedback import Feedback, ItemFeedback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.items import Assignment
    from knowshow.exercises.scoring import Outcome

_SCORE = r"\(Score: (-?\d{1,6}(?:\.\d{1,9})?) / (\d{1,6}(?:\.\d{1,9})?)\)"
_TOTAL = re.compile(rf"<h4>[^<>]{{0,200}}{_SCORE}</h4>")
_ITEM = re.compile(rf'<li><a href="#(?:score|answer)-([a-z0-9_-]{{1,60}})">[^<>]{{0,60}}</a> {_SCORE}</li>')
_PENALTY = re.compile(r"Late submission penalty \(Score: -(\d{1,6}(?:\.\d{1,9})?)\)")
_ANSWER = re.compile(r'<a name="comment-answer-([a-z0-9_-]{1,60})"></a>')
_COMMENT = re.compile(r"<b>Comments:</b>(.*?)</div>", re.DOTALL)
_PRINTED = re.compile(r"output_stdout[^>]*>\s*<pre>(.*?)</pre>", re.DOTALL)
_LONGEST = 20_000


class _Remarks(NamedTuple):
    comment: str = ""
    reasons: tuple[str, ...] = ()


def read_stock_page(page: str, assignment: Assignment) -> Feedback | None:
    """Return what a stock page says; None where it is none, or of another assignment."""
    total = _TOTAL.search(page)
    remarks = dict(_find_remarks(page))
    items = [
        _make_item(assignment, name, float(earned), float(maximum), remarks.get(name, _Remarks()))
        for name, earned, maximum in _ITEM.findall(page)
        if name in assignment.item
    ]
    if total is None or not items:
        return None
    late = _PENALTY.search(page)
    penalty = float(late[1]) if late else 0.0
    return Feedback(
        assignment=assignment.assignment,
        edition=assignment.edition,
        title=assignment.title,
        earned=max(0.0, float(total[1]) - penalty),
        maximum=float(total[2]),
        penalty=penalty,
        items=tuple(items[:200]),
    )


def _make_item(
    assignment: Assignment, name: str, earned: float, maximum: float, remarks: _Remarks
) -> ItemFeedback:
    outcome: Outcome = "full" if earned >= maximum else "partial" if earned > 0 else "none"
    return ItemFeedback(
        id=name,
        prompt=assignment.item[name].prompt,
        earned=max(0.0, earned),
        maximum=maximum,
        outcome=outcome,
        comment=remarks.comment,
        reasons=remarks.reasons,
    )


def _find_remarks(page: str) -> Iterator[tuple[str, _Remarks]]:
    """Yield each item's comment, and the reasons that its grading cell printed under the headline."""
    starts = list(_ANSWER.finditer(page))
    ends = [*(start.start() for start in starts[1:]), len(page)]
    for start, end in zip(starts, ends, strict=False):
        part = page[start.end() : end]
        comment, printed = _COMMENT.search(part), _PRINTED.search(part)
        lines = [markdown.plain(line) for line in printed[1].splitlines()] if printed else []
        reasons = tuple(line[:_LONGEST] for line in lines[1:40] if line)
        yield start[1], _Remarks(markdown.plain(comment[1])[:_LONGEST] if comment else "", reasons)
