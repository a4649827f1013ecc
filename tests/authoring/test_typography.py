"""Texts for readers: which marks are slips, and that the interface's words hold none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from knowshow.authoring.checks import typography
from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.content import course_files, yaml_reader

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("The firm's alarm", "The firm's alarm"),
        ('She said "no"', 'She said "no"'),
        ("stop - or go", "stop - or go"),
        ("stop -- or go", "stop -- or go"),
        ("stop--or go", "stop--or go"),
        ("a line that ends -\nand goes on", "ne that ends - and goes on"),
        ("“It\u2019s his”, she said \u2013 twice", ""),
        ("the `it's` of code, and `a - b`", ""),
        ("```\nit's - code\n```", ""),
        ("[the page](it's--there.html)", ""),
        ("- a list\n- of two\n  - and one below", ""),
        ("| a | b |\n|---|---|\n| -1 | well-being |", ""),
        ("start it with --port 8000", ""),
    ],
)
def test_straight_marks_and_hyphens_for_dashes_are_slips_outside_code(text: str, slip: str) -> None:
    assert typography.first_slip(text) == slip


def test_each_text_with_a_slip_is_named_by_its_place() -> None:
    data = {"title": "Ana's", "nodes": [{"id": "a-b", "text": "fine"}, {"text": 'a "b" and "c"'}], "n": 1}
    assert [fault.place for fault in typography.faults(data)] == [("title",), ("nodes", 1, "text")]


def test_a_slip_on_a_page_is_found_with_its_cell(tmp_path: Path) -> None:
    page = tmp_path / "page.ipynb"
    cells = [
        {"cell_type": "markdown", "id": "hook", "metadata": {}, "source": ["Fine.\n", "It's not."]},
        {"cell_type": "markdown", "id": "rest", "metadata": {}, "source": "It\u2019s fine."},
    ]
    page.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    (problem,) = check_file(page, CheckOptions(1)).problems
    assert (problem.code, problem.severity, problem.key) == ("KS602", "warning", "hook")
    assert "It's not." in problem.message


def test_the_interfaces_words_are_set_as_carefully() -> None:
    words = yaml_reader.read(course_files.assets("text", "en.yaml")).data
    assert [".".join(map(str, fault.place)) for fault in typography.faults(words)] == []
