"""Turn pydantic's errors into sentences for somebody who does not program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowshow.content import lookalikes, model_fields
from knowshow.content.model_fields import find_place, value_at
from knowshow.content.text import strings
from knowshow.errors import Fault, Words
from knowshow.story.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from knowshow.errors import Key, Place

EMPTY = Words("value.empty")
_PATTERNS = {"^[a-z][a-z0-9]*": "an_id", "^GP": "a_principle", "^[^": "one_line"}
_ALIKE = {"model_attributes_type": "model_type"}  # two of pydantic's kinds that mean the same to an author
_FITS = 60  # characters of a value in a line
_FEW = 5  # members of a list or a mapping that are shown


def find_misfits(model: type[BaseModel], data: Any, details: Sequence[ErrorDetails]) -> Iterator[Fault]:
    """Yield a fault for each of pydantic's errors, without those that only follow from another."""
    inside = {detail["loc"][:i] for detail in details for i in range(len(detail["loc"]))}
    for detail in details:
        counted = detail["type"] == "too_short" and detail["loc"] in inside  # some of its members failed
        if not counted and _is_meant(data, detail["loc"]):
            yield _describe_misfit(model, data, detail)


def _find_branch(loc: tuple[Key, ...]) -> int | None:
    """Return the index in a location of the type that was tried, text or list; None without one."""
    names = (i for i, part in enumerate(loc) if part == "constrained-str" or str(part).startswith("tuple["))
    return next(names, None)


def _is_meant(data: Any, loc: tuple[Key, ...]) -> bool:
    """Return whether an error is about the type the author used, where text and a list are both allowed."""
    branch = _find_branch(loc)
    if branch is None:
        return True
    listed = isinstance(value_at(data, find_place(data, loc[:branch])), list)
    return listed == str(loc[branch]).startswith("tuple[")


def _describe_misfit(model: type[BaseModel], data: Any, detail: ErrorDetails) -> Fault:
    place, kind = find_place(data, detail["loc"]), detail["type"]
    if kind == "extra_forbidden":
        return Fault("KS010", _describe_unknown(model, data, place), place)
    if kind.startswith("union_tag"):
        place = (*place, str(detail["ctx"]["discriminator"]).strip("'"))
    values = dict(detail.get("ctx", {})) | _gather_values(model, data, detail, place)
    return Fault(
        "KS011" if kind == "missing" else "KS012", Words(f"value.{_choose_sentence(detail)}", values), place
    )


def _describe_unknown(model: type[BaseModel], data: Any, place: Place) -> Words:
    """Return what to say of a key that the model does not know at a place."""
    known = model_fields.known_keys(model, data, place[:-1])
    key, mapping = str(place[-1]), value_at(data, place[:-1])
    near = nearest(key, [name for name in known if name not in mapping])
    alike = "" if key.isascii() else lookalikes.explain(key)
    if near is None:
        return Words("value.unknown", {"key": key, "known": ", ".join(known), "alike": alike})
    return Words("value.unknown_near", {"key": key, "near": near, "alike": alike})


def _gather_values(model: type[BaseModel], data: Any, detail: ErrorDetails, place: Place) -> dict[str, Any]:
    """Return the values that the sentences may name, besides those that pydantic gives."""
    value, context = detail["input"], detail.get("ctx", {})
    words = re.findall(r"'([^']+)'", str(context.get("expected") or context.get("expected_tags")))
    near = nearest(str(context.get("tag", value)), words)
    return {
        "shown": _shorten(value),
        "plain": detail["msg"],
        "has": len(value) if isinstance(value, str | list | dict) else 0,
        "known": ", ".join(model_fields.known_keys(model, data, place)),
        "tags": ", ".join(model_fields.known_tags(model, data, place)),
        "near": Words("value.near", {"word": near}) if near else "",
        "alike": lookalikes.explain(context.get("tag", value)),
    }


def _choose_sentence(detail: ErrorDetails) -> str:
    """Return the key of the sentence for an error; most have pydantic's name for the error."""
    kind, value = detail["type"], detail["input"]
    pattern = str(detail.get("ctx", {}).get("pattern"))
    special = {
        "empty": value is None,
        "either": kind == "string_type" and _find_branch(detail["loc"]) is not None,
        "prose": kind == "string_type" and isinstance(value, list | dict),
        "too_few": kind == "missing" and isinstance(value, list),
        **{key: pattern.startswith(start) for start, key in _PATTERNS.items()},
    }
    own = _ALIKE.get(kind, kind)
    return next((key for key, fits in special.items() if fits), own if own in strings("value") else "other")


def _shorten(value: Any) -> str | Words:
    """Return a value shortened to fit a line."""
    if isinstance(value, dict | list) and len(value) > _FEW:
        return Words("value.mapping" if isinstance(value, dict) else "value.list", {"count": len(value)})
    text = repr(value)
    return text if len(text) <= _FITS else text[: _FITS - 3] + "..."
