"""A submission, `responses.json`: data from a stranger, capped and checked before anything reads it."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from knowshow.content import json_file
from knowshow.content.text import make_sentence, say
from knowshow.errors import KnowShowError, Words
from knowshow.exercises import items

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.exercises.items import Assignment, Value

NAME = "responses.json"
SCHEMA = 1
COURSE = "know-and-show"
MAX_BYTES = 2_000_000
MAX_DEPTH = 8
MAX_PROBLEMS = 10  # that are named; a hostile file has a hundred thousand, and a line for each helps nobody


class RefusedError(KnowShowError):
    """A submission that cannot be read; its text is the reason in one line."""


class OtherEditionError(RefusedError):
    """Answers to the questions of another edition."""


@dataclass(frozen=True, slots=True)
class Responses:
    """What a learner answered: item id to value. `problems` names what was left out, and why.

    After `MAX_PROBLEMS` of them the last line counts the others.
    """

    assignment: str
    edition: str
    values: dict[str, Value] = field(default_factory=dict)
    time: str = ""
    problems: tuple[str, ...] = ()


def save(path: Path, assignment: Assignment, values: dict[str, Value]) -> str:
    """Write a submission atomically and return its time, ISO 8601 in UTC; raise OSError if that fails."""
    time = datetime.now(UTC).isoformat(timespec="seconds")
    json_file.write(
        path,
        {
            "schema": SCHEMA,
            "course": COURSE,
            "assignment": assignment.assignment,
            "edition": assignment.edition,
            "responses": values,
            "time": time,
        },
    )
    return time


def load(path: Path, assignment: Assignment) -> Responses | None:
    """Read the submission in a file; None where there is none.

    Raises:
        RefusedError: a link or special file, too large or deep, not JSON, or for something else.
    """
    data = read(path)
    return None if data is None else parse(data, assignment, path.name)


def parse(data: bytes, assignment: Assignment, name: str = NAME) -> Responses:
    """Parse a submission; an answer that does not fit its item is left out and named in `problems`.

    Raises:
        RefusedError: as `load`.
    """
    content = _parse_json(data, name)
    if not isinstance(content, dict) or not _is_schema(content.get("schema")):
        raise RefusedError(say("responses", "schema", file=name, schema=SCHEMA))
    expected_values = {"course": COURSE, "assignment": assignment.assignment, "edition": assignment.edition}
    for key, expected in expected_values.items():
        if content.get(key) != expected:
            got = repr(content.get(key))[:60]
            why = say("responses", "other", file=name, name=key, got=got, expected=expected)
            raise OtherEditionError(why) if key == "edition" else RefusedError(why)
    answers, time = content.get("responses"), content.get("time", "")
    if not isinstance(answers, dict) or not isinstance(time, str):
        raise RefusedError(say("responses", "shape", file=name))
    values, problems = _check_values(answers, assignment)
    return Responses(assignment.assignment, assignment.edition, values, time[:40], problems)


def _is_schema(value: object) -> bool:
    return type(value) is int and value == SCHEMA  # true and 1.0 are equal to 1, and are not it


def _check_values(
    answers: dict[str, Any], assignment: Assignment
) -> tuple[dict[str, Value], tuple[str, ...]]:
    values: dict[str, Value] = {}
    problems: list[str] = []
    more = 0
    for key, value in answers.items():
        item = assignment.item.get(key)
        fault = Words("responses.no_item") if item is None else items.find_fault(item, value)
        if item is not None and items.is_blank(item, value):
            continue
        if not fault:
            values[key] = value
        elif len(problems) < MAX_PROBLEMS:
            problems.append(f"{key[:60]}: {make_sentence(fault)}")
        else:
            more += 1
    if more:
        problems.append(say("responses", "more_problems", count=more))
    return values, tuple(problems)


def read(path: Path) -> bytes | None:
    """Read a file without following a link or waiting on a pipe; None where there is none.

    Raises:
        RefusedError: it is a link, a folder or a special file, too large, or cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RefusedError(say("responses", "closed", file=path.name, why=error.strerror)) from None
    try:
        return _read_regular(handle, path.name)
    except OSError as error:
        raise RefusedError(say("responses", "unreadable", file=path.name, why=error.strerror)) from None
    finally:
        os.close(handle)


def _read_regular(handle: int, name: str) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(say("responses", "not_plain", file=name))
    if status.st_size > MAX_BYTES:
        raise RefusedError(say("responses", "large", file=name, size=status.st_size, most=MAX_BYTES))
    data = b""
    while len(data) <= MAX_BYTES and (more := os.read(handle, MAX_BYTES + 1 - len(data))):
        data += more
    return data


def _parse_json(data: bytes, name: str) -> Any:
    try:
        content = json.loads(data, object_pairs_hook=_refuse_repeats, parse_constant=_refuse_constant)
    except RecursionError:
        raise RefusedError(say("responses", "too_deep", file=name)) from None
    except ValueError as error:
        raise RefusedError(say("responses", "damaged", file=name, why=str(error)[:120])) from None
    if _measure_depth(content) > MAX_DEPTH:
        raise RefusedError(say("responses", "deep", file=name, most=MAX_DEPTH))
    return content


def _refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError(say("responses", "key_twice"))
    return mapping


def _refuse_constant(word: str) -> float:
    raise ValueError(say("responses", "no_number", word=word))


def _measure_depth(content: Any) -> int:
    level, depth = [content], 0
    while level:
        depth += 1
        nested = [c for c in level if isinstance(c, (dict, list))]
        level = [inner for c in nested for inner in (c.values() if isinstance(c, dict) else c)]
    return depth
