from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from knowshow.content.scenarios import load_scenario
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.story.outcomes import Standing
from knowshow.story.play import IllegalChoiceError
from knowshow.views import debrief, indicators, outcome_histogram, what_if

FERRY = load_scenario(Path(__file__).parents[1] / "scenarios" / "ferry.yaml")
STRANDED, TRUST, COST = FERRY.indicators
PATH = ("wait", "call")


def test_each_step_shows_what_it_moved() -> None:
    first, second = debrief.view(FERRY, PATH)["walk"]
    assert [one["kind"] for one in second["happened"]] == ["choice", "event", "delayed"]
    assert [(one["label"], one["before"], one["after"]) for one in first["moved"]] == [
        ("Islanders' trust", "fair", "low")
    ]


def test_rights_holders_come_first_and_tell_how_it_ended() -> None:
    people = debrief.view(FERRY, PATH)["people"]
    assert [one["initials"] for one in people] == ["IA", "OL", "RV"]
    assert [one["life"] is not None for one in people] == [True, True, False]
    assert [(one["time"], one["later"]) for one in people[0]["reached"]] == [
        ("Day 2", False),
        ("Day 30", True),
    ]
    assert people[2]["said"][0]["html"] == "<p>Let us not overreact.</p>\n"


def test_a_principle_is_touched_by_any_of_its_parts() -> None:
    view = debrief.view(FERRY, PATH)
    assert view["relied"] == ["GP18(b)", "GP19"]
    assert view["untouched"] == ["GP21(a)", "GP24"]


def test_a_decision_offers_what_was_open() -> None:
    first, _ = debrief.view(FERRY, PATH)["decisions"]
    assert first["mine"] == "wait"
    assert [choice["id"] for choice in first["choices"]] == ["charter", "wait"]


def test_what_if_shows_the_difference_and_for_whom() -> None:
    view = what_if.view(FERRY, PATH, 0, "charter")
    assert [(one["label"], one["before"], one["after"], one["course"]) for one in view["indicators"]] == [
        ("Patients without a crossing", "45 patients", "34 patients", "better"),
        ("Islanders' trust", "fair", "fair", "better"),
        ("Cost", "small", "fair", "worse"),
    ]
    assert view["indicators"][1]["said"] == "slightly_better"
    assert view["later"] == [{"time": "Day 2", "label": "Call each household", "kept": True}]
    assert view["endings"]
    assert view["endings"]["same"]
    assert [(one["initials"], one["differs"]) for one in view["people"]] == [
        ("IA", True),
        ("OL", True),
        ("RV", True),
    ]
    assert "better off. Compared: Day 30." in view["summary"]


def test_what_if_lets_a_stakeholder_tell_it_otherwise() -> None:
    view = what_if.view(FERRY, PATH, 1, "post")
    league = next(person for person in view["people"] if person["initials"] == "OL")
    assert view["endings"] == {
        "mine": "They know your name",
        "other": "They know your notice",
        "same": False,
    }
    assert league["reached"] == [1, 0]


def test_what_if_stops_where_a_later_choice_is_no_longer_open() -> None:
    data = FERRY.model_dump(by_alias=True, exclude_unset=True)
    data["nodes"][1]["choices"][0]["when"] = {"flag": "sailed"}
    story = type(FERRY).model_validate(data)
    view = what_if.view(story, ("charter", "call"), 0, "wait")
    assert view["stopped"] == {
        "time": "Day 2",
        "title": "The list of names",
        "lost": "Call each household",
        "offers": ["Post a notice"],
    }
    assert [one["kept"] for one in view["later"]] == [False]
    assert view["endings"] is None
    assert view["by"] == ["Day 2", "Day 2"]


@pytest.mark.parametrize(("at", "instead"), [(0, "post"), (0, "nonsense"), (7, "wait"), (-1, "call")])
def test_what_if_refuses_a_choice_that_was_not_open(at: int, instead: str) -> None:
    with pytest.raises(IllegalChoiceError):
        what_if.view(FERRY, PATH, at, instead)


def test_histograms_count_every_way_once_and_mark_one_bin() -> None:
    space = outcomes.build_space(explore(FERRY))
    view = outcome_histogram.view(space, play.replay(FERRY, PATH).values)
    assert [one["label"] for one in view["indicators"]] == ["Patients without a crossing", "Islanders' trust"]
    for one in view["indicators"]:
        assert sum(bin_["count"] for bin_ in one["bins"]) == space.paths == 4
        assert [bin_["mine"] for bin_ in one["bins"]].count(True) == 1
        assert max(bin_["tall"] for bin_ in one["bins"]) == 1
        assert one["ways"] == ["worse", "better"]
    stranded, trust = view["indicators"]
    assert stranded["ends"] == ["45 patients", "34 patients"]
    assert trust["ends"] == ["low", "high"]


def test_a_finding_gives_exact_numbers() -> None:
    space = outcomes.build_space(explore(FERRY))
    view = outcome_histogram.view(space, play.replay(FERRY, PATH).values)
    assert (
        view["indicators"][0]["finding"] == "No way ends worse for people; in 2 of 4 (50 %) it ends better."
    )
    alone = Standing(Fraction(0), Fraction(1), Fraction(0))
    assert outcome_histogram.finding(alone, 1) == "It ends so in all 1 ways."


def test_a_story_too_large_to_count_says_so() -> None:
    view = outcome_histogram.view(outcomes.build_space(explore(FERRY, 3)), (40, 40, 0))
    assert not view["exact"]
    assert view["indicators"] == []


def test_bins_are_levels_or_values_or_round_widths() -> None:
    assert outcome_histogram.bins(TRUST, {}) == [(0, 33), (34, 67), (68, 100)]
    assert outcome_histogram.bins(STRANDED, {34: 1, 45: 3}) == [(34, 34), (45, 45)]
    wide = outcome_histogram.bins(STRANDED, dict.fromkeys(range(3, 60), 1))
    assert wide[:2] == [(0, 4), (5, 9)]
    assert outcome_histogram.bin_name(STRANDED, wide[1]) == "5\N{EN DASH}9 patients"


def test_a_change_within_one_level_is_called_slight() -> None:
    assert indicators.difference(TRUST, 40, 45)["said"] == "slightly_better"
    assert indicators.difference(STRANDED, 40, 45)["said"] == "worse"


def test_labels_hold_no_markup() -> None:
    assert indicators.lines("A <b> & a longer label", 12) == "A &lt;b&gt; &amp; a<br>longer label"
