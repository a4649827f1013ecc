"""What does not fit its key, in plain words: pydantic's errors told to somebody who does not program."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from knowshow.content import model_fields
from knowshow.content.model_fields import at, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from knowshow.errors import Key, Place

EMPTY = "has no value; write one, or delete the key"
EITHER = "must be an id, or a list of branches (lines that start with -); got {shown}"
PROSE = "must be text, not {shown}; write it after the colon, or after >- on lines of its own"
TOO_FEW = "has {has} values, which is too few; add the others"
_PLAIN = {
    "string_type": "must be text; got {shown}, put it in quotes",
    "bool_type": "must be true or false; got {shown}",
    "int_type": "must be a whole number; got {shown}",
    "missing": "is missing; add it",
    "tuple_type": "must be a list (lines that start with -); got {shown}",
    "dict_type": "must be a mapping (key: value); got {shown}",
    "model_type": "must be a mapping (key: value) with {known}; got {shown}",
    "model_attributes_type": "must be a mapping (key: value) with {known}; got {shown}",
    "literal_error": "must be {expected}; got {shown}{near}",
    "string_too_short": "must not be empty",
    "too_short": "needs at least {min_length}; has {has}",
    "too_long": "takes at most {max_length}; has {has}",
    "string_too_long": "takes at most {max_length} characters; has {has}",
    "union_tag_invalid": "must be one of {expected_tags}; got {tag!r}{near}",
    "union_tag_not_found": "is missing; add it, and say which: {tags}",
    "greater_than_equal": "must be at least {ge}; got {shown}",
    "less_than_equal": "must be at most {le}; got {shown}",
}
_PATTERNS = {
    "^[a-z][a-z0-9]*": "must be an id: small letters, digits, - or _, starting with a letter",
    "^GP": "must be a principle from GP1 to GP31, or a part of one such as GP31(h)",
    "^[^": "must be a single line",
}
_FITS = 60  # characters of a value in a line
_FEW = 5  # members of a list or a mapping that are shown
_NEAR = 0.5


class Misfit(NamedTuple):
    """A value that does not fit: its code, what is wrong with the mend, and where it stands."""

    code: str
    message: str
    place: Place


def misfits(model: type[BaseModel], data: Any, details: Sequence[ErrorDetails]) -> Iterator[Misfit]:
    """Each error about some data in words, without those that only follow from another."""
    inside = {detail["loc"][:i] for detail in details for i in range(len(detail["loc"]))}
    for detail in details:
        counted = detail["type"] == "too_short" and detail["loc"] in inside  # some of its members failed
        if not counted and _meant(data, detail["loc"]):
            yield _misfit(model, data, detail)


def _branch(loc: tuple[Key, ...]) -> int | None:
    """Where a location names the text or the list of what may be either."""
    names = (i for i, part in enumerate(loc) if part == "constrained-str" or str(part).startswith("tuple["))
    return next(names, None)


def _meant(data: Any, loc: tuple[Key, ...]) -> bool:
    """Whether an error is about what the author wrote, where text and a list may both stand."""
    branch = _branch(loc)
    if branch is None:
        return True
    listed = isinstance(at(data, place_of(data, loc[:branch])), list)
    return listed == str(loc[branch]).startswith("tuple[")


def _misfit(model: type[BaseModel], data: Any, detail: ErrorDetails) -> Misfit:
    place, kind = place_of(data, detail["loc"]), detail["type"]
    if kind == "extra_forbidden":
        known = model_fields.known(model, data, place[:-1])
        open_ = [name for name in known if name not in at(data, place[:-1])]
        mend = _nearest(str(place[-1]), open_) or f"; known here: {', '.join(known)}"
        return Misfit("KS010", f"unknown key {str(place[-1])!r}{mend}", place)
    if kind.startswith("union_tag"):
        place = (*place, str(detail["ctx"]["discriminator"]).strip("'"))
    context = dict(detail.get("ctx", {})) | _context(model, data, detail, place)
    return Misfit("KS011" if kind == "missing" else "KS012", _said(detail).format(**context), place)


def _context(model: type[BaseModel], data: Any, detail: ErrorDetails, place: Place) -> dict[str, Any]:
    """What the sentences may name, besides what pydantic gives."""
    value, given = detail["input"], detail.get("ctx", {})
    words = re.findall(r"'([^']+)'", str(given.get("expected") or given.get("expected_tags")))
    return {
        "shown": _short(value),
        "said": detail["msg"],
        "has": len(value) if isinstance(value, str | list | dict) else 0,
        "known": ", ".join(model_fields.known(model, data, place)),
        "tags": ", ".join(model_fields.tags(model, data, place)),
        "near": _nearest(str(given.get("tag", value)), words) if words else "",
    }


def _said(detail: ErrorDetails) -> str:
    """The sentence for an error, with places for what it names."""
    kind, value = detail["type"], detail["input"]
    pattern = str(detail.get("ctx", {}).get("pattern"))
    either = kind == "string_type" and _branch(detail["loc"]) is not None
    special = {
        EMPTY: value is None,
        "{error}": kind == "value_error",
        EITHER: either,
        PROSE: kind == "string_type" and isinstance(value, list | dict),
        TOO_FEW: kind == "missing" and isinstance(value, list),
        **{f"{said}; got {{shown}}": pattern.startswith(start) for start, said in _PATTERNS.items()},
    }
    return next((said for said, fits in special.items() if fits), _PLAIN.get(kind, "{said}; got {shown}"))


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word[:_FITS], sorted(known), 1, _NEAR)
    return f"; did you mean {near[0]!r}?" if near else ""


def _short(value: Any) -> str:
    """A value as it fits a line."""
    if isinstance(value, dict | list) and len(value) > _FEW:
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    text = repr(value)
    return text if len(text) <= _FITS else text[: _FITS - 3] + "..."
