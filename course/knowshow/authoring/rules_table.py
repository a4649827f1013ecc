"""How rules of thumb fare, for authors: as plain data, as lines of text, and as tables on the map's page."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from knowshow.content.text import say
from knowshow.story.moves import MOVES
from knowshow.story.rule_play import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.story.moves import Move
    from knowshow.story.rule_play import Rule
    from knowshow.story.rules import Judgement, RuleResult

SHOWN = 6  # rules named in a story's line
DIGITS = 4


class RuleData(TypedDict):
    """How one rule's play goes: shares from 0 to 1; `wins` is None where it is not judged."""

    rule: list[str]
    settled: float
    best: float
    standing: dict[str, float]
    wins: bool | None


class MoveData(TypedDict):
    """What a move is worth for people at one decision: 1 rewarded, -1 punished, 0 neither."""

    node: str
    move: str
    worth: int


class RulesData(TypedDict):
    """How all rules and moves fare in one story, beside plain play, and each ending's mean standing."""

    plain: RuleData
    rules: list[RuleData]
    moves: list[MoveData]
    endings: dict[str, float]


class RulesTable(NamedTuple):
    """A table: what it is, how it is read, its columns, and its rows with their heads."""

    title: str
    intro: str
    heads: list[str]
    rows: list[list[str]]


def data(judgement: Judgement) -> RulesData:
    """A judgement as plain data."""
    return {
        "plain": _data(judgement.plain),
        "rules": [_data(result) for result in judgement.results],
        "moves": [
            {"node": habit.node, "move": habit.move, "worth": habit.worth} for habit in judgement.habits
        ],
        "endings": {node: round(float(mean), DIGITS) for node, mean in judgement.endings.items()},
    }


def _data(result: RuleResult) -> RuleData:
    return {
        "rule": [move for move in result.rule if move],
        "settled": round(float(result.settled), DIGITS),
        "best": round(float(result.best), DIGITS),
        "standing": {name: round(float(part), DIGITS) for name, part in result.standing.items()},
        "wins": result.wins,
    }


def line(rules: RulesData) -> str:
    """One story's rules in a line: how many were judged, and which win."""
    won = [", then ".join(rule["rule"]) for rule in rules["rules"] if rule["wins"]]
    names = "; ".join(won[:SHOWN]) or _say("none")
    if len(won) > SHOWN:
        names = _say("more", won=names, more=len(won) - SHOWN)
    judged = sum(rule["wins"] is not None for rule in rules["rules"])
    return _say("line", judged=judged, won=names)


def lines(judged: Sequence[Judgement]) -> Iterator[str]:
    """The tables in lines, one column for each story."""
    if not _moves_in(judged):
        yield _say("no_story")
        return
    for table in tables(judged):
        rows = [table.heads, *table.rows]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield from ("", f"{table.title}. {table.intro}")
        for row in rows:
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def html(judged: Sequence[Judgement]) -> str:
    """The tables under their headings; nothing where no story can be judged."""
    return "".join(map(_html, tables(judged))) if _moves_in(judged) else ""


def _html(table: RulesTable) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.heads)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, *cells in table.rows
    )
    return f"""<h2>{escape(table.title)}</h2>
<p>{escape(table.intro)}</p>
<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>
{rows}
</tbody></table></div>
"""


def tables(judged: Sequence[Judgement]) -> Iterator[RulesTable]:
    """The table of rules, and that of what each move is worth."""
    stories = [judgement.story for judgement in judged]
    yield RulesTable(_say("title"), _say("intro"), [_say("rule"), *stories], list(_rules(judged)))
    yield RulesTable(_say("moves_title"), _say("moves_intro"), [_say("move"), *stories], list(_moves(judged)))


def _rules(judged: Sequence[Judgement]) -> Iterator[list[str]]:
    """Plain play, each move by itself, and each pair that wins somewhere, those that win most first."""
    results = [{result.rule: result for result in judgement.results} for judgement in judged]
    yield [_say("plain"), *(_percent(judgement.plain.best) for judgement in judged)]
    wins = {rule: sum(rule in judgement.winners for judgement in judged) for rule in RULES}
    borne = _moves_in(judged)
    single = [rule for rule in RULES if rule.second is None and rule.first in borne]
    pairs = [rule for rule in RULES if rule.second and wins[rule]]
    for rule in (*single, *sorted(pairs, key=lambda rule: -wins[rule])):
        yield [str(rule), *(_say_result(rule, known) for known in results)]


def _say_result(rule: Rule, known: dict[Rule, RuleResult]) -> str:
    """A result in a few words, with the least of its standings; a dash where the rule is not judged."""
    result = known.get(rule)
    if result is None or result.wins is None:
        return "-"
    least = min(result.standing.values(), default=Fraction(0))
    cell = _say("cell", best=_percent(result.best), standing=_percent(least))
    return f"{cell} *" if result.wins else cell


def _moves(judged: Sequence[Judgement]) -> Iterator[list[str]]:
    """Each move that some choice bears, with how often it is rewarded and punished in each story."""
    borne = _moves_in(judged)
    for move in MOVES:
        if move in borne:
            yield [move, *(_say_worth(judgement, move) for judgement in judged)]


def _say_worth(judgement: Judgement, move: Move) -> str:
    worths = [habit.worth for habit in judgement.habits if habit.move == move]
    return _say("worth", right=worths.count(1), wrong=worths.count(-1)) if worths else "-"


def _moves_in(judged: Sequence[Judgement]) -> set[Move | None]:
    """The moves that choices of the stories bear."""
    return {result.rule.first for judgement in judged for result in judgement.results}


def _percent(share: Fraction) -> str:
    return f"{float(share):.0%}"


def _say(key: str, **values: object) -> str:
    return say("rules", key, **values)
