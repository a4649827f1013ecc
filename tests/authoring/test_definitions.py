"""The guide's definitions worked out word by word over listed paths, against what the checks find."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import example, given
from hypothesis import strategies as st

import storyteller
from knowshow.authoring.checks import cues, findings
from knowshow.authoring.checks.story import ExploredStory
from knowshow.content.principles import load_principles
from knowshow.story import play
from knowshow.story.explore import explore
from knowshow.story.scenario import AlwaysNorm, ChoiceNorm, Decision, Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowshow.story.state import State

    Outcome = tuple[int, ...]

PRINCIPLES = load_principles()
JUDGED = {"KS401", "KS402", "KS403", "KS404"}
Path = tuple[str, ...]


def examined(scenario: Scenario) -> ExploredStory:
    """A scenario explored for the checks."""
    return ExploredStory(scenario, explore(scenario), PRINCIPLES)


def beginnings(scenario: Scenario) -> Iterator[tuple[Path, State]]:
    """Every list of choices that can be made, the shorter first, with the state it leads to."""
    row: list[Path] = [()]
    while row:
        met = [(path, play.replay(scenario, path)) for path in row]
        yield from met
        row = [(*path, choice.id) for path, state in met for choice in play.available(scenario, state)]


def outcomes(scenario: Scenario, state: State) -> set[Outcome]:
    """O: the values at all endings that can still be reached, the better the greater."""
    if play.is_over(scenario, state):
        signs = [1 if indicator.better == "more" else -1 for indicator in scenario.indicators]
        return {tuple(sign * value for sign, value in zip(signs, state.values, strict=True))}
    ways = [play.step(scenario, state, choice.id) for choice in play.available(scenario, state)]
    return set().union(*(outcomes(scenario, way) for way in ways))


def as_good(ours: set[Outcome], theirs: set[Outcome], lead: int = 0) -> bool:
    """Both halves of the definition; with a lead of 1 it is *beats*."""

    def under(u: Outcome, v: Outcome) -> bool:
        return all(b >= a + lead for a, b in zip(u, v, strict=True))

    return all(any(under(u, v) for v in ours) for u in theirs) and all(
        any(under(u, v) for u in theirs) for v in ours
    )


def offers(scenario: Scenario, node: Decision) -> list[dict[str, State]]:
    """For each state that reaches a decision, its open choices and where they lead."""
    states = {state for _, state in beginnings(scenario) if state.node == node.id}
    return [
        {choice.id: play.step(scenario, state, choice.id) for choice in play.available(scenario, state)}
        for state in states
    ]


def expected(scenario: Scenario, node: Decision) -> Iterator[tuple[str, str]]:
    """The codes of a decision's choices: dominant, in some states only, straw man, without consequence."""
    offered = offers(scenario, node)
    ends = [{name: outcomes(scenario, way) for name, way in ways.items()} for ways in offered]
    two = [ways for ways in ends if len(ways) > 1]
    for i, choice in enumerate(node.choices):
        leads = [dominant(choice.id, ways) for ways in two]
        if any(leads):
            yield ("KS401" if all(leads) else "KS402"), choice.id
        mine = [ways for ways in ends if choice.id in ways]
        others = [other.id for other in node.choices if other is not choice]
        if mine and any(all(n in w and as_good(w[n], w[choice.id], 1) for w in mine) for n in others):
            yield "KS403", choice.id
        for other in node.choices[:i]:
            both = [ways for ways in offered if choice.id in ways and other.id in ways]
            if both and all(ways[choice.id] == ways[other.id] for ways in both):
                yield "KS404", choice.id


def dominant(name: str, ways: dict[str, set[Outcome]]) -> bool:
    """At least as good as each other open choice, and not all of these at least as good as it."""
    others = [found for other, found in ways.items() if other != name]
    mine = ways.get(name)
    return (
        mine is not None
        and all(as_good(mine, found) for found in others)
        and not all(as_good(found, mine) for found in others)
    )


@given(storyteller.scenarios())
@example(
    storyteller.drawn(3, 2806)
)  # a choice that is beaten wherever another is open, and once stands alone
def test_findings_about_choices_follow_the_guides_definitions(scenario: Scenario) -> None:
    decisions = [node for node in scenario.nodes if isinstance(node, Decision)]
    assert codes(scenario) == {pair for node in decisions for pair in expected(scenario, node)}


def test_a_choice_that_stands_alone_in_some_state_is_no_straw_man() -> None:
    tale = storyteller.starter() | {"delayed": [], "invariants": []}
    storyteller.choice(tale, "publish").update(
        when={"flag": "asked"}, effects={"near-school": -5, "contracts": 5}
    )
    storyteller.choice(tale, "keep-inside").update(effects={})
    scenario = storyteller.told(tale)
    assert ("KS403", "keep-inside") not in codes(scenario)
    storyteller.choice(tale, "publish").pop("when")
    assert ("KS403", "keep-inside") in codes(storyteller.told(tale))


def codes(scenario: Scenario) -> set[tuple[str, str]]:
    """What is said of choices."""
    return {
        (fault.code, fault.words.values["choice"])
        for fault in findings(examined(scenario))
        if fault.code in JUDGED
    }


