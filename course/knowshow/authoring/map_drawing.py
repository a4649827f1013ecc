"""Draw the map of a scenario as SVG, or as an HTML page that also has it in a table; it loads nothing."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from knowshow.authoring import rules_table
from knowshow.authoring.map_layout import SPACE, WIDTH, Box, Graph, Row, lay_out
from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from knowshow.errors import Problem
    from knowshow.story.rules import Judgement
    from knowshow.story.scenario import Scenario

FITS = 36  # characters of a label in a box
TIP = """<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
<path class="tip" d="M0 0 8 4 0 8z"/></marker>"""


class DrawingError(KnowShowError):
    """The map cannot be written to that file."""


def draw(
    path: Path, scenario: Scenario, problems: Sequence[Problem] = (), judged: Sequence[Judgement] = ()
) -> None:
    """Write the map to an .svg file, or with the results of rules of thumb (`judged`) to an .html file.

    Raises:
        DrawingError: the file has another ending, or cannot be written.
    """
    forms: dict[str, Callable[[Scenario, Sequence[Problem]], str]]
    forms = {".svg": svg, ".html": partial(page, judged=judged)}
    if path.suffix not in forms:
        raise DrawingError(say("check", "no_graph", path=path))
    try:
        path.write_text(forms[path.suffix](scenario, problems), "utf-8")
    except OSError as error:
        raise DrawingError(say("new", "not_writable", path=path, why=error.strerror)) from None


def svg(scenario: Scenario, problems: Sequence[Problem] = ()) -> str:
    """Return the map as an SVG image with a title and a description."""
    layout = lay_out(scenario, problems)
    size = f'width="{layout.width}" height="{layout.height}" viewBox="0 0 {layout.width} {layout.height}"'
    kinds = [box.kind for box in layout.boxes.values()]
    desc = _say(
        "desc",
        nodes=len(kinds),
        decisions=kinds.count("decision"),
        events=kinds.count("event"),
        endings=kinds.count("ending"),
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="map-title map-desc">',
        f'<title id="map-title">{escape(_say("title", title=scenario.title))}</title>',
        f'<desc id="map-desc">{escape(desc)}</desc>',
        f"<style>{_style('map.css')}</style>",
        TIP,
        f'<rect class="paper" width="{layout.width}" height="{layout.height}"/>',
        *_edges(layout),
        *(line for box in layout.boxes.values() for line in _box(box)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _style(name: str) -> str:
    return course_files.assets("guide", name).read_text("utf-8")


def _say(key: str, **values: object) -> str:
    return say("graph", key, **values)


def _edges(layout: Graph) -> Iterator[str]:
    for box in layout.boxes.values():
        for i, row in enumerate(box.rows):
            for to in row.to:
                target = layout.boxes[to]
                yield _edge((box.x + WIDTH, box.middle(i)), (target.x, target.middle()))
            if row.because:
                yield _delayed_edge(layout, layout.boxes[row.because], box, i)


def _edge(start: tuple[int, int], end: tuple[int, int]) -> str:
    reach = max(50, abs(end[0] - start[0]) // 2)
    curve = (
        f"M{start[0]} {start[1]}C{start[0] + reach} {start[1]} {end[0] - reach} {end[1]} {end[0]} {end[1]}"
    )
    return f'<path class="way" d="{curve}" marker-end="url(#tip)"/>'


def _delayed_edge(layout: Graph, source: Box, box: Box, row: int) -> str:
    """Return the edge to a delayed consequence, which passes below the boxes between."""
    between = [each for each in layout.boxes.values() if source.x <= each.x < box.x] or [source]
    x, y = source.x + WIDTH // 2, source.y + source.height
    lowest = max(each.y + each.height for each in between) + SPACE // 2
    dip = y + (lowest - y) * 4 // 3  # a curve comes three quarters of the way to its handles
    curve = f"M{x} {y}C{x} {dip} {box.x - 90} {dip} {box.x} {box.middle(row)}"
    return f'<path class="late" d="{curve}" marker-end="url(#tip)"/>'


def _box(box: Box) -> Iterator[str]:
    yield f'<g class="{box.kind}" transform="translate({box.x} {box.y})">'
    yield f'<rect width="{WIDTH}" height="{box.height}" rx="6"/>'
    if box.kind == "ending":
        yield f'<rect x="4" y="4" width="{WIDTH - 8}" height="{box.height - 8}" rx="4"/>'
    yield _text(box.title, 0, "title", box.marks)
    for i, row in enumerate(box.rows, 1):
        yield _text(say_row(row), i, row.kind, row.marks)
    yield "</g>"


def say_row(row: Row) -> str:
    """Return a row in words."""
    if row.kind == "delayed":
        return _say("delayed", id=row.id)
    return row.text.translate({ord(mark): None for mark in "*`"}) if row.kind == "choice" else _say("onward")


def _text(text: str, row: int, kind: str, marks: Sequence[str]) -> str:
    mark = " ▲ " + " ".join(marks) if marks else ""
    room = FITS - len(mark)
    short = text if len(text) <= room else text[: room - 1] + "…"
    y = 24 + row * 26
    marks_text = f'<tspan class="mark">{escape(mark)}</tspan>' if mark else ""
    return f'<text class="{kind}" x="14" y="{y}">{escape(short)}{marks_text}</text>'


def page(scenario: Scenario, problems: Sequence[Problem] = (), judged: Sequence[Judgement] = ()) -> str:
    """Return the map as an HTML page: the drawing, a table of the same, rules of thumb, all findings."""
    title = escape(_say("title", title=scenario.title))
    findings = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    heads = "".join(
        f'<th scope="col">{_say(key)}</th>' for key in ("node", "kind", "choice", "leads", "findings")
    )
    rows = "\n".join(_rows(lay_out(scenario, problems)))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{_style("page.css")}</style></head>
<body><main><h1>{title}</h1><p>{escape(_say("intro"))}</p>
<div class="drawing" tabindex="0" role="region" aria-label="{title}">
{svg(scenario, problems)}</div>
<h2>{_say("table")}</h2>
<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>
{rows}
</tbody></table></div>
{rules_table.html(judged)}<h2>{_say("all_findings")}</h2>
{f"<ul>{findings}</ul>" if findings else f"<p>{_say('none')}</p>"}
</main></body></html>
"""


def _rows(layout: Graph) -> Iterator[str]:
    for box in layout.boxes.values():
        lines: list[Row | None] = [*box.rows] or [None]
        for i, row in enumerate(lines):
            head = f'<th scope="rowgroup" rowspan="{len(lines)}">{escape(box.title)}</th>' if i == 0 else ""
            kind = f'<td rowspan="{len(lines)}">{say("edition", box.kind)}</td>' if i == 0 else ""
            marks = (*(box.marks if i == 0 else ()), *(row.marks if row else ()))
            text = "" if row is None else say_row(row)
            leads = [layout.boxes[to].title for to in row.to] if row else []
            leads += [_say("because", node=layout.boxes[row.because].title)] if row and row.because else []
            cells = (text, ", ".join(leads), " ".join(marks) or _say("none"))
            yield f"<tr>{head}{kind}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
