"""Conditions, effects and routes of a scenario in words, for people who read it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowshow.story.scenario import Condition, Goto, Indicator, Scenario

_SECTION = "edition"


def condition(scenario: Scenario, what: Condition) -> str:
    """A condition as half a sentence that follows *if*."""
    for key in ("all", "any"):
        inner = getattr(what, key)
        if inner is not None:
            joined = say(_SECTION, f"join_{key}").join(condition(scenario, one) for one in inner)
            return f"({joined})" if len(inner) > 1 else joined
    if what.not_ is not None:
        return say(_SECTION, "if_not", inner=condition(scenario, what.not_))
    if what.flag is not None:
        return say(_SECTION, "if_flag", flag=what.flag)
    if what.chose is not None:
        return say(_SECTION, "if_chose", label=scenario.choice[what.chose].label)
    key = "at_least" if what.at_least is not None else "at_most"
    (name, bound), *_ = (what.at_least or what.at_most or {}).items()
    return say(_SECTION, f"if_{key}", indicator=_gauge(scenario, name).label, bound=bound)


def effects(scenario: Scenario, moved: Mapping[str, int]) -> str:
    """What some effects do, indicator by indicator; nothing where there are none."""
    said = []
    for name, delta in moved.items():
        gauge = _gauge(scenario, name)
        course = say(_SECTION, gauge.course(0, delta))
        said.append(say(_SECTION, "effect", indicator=gauge.label, delta=f"{delta:+d}", course=course))
    return "; ".join(said)


def route(scenario: Scenario, goto: Goto, number: Mapping[str, int]) -> str:
    """Where a route leads, with the numbers of the sections."""
    if isinstance(goto, str):
        return say(_SECTION, "to", number=number[goto], title=scenario.node[goto].title)
    ways = []
    for branch in goto:
        to = say(_SECTION, "to", number=number[branch.to], title=scenario.node[branch.to].title)
        key = "otherwise" if branch.when is None else "branch"
        when = "" if branch.when is None else condition(scenario, branch.when)
        ways.append(say(_SECTION, key, when=when, to=to))
    return " ".join(ways)


def _gauge(scenario: Scenario, name: str) -> Indicator:
    return next(indicator for indicator in scenario.indicators if indicator.id == name)
