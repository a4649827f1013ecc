"""Put the conditions, effects and routes of a scenario into words, for readers on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowshow.story.scenario import Condition, Goto, Indicator, Scenario

_SECTION = "edition"


def say_condition(scenario: Scenario, condition: Condition) -> str:
    """Return a condition as a clause that follows *if*."""
    for key in ("all", "any"):
        inner = getattr(condition, key)
        if inner is not None:
            joined = say(_SECTION, f"join_{key}").join(say_condition(scenario, part) for part in inner)
            return f"({joined})" if len(inner) > 1 else joined
    if condition.not_ is not None:
        return say(_SECTION, "if_not", inner=say_condition(scenario, condition.not_))
    if condition.flag is not None:
        return say(_SECTION, "if_flag", flag=condition.flag)
    if condition.chose is not None:
        return say(_SECTION, "if_chose", label=scenario.choice[condition.chose].label)
    key = "at_least" if condition.at_least is not None else "at_most"
    (name, bound), *_ = (condition.at_least or condition.at_most or {}).items()
    return say(_SECTION, f"if_{key}", indicator=_find_indicator(scenario, name).label, bound=bound)


def say_effects(scenario: Scenario, deltas: Mapping[str, int]) -> str:
    """Return what effects (changes by indicator id) do, as one line; empty if there are none."""
    parts = []
    for name, delta in deltas.items():
        gauge = _find_indicator(scenario, name)
        course = say(_SECTION, gauge.course(0, delta))
        parts.append(say(_SECTION, "effect", indicator=gauge.label, delta=f"{delta:+d}", course=course))
    return "; ".join(parts)


def say_route(scenario: Scenario, goto: Goto, number: Mapping[str, int]) -> str:
    """Return where a route leads; `number` gives each node's section."""
    if isinstance(goto, str):
        return say(_SECTION, "to", number=number[goto], title=scenario.node[goto].title)
    ways = []
    for branch in goto:
        to = say(_SECTION, "to", number=number[branch.to], title=scenario.node[branch.to].title)
        key = "otherwise" if branch.when is None else "branch"
        when = "" if branch.when is None else say_condition(scenario, branch.when)
        ways.append(say(_SECTION, key, when=when, to=to))
    return " ".join(ways)


def _find_indicator(scenario: Scenario, name: str) -> Indicator:
    return next(indicator for indicator in scenario.indicators if indicator.id == name)
