"""The interface's strings, from `assets/text/en.yaml`; no string of the interface stands in code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowshow.content import course_files, yaml_reader

if TYPE_CHECKING:
    import datetime as dt


@cache
def strings(section: str, language: str = "en") -> dict[str, str]:
    """One section of the strings, key to text."""
    data = yaml_reader.read(course_files.assets("text", f"{language}.yaml")).data
    return {key: str(value) for key, value in data[section].items()}


def say(section: str, key: str, **values: object) -> str:
    """One string, with its `{placeholders}` filled in."""
    return strings(section)[key].format(**values)


def date(moment: dt.date) -> str:
    """A day as a reader writes it: 27 November 2026."""
    return f"{moment.day} {moment:%B %Y}"
