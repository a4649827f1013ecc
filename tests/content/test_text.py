"""Sentences are kept as data where nothing is read, and made text where the interface's text is known."""

from __future__ import annotations

import pytest

from knowshow.content.text import explain, make_sentence, say
from knowshow.errors import KnowShowError, UnwordedError, Words


def test_a_sentences_values_may_be_words_themselves() -> None:
    words = Words(
        "story.no_scenario", {"name": "x", "mend": Words("mend.known", {"known": Words("mend.none")})}
    )
    assert make_sentence(words) == "there is no scenario 'x'; known: none"


def test_an_error_from_below_gets_its_sentence_and_any_other_keeps_its_own() -> None:
    assert explain(UnwordedError("story.endless", node="spring")).startswith("spring: these events lead back")
    assert explain(KnowShowError("the file is gone")) == "the file is gone"


def test_a_missing_key_raises_and_gives_no_empty_sentence() -> None:
    with pytest.raises(KeyError):
        say("story", "never-written")
