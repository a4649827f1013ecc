"""Check a file by its kind, which its folder and its name decide."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knowshow.authoring import finding_table
from knowshow.authoring.checks import age, typography
from knowshow.authoring.checks.scenario_file import Examined, examine, problem_at
from knowshow.content import course_files, yaml_reader
from knowshow.content.commitment_prompts import Prompts
from knowshow.content.course_map import Map
from knowshow.content.glossary import Glossary
from knowshow.content.loading import load, validate
from knowshow.content.principles import Principles
from knowshow.errors import InvalidFileError, Problem
from knowshow.exercises import notebook
from knowshow.exercises.agreement import check_assignment
from knowshow.exercises.course_folder import NOTEBOOK
from knowshow.exercises.involvement import Cases
from knowshow.exercises.items import Assignment
from knowshow.exercises.practice import PracticeSet
from knowshow.exercises.salience import Frame

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from knowshow.errors import Fault

LARGEST = 20_000_000  # bytes of a notebook; its pictures are inside
BESIDES = ("text", "guide", "schema", "styles", "images", "transcripts", "corpus")


@dataclass(frozen=True)
class CheckOptions:
    """The `bound` on states to explore, the folder of `transcripts`, and `today`; None asks no fact's age."""

    bound: int
    transcripts: Path | None = None
    today: dt.date | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of file: its `name` for messages, how to recognise it, and how to check it."""

    name: str
    is_one: Callable[[Path], bool]
    check: Callable[[Path, CheckOptions], Examined]


def _nothing_more(_made: Any, _options: CheckOptions) -> Iterator[Fault]:
    """A kind of file that is right once it fits its model and is well set."""
    yield from ()


def _checker(
    model: type[BaseModel], more: Callable[[Any, CheckOptions], Iterator[Fault]] = _nothing_more
) -> Callable[[Path, CheckOptions], Examined]:
    def check_file(path: Path, options: CheckOptions) -> Examined:
        try:
            document = yaml_reader.read(path, str(path))
            made = validate(model, document)
        except InvalidFileError as error:
            return Examined(path, error.problems)
        faults = (*more(made, options), *typography.faults(document.data))
        return Examined(path, tuple(problem_at(document, fault) for fault in faults))

    return check_file


def _facts(course: Map, options: CheckOptions) -> Iterator[Fault]:
    if options.today:
        yield from age.faults(course, options.today)


def problem(code: str, path: Path, **values: Any) -> Problem:
    """Return a problem of a whole file; `values` fill the message in the table of findings."""
    kind = finding_table.table()[code]
    return Problem(code, (kind.message or kind.means).format(**values), str(path), severity=kind.severity)


def _check_items(path: Path, _options: CheckOptions) -> Examined:
    key = path.parent.with_name(f"{path.parent.name}.key.yaml")
    if not key.is_file():
        return Examined(path, (problem("KS811", path, key=key),))
    problems = check_assignment(path, key)
    return Examined(path, tuple(problems or (*_compare_notebook(path), *_typed(path), *_typed(key))))


def _typed(path: Path) -> Iterator[Problem]:
    document = yaml_reader.read(path, str(path))
    yield from (problem_at(document, fault) for fault in typography.faults(document.data))


def _compare_notebook(items: Path) -> Iterator[Problem]:
    """Find out whether nbgrader's notebook is the one made from these items; there may be none yet."""
    book = items.with_name(f"{NOTEBOOK}.ipynb")
    with suppress(FileNotFoundError):
        if book.read_bytes() != notebook.dumps(notebook.build(load(Assignment, items))).encode():
            yield problem("KS812", items, notebook=book.name)


def _check_key(path: Path, options: CheckOptions) -> Examined:
    return _check_items(path.with_name(path.name.removesuffix(".key.yaml")) / "items.yaml", options)


def _check_scenario(path: Path, options: CheckOptions) -> Examined:
    return examine(path, options.bound, options.transcripts)


def _check_notebook(path: Path, _options: CheckOptions) -> Examined:
    try:
        if not path.is_file():
            return Examined(path, (problem("KS001", path),))
        cells = _read_cells(path) if path.stat().st_size <= LARGEST else None
    except OSError:
        return Examined(path, (problem("KS001", path),))
    if cells is None:
        return Examined(path, (problem("KS803", path, why=finding_table.table()["KS803"].means),))
    return Examined(path, tuple(_cell_problems(path, cells)))


