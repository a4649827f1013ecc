"""The pure reducer: a scenario, a state and a choice give the next state. No I/O, no Jupyter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowshow.errors import KnowShowError
from knowshow.scenario import Choice, Decision, Delayed, Ending, Event, Scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowshow.scenario import Condition, Goto


class State(NamedTuple):
    """Where a story stands. Equal states have equal futures.

    `values` follow the order of the scenario's indicators; `past` holds the choices that some
    condition asks about and the delayed consequences that have fired.
    """

    node: str
    values: tuple[int, ...]
    flags: frozenset[str]
    past: frozenset[str]


class Turn(NamedTuple):
    """One decision as it went: the state before, the choice, what happened on the way, the state after."""

    before: State
    choice: str
    happened: tuple[str, ...]
    after: State


class IllegalChoiceError(KnowShowError):
    """A choice that the state does not offer."""


class EndlessEventsError(KnowShowError):
    """Events that lead back to each other without a decision."""


Test = "Callable[[State], bool]"


class _Program:
    """A scenario made ready to run: conditions as closures, effects as index and delta."""

    def __init__(self, scenario: Scenario) -> None:
        self.index = {indicator.id: i for i, indicator in enumerate(scenario.indicators)}
        self.node = scenario.node
        self.asked = frozenset(_asked(scenario))
        self.arriving: dict[str, list[Delayed]] = {}
        for delayed in scenario.delayed:
            for node in delayed.at:
                self.arriving.setdefault(node, []).append(delayed)
        self._tests: dict[int, Callable[[State], bool]] = {}

    def test(self, condition: Condition | None) -> Callable[[State], bool]:
        """The condition as a function of a state, made once."""
        if condition is None:
            return _always
        made = self._tests.get(id(condition))
        if made is None:
            made = self._tests[id(condition)] = _compiled(condition, self.index)
        return made

    def apply(self, state: State, part: Choice | Event | Delayed, mark: str | None) -> State:
        """The state after the effects and flags of one part of the story."""
        values, flags, past = state.values, state.flags, state.past
        if part.effects:
            moved = list(values)
            for name, delta in part.effects.items():
                moved[self.index[name]] += delta
            values = tuple(moved)
        if part.flags:
            flags = flags.union(part.flags)
        if mark is not None:
            past = past | {mark}
        return State(state.node, values, flags, past)

    def onward(self, state: State, goto: Goto) -> State:
        """The state moved along a route; the last branch is taken when no other holds."""
        if isinstance(goto, str):
            return state._replace(node=goto)
        for branch in goto[:-1]:
            if self.test(branch.when)(state):
                return state._replace(node=branch.to)
        return state._replace(node=goto[-1].to)

    def settle(self, state: State, log: list[str]) -> State:
        """Arrive: fire what is due, pass through events, stop at a decision or an ending."""
        for _ in range(len(self.node) + 1):
            for delayed in self.arriving.get(state.node, ()):
                if delayed.id not in state.past and self.test(delayed.when)(state):
                    state = self.apply(state, delayed, delayed.id)
                    log.append(delayed.id)
            node = self.node[state.node]
            if not isinstance(node, Event):
                return state
            log.append(node.id)
            state = self.onward(self.apply(state, node, None), node.goto)
        msg = f"{state.node}: these events lead back to each other; give one of them a way to a decision"
        raise EndlessEventsError(msg)


def _always(_state: State) -> bool:
    return True


def _compiled(condition: Condition, index: dict[str, int]) -> Callable[[State], bool]:
    if condition.all is not None:
        tests = [_compiled(c, index) for c in condition.all]
        return lambda state: all(test(state) for test in tests)
    if condition.any is not None:
        tests = [_compiled(c, index) for c in condition.any]
        return lambda state: any(test(state) for test in tests)
    if condition.not_ is not None:
        inner = _compiled(condition.not_, index)
        return lambda state: not inner(state)
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
    """Every condition written anywhere in a scenario, outermost first."""
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


def _asked(scenario: Scenario) -> Iterable[str]:
    stack = list(conditions(scenario))
    while stack:
        condition = stack.pop()
        if condition.chose is not None:
            yield condition.chose
        stack.extend(condition.all or ())
        stack.extend(condition.any or ())
        stack.extend([condition.not_] if condition.not_ is not None else ())


def _program(scenario: Scenario) -> _Program:
    program: _Program | None = scenario.__dict__.get("_program")
    if program is None:
        program = scenario.__dict__["_program"] = _Program(scenario)
    return program


def holds(scenario: Scenario, condition: Condition | None, state: State) -> bool:
    """Whether a condition holds in a state; no condition always holds."""
    return _program(scenario).test(condition)(state)


def start(scenario: Scenario, log: list[str] | None = None) -> State:
    """The first state; `log` receives the ids of what happens before the first decision."""
    first = tuple(indicator.start for indicator in scenario.indicators)
    state = State(scenario.start, first, frozenset(), frozenset())
    return _program(scenario).settle(state, [] if log is None else log)


def available(scenario: Scenario, state: State) -> tuple[Choice, ...]:
    """The choices a state offers, in the author's order; none at an ending."""
    node = scenario.node[state.node]
    if not isinstance(node, Decision):
        return ()
    program = _program(scenario)
    return tuple(choice for choice in node.choices if program.test(choice.when)(state))


def step(scenario: Scenario, state: State, choice: str, log: list[str] | None = None) -> State:
    """The state after a choice; `log` receives the ids of events and delayed consequences on the way.

    Raises:
        IllegalChoiceError: the state does not offer that choice.
        EndlessEventsError: events lead back to each other.
    """
    program = _program(scenario)
    node = scenario.node[state.node]
    taken = None
    if isinstance(node, Decision):
        taken = next((c for c in node.choices if c.id == choice and program.test(c.when)(state)), None)
    if taken is None:
        offered = ", ".join(c.id for c in available(scenario, state)) or "nothing; the story is over"
        msg = f"{scenario.id}: {choice!r} cannot be chosen at {state.node!r}; it offers {offered}"
        raise IllegalChoiceError(msg)
    mark = choice if choice in program.asked else None
    moved = program.onward(program.apply(state, taken, mark), taken.goto)
    return program.settle(moved, [] if log is None else log)


def trace(scenario: Scenario, choices: Sequence[str]) -> tuple[Turn, ...]:
    """Every turn of a journal's choices, from the start; raises as `step` does."""
    turns: list[Turn] = []
    state = start(scenario)
    for choice in choices:
        log: list[str] = []
        after = step(scenario, state, choice, log)
        turns.append(Turn(state, choice, tuple(log), after))
        state = after
    return tuple(turns)


def replay(scenario: Scenario, choices: Sequence[str]) -> State:
    """The state that a journal's choices lead to; raises as `step` does."""
    state = start(scenario)
    for choice in choices:
        state = step(scenario, state, choice)
    return state


def over(scenario: Scenario, state: State) -> bool:
    """Whether the story has ended."""
    return isinstance(scenario.node[state.node], Ending)