@given(storyteller.scenarios())
def test_the_best_choice_is_that_of_the_best_mean_over_the_paths_through_it(scenario: Scenario) -> None:
    scores: dict[tuple[str, str], list[Fraction]] = {}
    for path, state in beginnings(scenario):
        if play.is_over(scenario, state):
            score = Fraction(sum(99 - value for value in state.values), 198)  # of [-99, 99], less is better
            for turn in play.trace(scenario, path):
                scores.setdefault((turn.before.node, turn.choice), []).append(score)
    best: dict[str, str] = {}
    for node in (node for node in scenario.nodes if isinstance(node, Decision)):
        means = {c: Fraction(sum(all_), len(all_)) for (at, c), all_ in scores.items() if at == node.id}
        top = [choice for choice, mean in means.items() if mean == max(means.values())]
        if len(means) > 1 and len(top) == 1:
            best[node.id] = top[0]
    best_choices = list(cues.find_best_choices(examined(scenario), scenario.indicators))
    assert {one.choice.id for one in best_choices} == set(best.values())


ASKED = st.sampled_from(
    [{"flag": "asked"}, {"not": {"flag": "paid"}}, {"at_most": {"harm": 1}}, {"at_least": {"cost": 0}}]
)


@st.composite
def faulty(draw: st.DrawFn) -> Scenario:
    """A drawn story with narrow ranges and norms of each kind, which some paths break."""
    plain = draw(storyteller.scenarios())
    tale = plain.model_dump(mode="json", by_alias=True, exclude_unset=True)
    room = draw(st.integers(0, 3))
    for gauge in tale["indicators"]:
        gauge["range"] = [-room, room + 1]
    for node in tale["nodes"]:
        if node["kind"] == "ending":  # so that somebody is heard somewhere
            node["voices"] = [{"who": "ana", "says": "So it is."}]
    said = {"says": "So it is.", "cites": ["GP13"], "when": draw(ASKED)}
    turn = {"choices": [draw(st.sampled_from(sorted(plain.choice)))], "indicator": "harm", "never": "worse"}
    must = draw(ASKED)
    tale["invariants"] = [
        said | {"id": "ends", "kind": "at-endings", "must": must},
        said | {"id": "ever", "kind": "always", "must": must},
        said | turn | {"id": "turn", "kind": "on-choice"},
    ]
    return Scenario.model_validate(tale)


@given(faulty())
def test_no_shorter_list_of_choices_leads_to_a_finding(scenario: Scenario) -> None:
    found: dict[tuple[str, str], int] = {}
    for one in findings(examined(scenario)):
        if one.code in {"KS123", "KS130", "KS306", "KS502", "KS503"}:
            play.replay(scenario, one.path)
            values = one.words.values
            what = next((values[key] for key in ("norm", "delayed", "node") if key in values), None)
            what = what or side(values)
            found[one.code, what] = len(one.path)
    first: dict[tuple[str, str], int] = {}
    for path, state in beginnings(scenario):
        for met in faults(scenario, path, state):
            first.setdefault(met, len(path))
    assert found == first


def side(values: Mapping[str, Any]) -> str:
    """Which indicator left its range, and on which side."""
    return f"{values['indicator']} {'above' if values['value'] > values['high'] else 'below'}"


def faults(scenario: Scenario, path: Path, state: State) -> Iterator[tuple[str, str]]:
    """What is wrong in one state, or with the last choice that led there."""
    ends, voices = play.is_over(scenario, state), scenario.node[state.node].voices
    if not ends and not play.available(scenario, state):
        yield "KS123", state.node
    if not ends and not any(play.holds(scenario, voice.when, state) for voice in voices):
        yield "KS306", state.node
    for gauge, value in zip(scenario.indicators, state.values, strict=True):
        if value < gauge.range[0]:
            yield "KS502", f"{gauge.id} below"
        if value > gauge.range[1]:
            yield "KS502", f"{gauge.id} above"
    yield from uncaused(scenario, path)
    turn = play.trace(scenario, path)[-1] if path else None
    for norm in scenario.invariants:
        if isinstance(norm, ChoiceNorm):
            if turn and turn.choice in norm.choices and play.holds(scenario, norm.when, turn.before):
                yield from [("KS503", norm.id)] * (turn.after.values[0] > turn.before.values[0])
        elif ends or isinstance(norm, AlwaysNorm):
            broken = play.holds(scenario, norm.when, state) and not play.holds(scenario, norm.must, state)
            yield from [("KS503", norm.id)] * broken


def uncaused(scenario: Scenario, path: Path) -> Iterator[tuple[str, str]]:
    """The delayed consequences of the last choice, or of the start, whose decision has not been taken."""
    log: list[str] = []
    play.start(scenario, log)
    turns = play.trace(scenario, path)
    decided = {turn.before.node for turn in turns}
    came = turns[-1].happened if turns else tuple(log)
    for delayed in scenario.delayed:
        if delayed.id in came and delayed.because not in decided:
            yield "KS130", delayed.id
