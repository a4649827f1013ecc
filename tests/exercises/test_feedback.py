"""What a feedback page carries is data from a stranger: bounded, and never an exception."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.exercises.feedback import Feedback, as_meta, parse_moment, read_page

LEAST: dict[str, Any] = {"schema": 1, "assignment": "05-remedy", "earned": 1, "maximum": 2}
ITEM = {"id": "letter", "earned": 1, "maximum": 2, "outcome": "partial"}


def page(data: object) -> str:
    return f'<head><meta name="knowshow-feedback" content="{escape(json.dumps(data))}"></head>'


def test_what_is_carried_is_read_again() -> None:
    feedback = Feedback.model_validate({**LEAST, "items": [{**ITEM, "comment": '"<b>&amp;\n'}]})
    assert read_page(f"<head>{as_meta(feedback)}</head>") == feedback


def test_keys_of_a_later_course_are_passed_over() -> None:
    assert read_page(page({**LEAST, "more": 1, "items": [{**ITEM, "more": 1}]})) is not None


BAD = {
    "nothing": [],
    "schema": {**LEAST, "schema": 2},
    "negative": {**LEAST, "earned": -1},
    "boundless": {**LEAST, "maximum": 1e12},
    "no number": {**LEAST, "earned": float("nan")},
    "infinite": {**LEAST, "earned": float("inf")},
    "long": {**LEAST, "title": "x" * 30_000},
    "many": {**LEAST, "items": [ITEM] * 201},
    "kind": {**LEAST, "items": [{**ITEM, "outcome": "<script>"}]},
    "shape": {**LEAST, "items": [{**ITEM, "shape": "svg"}]},
    "lines": {**LEAST, "items": [{**ITEM, "reasons": ["x"] * 61}]},
    "words": {**LEAST, "items": [{**ITEM, "comment": {"html": "x"}}]},
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_out_of_bounds_counts_as_none(data: object) -> None:
    assert read_page(page(data)) is None


@given(text=st.text(alphabet=st.characters(codec=None), max_size=200))
def test_no_text_is_an_exception(text: str) -> None:
    assert read_page(f'<meta name="knowshow-feedback" content="{escape(text)}">') is None
    assert read_page(text) is None


def test_a_bottomless_one_counts_as_none() -> None:
    assert read_page(f'<meta name="knowshow-feedback" content="{"[" * 100_000}">') is None


def test_a_moment_without_a_zone_is_none() -> None:
    assert parse_moment("2026-11-20T12:00:00") is None
    assert parse_moment("20261120T120000.000000+0000") == parse_moment("2026-11-20T13:00:00+01:00")
    assert parse_moment("0001-01-01T00:00:00+14:00") is None
