"""Check a scenario's file: read it strictly, explore the story, ask every question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from knowshow.authoring import finding_table, rules_table
from knowshow.authoring.checks import findings, rules, typography
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
    """A file with its problems; `story` and `document` are None if it is no scenario, or cannot be loaded."""

    path: Path
    problems: tuple[Problem, ...]
    story: ExploredStory | None = None
    document: yaml_reader.Document | None = None


def examine(path: Path, bound: int, transcripts: Path | None = None) -> Examined:
    """Check a scenario's file, exploring at most `bound` states; `transcripts` is a folder, if named."""
    name = str(path)
    try:
        document = yaml_reader.read(path, name)
        scenario = validate(Scenario, document)
    except InvalidFileError as error:
        return Examined(path, error.problems)
    records = _read_transcripts(transcript_folder(scenario, path, transcripts))
    story = ExploredStory(scenario, explore(scenario, bound), load_principles(), records)
    problems = [
        problem_at(document, fault) for fault in (*findings(story), *typography.faults(document.data))
    ]
    misnamed = scenarios.check_file_name(document, scenario, path)
    return Examined(path, _sort([*problems, *filter(None, [misnamed])]), story, document)


def check_together(examined: Iterable[Examined]) -> list[Examined]:
    """Return the same files, each with the findings that come of comparing all stories."""
    files = list(examined)
    at = [i for i, file in enumerate(files) if file.story and file.document]
    for number, fault in rules.check_together(
        [story for file in files if (story := file.story) and file.document]
    ):
        file = files[at[number]]
        problem = problem_at(cast("yaml_reader.Document", file.document), fault)
        files[at[number]] = replace(file, problems=_sort([*file.problems, problem]))
    return files


def _sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.line, p.column, p.code)))


def transcript_folder(scenario: Scenario, path: Path, folder: Path | None = None) -> Path:
    """Return a scenario's folder of transcripts: in `folder`, in the checkout's tests, or beside its file."""
    home = path.absolute().parent
    ours = home.parts[-2:] == ("assets", "scenarios")
    return (folder or (home.parent.parent / "tests" if ours else home) / "transcripts") / scenario.id


def _read_transcripts(folder: Path) -> tuple[KeptTranscript, ...]:
    transcripts = []
    for path in sorted(folder.glob("*.json")):
        try:
            transcripts.append(KeptTranscript(path.name, json_file.read(path)))
        except KnowShowError:
            transcripts.append(KeptTranscript(path.name, None))
    return tuple(transcripts)


def problem_at(document: yaml_reader.Document, fault: Fault) -> Problem:
    """Return a fault as a finding at its place in a file, worded by the table."""
    kind = finding_table.table()[fault.code]
    message = (kind.message or kind.means).format(**fill_values(fault.words))
    problem = document.problem(kind.code, message, fault.place)
    return replace(problem, severity=kind.severity, path=fault.path)


def summary(story: ExploredStory) -> dict[str, Any]:
    """Return what the exploration met, as plain data; numbers of paths are text, since they have no bound."""
    exploration, counts = story.exploration, story.counts
    data: dict[str, Any] = {
        "id": story.scenario.id,
        "version": story.scenario.version,
        "exhaustive": exploration.exhaustive,
        "bound": exploration.bound,
        "states": len(exploration.states),
        "transitions": sum(map(len, exploration.edges)),
        "paths": None if counts is None else _digits(counts.paths),
        "endings": None if counts is None else {node: _digits(n) for node, n in counts.endings.items()},
        "ranges": find_ranges(exploration) if exploration.states else {},
        "final_ranges": find_ranges(exploration, ends) if (ends := find_final_states(exploration)) else {},
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
    """Return all digits of a number; Python's own `str` refuses more than 4,300."""
    return str(Decimal(number))


def _round(number: Fraction) -> float | int:
    return int(number) if number.denominator == 1 else round(float(number), 1)
