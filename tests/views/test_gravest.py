from __future__ import annotations

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import list_names, load_scenario
from knowshow.story import play
from knowshow.views import debrief, gravest, principle_chart, sheet, timeline_chart
from storyteller import first_path

CUT_OFF = load_scenario("cut-off")
LASTING = "People harmed for good"


def test_what_can_never_be_put_right_stands_above_any_number() -> None:
    effects = gravest.list_effects(CUT_OFF, play.trace(CUT_OFF, first_path(CUT_OFF)))
    first, largest = gravest.find_gravest(effects), gravest.find_largest(effects)
    assert first is not None
    assert largest is not None
    assert first.indicator.label == LASTING
    assert largest.indicator.label != LASTING
    assert abs(first.after - first.before) < abs(largest.after - largest.before)


def test_among_equals_harm_comes_before_relief_and_much_before_little() -> None:
    lasting = next(each for each in CUT_OFF.indicators if each.label == LASTING)
    relief, little, much = (gravest.Effect(lasting, 90, to, turn) for turn, to in enumerate((10, 95, 99)))
    assert sorted([relief, little, much], key=gravest.severity) == [much, little, relief]


def test_every_story_says_which_of_its_counts_is_gravest_and_names_it_first() -> None:
    for scenario in map(load_scenario, list_names()):
        choices = first_path(scenario)
        first = scenario.indicators[gravest.sort_places(scenario)[0]].gravity
        assert first is not None, scenario.id
        top = [each.label for each in scenario.indicators if each.gravity == first]
        chart = timeline_chart.chart_over_time(scenario, choices)
        assert any(label in chart.finding.partition(".")[0] for label in top), scenario.id


def test_list_and_chart_of_the_principles_count_alike() -> None:
    for scenario in map(load_scenario, list_names()):
        choices = first_path(scenario)
        seen = debrief.view(scenario, choices)
        listed = {cite.partition("(")[0] for cite in (*seen["relied"], *seen["untouched"])}
        chart = principle_chart.chart_principles(scenario, load_principles(), choices)
        assert {f"GP{row[0]}" for row in chart.table.rows} == listed, scenario.id


def test_the_sheet_holds_the_gravest_the_path_and_where_it_turned() -> None:
    choices = first_path(CUT_OFF)
    page = sheet.view(CUT_OFF, load_principles(), choices, ["Ask first · 4 December"])
    assert page["people"][0].startswith(LASTING)
    assert len(page["path"]) == len(choices)
    assert 1 <= len(page["turns"]) <= 3
    assert all(turn["changes"][0].startswith(LASTING) for turn in page["turns"])
    assert "22 remediation" in {name for lesson in page["lessons"] for name in lesson["principles"]}
