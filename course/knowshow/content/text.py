"""The interface's strings, from `assets/text/en.yaml`; no string of the interface stands in code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from knowshow.content import course_files
from knowshow.errors import UnwordedError, Words

if TYPE_CHECKING:
    import datetime as dt

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # Pyodide's PyYAML has no C part


@cache
def _sections(language: str) -> dict[str, dict[str, str]]:
    """Return all strings of a language, by section and key.

    Not read by the strict reader, whose errors take their sentences from here; a test reads the file with it.
    """
    text = course_files.assets("text", f"{language}.yaml").read_bytes()
    sections: dict[str, dict[str, str]] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - it is a safe loader
    return sections


def strings(section: str, language: str = "en") -> dict[str, str]:
    """Return one section of the strings, key to text."""
    return _sections(language)[section]


def say(section: str, key: str, **values: object) -> str:
    """Return one string, with its `{placeholders}` filled in."""
    return strings(section)[key].format(**values)


def make_sentence(words: Words) -> str:
    """Return the sentence for a key and its values; values that are `Words` become text first."""
    section, _, key = words.key.partition(".")
    return strings(section)[key].format(**fill_values(words))


def fill_values(words: Words) -> dict[str, Any]:
    """Return the values of a sentence, those that are `Words` as text."""
    return {
        name: make_sentence(value) if isinstance(value, Words) else value
        for name, value in words.values.items()
    }


def explain(error: Exception) -> str:
    """Return an error's message; one raised below the interface's text gets its sentence here."""
    return make_sentence(error.words) if isinstance(error, UnwordedError) else str(error)


def date(moment: dt.date) -> str:
    """Return a day as readers write it: 27 November 2026."""
    return f"{moment.day} {moment:%B %Y}"
