"""What a player sees at one point of a story, as plain data: the same for notebook, tests and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content import markdown
from knowshow.story import play
from knowshow.story.scenario import Choice, Decision, Delayed, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.content.principles import Principles
    from knowshow.story.play import State, Turn
    from knowshow.story.scenario import Indicator, Scenario, Voice

View = dict[str, Any]
_A_LOT = 0.2  # of an indicator's range; below it a change is called small


def view(scenario: Scenario, principles: Principles, choices: Sequence[str]) -> View:
    """The scene after some choices: what they brought about, the people, the question, where things stand.

    Raises as `play.trace` does when a choice is not legal.
    """
    turns = play.trace(scenario, choices)
    log: list[str] = []
    first = play.start(scenario, log)
    state = turns[-1].after if turns else first
    before = turns[-1].before if turns else first
    node = scenario.node[state.node]
    cites = _cites(scenario, node, turns)
    return {
        "id": scenario.id,
        "title": scenario.title,
        "role": {"title": scenario.role.title, "company": scenario.role.company},
        "brief": None if turns else markdown.html(scenario.role.brief),
        "position": position(scenario, state, len(turns)),
        "happened": list(happened(scenario, turns, turns[-1].happened if turns else log)),
        "scene": {"id": node.id, "title": node.title, "time": node.time, "html": markdown.html(node.text)},
        "voices": voices(scenario, node.voices, state),
        "question": node.question if isinstance(node, Decision) else None,
        "choices": [
            {"id": c.id, "label": c.label, "html": markdown.inline(c.detail)}
            for c in play.available(scenario, state)
        ],
        "indicators": [
            indicator(i, b, a)
            for i, b, a in zip(scenario.indicators, before.values, state.values, strict=True)
        ],
        "cites": cites,
        "principles": cards(principles, _every_cite(scenario)),
        "over": play.over(scenario, state),
        "path": [step(scenario, turn) for turn in turns],
    }


def voices(scenario: Scenario, spoken: Iterable[Voice], state: State) -> list[View]:
    """The voices heard in a state, rights-holders first."""
    heard = [voice for voice in spoken if play.holds(scenario, voice.when, state)]
    heard.sort(key=lambda voice: scenario.stakeholder[voice.who].lens != "rightsholder")
    return [person(scenario, voice.who) | {"html": markdown.html(voice.says)} for voice in heard]


def person(scenario: Scenario, who: str) -> View:
    """A stakeholder as shown beside their words."""
    found = scenario.stakeholder[who]
    words = [word for word in found.name.split() if word[0].isalpha()]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return {"id": found.id, "name": found.name, "role": found.role, "lens": found.lens, "initials": initials}


def position(scenario: Scenario, state: State, taken: int) -> View:
    """The decision a story stands at, of (at most) how many where it cannot loop; `key` is the words' key."""
    number, left = taken + 1, _left(scenario, state.node)
    if left is None:
        return {"key": "place_open", "number": number}
    least, most = left
    return {"key": "place" if least == most else "place_at_most", "number": number, "most": taken + most}


def step(scenario: Scenario, turn: Turn) -> View:
    """One decision of the path taken."""
    node, choice = scenario.node[turn.before.node], scenario.choice[turn.choice]
    return {
        "node": node.id,
        "time": node.time,
        "title": node.title,
        "choice": choice.id,
        "label": choice.label,
    }


def indicator(what: Indicator, before: int, after: int) -> View:
    """An indicator with its change; `size` and `course` are words' keys, never a colour alone."""
    low, high = what.range
    delta = after - before
    better = (delta > 0) == (what.better == "more")
    return {
        "id": what.id,
        "label": what.label,
        "about": what.about,
        "value": after,
        "delta": delta,
        "course": "same" if not delta else "better" if better else "worse",
        "size": "lot" if abs(delta) >= _A_LOT * (high - low) else "little",
        "unit": what.unit,
        "level": _level(what, after),
        "share": round((after - low) / (high - low), 4),
        "of": what.of,
    }


def cards(principles: Principles, cites: Iterable[str]) -> dict[str, View]:
    """The principle cards that some cites open."""
    made: dict[str, View] = {}
    for cite in cites:
        found = principles.find(cite)
        if found is None:
            continue
        principle, letter = found
        made[cite] = {
            "number": principle.id.removeprefix("GP") + (f"({letter})" if letter else ""),
            "title": principle.title,
            "html": markdown.html(principle.text),
            "part": markdown.inline(principle.parts[letter]) if letter else None,
            "takeaway": markdown.inline(principle.takeaway),
            "pages": principle.place,
        }
    return made


