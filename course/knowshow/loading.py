"""Strict loading: a YAML file becomes a checked model, or every problem in it with its place."""

from __future__ import annotations

import difflib
import types
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from knowshow import references, yamlfile
from knowshow.errors import InvalidFileError, Problem
from knowshow.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from knowshow.yamlfile import Document, Key, Place

Model = TypeVar("Model", bound=BaseModel)
MOST = 100  # findings reported of one file; nobody reads more at once
EMPTY = "has no value; write one, or delete the key"
_PLAIN = {
    "string_type": "must be text; got {input!r}, put it in quotes",
    "int_type": "must be a whole number; got {input!r}",
    "missing": "is missing; add it",
    "tuple_type": "must be a list (lines that start with -); got {input!r}",
    "dict_type": "must be a mapping (key: value); got {input!r}",
    "model_type": "must be a mapping (key: value); got {input!r}",
    "model_attributes_type": "must be a mapping (key: value); got {input!r}",
    "literal_error": "must be {expected}; got {input!r}",
    "string_too_short": "must not be empty",
    "too_short": "needs at least {min_length}; has {actual_length}",
    "too_long": "takes at most {max_length}; has {actual_length}",
    "string_too_long": "takes at most {max_length} characters",
    "union_tag_invalid": "must be one of {expected_tags}; got {tag!r}",
    "union_tag_not_found": "needs a {discriminator} that says what it is",
    "greater_than_equal": "must be at least {ge}; got {input!r}",
    "less_than_equal": "must be at most {le}; got {input!r}",
}
_PATTERNS = {
    "^[a-z][a-z0-9]*": "must be an id: small letters, digits, - or _, starting with a letter",
    "^GP": "must be a principle such as GP22 or GP31(h)",
    "^[^": "must be a single line",
}


def load(model: type[Model], path: Path, name: str | None = None) -> Model:
    """The file as a `model`; `name` is what messages call the file.

    Raises:
        InvalidFileError: with every problem found, each with file, line, column and key.
    """
    return validate(model, yamlfile.read(path, name))


def validate(model: type[Model], document: Document) -> Model:
    """The document as a `model`, a scenario with every id leading somewhere; raises as `load` does."""
    empty = [document.problem("KS012", EMPTY, place) for place in _empty(document.data, ())][:MOST]
    try:
        made = model.model_validate(document.data, by_alias=True)
    except ValidationError as error:
        details = _telling(error.errors(include_url=False))
        found = [_problem(model, document, detail) for detail in details[:MOST]]
        keys = {problem.key for problem in found}
        raise _refusal([*found, *(one for one in empty if one.key not in keys)]) from None
    if empty:
        raise _refusal(empty)
    if isinstance(made, Scenario):
        found = [document.problem(code, said, place) for code, said, place in references.faults(made)]
        if found:
            raise _refusal(found[:MOST])
    return made


def _empty(data: Any, place: Place) -> Iterator[Place]:
    """The places where a key or a list's hyphen stands without a value, which no part of a file may mean."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if value is None:
            yield (*place, key)
        else:
            yield from _empty(value, (*place, key))


def _refusal(problems: list[Problem]) -> InvalidFileError:
    return InvalidFileError(sorted(dict.fromkeys(problems), key=lambda p: (p.line, p.column, p.key)))


def _telling(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without those that only count a list's members after some of them failed."""
    inside = {detail["loc"][:i] for detail in details for i in range(len(detail["loc"]))}
    return [one for one in details if one["type"] != "too_short" or one["loc"] not in inside]


def _problem(model: type[BaseModel], document: Document, detail: ErrorDetails) -> Problem:
    place = _place(document.data, detail["loc"])
    if detail["type"] == "extra_forbidden":
        key = str(place[-1])
        known = sorted(_fields_at(model, place[:-1]))
        near = difflib.get_close_matches(key, known, 1, 0.5)
        mend = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
        return document.problem("KS010", f"unknown key {key!r}; {mend}", place)
    code = "KS011" if detail["type"] == "missing" else "KS012"
    return document.problem(code, _said(detail), place)


def _said(detail: ErrorDetails) -> str:
    kind, shown = detail["type"], _short(detail["input"])
    if kind == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        for start, said in _PATTERNS.items():
            if pattern.startswith(start):
                return f"{said}; got {shown}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in _PLAIN:
        context = {**detail.get("ctx", {}), "input": _Shown(shown)}
        return _PLAIN[kind].format(**context)
    return f"{detail['msg']}; got {shown}"


class _Shown(str):
    """Text whose repr is itself, for messages that ask for a value's repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _short(value: Any) -> str:
    if isinstance(value, dict | list) and len(value) > 5:  # noqa: PLR2004 - more does not fit a line
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - fits a line


def _place(data: Any, loc: tuple[Key, ...]) -> Place:
    """Pydantic's location without the parts that name a branch of a union rather than data."""
    place: list[Key] = []
    for i, part in enumerate(loc):
        inside = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if inside:
            place.append(part)
            data = data[part]
        elif i == len(loc) - 1 and isinstance(part, str) and isinstance(data, dict) and part.isidentifier():
            place.append(part)
    return tuple(place)


def _fields_at(model: Any, place: Place) -> set[str]:
    """The keys known at a place, over every branch of the unions on the way."""
    kinds = [model]
    for part in place:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    models = [m for kind in kinds for m in _models(kind)]
    return {field.alias or name for m in models for name, field in m.model_fields.items()}


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) in (Annotated, Union, types.UnionType):
        for argument in get_args(kind):
            yield from _models(argument)


def _inside(kind: Any, part: Key) -> Iterator[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(part, int) and origin is tuple:
        yield arguments[0]
    elif origin in (Annotated, Union, types.UnionType):
        for argument in arguments:
            yield from _inside(argument, part)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if (field.alias or name) == part:
                yield field.annotation
