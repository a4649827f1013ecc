from __future__ import annotations

import pytest
from plotly import graph_objects

from fake_rooms import ballot, group
from knowshow.views import room_chart
from knowshow.views.chart import ACCENT, CLEAR

MOVED = [{"labels": ["Ask them how"], "change": 3}, {"labels": ["Write", "The offices"], "change": -3}]


def test_a_reveal_is_drawn_as_it_was_shown_with_the_merged_group_hollow() -> None:
    shown = ballot(
        group("Ask them how", count=7),
        group("Write", "I would rather not say", count=10, merged=True),
        why="Counted together, because fewer than 3 people chose at least one of them.",
    )
    chart = room_chart.reveal("How do you reach them?", shown)
    (bars,) = chart.traces
    assert bars["x"] == [7, 10]
    assert bars["marker"]["color"] == [ACCENT, CLEAR]
    assert chart.table.rows == (("Ask them how", "7"), ("Write or I would rather not say", "10"))
    assert chart.finding == shown["why"]
    assert "Write or I would rather not say: 10" in chart.alternative
    graph_objects.Figure({"data": chart.figure["data"]})  # raises for what plotly does not know


def test_the_net_change_is_drawn_about_nought_with_its_signs() -> None:
    chart = room_chart.movement("How do you reach them?", MOVED)
    low, high = chart.layout["xaxis"]["range"]
    assert low == -high
    assert [row[1] for row in chart.table.rows] == ["+3", "\N{MINUS SIGN}3"]
    graph_objects.Figure({"data": chart.figure["data"]})


@pytest.mark.parametrize("words", ["most", "close", "few"])
def test_what_was_told_in_words_is_never_drawn(words: str) -> None:
    with pytest.raises(ValueError, match="Which way"):
        room_chart.reveal("Which way?", ballot(group("Ask them how", count=None), words=words))


def test_no_change_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="Which way"):
        room_chart.movement("Which way?", [])
