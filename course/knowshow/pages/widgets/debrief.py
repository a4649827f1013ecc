"""What a debrief answers when the page asks: what if, all the ways, a chart, the script that draws it."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict

from knowshow.content.text import say
from knowshow.learner import action_plan, plan_file
from knowshow.pages.widgets.plot import plotly_script
from knowshow.pages.widgets.replying import Answer
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.views import (
    debrief,
    outcome_chart,
    outcome_histogram,
    principle_chart,
    sheet,
    timeline_chart,
    what_if,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowshow.content.principles import Principles
    from knowshow.learner.action_plan import Commitment
    from knowshow.story.outcomes import Space
    from knowshow.story.scenario import Scenario
    from knowshow.views.chart import Chart, ChartView
    from knowshow.views.debrief import DebriefView
    from knowshow.views.outcome_histogram import StandingView
    from knowshow.views.sheet import SheetView
    from knowshow.views.what_if import WhatIfView

log = logging.getLogger(__name__)
MOST_STATES = 30_000  # counted in less than a second; a longer wait would hold up the next click


class StandingQuestion(TypedDict):
    """Where does this outcome stand among all ways?"""

    do: Literal["ask"]
    ask: Literal["standing"]


class WhatIfQuestion(TypedDict):
    """What if, at the decision of this place (from 0), the choice of this id had been taken instead?"""

    do: Literal["ask"]
    ask: Literal["whatif"]
    at: int
    instead: str


class ChartQuestion(TypedDict):
    """Which chart: of time, of principles, or of two indicators (ids), people's and the company's.

    `reveal` (of a `ballot` of a scene, from 0) and `moved` (between two) are a live room's.
    """

    do: Literal["ask"]
    ask: Literal["chart"]
    chart: Literal["time", "profile", "space", "reveal", "moved"]
    people: NotRequired[str]
    company: NotRequired[str]
    ballot: NotRequired[int]


class PlotlyQuestion(TypedDict):
    """The script that draws charts."""

    do: Literal["ask"]
    ask: Literal["plotly"]


class SheetQuestion(TypedDict):
    """The debrief on one page."""

    do: Literal["ask"]
    ask: Literal["sheet"]


class DebriefQuestions(TypedDict):
    """The questions by what they ask."""

    standing: StandingQuestion
    whatif: WhatIfQuestion
    chart: ChartQuestion
    plotly: PlotlyQuestion
    sheet: SheetQuestion


class DebriefAnswers(TypedDict):
    """What each question is answered with; the script comes as bytes."""

    standing: StandingView
    whatif: WhatIfView
    chart: ChartView
    plotly: None
    sheet: SheetView


class DebriefReplies:
    """Answers what the page asks about a story that has ended; changes nothing and never raises."""

    def __init__(self, scenario: Scenario, principles: Principles) -> None:
        """Answer about this scenario."""
        self._scenario, self._principles = scenario, principles

    @cached_property
    def space(self) -> Space:
        """All the ways the story can go, counted when first asked for."""
        return outcomes.build_space(explore(self._scenario, MOST_STATES))

    def opening(self, choices: Sequence[str]) -> DebriefView:
        """What the debrief shows before anything is asked of it."""
        return debrief.view(self._scenario, choices)

    def answer(self, choices: Sequence[str], message: Mapping[str, Any]) -> Answer:
        """What one question is answered with, as `DebriefAnswers` has it."""
        asked: dict[str, Callable[[Sequence[str], Any], object]] = {
            "standing": self._standing,
            "whatif": self._whatif,
            "chart": self._chart,
            "sheet": self._sheet,
        }
        try:
            if message.get("ask") == "plotly":
                return Answer(buffers=(plotly_script(),), once=False)
            return Answer(content=asked[str(message.get("ask"))](choices, message), once=False)
        except Exception:
            # What escapes a handler is lost, and the clicks after it.
            log.debug("a question could not be answered", exc_info=True)
            return Answer("failed", say("debrief", "broken"), once=False)

    def _standing(self, choices: Sequence[str], _question: StandingQuestion) -> StandingView:
        return outcome_histogram.view(self.space, play.replay(self._scenario, choices).values)

    def _whatif(self, choices: Sequence[str], question: WhatIfQuestion) -> WhatIfView:
        return what_if.view(self._scenario, choices, int(question["at"]), str(question["instead"]))

    def _sheet(self, choices: Sequence[str], _question: SheetQuestion) -> SheetView:
        stated = action_plan.list_stated(plan_file.open_plan().value)
        own = [_state(each) for each in stated if each.source == self._scenario.module]
        return sheet.view(self._scenario, self._principles, choices, own)

    def _chart(self, choices: Sequence[str], question: ChartQuestion) -> ChartView:
        return self._drawn(choices, question).message()

    def _drawn(self, choices: Sequence[str], question: ChartQuestion) -> Chart:
        if question["chart"] == "time":
            return timeline_chart.chart_over_time(self._scenario, choices)
        if question["chart"] == "profile":
            return principle_chart.chart_principles(self._scenario, self._principles, choices)
        values = play.replay(self._scenario, choices).values
        return outcome_chart.chart_outcomes(
            self.space, values, str(question["people"]), str(question["company"])
        )


def _state(commitment: Commitment) -> str:
    """Return a commitment as one sentence: what, by when, and who sees to it."""
    parts = [commitment.what.strip(), commitment.by.strip(), commitment.who.strip()]
    return " · ".join(part for part in parts if part)
