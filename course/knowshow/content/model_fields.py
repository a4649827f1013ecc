"""The keys that a model knows at a place in some data, and the value that stands there."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Key, Place


def value_at(data: Any, place: Place) -> Any:
    """Return the value at a place; None where there is none."""
    for part in place:
        if not _has(data, part):
            return None
        data = data[part]
    return data


def _has(data: Any, part: Key) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def find_place(data: Any, loc: tuple[Key, ...]) -> Place:
    """Return pydantic's location without the parts that name a union's branch and not a key."""
    place: list[Key] = []
    for i, part in enumerate(loc):
        last = i == len(loc) - 1
        if _has(data, part):
            place.append(part)
            data = data[part]
        elif last and isinstance(part, str) and isinstance(data, dict) and part.isidentifier():
            place.append(part)
    return tuple(place)


def known_keys(model: Any, data: Any, place: Place) -> list[str]:
    """Return the keys allowed at a place, in the model's order; in a tagged union, of the data's kind."""
    models = list(_find_models(model, data, place))
    return list(dict.fromkeys(field.alias or name for m in models for name, field in m.model_fields.items()))


def _find_models(model: Any, data: Any, place: Place) -> Iterator[type[BaseModel]]:
    kinds = [model]
    for part in place:
        kinds = [inner for kind in kinds for inner in _find_inner(kind, part)]
    models = [m for kind in kinds for m in _list_models(kind)]
    value = value_at(data, place)
    own = [m for m in models if isinstance(value, dict) and _has_tags(m, value)]
    yield from own or models


def _has_tags(model: type[BaseModel], data: dict[str, Any]) -> bool:
    """Return whether the data's tags are the model's; true of a model without tags."""
    kinds = {name: _get_literals(field.annotation) for name, field in model.model_fields.items()}
    return all(data.get(name) in words for name, words in kinds.items() if len(words) == 1)


def _get_literals(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def known_tags(model: Any, data: Any, place: Place) -> Iterator[str]:
    """Yield the values that a tag may have at a place; nothing where no tag stands there."""
    for candidate in _find_models(model, data, place[:-1]) if place else ():
        field = candidate.model_fields.get(str(place[-1]))
        yield from map(str, _get_literals(field.annotation)) if field else ()


def _list_models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) in (Annotated, Union, types.UnionType):
        for argument in get_args(kind):
            yield from _list_models(argument)


def _find_inner(kind: Any, part: Key) -> Iterator[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(part, int) and origin is tuple:
        yield arguments[0]
    elif origin in (Annotated, Union, types.UnionType):
        for argument in arguments:
            yield from _find_inner(argument, part)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if (field.alias or name) == part:
                yield field.annotation
