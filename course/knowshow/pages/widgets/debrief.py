"""What a debrief answers when the page asks: what if, all the ways, a chart, the script that draws it."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict

from knowshow.content.text import say
from knowshow.pages.widgets.plot import plotly_script
from knowshow.pages.widgets.replying import Answer
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.views import debrief, outcome_chart, outcome_histogram, principle_chart, timeline_chart, what_if

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowshow.content.principles import Principles
    from knowshow.story.outcomes import Space
    from knowshow.story.scenario import Scenario
    from knowshow.views.chart import Chart, ChartView
    from knowshow.views.debrief import DebriefView
    from knowshow.views.outcome_histogram import StandingView
    from knowshow.views.what_if import WhatIfView

log = logging.getLogger(__name__)
MOST_STATES = 30_000  # counted in less than a second; a longer wait would hold up the next click


class DebriefAnswers(TypedDict):
    """What each question (`ask`) is answered with.

    `whatif` asks of the decision `at` (from 0) with the choice `instead`; `chart` names one of `time`,
    `profile` and `space`, the last with two indicators (`people`, `company`); `plotly` comes as bytes.
    """

    standing: StandingView
    whatif: WhatIfView
    chart: ChartView
    plotly: None


class Desk:
    """Answers what the page asks about a story that has ended; changes nothing and never raises."""

    def __init__(self, scenario: Scenario, principles: Principles) -> None:
        """Answer about this scenario."""
        self._scenario, self._principles = scenario, principles

    @cached_property
    def space(self) -> Space:
        """All the ways the story can go, counted when first asked for."""
        return outcomes.space(explore(self._scenario, MOST_STATES))

    def opening(self, choices: Sequence[str]) -> DebriefView:
        """What the debrief shows before anything is asked of it."""
        return debrief.view(self._scenario, choices)

    def answer(self, choices: Sequence[str], message: Mapping[str, Any]) -> Answer:
        """What one question is answered with, as `DebriefAnswers` has it."""
        asked: dict[str, Callable[[Sequence[str], Mapping[str, Any]], object]] = {
            "standing": self._standing,
            "whatif": self._whatif,
            "chart": self._chart,
        }
        try:
            if message.get("ask") == "plotly":
                return Answer(buffers=(plotly_script(),), once=False)
            return Answer(content=asked[str(message.get("ask"))](choices, message), once=False)
        except Exception:
            # What escapes a handler is lost, and the clicks after it.
            log.debug("a question could not be answered", exc_info=True)
            return Answer("failed", say("debrief", "broken"), once=False)

    def _standing(self, choices: Sequence[str], _message: Mapping[str, Any]) -> StandingView:
        return outcome_histogram.view(self.space, play.replay(self._scenario, choices).values)

    def _whatif(self, choices: Sequence[str], message: Mapping[str, Any]) -> WhatIfView:
        return what_if.view(self._scenario, choices, int(message["at"]), str(message["instead"]))

    def _chart(self, choices: Sequence[str], message: Mapping[str, Any]) -> ChartView:
        return self._drawn(choices, message).message()

    def _drawn(self, choices: Sequence[str], message: Mapping[str, Any]) -> Chart:
        if message["chart"] == "time":
            return timeline_chart.over_time(self._scenario, choices)
        if message["chart"] == "profile":
            return principle_chart.principle_profile(self._scenario, self._principles, choices)
        values = play.replay(self._scenario, choices).values
        return outcome_chart.outcome_space(
            self.space, values, str(message["people"]), str(message["company"])
        )
