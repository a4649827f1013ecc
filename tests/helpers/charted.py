"""Every chart that a story can show, for one path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.principles import load_principles
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.views import outcome_chart, principle_chart, timeline_chart
from storyteller import first_path

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario
    from knowshow.views.chart import Chart


def charts(scenario: Scenario) -> list[Chart]:
    """Return the charts of time, of principles, and of every pair of measures."""
    choices = first_path(scenario)
    values = play.replay(scenario, choices).values
    space = outcomes.build_space(explore(scenario))
    people = [indicator.id for indicator in scenario.indicators if indicator.about == "people"]
    company = [indicator.id for indicator in scenario.indicators if indicator.about == "company"]
    return [
        timeline_chart.chart_over_time(scenario, choices),
        principle_chart.chart_principles(scenario, load_principles(), choices),
        *(outcome_chart.chart_outcomes(space, values, p, c) for p in people for c in company),
    ]
