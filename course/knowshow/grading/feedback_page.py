"""Render the feedback page: static HTML with a heading for every part, no script, and its own data inside."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from knowshow.content import course_files, markdown
from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.exercises.feedback import as_meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.feedback import Feedback, ItemFeedback

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
{data}
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


def html(feedback: Feedback) -> str:
    """Return the page; it carries `feedback` in its head, for the learner's course to read."""
    title = say("feedback", "title", title=feedback.title)
    head = _HEAD.format(title=escape(title), data=as_meta(feedback), style=_style())
    parts = [head, f"<h1>{escape(title)}</h1>\n", _total(feedback)]
    for number, item in enumerate(feedback.items, 1):
        heading = f'<h2 id="item-{number}">{number}. {markdown.inline(item.prompt)}</h2>'
        inside = "".join(_section(item))
        parts.append(f'<section aria-labelledby="item-{number}">\n{heading}\n{inside}</section>\n')
    return "".join((*parts, f'<p class="hint">{escape(say("feedback", "foot"))}</p>\n', _FOOT))


def _total(feedback: Feedback) -> str:
    earned, maximum = (score_in_words.format_points(p) for p in (feedback.earned, feedback.maximum))
    lines = [say("feedback", "total", earned=earned, maximum=maximum)]
    if feedback.unread:
        lines.append(
            say("feedback", "waiting" if feedback.unread > 1 else "waiting_one", count=feedback.unread)
        )
    if feedback.penalty:
        lines.append(say("feedback", "penalty", points=score_in_words.format_points(feedback.penalty)))
    return "".join(f'<p class="points">{escape(line)}</p>\n' for line in lines)


def _section(item: ItemFeedback) -> Iterator[str]:
    yield f'<p class="points">{escape(score_in_words.headline(item))}</p>\n'
    for note in item.notes:
        yield f"<p>{escape(note)}</p>\n"
    if item.answer:
        yield f'{_heading("your_answer")}<div class="own">{_answer(item)}</div>\n'
    if item.reasons:
        reasons = "".join(f"<li>{markdown.inline(line)}</li>" for line in item.reasons)
        yield f'{_heading("score")}<ul class="reasons">{reasons}</ul>\n'
    if item.comment:
        yield f'{_heading("comment")}<p class="words">{escape(item.comment)}</p>\n'
    for field, explanation in (("why", item.why), ("differ", item.differ), ("flip", item.flip)):
        if explanation:
            yield f"{_heading(field)}{markdown.html(explanation)}"
    if item.principles:
        cited = "".join(f"<li>{escape(line)}</li>" for line in item.principles)
        yield f'{_heading("principles")}<ul class="reasons">{cited}</ul>\n'


def _heading(key: str) -> str:
    return f"<h3>{escape(say('feedback', key))}</h3>\n"


def _answer(item: ItemFeedback) -> str:
    if item.shape == "words":
        return f'<p class="words" dir="auto">{escape(item.answer[0])}</p>'
    if item.shape == "line":
        return f"<p>{escape(item.answer[0])}</p>"
    tag = "ol" if item.shape == "numbered" else "ul"
    return f"<{tag}>" + "".join(f"<li>{escape(line)}</li>" for line in item.answer) + f"</{tag}>"


@cache
def _style() -> str:
    sheets = (
        course_files.assets("styles", name).read_text(encoding="utf-8")
        for name in ("tokens.css", "parts.css")
    )
    return "".join((*sheets, _STYLE))
