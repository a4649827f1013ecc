"""What a search finds in modules: every paragraph of the ideas, and of a story what was read."""

from __future__ import annotations

from urllib.parse import unquote

from knowshow.content import course_map
from knowshow.content.scenarios import load_scenario
from knowshow.story import play
from knowshow.views import passages
from storyteller import first_path

MODULE = course_map.load_modules()[0]
QUIET = load_scenario("quiet-harbour")
TEXT = """## A heading

**Bold** words, and more than forty characters of them in all.

| Ask | Then |
|---|---|
| Did we *cause* it? | stop it |
| Did we help? | use leverage |
"""


def test_paragraphs_and_rows_are_found_and_headings_are_not() -> None:
    listed = [*passages.list_ideas(MODULE, [TEXT])]
    assert [each["html"] for each in listed] == [
        "<p><strong>Bold</strong> words, and more than forty characters of them in all.</p>\n",
        "<p>Did we <em>cause</em> it? · stop it</p>",
        "<p>Did we help? · use leverage</p>",
    ]
    assert [unquote(each["href"]) for each in listed] == [
        "01-strategy.ipynb#ideas/Bold words, and more than forty characte",
        "01-strategy.ipynb#ideas/Did we cause it?",
        "01-strategy.ipynb#ideas/Did we help?",
    ]


def test_of_a_story_nothing_is_listed_before_it_was_read() -> None:
    assert [*passages.list_scenes(MODULE, QUIET, ())] == []
    path = first_path(QUIET)
    turns = play.trace(QUIET, path[:1])
    begun = [*passages.list_scenes(MODULE, QUIET, turns)]
    titles = [QUIET.node[QUIET.start].title, QUIET.node[turns[0].after.node].title]
    assert [each["where"] for each in begun] == [f"Story: {title}" for title in titles]
    assert {each["href"] for each in begun} == {"01-strategy.ipynb#story"}
    assert QUIET.choice[path[0]].then.split(".")[0].split("’")[0] in begun[1]["html"]
    whole = [*passages.list_scenes(MODULE, QUIET, play.trace(QUIET, path))]
    assert len(whole) == len(path) + 1
    assert {each["href"] for each in whole} == {"01-strategy.ipynb#looking-back"}
