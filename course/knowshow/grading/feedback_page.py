"""Render the feedback page: static HTML with a heading for every part, and no script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from knowshow.content import course_files, markdown
from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Item, Value
    from knowshow.exercises.keys import Key
    from knowshow.exercises.scoring import Score

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main class="ks">
"""
_FOOT = "</main>\n</body>\n</html>\n"
_STYLE = """
body { margin: 0; }
.ks { min-height: 100vh; max-inline-size: none; padding: 2.5rem max(1.5rem, calc(50vw - 24rem)) 4rem; }
.ks h1 { font-size: 2.25rem; }
.ks section p + p, .ks section ul { margin-block-start: .5em; }
.ks section { border-block-start: 1px solid var(--line); padding-block: 1.25rem; max-width: var(--measure); }
.ks section h3 { margin-block: 1rem .25rem; }
.ks .points { font-weight: 600; }
.ks h1 + .points { margin-block-end: .25rem; }
.ks .points:has(+ section) { margin-block-end: 1.25rem; }
.ks .reasons li + li, .ks .own li + li { margin-block-start: .35em; }
.ks .own { background: var(--sunk); padding: .75rem 1rem; border-radius: var(--radius); }
.ks .own ol { list-style: decimal; padding-inline-start: 1.5em; }
.ks .own ul, .ks .reasons { list-style: disc; padding-inline-start: 1.3em; }
.ks .words { white-space: pre-wrap; overflow-wrap: anywhere; }
"""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the gradebook adds to an item's score: a grader's `comment`, if there is one.

    `points_by_key` is what the key alone gives, if the gradebook has other points. `awaits_review` says that
    a person gave those points for an earlier answer, and has yet to read this one.
    """

    comment: str | None = None
    points_by_key: float | None = None
    awaits_review: bool = False


def html(
    exercise: Exercise,
    values: dict[str, Value],
    scores: Sequence[Score],
    remarks: dict[str, Remarks],
    penalty: float = 0,
) -> str:
    """Return the page; `scores` are in the order of the items, `remarks` by item id, `penalty` in points."""
    title = say("feedback", "title", title=exercise.assignment.title)
    parts = [_HEAD.format(title=escape(title), style=_style()), f"<h1>{escape(title)}</h1>\n"]
    parts.append(_total(scores, penalty, sum(remark.awaits_review for remark in remarks.values())))
    for number, (item, score) in enumerate(zip(exercise.assignment.items, scores, strict=True), 1):
        key = exercise.keys.key[item.id]
        inside = _section(item, key, score, values.get(item.id), remarks.get(item.id, Remarks()))
        heading = f'<h2 id="item-{number}">{number}. {markdown.inline(item.prompt)}</h2>'
        parts.append(f'<section aria-labelledby="item-{number}">\n{heading}\n{"".join(inside)}</section>\n')
    return "".join((*parts, f'<p class="hint">{escape(say("feedback", "foot"))}</p>\n', _FOOT))


def _total(scores: Sequence[Score], penalty: float, unread: int) -> str:
    earned = max(0.0, sum(score.earned for score in scores) - penalty)
    maximum = sum(score.maximum for score in scores)
    lines = [say("feedback", "total", earned=score_in_words.format_points(earned), maximum=maximum)]
    waiting = unread + sum(score.outcome == "needs-manual" for score in scores)
    if waiting:
        lines.append(say("feedback", "waiting" if waiting > 1 else "waiting_one", count=waiting))
    if penalty:
        lines.append(say("feedback", "penalty", points=score_in_words.format_points(penalty)))
    return "".join(f'<p class="points">{escape(line)}</p>\n' for line in lines)


def _section(item: Item, key: Key, score: Score, value: Any, remarks: Remarks) -> Iterator[str]:
    yield f'<p class="points">{escape(score_in_words.headline(score))}</p>\n'
    if remarks.awaits_review:
        yield f"<p>{escape(say('feedback', 'again'))}</p>\n"
    if remarks.points_by_key is not None:
        points = score_in_words.format_points(remarks.points_by_key)
        yield f"<p>{escape(say('feedback', 'alone', points=points))}</p>\n"
    if value is not None:
        yield f'{_heading("answer")}<div class="own">{_answer(item, value)}</div>\n'
    if score.reasons:
        reasons = "".join(
            f"<li>{markdown.inline(line)}</li>" for line in score_in_words.sentences(item, score)
        )
        yield f'{_heading("score")}<ul class="reasons">{reasons}</ul>\n'
    if remarks.comment:
        yield f'{_heading("comment")}<p class="words">{escape(sanitize.clean_text(remarks.comment))}</p>\n'
    yield f"{_heading('why')}{markdown.html(key.why)}"
    for field in ("differ", "flip"):
        explanation = getattr(key, field)
        if explanation:
            yield f"{_heading(field)}{markdown.html(explanation)}"
    if key.cites:
        cited = "".join(f"<li>{_principle(cite)}</li>" for cite in key.cites)
        yield f'{_heading("principles")}<ul class="reasons">{cited}</ul>\n'


def _heading(key: str) -> str:
    return f"<h3>{escape(say('feedback', key))}</h3>\n"


def _answer(item: Item, value: Any) -> str:
    labels = score_in_words.labels(item)

    def name(part: str) -> str:
        return escape(labels.get(part, part))  # a part that the key no longer knows stands as it was

    if item.type == "match":
        pairs = ((source.label, value[source.id]) for source in item.sources if source.id in value)
        lines = (f"<li>{escape(source)}: <strong>{name(target)}</strong></li>" for source, target in pairs)
        return f"<ul>{''.join(lines)}</ul>"
    if item.type == "extended-text":
        return f'<p class="words" dir="auto">{escape(sanitize.clean_text(value))}</p>'
    if item.type == "slider":
        return f"<p>{value} {escape(item.unit or '')}</p>"
    if isinstance(value, str):
        return f"<p>{name(value)}</p>"
    tag = "ol" if item.type == "order" else "ul"
    return f"<{tag}>" + "".join(f"<li>{name(pick)}</li>" for pick in value) + f"</{tag}>"


@cache
def _principle(cite: str) -> str:
    reference = load_principles().find(cite)
    if reference is None:
        return escape(cite)
    principle, letter = reference
    number = principle.id.removeprefix("GP") + (f"({letter})" if letter else "")
    line = say("feedback", "principle", number=number, title=principle.title, pages=principle.place)
    return escape(line)


@cache
def _style() -> str:
    sheets = (
        course_files.assets("styles", name).read_text(encoding="utf-8")
        for name in ("tokens.css", "parts.css")
    )
    return "".join((*sheets, _STYLE))
