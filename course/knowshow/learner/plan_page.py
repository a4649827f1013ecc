"""The action plan as a page of its own and as Markdown; whatever the learner wrote stays text. Pure."""

from __future__ import annotations

import re
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.text import date, say
from knowshow.learner.action_plan import group_by_source, list_stated
from knowshow.learner.plan_calendar import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowshow.learner.action_plan import Commitment, Plan

_NO_ASKS: Mapping[tuple[str, str], str] = MappingProxyType({})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_STARTS = re.compile(r"^([-+=]|\d+(?=[.)]))")


def page(
    plan: Plan,
    titles: Mapping[str, str],
    principles: Mapping[str, str],
    day: str,
    asks: Mapping[tuple[str, str], str] = _NO_ASKS,
) -> str:
    """Return the plan as a self-contained HTML page.

    `titles` names sources and `principles` principles, both by id; `day` is the date in words.
    `asks` gives the question that a commitment answers, by source and prompt.
    """
    style = course_files.assets("styles", "plan.css").read_text("utf-8")
    title = escape(_make_title(plan))
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>",
            f"<h1>{title}</h1>",
            f'<p class="lead">{escape(say("plan", "page_lead", day=day))}</p>',
            *_make_sections(plan, titles, principles, asks),
            f"</main>\n<footer><p>{escape(say('plan', 'page_private'))}</p>",
            f"<p>{escape(say('plan', 'page_foot'))}</p></footer>\n</body>\n</html>\n",
        ]
    )


def markdown(
    plan: Plan,
    titles: Mapping[str, str],
    principles: Mapping[str, str],
    day: str,
    asks: Mapping[tuple[str, str], str] = _NO_ASKS,
) -> str:
    """Return the plan as Markdown; the arguments are those of `page`."""
    lines = [f"# {_escape_line(_make_title(plan))}", "", say("plan", "page_lead", day=day), ""]
    for source, commitments in group_by_source(list_stated(plan), titles).items():
        lines += [f"## {_escape_line(titles.get(source, source))}", ""]
        for commitment in commitments:
            lines.append(f"- {_escape_line(commitment.what)}")
            lines += [
                f"  - {label}: {_escape_line(value)}"
                for label, value in _list_facts(commitment, principles, asks)
            ]
        lines.append("")
    return "\n".join([*lines, say("plan", "page_private"), "", say("plan", "page_foot"), ""])


def _make_sections(
    plan: Plan,
    titles: Mapping[str, str],
    principles: Mapping[str, str],
    asks: Mapping[tuple[str, str], str],
) -> Iterator[str]:
    for source, commitments in group_by_source(list_stated(plan), titles).items():
        yield f"<section>\n<h2>{escape(titles.get(source, source))}</h2>\n<ul>"
        yield from (_make_item(commitment, principles, asks) for commitment in commitments)
        yield "</ul>\n</section>"


def _make_item(
    commitment: Commitment, principles: Mapping[str, str], asks: Mapping[tuple[str, str], str]
) -> str:
    facts = "".join(
        f'<div><dt>{escape(label)}</dt><dd dir="auto">{_to_html(value)}</dd></div>'
        for label, value in _list_facts(commitment, principles, asks)
    )
    return f'<li><p dir="auto">{_to_html(commitment.what)}</p><dl>{facts}</dl></li>'


def _list_facts(
    commitment: Commitment, principles: Mapping[str, str], asks: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    ask = asks.get((commitment.source, commitment.prompt))
    if ask:
        yield say("plan", "question"), ask
    yield say("plan", "who"), commitment.who.strip() or say("plan", "still_open")
    day = read_day(commitment.by)
    yield say("plan", "by"), date(day) if day else commitment.by.strip() or say("plan", "still_open")
    if commitment.principle:
        number = commitment.principle.removeprefix("GP")
        yield say("plan", "principle"), f"{number}, {principles.get(commitment.principle, '')}"


def _make_title(plan: Plan) -> str:
    owner = " ".join(_CONTROL.sub("", plan.owner).split())
    return say("plan", "page_title_of", owner=owner) if owner else say("plan", "page_title")


def _to_html(text: str) -> str:
    """Return a learner's words as HTML, with their line breaks."""
    return "<br>".join(escape(_CONTROL.sub("", line)) for line in text.strip().splitlines())


def _escape_line(text: str) -> str:
    """Return a learner's words as one line of Markdown, escaped."""
    line = " ".join(_CONTROL.sub("", text).split())
    return (
        _STARTS.sub(r"\\\1", _MARKUP.sub(r"\\\1", line)) if not line[:1].isdigit() else _escape_number(line)
    )


def _escape_number(line: str) -> str:
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", _MARKUP.sub(r"\\\1", line))
