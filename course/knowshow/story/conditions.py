"""Conditions as functions of a state, and every condition that is written in a scenario.

A condition is a tree: `all`, `any` and `not` hold further conditions, the leaves test a flag, a choice or an
indicator. Exploring a story asks the same conditions in very many states, so the tree is compiled once into
nested closures: no leaf looks up its own kind, or the name of an indicator, again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowshow.story.scenario import Condition, Scenario
    from knowshow.story.state import State


def always(_state: State) -> bool:
    """Hold in every state."""
    return True


def _and(first: Callable[[State], bool], second: Callable[[State], bool]) -> Callable[[State], bool]:
    return lambda state: first(state) and second(state)


def _or(first: Callable[[State], bool], second: Callable[[State], bool]) -> Callable[[State], bool]:
    return lambda state: first(state) or second(state)


def _join_in_halves(
    join: Callable[[Callable[[State], bool], Callable[[State], bool]], Callable[[State], bool]],
    tests: Sequence[Callable[[State], bool]],
) -> Callable[[State], bool]:
    """Join tests in halves, so that a list of n tests nests only about log2(n) calls."""
    if len(tests) == 1:
        return tests[0]
    half = len(tests) // 2
    return join(_join_in_halves(join, tests[:half]), _join_in_halves(join, tests[half:]))


def compile_condition(condition: Condition, index: dict[str, int]) -> Callable[[State], bool]:
    """Return a condition as a function of a state; `index` gives each indicator's place in its values."""
    if condition.all is not None:
        return _join_in_halves(_and, [compile_condition(c, index) for c in condition.all])
    if condition.any is not None:
        return _join_in_halves(_or, [compile_condition(c, index) for c in condition.any])
    if condition.not_ is not None:
        inner = compile_condition(condition.not_, index)
        return lambda state: not inner(state)
    return _compile_test(condition, index)


def _compile_test(condition: Condition, index: dict[str, int]) -> Callable[[State], bool]:
    if condition.flag is not None:
        flag = condition.flag
        return lambda state: flag in state.flags
    if condition.chose is not None:
        chose = condition.chose
        return lambda state: chose in state.past
    # The last two kinds are mappings of exactly one indicator to its bound.
    (name, bound), *_ = (condition.at_least or condition.at_most or {}).items()
    place = index[name]
    if condition.at_least is not None:
        return lambda state: state.values[place] >= bound
    return lambda state: state.values[place] <= bound


def find_conditions(scenario: Scenario) -> Iterable[Condition]:
    """Yield every condition written in a scenario that is not part of another one."""
    for part in (*scenario.nodes, *scenario.delayed, *scenario.invariants, *scenario.debrief.lives):
        yield from _find_conditions_in(part)


def _find_conditions_in(part: object) -> Iterable[Condition]:
    # Asked by attribute, so that nodes, choices, branches, voices, lives and norms take the same way.
    for name in ("when", "must"):
        condition = getattr(part, name, None)
        if condition is not None:
            yield condition
    for name in ("voices", "choices", "goto"):
        inner = getattr(part, name, ())
        if not isinstance(inner, str):  # a goto may be one node's id, which has no condition
            for piece in inner:
                yield from _find_conditions_in(piece)


def find_tested_choices(scenario: Scenario) -> Iterable[str]:
    """Yield the ids of choices that some condition asks about, with repeats.

    Only these are kept in a state's `past`. Two paths that differ in any other choice then meet in one state,
    which keeps the number of states small.
    """
    stack = list(find_conditions(scenario))
    while stack:
        condition = stack.pop()
        if condition.chose is not None:
            yield condition.chose
        stack.extend(condition.all or ())
        stack.extend(condition.any or ())
        stack.extend([condition.not_] if condition.not_ is not None else ())
