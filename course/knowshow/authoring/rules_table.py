"""Show authors how far rules of thumb get: as plain data, lines of text, and tables on the map's page."""

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
DIGITS = 4  # of a share, after the point


class RuleData(TypedDict):
    """The result of one rule (its moves); the others are shares from 0 to 1, `standing` by indicator.

    `wins` is None if the rule is not judged.
    """

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
    """The results of rules, moves and plain play in one story; `endings` are mean standings, by node id."""

    plain: RuleData
    rules: list[RuleData]
    moves: list[MoveData]
    endings: dict[str, float]


class RulesTable(NamedTuple):
    """A table: its title, how to read it, its column heads, and its rows; the first cell heads a row."""

    title: str
    intro: str
    heads: list[str]
    rows: list[list[str]]


def data(judgement: Judgement) -> RulesData:
    """Return a judgement as plain data."""
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
    """Return one story's rules in a line: how many were judged, and which win."""
    won = [", then ".join(rule["rule"]) for rule in rules["rules"] if rule["wins"]]
    names = "; ".join(won[:SHOWN]) or _say("none")
    if len(won) > SHOWN:
        names = _say("more", won=names, more=len(won) - SHOWN)
    judged = sum(rule["wins"] is not None for rule in rules["rules"])
    return _say("line", judged=judged, won=names)


def lines(judged: Sequence[Judgement]) -> Iterator[str]:
    """Yield the tables as lines of text, with a column for each story."""
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
    """Return the tables as HTML, each under its heading; empty if no story can be judged."""
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
    """Yield the table of rules, then the table of what each move is worth."""
    stories = [judgement.story for judgement in judged]
    yield RulesTable(_say("title"), _say("intro"), [_say("rule"), *stories], list(_rules(judged)))
    yield RulesTable(_say("moves_title"), _say("moves_intro"), [_say("move"), *stories], list(_moves(judged)))


def _rules(judged: Sequence[Judgement]) -> Iterator[list[str]]:
    """Yield rows: plain play, each move alone, then each pair that wins somewhere, most wins first."""
    results = [{result.rule: result for result in judgement.results} for judgement in judged]
    yield [_say("plain"), *(_percent(judgement.plain.best) for judgement in judged)]
    wins = {rule: sum(rule in judgement.winners for judgement in judged) for rule in RULES}
    borne = _moves_in(judged)
    single = [rule for rule in RULES if rule.second is None and rule.first in borne]
    pairs = [rule for rule in RULES if rule.second and wins[rule]]
    for rule in (*single, *sorted(pairs, key=lambda rule: -wins[rule])):
        yield [str(rule), *(_say_result(rule, known) for known in results)]


def _say_result(rule: Rule, known: dict[Rule, RuleResult]) -> str:
    """Return a result in a few words, with its lowest standing; a dash if the rule is not judged."""
    result = known.get(rule)
    if result is None or result.wins is None:
        return "-"
    least = min(result.standing.values(), default=Fraction(0))
    cell = _say("cell", best=_percent(result.best), standing=_percent(least))
    return f"{cell} *" if result.wins else cell


def _moves(judged: Sequence[Judgement]) -> Iterator[list[str]]:
    """Yield a row for each move in use: how often each story rewards it, and how often it punishes it."""
    borne = _moves_in(judged)
    for move in MOVES:
        if move in borne:
            yield [move, *(_say_worth(judgement, move) for judgement in judged)]


def _say_worth(judgement: Judgement, move: Move) -> str:
    worths = [habit.worth for habit in judgement.habits if habit.move == move]
    return _say("worth", right=worths.count(1), wrong=worths.count(-1)) if worths else "-"


def _moves_in(judged: Sequence[Judgement]) -> set[Move | None]:
    """Return the moves that the stories' choices make."""
    return {result.rule.first for judgement in judged for result in judgement.results}


def _percent(share: Fraction) -> str:
    return f"{float(share):.0%}"


def _say(key: str, **values: object) -> str:
    return say("rules", key, **values)
