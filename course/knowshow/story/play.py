"""The pure reducer: a scenario, a state and a choice give the next state. No I/O, no Jupyter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowshow.errors import UnwordedError, Words
from knowshow.story.conditions import always, compile_condition, find_tested_choices
from knowshow.story.scenario import Choice, Decision, Delayed, Ending, Event
from knowshow.story.state import State, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowshow.story.scenario import Condition, Scenario


class IllegalChoiceError(UnwordedError):
    """A choice that the state does not offer."""


class EndlessEventsError(UnwordedError):
    """Events that lead back to each other without a decision."""


class _Move(NamedTuple):
    """A compiled part of the story: effects as index and delta, and the ways on with their tests."""

    effects: tuple[tuple[int, int], ...]
    flags: frozenset[str]
    mark: frozenset[str]
    ways: tuple[tuple[Callable[[State], bool] | None, str], ...]


class _Program:
    """A compiled scenario: conditions as closures, parts as moves."""

    def __init__(self, scenario: Scenario) -> None:
        self.index = {indicator.id: i for i, indicator in enumerate(scenario.indicators)}
        self._tests: dict[int, tuple[Condition, Callable[[State], bool]]] = {}
        marked = frozenset(find_tested_choices(scenario))
        self.offers: dict[str, tuple[tuple[Callable[[State], bool] | None, Choice], ...]] = {}
        self.moves: dict[str, _Move] = {}
        self.arriving: dict[str, list[tuple[str, Callable[[State], bool], _Move]]] = {}
        self.events = {node.id: self.compile_move(node) for node in scenario.nodes if isinstance(node, Event)}
        for node in scenario.nodes:
            for choice in node.choices if isinstance(node, Decision) else ():
                self.moves[choice.id] = self.compile_move(choice, choice.id if choice.id in marked else None)
            if isinstance(node, Decision):
                self.offers[node.id] = tuple((self.optional_test(c.when), c) for c in node.choices)
        for delayed in scenario.delayed:
            fires = (delayed.id, self.test(delayed.when), self.compile_move(delayed, delayed.id))
            for at in delayed.at:
                self.arriving.setdefault(at, []).append(fires)

    def test(self, condition: Condition | None) -> Callable[[State], bool]:
        """Return the condition as a function of a state, compiled once."""
        if condition is None:
            return always
        entry = self._tests.get(id(condition))
        if entry is None:  # the condition is kept too, so that its id is not given to another
            entry = self._tests[id(condition)] = (condition, compile_condition(condition, self.index))
        return entry[1]

    def optional_test(self, condition: Condition | None) -> Callable[[State], bool] | None:
        """Return the condition as a function, or None where there is none, which saves a call in `step`."""
        return None if condition is None else self.test(condition)

    def compile_move(self, part: Choice | Event | Delayed, mark: str | None = None) -> _Move:
        """Compile one part of the story; a delayed consequence has no way on."""
        effects = tuple((self.index[name], delta) for name, delta in part.effects.items() if delta)
        goto = () if isinstance(part, Delayed) else part.goto
        ways = (
            ((None, goto),)
            if isinstance(goto, str)
            else tuple((self.optional_test(b.when), b.to) for b in goto)
        )
        return _Move(effects, frozenset(part.flags), frozenset([mark] if mark else []), ways)

    def settle(self, state: State, log: list[str]) -> State:
        """Fire what is due, pass through events, stop at a decision or an ending; `log` receives the ids."""
        for _ in range(len(self.events) + 1):
            for name, due, move in self.arriving.get(state[0], ()):
                if name not in state[3] and due(state):
                    state = _apply(state, move)
                    log.append(name)
            event = self.events.get(state[0])
            if event is None:
                return state
            log.append(state[0])
            state = _apply(state, event)
        raise EndlessEventsError("story.endless", node=state.node)


def _apply(state: State, move: _Move) -> State:
    """Apply a move's effects, flags and mark, and follow its first open way."""
    node, values, flags, past = state
    if move.effects:
        new_values = list(values)
        for place, delta in move.effects:
            new_values[place] += delta
        values = tuple(new_values)
    if move.flags:
        flags |= move.flags
    if move.mark:
        past |= move.mark
    if len(move.ways) == 1:
        return State(move.ways[0][1], values, flags, past)
    after = State(node, values, flags, past)
    for test, to in move.ways:
        if test is None or test(after):
            return State(to, values, flags, past)
    return after


def _program(scenario: Scenario) -> _Program:
    program: _Program | None = scenario.__dict__.get("_program")
    if program is None:
        program = scenario.__dict__["_program"] = _Program(scenario)
    return program


def test(scenario: Scenario, condition: Condition | None) -> Callable[[State], bool]:
    """Return a condition as a function of a state, for repeated use."""
    return _program(scenario).test(condition)


def holds(scenario: Scenario, condition: Condition | None, state: State) -> bool:
    """Return whether a condition holds in a state; no condition always holds."""
    return _program(scenario).test(condition)(state)


def start(scenario: Scenario, log: list[str] | None = None) -> State:
    """Return the first state; `log` receives the ids of what happens before the first decision."""
    first = tuple(indicator.start for indicator in scenario.indicators)
    state = State(scenario.start, first, frozenset(), frozenset())
    return _program(scenario).settle(state, [] if log is None else log)


def available(scenario: Scenario, state: State) -> tuple[Choice, ...]:
    """Return the choices a state offers, in the author's order; none at an ending."""
    offers = _program(scenario).offers.get(state.node, ())
    return tuple(choice for test, choice in offers if test is None or test(state))


def step(scenario: Scenario, state: State, choice: str, log: list[str] | None = None) -> State:
    """Return the state after a choice; `log` receives the ids of events and delayed consequences on the way.

    Raises:
        IllegalChoiceError: the state does not offer that choice.
        EndlessEventsError: events lead back to each other.
    """
    program = _program(scenario)
    for test, offered in program.offers.get(state.node, ()):
        if offered.id == choice and (test is None or test(state)):
            return program.settle(_apply(state, program.moves[choice]), [] if log is None else log)
    open_ = ", ".join(c.id for c in available(scenario, state)) or Words("story.over")
    at = {"scenario": scenario.id, "node": state.node}
    raise IllegalChoiceError("story.illegal", choice=choice, open=open_, **at)


def take(scenario: Scenario, state: State, choice: Choice, log: list[str] | None = None) -> State:
    """Return the state after a choice that `available` gave for this state; else as `step`."""
    program = _program(scenario)
    return program.settle(_apply(state, program.moves[choice.id]), [] if log is None else log)


def trace(scenario: Scenario, choices: Sequence[str]) -> tuple[Turn, ...]:
    """Return every turn of a journal's choices, from the start; raises as `step` does."""
    turns: list[Turn] = []
    state = start(scenario)
    for choice in choices:
        log: list[str] = []
        after = step(scenario, state, choice, log)
        turns.append(Turn(state, choice, tuple(log), after))
        state = after
    return tuple(turns)


def replay(scenario: Scenario, choices: Sequence[str]) -> State:
    """Return the state that a journal's choices lead to; raises as `step` does."""
    state = start(scenario)
    for choice in choices:
        state = step(scenario, state, choice)
    return state


def is_over(scenario: Scenario, state: State) -> bool:
    """Return whether the story has ended."""
    return isinstance(scenario.node[state.node], Ending)