def happened(scenario: Scenario, turns: Sequence[Turn], log: Sequence[str]) -> Iterable[View]:
    """What the last turn brought about: the choice's own consequence, then what `log` names."""
    if turns:
        yield _chosen(scenario, scenario.choice[turns[-1].choice])
    delayed = {d.id: d for d in scenario.delayed}
    state = turns[-1].after if turns else play.start(scenario)
    for name in log:
        if name in delayed:
            yield _delayed(scenario, delayed[name], turns, state)
        else:
            yield _event(scenario, name, state)


def _chosen(scenario: Scenario, choice: Choice) -> View:
    return {
        "kind": "choice",
        "label": choice.label,
        "html": markdown.html(choice.then),
        "feedback": markdown.html(choice.feedback),
        "cites": list(choice.cites),
        "reaches": [person(scenario, who) for who in choice.reaches],
        "voices": [],
    }


def _delayed(scenario: Scenario, delayed: Delayed, turns: Sequence[Turn], state: State) -> View:
    made = next((turn for turn in reversed(turns) if turn.before.node == delayed.because), None)
    return {
        "kind": "delayed",
        "label": scenario.choice[made.choice].label if made else scenario.node[delayed.because].title,
        "time": scenario.node[delayed.because].time,
        "html": markdown.html(delayed.text),
        "feedback": None,
        "cites": list(delayed.cites),
        "reaches": [person(scenario, who) for who in delayed.reaches],
        "voices": voices(scenario, delayed.voices, state),
    }


def _event(scenario: Scenario, name: str, state: State) -> View:
    event = scenario.node[name]
    assert isinstance(event, Event)  # noqa: S101 - the reducer logs nothing else
    return {
        "kind": "event",
        "label": event.title,
        "time": event.time,
        "html": markdown.html(event.text),
        "feedback": None,
        "cites": [],
        "reaches": [],
        "voices": voices(scenario, event.voices, state),
    }


def _level(what: Indicator, value: int) -> str | None:
    if not what.levels:
        return None
    low, high = what.range
    place = (value - low) * len(what.levels) // (high - low + 1)
    return what.levels[min(max(place, 0), len(what.levels) - 1)]


def _cites(scenario: Scenario, node: object, turns: Sequence[Turn]) -> list[str]:
    if isinstance(node, Decision):
        return in_order(cite for choice in node.choices for cite in choice.cites)
    return in_order(cite for turn in turns for cite in scenario.choice[turn.choice].cites)


def _every_cite(scenario: Scenario) -> list[str]:
    talk = scenario.debrief
    told = [choice.cites for choice in scenario.choice.values()]
    told += [delayed.cites for delayed in scenario.delayed]
    told += [lesson.cites for lesson in talk.lessons] + [one.cites for one in talk.differ]
    return in_order(cite for cites in told for cite in cites)


def in_order(cites: Iterable[str]) -> list[str]:
    """Cites without repeats, in the principles' order."""

    def key(cite: str) -> tuple[int, str]:
        number, _, letter = cite.removeprefix("GP").partition("(")
        return int(number), letter

    return sorted(set(cites), key=key)


def _left(scenario: Scenario, node: str) -> tuple[int, int] | None:
    """The least and the most decisions from a node, itself included, to an ending; None where it can loop."""
    left: dict[str, tuple[int, int] | None] = {}
    open_ = [node]
    while open_:
        found = scenario.node[open_[-1]]
        ways = _ways(found)
        fresh = found.id not in left
        left.setdefault(found.id, None)  # until it is known: met again on the way, it is a loop
        ahead = [way for way in ways if fresh and way not in left]
        if ahead:
            open_ += ahead
            continue
        ends = [left[way] for way in ways] or [(0, 0)]
        counted = [end for end in ends if end]
        if len(counted) == len(ends):
            own = isinstance(found, Decision)
            left[found.id] = min(end[0] for end in counted) + own, max(end[1] for end in counted) + own
        open_.pop()
    return left[node]


def _ways(node: object) -> list[str]:
    gotos = [c.goto for c in node.choices] if isinstance(node, Decision) else []
    gotos += [node.goto] if isinstance(node, Event) else []
    return [way for goto in gotos for way in ([goto] if isinstance(goto, str) else [b.to for b in goto])]
