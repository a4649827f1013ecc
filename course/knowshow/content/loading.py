"""Strict loading: a YAML file becomes a checked model, or every problem in it with its place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowshow.content import yaml_reader
from knowshow.content.model_errors import EMPTY, find_misfits
from knowshow.content.text import make_sentence
from knowshow.errors import Fault, InvalidFileError, Problem
from knowshow.story import references
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowshow.content.yaml_reader import Document
    from knowshow.errors import Place

Model = TypeVar("Model", bound=BaseModel)
MOST = 100  # findings reported of one file; nobody reads more at once


def load(model: type[Model], path: Path, name: str | None = None) -> Model:
    """Read a file as a `model`; `name` is what messages call the file.

    Raises:
        InvalidFileError: with every problem found, each with file, line, column and key.
    """
    return validate(model, yaml_reader.read(path, name))


def validate(model: type[Model], document: Document) -> Model:
    """Check a document against a `model`, and a scenario's ids against each other; raises as `load` does."""
    places = islice(_find_empty(document.data, ()), MOST)
    empty = [_make_problem(document, Fault("KS012", EMPTY, place)) for place in places]
    try:
        instance = model.model_validate(document.data, by_alias=True)
    except ValidationError as error:
        faults = find_misfits(model, document.data, error.errors(include_url=False))
        problems = [_make_problem(document, fault) for fault in islice(faults, MOST)]
        keys = {problem.key for problem in problems}
        raise _refuse([*problems, *(problem for problem in empty if problem.key not in keys)]) from None
    if empty:
        raise _refuse(empty)
    if isinstance(instance, Scenario):
        problems = [
            _make_problem(document, fault) for fault in islice(references.find_faults(instance), MOST)
        ]
        if problems:
            raise _refuse(problems)
    return instance


def _make_problem(document: Document, fault: Fault) -> Problem:
    return document.problem(fault.code, make_sentence(fault.words), fault.place)


def _find_empty(data: Any, place: Place) -> Iterator[Place]:
    """Yield the place of every key or list member that has no value; no format allows one."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if value is None:
            yield (*place, key)
        else:
            yield from _find_empty(value, (*place, key))


def _refuse(problems: list[Problem]) -> InvalidFileError:
    return yaml_reader.make_error(sorted(dict.fromkeys(problems), key=lambda p: (p.line, p.column, p.key)))
