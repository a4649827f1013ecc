"""What pages are given and what they say, as types for the scripts' checker: `views.d.ts`.

A key that is renamed in Python is renamed there, too, and then fails `deno check` wherever a script reads it.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from knowshow.drawing.joining import FOLDER
from knowshow.pages.widgets.commitments import (
    CalendarMessage,
    CommitmentsPage,
    DropMessage,
    ExportMessage,
    OwnerMessage,
)
from knowshow.pages.widgets.debrief import DebriefAnswers, DebriefQuestions
from knowshow.pages.widgets.explorer import ExplorerPage
from knowshow.pages.widgets.form import (
    AddMessage,
    FetchMessage,
    FormAnswers,
    FormPage,
    PutAnswerMessage,
    SubmitMessage,
)
from knowshow.pages.widgets.involvement import RestartMessage, SorterPage, SortMessage
from knowshow.pages.widgets.map import MapPage
from knowshow.pages.widgets.player import DecideMessage, PlayerPage, TurnMessage
from knowshow.pages.widgets.practice import AnswerMessage, CompareMessage, OpenMessage, PracticePage
from knowshow.pages.widgets.record import RecordPage
from knowshow.pages.widgets.replying import PutRowMessage, Reply, RestoreMessage
from knowshow.pages.widgets.salience import PlanMessage, RemoveMessage, SaliencePage
from knowshow.pages.widgets.settings import SetMessage, SettingsPage
from knowshow.pages.widgets.steps import LookMessage, ReadMessage, StepsPage
from knowshow.views.reading import GiveMessage, NameMessage, OpenItemMessage, ReadingPage, StepMessage

PATH = FOLDER / "views.d.ts"
PAGES: tuple[type, ...] = (
    CommitmentsPage,
    ExplorerPage,
    FormPage,
    MapPage,
    PlayerPage,
    PracticePage,
    ReadingPage,
    RecordPage,
    SaliencePage,
    SettingsPage,
    SorterPage,
    StepsPage,
)
MESSAGES: tuple[type, ...] = (
    AddMessage,
    AnswerMessage,
    CalendarMessage,
    CompareMessage,
    DecideMessage,
    DropMessage,
    ExportMessage,
    FetchMessage,
    GiveMessage,
    NameMessage,
    OpenItemMessage,
    LookMessage,
    OpenMessage,
    OwnerMessage,
    PlanMessage,
    PutAnswerMessage,
    PutRowMessage,
    ReadMessage,
    RemoveMessage,
    RestartMessage,
    RestoreMessage,
    SetMessage,
    SortMessage,
    StepMessage,
    SubmitMessage,
    TurnMessage,
)
ROOTS: tuple[type, ...] = (*PAGES, *MESSAGES, DebriefQuestions, DebriefAnswers, FormAnswers, Reply)
_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null", object: "unknown"}
_HEAD = """// Generated from the views' TypedDicts in Python: `python tests/helpers/remake.py` writes it anew.
"""


def text() -> str:
    """The file's text: each view, message and answer, in the order of their names."""
    return "\n".join([_HEAD, *(_declared(view) for view in views())])


def views() -> list[type]:
    """The roots and every `TypedDict` within them, by name."""
    known: dict[str, type] = {}
    waiting = [*ROOTS]
    while waiting:
        view = waiting.pop()
        if view.__name__ not in known:
            known[view.__name__] = view
            waiting += [part for kind in keys(view).values() for part in _within(kind)]
    return [known[name] for name in sorted(known)]


def keys(view: type) -> dict[str, Any]:
    """A view's keys with their types; one that may be missing has `NotRequired[...]`."""
    return get_type_hints(view, localns=_imported(view.__module__), include_extras=True)


@cache
def _imported(module: str) -> dict[str, Any]:
    """What a module imports from others of the course, for the type checker alone included."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    lines = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    ours = [(str(line.module), line.names) for line in lines if str(line.module).split(".")[0] == "knowshow"]
    return {
        name.asname or name.name: getattr(import_module(source), name.name, None)
        for source, names in ours
        for name in names
    }


def _within(kind: Any) -> list[type]:
    if is_typeddict(kind):
        return [kind]
    return [part for inner in get_args(kind) for part in _within(inner)]


def _declared(view: type) -> str:
    note = "\n".join(f" * {line}".rstrip() for line in (inspect.getdoc(view) or "").splitlines())
    body = "".join(f"  {_key(name, kind)};\n" for name, kind in keys(view).items())
    return f"/**\n{note}\n */\nexport type {view.__name__} = {{\n{body}}};\n"


def _key(name: str, kind: Any) -> str:
    if get_origin(kind) is NotRequired:
        return f"{name}?: {_typed(*get_args(kind))}"
    return f"{name}: {_typed(kind)}"


def _typed(kind: Any) -> str:
    """A Python type as TypeScript writes it.

    Raises:
        TypeError: a page cannot be given such a thing.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_typeddict(kind):
        return str(kind.__name__)
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in sorted(inner))
    if origin in (Union, UnionType):
        return " | ".join(_typed(part) for part in inner)
    if origin is list:
        return f"readonly ({_typed(*inner)})[]" if " " in _typed(*inner) else f"readonly {_typed(*inner)}[]"
    if origin is dict:
        return f"Readonly<Record<string, {_typed(inner[1])}>>"
    raise TypeError(f"{kind!r}")
