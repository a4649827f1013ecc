"""The scenarios that ship with the course, and any other scenario file, by id or by path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowshow.content import course_files, yaml_reader
from knowshow.content.loading import validate
from knowshow.content.text import make_sentence, say
from knowshow.errors import InvalidFileError, KnowShowError, Problem, Words
from knowshow.story.nearest import mend
from knowshow.story.scenario import Scenario


class UnknownScenarioError(KnowShowError):
    """No scenario of that name ships with the course; the text names the nearest."""


def list_names() -> list[str]:
    """Return the ids of the scenarios that ship with the course."""
    return sorted(path.stem for path in course_files.assets("scenarios").glob("*.yaml"))


def find(name: str | Path) -> Path:
    """Return the path of a scenario's file, given its id or a path.

    Raises:
        UnknownScenarioError: an id that no shipped scenario has.
    """
    path = Path(name)
    if isinstance(name, Path) or path.suffix or len(path.parts) != 1:
        return path
    if name not in list_names():
        file = f"{name}.yaml" if path.with_suffix(".yaml").is_file() else None
        hint = Words("mend.did_you_mean", {"word": file}) if file else mend(name, list_names())
        raise UnknownScenarioError(make_sentence(Words("story.no_scenario", {"name": name, "mend": hint})))
    return course_files.assets("scenarios", f"{name}.yaml")


def load_scenario(name: str | Path) -> Scenario:
    """Read a scenario, given its id or the path of a file; the file must be named after the scenario's id.

    Raises:
        UnknownScenarioError: an id that no shipped scenario has.
        InvalidFileError: the file is wrong; with every problem found.
    """
    path = find(name)
    document = yaml_reader.read(path)
    scenario = validate(Scenario, document)
    fault = check_file_name(document, scenario, path)
    if fault:
        raise InvalidFileError([fault])
    return scenario


def load_kept(name: str) -> Scenario:
    """Return a scenario by its id, read once in a process for as long as its file stays as it is.

    A page asks for each story several times, and reading one takes 10 ms. Raises as `load_scenario` does.
    """
    path = find(name)
    try:
        state = path.stat()
    except OSError:
        return load_scenario(path)  # says in plain words why it cannot be read
    return _load_kept(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _load_kept(path: Path, _changed: int, _size: int) -> Scenario:
    return load_scenario(path)


def check_file_name(document: yaml_reader.Document, scenario: Scenario, path: Path) -> Problem | None:
    """Return the problem KS110 where a scenario's file is not named after its id, else None."""
    if scenario.id == path.stem:
        return None
    return document.problem("KS110", say("story", "misnamed", file=path.name, id=scenario.id), ("id",))
