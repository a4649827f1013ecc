"""The first scene before JupyterLab: a page's own HTML holds its words and its first piece.

The piece is drawn by the widget's own script from the view that the kernel will give it again, so there is no
second template. What cannot be drawn safely (a story that cannot be read, a journal that would be set aside)
is left to the page as it always was: nothing here changes a file, and nothing wrong is shown to a reader.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from jupyterlab_server.handlers import LabHandler
from markdown_it import MarkdownIt
from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from knowshow.content import course_files, course_map
from knowshow.content.text import say, strings
from knowshow.drawing.joining import as_function
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import EXERCISES, NOTEBOOK
from knowshow.lab import early_kernel, first_piece
from knowshow.learner import settings, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tornado.web import Application

    from knowshow.content.course_map import Module
    from knowshow.lab.first_piece import Piece

log = logging.getLogger(__name__)
_BODY = re.compile(r"<body[^>]*>")
_READS_FIRST = 0.4  # seconds in which the browser draws the scene; a kernel that starts would hold it up
_STATIC = course_files.package("lab", "labextensions", "knowshow", "static")


class NoPlaceError(KnowShowError):
    """JupyterLab's handler is not where it was: its page would come without its first scene."""


def put_before_lab(web_app: Application) -> None:
    """Let JupyterLab's page of a notebook of the course hold its first scene.

    Raises:
        NoPlaceError: there is not exactly one rule for JupyterLab's page.
    """
    rules = [rule for rule in _list_rules(web_app.default_router) if rule.target is LabHandler]
    if len(rules) != 1:
        raise NoPlaceError(say("learn", "no_first_scene", number=len(rules)))
    rules[0].target = FirstPaintHandler
    first_piece.prepare()


def _list_rules(router: Any) -> list[Any]:
    """Return the rules of a router and of the routers behind it."""
    rules = []
    for rule in getattr(router, "rules", []):
        rules += [rule, *_list_rules(rule.target)]
    return rules


class FirstPaintHandler(LabHandler):
    """JupyterLab's page, with the first scene of a course notebook in its body."""

    notebook = ""  # its path, where a notebook is the page
    has_scene = False

    async def get(
        self, mode: str | None = None, workspace: str | None = None, tree: str | None = None
    ) -> None:
        """Give the page; a reader who comes just when the server has started waits a moment for its words."""
        if mode == "doc" and tree:
            self.notebook = tree.removeprefix("/tree/")
            check(self.notebook)
            await asyncio.to_thread(first_piece.wait)
        super().get(mode, workspace, tree)
        if self.has_scene:
            IOLoop.current().call_later(_READS_FIRST, early_kernel.start, self.settings, self.notebook)

    def write(self, chunk: Any) -> None:
        """Write the page, with the scene if there is one."""
        page = chunk
        if self.notebook and isinstance(chunk, str):
            page = put_in(chunk, self.notebook)
            self.has_scene = page != chunk
        super().write(page)


def check(notebook: str) -> None:
    """Let only what is a page be opened as one: JupyterLab would show its own error, or nothing at all.

    Raises:
        HTTPError: it is no notebook or not there (404), or cannot be read as one (422; its text names it).
    """
    path = _find(notebook)
    if path is None:
        raise HTTPError(HTTPStatus.NOT_FOUND)
    try:
        readable = bool(json.loads(path.read_bytes())["cells"])
    except (ValueError, KeyError, TypeError, RecursionError):
        readable = False
    if not readable:
        raise HTTPError(HTTPStatus.UNPROCESSABLE_ENTITY, "%s", notebook)


def _find(notebook: str) -> Path | None:
    """Return the file of a notebook, given its path in the workspace; None where that is none."""
    path = workspace.root() / notebook
    return path if ".." not in path.parts and path.suffix == ".ipynb" and path.is_file() else None


def put_in(page: str, notebook: str) -> str:
    """Return JupyterLab's page with a notebook's first scene; as it is where no scene can be made."""
    try:
        scene = draw(notebook)
    except Exception:
        # The page as it always was is better than none.
        log.debug("no first scene of %s", notebook, exc_info=True)
        return page
    return _BODY.sub(lambda body: body[0] + scene, page, count=1)


def draw(notebook: str) -> str:
    """Return the HTML of a notebook's first scene, given its path in the workspace; empty without one."""
    path = _find(notebook)
    if path is None or not first_piece.is_ready():
        return ""
    content = json.loads(path.read_bytes())
    cells = content["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    if not sources or not first_piece.are_shipped(sources):
        return ""
    module = next((each for each in course_map.load_modules() if notebook in _name_pages(each)), None)
    piece = first_piece.make_piece(sources[0], module)
    return _draw_page(notebook, content, piece, module) if piece else ""


def _name_pages(module: Module) -> tuple[str, ...]:
    """Return the notebooks of a module: its page and its exercise."""
    return f"{module.id}.ipynb", f"{EXERCISES}/{module.assignment}/{NOTEBOOK}.ipynb"


def _draw_page(notebook: str, content: dict[str, Any], piece: Piece, module: Module | None) -> str:
    about, cells = content["metadata"]["knowshow"], content["cells"]
    first = [cell["cell_type"] for cell in cells].index("code") + 1
    steps = module if module and notebook == f"{module.id}.ipynb" else None
    given = {
        "about": about,
        "here": notebook,
        "whole": bool(steps) or first == len(cells),
        "minutes": steps.minutes if steps else None,
        "stands": first_piece.list_stands(steps) if steps else [],
        "says": strings("extension"),
        "state": piece.state,
        "settings": {key: value for key, value in settings.attributes(settings.load()).items() if value},
    }
    return _read_template().format(
        course_css=(_STATIC / "course.css").read_text("utf-8"),
        css=piece.css,
        title=_escape(f"{about['title']} · {strings('extension')['course']}"),
        prose="".join(_draw_cell(cell) for cell in cells[:first]),
        given=_escape(given),
        first=as_function("first", _STATIC),
        script=piece.script,
        steps="ks-in-steps" if steps else "",
    )


def _escape(value: object) -> str:
    """Return JSON in which no script's end can be read."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _draw_cell(cell: dict[str, Any]) -> str:
    if cell["cell_type"] == "code":
        return '<div class="jp-Cell"><div id="ks-piece"></div></div>'
    text = _markdown().render("".join(cell["source"]))
    return (
        '<div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon jp-MarkdownOutput">'
        f"{text}</div></div>"
    )


@cache
def _read_template() -> str:
    return course_files.package("lab", "templates", "first-scene.html").read_text("utf-8")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})