def _read_cells(path: Path) -> list[dict[str, Any]] | None:
    """Return a notebook's cells, or None if it is no notebook, or one of a format without ids for cells."""
    try:
        book = json.loads(path.read_bytes())
        fits = (book["nbformat"], book["nbformat_minor"]) >= (4, 5)
        cells: list[dict[str, Any]] = book["cells"]
        ours = all(isinstance(cell["id"], str) and isinstance(cell["metadata"], dict) for cell in cells)
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    return cells if fits and ours else None


def _cell_problems(path: Path, cells: list[dict[str, Any]]) -> Iterator[Problem]:
    for cell in cells:
        if cell.get("cell_type") != "code":
            yield from _prose(path, cell)
            continue
        for key in ("outputs", "execution_count"):
            if cell.get(key):
                yield problem("KS801", path, cell=cell["id"], what=key)
        asked = cell["metadata"].get("jupyter")
        if not isinstance(asked, dict) or asked.get("source_hidden") is not True:
            yield problem("KS802", path, cell=cell["id"])


def _prose(path: Path, cell: dict[str, Any]) -> Iterator[Problem]:
    source = cell.get("source")
    lines = [source] if isinstance(source, str) else source if isinstance(source, list) else []
    if slip := typography.first_slip("".join(map(str, lines))):
        yield replace(problem("KS602", path, slip=slip), key=str(cell["id"]))


def _is_scenario(path: Path) -> bool:
    """Return whether a file is a scenario: by its folder in the course's content, elsewhere by its ending."""
    ours = path.absolute().is_relative_to(course_files.assets())
    return _in(path, "scenarios") or path.name == "starter.yaml" or (path.suffix == ".yaml" and not ours)


def _in(path: Path, folder: str) -> bool:
    return path.suffix == ".yaml" and path.absolute().parent.name == folder


KINDS = (
    Kind("principles.yaml", lambda path: path.name == "principles.yaml", _checker(Principles)),
    Kind("glossary.yaml", lambda path: path.name == "glossary.yaml", _checker(Glossary)),
    Kind("modules.yaml", lambda path: path.name == "modules.yaml", _checker(Map, _facts)),
    Kind("commitments.yaml", lambda path: path.name == "commitments.yaml", _checker(Prompts)),
    Kind("involvement.yaml", lambda path: path.name == "involvement.yaml", _checker(Cases)),
    Kind("salience.yaml", lambda path: path.name == "salience.yaml", _checker(Frame)),
    Kind("items.yaml", lambda path: path.name == "items.yaml", _check_items),
    Kind("*.key.yaml", lambda path: path.name.endswith(".key.yaml"), _check_key),
    Kind("practice/*.yaml", lambda path: _in(path, "practice"), _checker(PracticeSet)),
    Kind("*.ipynb", lambda path: path.suffix == ".ipynb", _check_notebook),
    Kind("scenarios/*.yaml", _is_scenario, _check_scenario),
)


def check_file(path: Path, options: CheckOptions) -> Examined:
    """Check one file, of whatever kind."""
    if os.path.isdir(path):  # noqa: PTH112 - pathlib's raises where a folder may not be entered
        return Examined(path, (problem("KS001", path),))
    for kind in KINDS:
        if kind.is_one(path):
            return kind.check(path, options)
    return Examined(path, (problem("KS901", path, known=", ".join(kind.name for kind in KINDS)),))


def find_checked(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder that are to be checked; a key is checked with its items.

    Dead links and folders that may not be entered are among them, for each is a finding.
    """
    for path in sorted([*folder.rglob("*"), *([] if _is_open(folder) else [folder])]):
        inside = path.relative_to(folder).parts[:-1]
        if any(part in BESIDES or part.startswith(".") for part in (*inside, path.name)):
            continue
        if _is_checked(path) and not (path.name.endswith(".key.yaml") and _has_items(path)):
            yield path


def _is_checked(path: Path) -> bool:
    if os.path.isdir(path):  # noqa: PTH112 - pathlib's raises where a folder may not be entered
        return not _is_open(path)
    return any(kind.is_one(path) for kind in KINDS)


def _is_open(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)


def _has_items(key: Path) -> bool:
    return (key.with_name(key.name.removesuffix(".key.yaml")) / "items.yaml").is_file()
