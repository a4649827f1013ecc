"""Journals: parsed from strangers' data, migrated, and resumed as far as they fit."""

from __future__ import annotations

from typing import Any

import pytest

import storyteller
from knowshow.content.text import explain
from knowshow.story import journal
from knowshow.story.journal import Fit, Journal

PATH = ("ask-the-parents", "publish")


def test_a_journal_reads_its_own_data() -> None:
    saved = Journal("starter", 1, PATH)
    assert journal.parse(saved.data()) == saved


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ([], "mapping"),
        ({}, "scenario"),
        ({"scenario": "x", "version": True, "choices": []}, "version"),
        ({"scenario": "x", "version": 1, "choices": "abc"}, "choices"),
        ({"scenario": "x", "version": 1, "choices": [1]}, "choices"),
        ({"scenario": "x", "version": 1, "choices": ["a"] * 10_001}, "at most"),
    ],
)
def test_data_that_is_no_journal_is_named(data: Any, named: str) -> None:
    with pytest.raises(journal.JournalError) as refused:
        journal.parse(data)
    assert named in explain(refused.value)


def test_a_newer_editions_keys_are_let_pass() -> None:
    assert journal.parse({"scenario": "x", "version": 2, "choices": [], "mood": "calm"}).version == 2


def test_a_whole_journal_fits() -> None:
    assert journal.fit(storyteller.told(), Journal("starter", 1, PATH)) == Fit(PATH)


def test_renamed_choices_still_fit() -> None:
    scenario = storyteller.told({"renamed": {"meet-them": "ask-the-parents"}, "version": 2})
    old = Journal("starter", 1, ("meet-them", "publish"))
    assert journal.migrate(scenario, old) == Journal("starter", 2, PATH)
    assert journal.fit(scenario, old) == Fit(PATH)


def test_the_longest_legal_beginning_is_kept() -> None:
    old = Journal("starter", 1, ("ask-the-parents", "gone", "publish"))
    assert journal.fit(storyteller.told(), old) == Fit(("ask-the-parents",), "gone")


def test_another_storys_journal_does_not_fit() -> None:
    assert journal.fit(storyteller.told(), Journal("other", 1, PATH)).foreign
