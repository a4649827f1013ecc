from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import pytest

from charted import charts
from knowshow.content.principles import load_principles
from knowshow.content.scenarios import list_names, load_scenario
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.views import outcome_chart, principle_chart, timeline_chart
from knowshow.views.chart import QUIET, ChartError, Table
from sample_chart import PLAIN

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario

FERRY = load_scenario(Path(__file__).parents[1] / "scenarios" / "ferry.yaml")
STORIES = [FERRY, *(load_scenario(name) for name in list_names())]


@pytest.mark.parametrize("missing", ["title", "finding", "alternative"])
def test_a_chart_without_words_is_refused(missing: str) -> None:
    blank: dict[str, Any] = {missing: " "}
    with pytest.raises(ChartError, match=missing):
        replace(PLAIN, **blank)


@pytest.mark.parametrize("table", [Table(("Day",), ()), Table(("Day", "People"), (("1",),))])
def test_a_chart_without_numbers_is_refused(table: Table) -> None:
    with pytest.raises(ChartError, match="table"):
        replace(PLAIN, table=table)


@pytest.mark.parametrize("colour", ["#9a4a06", "red", ["red"]])
def test_a_colour_that_is_not_one_of_the_pages_is_refused(colour: Any) -> None:
    with pytest.raises(ChartError, match="token"):
        replace(PLAIN, traces=({"type": "bar", "marker": {"line": {"color": colour}}},))


def test_nothing_is_uploaded_and_no_logo_is_shown() -> None:
    config = PLAIN.figure["config"]
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert config["displayModeBar"] is False


@pytest.mark.parametrize("scenario", STORIES, ids=lambda scenario: scenario.id)
def test_plotly_accepts_every_figure(scenario: Scenario) -> None:
    for chart in charts(scenario):
        view = json.loads(json.dumps(chart.message()))
        for figure in (view["figure"], view["narrow"]):
            go.Figure(data=figure["data"], layout=figure["layout"])
        assert chart.finding.endswith(".")


def test_lines_end_where_the_path_ends() -> None:
    chart = timeline_chart.chart_over_time(FERRY, ["wait", "call"])
    assert [trace["y"] for trace in chart.traces] == [[40, 40, 45], [40, 30, 35], [0, 0, 10]]
    assert chart.table.rows[-1] == ("Day 30", "45 patients", "fair", "small")
    gravest, largest = chart.finding.split(". ")
    assert "“Call each household” (Day 2): Patients without a crossing went from 40 to 45" in gravest
    assert "“Wait for the morning” (Day 1): Islanders' trust went" in largest


def test_up_is_better_in_every_row() -> None:
    for picture in charts(FERRY)[0].wide, charts(FERRY)[0].narrow:
        assert picture is not None
        axes = [picture.layout[name]["range"] for name in ("yaxis", "yaxis2", "yaxis3")]
        assert [low < high for low, high in axes] == [False, True, False]  # stranded, trust, cost


def test_people_and_company_differ_in_more_than_colour() -> None:
    people, _, company = timeline_chart.chart_over_time(FERRY, ["wait", "call"]).traces
    assert people["line"]["dash"] != company["line"]["dash"]
    assert company["line"]["color"] == QUIET  # as the company's bars while the story runs
    assert people["marker"]["symbol"] != company["marker"]["symbol"]


def test_the_table_of_outcomes_counts_every_way_once() -> None:
    space = outcomes.build_space(explore(FERRY))
    chart = outcome_chart.chart_outcomes(
        space, play.replay(FERRY, ["wait", "call"]).values, "stranded", "cost"
    )
    assert sum(int(cell) for row in chart.table.rows for cell in row[1:]) == space.paths == 4
    assert chart.finding.startswith("In none of the 4 ways")


def test_the_principle_chart_counts_decisions_not_cites() -> None:
    chart = principle_chart.chart_principles(FERRY, load_principles(), ["wait", "call"])
    assert [(row[0], row[2], row[3]) for row in chart.table.rows] == [
        ("18", "1", "1"),
        ("19", "1", "1"),
        ("21", "0", "1"),
        ("24", "0", "1"),
    ]


def test_playing_to_every_chart_never_imports_plotly(tmp_path: Path) -> None:
    code = f"""
import sys
import knowshow
from knowshow.content.principles import load_principles
from knowshow.content.scenarios import load_scenario
from knowshow.pages.widgets.player import Player
path = __import__("pathlib").Path({str(tmp_path / "journal.json")!r})
player = Player(load_scenario("cut-off"), load_principles(), path)
while not player.view["over"]:
    choice = player.view["choices"][0]["id"]
    player._heard(player, {{"do": "decide", "key": player.view["key"], "choice": choice}}, [])
space = {{"chart": "space", "people": "without", "company": "cost"}}
asks = ("standing", None), ("chart", {{"chart": "time"}}), ("chart", space), ("plotly", None)
for more in ({{"ask": ask}} | (rest or {{}}) for ask, rest in asks):
    answer = player._desk.answer(player._choices, more)
    assert answer.kind == "saved", more
assert not [name for name in sys.modules if name.split(".")[0] in ("plotly", "numpy", "pandas")]
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
