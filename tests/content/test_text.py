"""Sentences are kept as data where nothing is read, and made text where the interface's text is known."""

from __future__ import annotations

import pytest

from knowshow.content.text import reason, say, worded
from knowshow.errors import KnowShowError, UnwordedError, Words


def test_what_a_sentence_names_may_be_words_in_its_turn() -> None:
    words = Words(
        "story.no_scenario", {"name": "x", "mend": Words("mend.known", {"known": Words("mend.none")})}
    )
    assert worded(words) == "there is no scenario 'x'; known: none"


def test_an_error_from_below_is_worded_and_any_other_says_its_own() -> None:
    assert reason(UnwordedError("story.endless", node="spring")).startswith("spring: these events lead back")
    assert reason(KnowShowError("the file is gone")) == "the file is gone"


def test_a_key_that_is_not_there_is_no_empty_sentence() -> None:
    with pytest.raises(KeyError):
        say("story", "never-written")
