"""The keys that a model knows at a place in some data, and the value that stands there."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Key, Place


def at(data: Any, place: Place) -> Any:
    """Return the value at a place; None where there is none."""
    for part in place:
        if not _holds(data, part):
            return None
        data = data[part]
    return data


def _holds(data: Any, part: Key) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def place_of(data: Any, loc: tuple[Key, ...]) -> Place:
    """Return pydantic's location without the parts that name a union's branch and not a key."""
    place: list[Key] = []
    for i, part in enumerate(loc):
        last = i == len(loc) - 1
        if _holds(data, part):
            place.append(part)
            data = data[part]
        elif last and isinstance(part, str) and isinstance(data, dict) and part.isidentifier():
            place.append(part)
    return tuple(place)


def known(model: Any, data: Any, place: Place) -> list[str]:
    """Return the keys allowed at a place, in the model's order; in a tagged union, of the data's kind."""
    models = list(_models_at(model, data, place))
    return list(dict.fromkeys(field.alias or name for m in models for name, field in m.model_fields.items()))


def _models_at(model: Any, data: Any, place: Place) -> Iterator[type[BaseModel]]:
    kinds = [model]
    for part in place:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    models = [m for kind in kinds for m in _models(kind)]
    here = at(data, place)
    own = [m for m in models if isinstance(here, dict) and _tagged(m, here)]
    yield from own or models


def _tagged(model: type[BaseModel], data: dict[str, Any]) -> bool:
    """Return whether the data's tags are the model's; true of a model without tags."""
    kinds = {name: _literals(field.annotation) for name, field in model.model_fields.items()}
    return all(data.get(name) in words for name, words in kinds.items() if len(words) == 1)


def _literals(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def tags(model: Any, data: Any, place: Place) -> Iterator[str]:
    """Yield the values that a tag may have at a place; nothing where no tag stands there."""
    for one in _models_at(model, data, place[:-1]) if place else ():
        field = one.model_fields.get(str(place[-1]))
        yield from _literals(field.annotation) if field else ()


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
