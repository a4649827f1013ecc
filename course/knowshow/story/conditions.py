"""Conditions as functions of a state, and every condition that is written in a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowshow.story.scenario import Condition, Scenario
    from knowshow.story.state import State


def always(_state: State) -> bool:
    """Hold in every state."""
    return True


def _both(one: Callable[[State], bool], other: Callable[[State], bool]) -> Callable[[State], bool]:
    return lambda state: one(state) and other(state)


def _either(one: Callable[[State], bool], other: Callable[[State], bool]) -> Callable[[State], bool]:
    return lambda state: one(state) or other(state)


def _joined(
    join: Callable[[Callable[[State], bool], Callable[[State], bool]], Callable[[State], bool]],
    tests: Sequence[Callable[[State], bool]],
) -> Callable[[State], bool]:
    """Join tests in halves, so that a list of n tests nests only about log2(n) calls."""
    if len(tests) == 1:
        return tests[0]
    half = len(tests) // 2
    return join(_joined(join, tests[:half]), _joined(join, tests[half:]))


def compile_condition(condition: Condition, index: dict[str, int]) -> Callable[[State], bool]:
    """Return a condition as a function of a state; `index` gives each indicator's place in its values."""
    if condition.all is not None:
        return _joined(_both, [compile_condition(c, index) for c in condition.all])
    if condition.any is not None:
        return _joined(_either, [compile_condition(c, index) for c in condition.any])
    if condition.not_ is not None:
        inner = compile_condition(condition.not_, index)
        return lambda state: not inner(state)
    return _plain(condition, index)


def _plain(condition: Condition, index: dict[str, int]) -> Callable[[State], bool]:
    if condition.flag is not None:
        flag = condition.flag
        return lambda state: flag in state.flags
    if condition.chose is not None:
        chose = condition.chose
        return lambda state: chose in state.past
    (name, bound), *_ = (condition.at_least or condition.at_most or {}).items()
    place = index[name]
    if condition.at_least is not None:
        return lambda state: state.values[place] >= bound
    return lambda state: state.values[place] <= bound


def conditions(scenario: Scenario) -> Iterable[Condition]:
    """Yield every condition written anywhere in a scenario, outermost first."""
    for part in (*scenario.nodes, *scenario.delayed, *scenario.invariants, *scenario.debrief.lives):
        yield from _conditions_in(part)


def _conditions_in(part: object) -> Iterable[Condition]:
    for name in ("when", "must"):
        found = getattr(part, name, None)
        if found is not None:
            yield found
    for name in ("voices", "choices", "goto"):
        inner = getattr(part, name, ())
        if not isinstance(inner, str):
            for piece in inner:
                yield from _conditions_in(piece)


def choices_asked_about(scenario: Scenario) -> Iterable[str]:
    """Yield the ids of choices that some condition asks about, with repeats."""
    stack = list(conditions(scenario))
    while stack:
        condition = stack.pop()
        if condition.chose is not None:
            yield condition.chose
        stack.extend(condition.all or ())
        stack.extend(condition.any or ())
        stack.extend([condition.not_] if condition.not_ is not None else ())
