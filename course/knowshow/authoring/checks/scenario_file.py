"""One scenario's file checked: read strictly, explored, asked everything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from knowshow.authoring import finding_table, rules_table
from knowshow.authoring.checks import findings, rules
from knowshow.authoring.checks.story import ExploredStory, KeptTranscript
from knowshow.content import json_file, scenarios, yaml_reader
from knowshow.content.loading import validate
from knowshow.content.principles import load_principles
from knowshow.content.text import fill_values
from knowshow.errors import InvalidFileError, KnowShowError, Problem
from knowshow.story import length as reading
from knowshow.story.counting import find_final_states, find_ranges
from knowshow.story.explore import explore
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction
    from pathlib import Path

    from knowshow.errors import Fault


@dataclass(frozen=True)
class Examined:
    """A scenario with what was found; the story is None where the file cannot be loaded."""

    path: Path
    problems: tuple[Problem, ...]
    story: ExploredStory | None = None
    document: yaml_reader.Document | None = None


def examine(path: Path, bound: int, transcripts: Path | None = None) -> Examined:
    """Everything that is wrong with a scenario's file, and what its exploration met."""
    name = str(path)
    try:
        document = yaml_reader.read(path, name)
        scenario = validate(Scenario, document)
    except InvalidFileError as error:
        return Examined(path, error.problems)
    records = _records(transcripts_of(scenario, path, transcripts))
    story = ExploredStory(scenario, explore(scenario, bound), load_principles(), records)
    problems = [_problem(document, fault) for fault in findings(story)]
    misnamed = scenarios.check_file_name(document, scenario, path)
    return Examined(path, _ordered([*problems, *filter(None, [misnamed])]), story, document)


def together(examined: Iterable[Examined]) -> list[Examined]:
    """Return the same, each story with what is found by looking at all of them together."""
    looked = list(examined)
    at = [i for i, one in enumerate(looked) if one.story and one.document]
    for number, fault in rules.across([story for one in looked if (story := one.story) and one.document]):
        one = looked[at[number]]
        problem = _problem(cast("yaml_reader.Document", one.document), fault)
        looked[at[number]] = replace(one, problems=_ordered([*one.problems, problem]))
    return looked


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.line, p.column, p.code)))


def transcripts_of(scenario: Scenario, path: Path, folder: Path | None = None) -> Path:
    """The folder of a scenario's transcripts: in `folder`, in its checkout's tests, or beside its file."""
    home = path.absolute().parent
    ours = home.parts[-2:] == ("assets", "scenarios")
    return (folder or (home.parent.parent / "tests" if ours else home) / "transcripts") / scenario.id


def _records(folder: Path) -> tuple[KeptTranscript, ...]:
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(KeptTranscript(path.name, json_file.read(path)))
        except KnowShowError:
            found.append(KeptTranscript(path.name, None))
    return tuple(found)


def _problem(document: yaml_reader.Document, fault: Fault) -> Problem:
    kind = finding_table.table()[fault.code]
    message = (kind.message or kind.means).format(**fill_values(fault.words))
    made = document.problem(kind.code, message, fault.place)
    return replace(made, severity=kind.severity, path=fault.path)


def summary(story: ExploredStory) -> dict[str, Any]:
    """What the exploration met, as plain data; numbers of paths as text, for they have no bound."""
    found, counted = story.exploration, story.counts
    data: dict[str, Any] = {
        "id": story.scenario.id,
        "version": story.scenario.version,
        "exhaustive": found.exhaustive,
        "bound": found.bound,
        "states": len(found.states),
        "transitions": sum(map(len, found.edges)),
        "paths": None if counted is None else _digits(counted.paths),
        "endings": None if counted is None else {node: _digits(n) for node, n in counted.endings.items()},
        "ranges": find_ranges(found) if found.states else {},
        "final_ranges": find_ranges(found, ends) if (ends := find_final_states(found)) else {},
        "declared_minutes": story.scenario.minutes,
        "words_a_minute": reading.WORDS_A_MINUTE,
        "seconds_a_decision": reading.SECONDS_A_DECISION,
        "rules": story.judgement and rules_table.data(story.judgement),
    }
    length = story.length
    for name in ("decisions", "words", "minutes"):
        span = getattr(length, name) if length else None
        data[name] = span and {key: _round(getattr(span, key)) for key in ("least", "most", "mean")}
    return data


def _digits(number: int) -> str:
    """All digits of a number; Python's own `str` refuses more than 4,300."""
    return str(Decimal(number))


def _round(number: Fraction) -> float | int:
    return int(number) if number.denominator == 1 else round(float(number), 1)
