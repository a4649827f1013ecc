"""Where each line lives: a module imports only from floors below its own, or from its own folder."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOORS = (
    ("errors", "part", "slim_imports"),
    ("story",),
    ("content",),
    ("editions", "exercises"),
    ("authoring", "learner", "views"),
    ("drawing", "handing_in"),
    ("grading", "pages"),
    ("reading",),
    ("hub", "lab", "personal", "room"),
    ("cli", "__init__"),
)
PACKAGE = course_files.package()
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "bundle" not in path.parts)
MOST_AT_THE_TOP = 9
REASON = re.compile(r"# noqa: [A-Z0-9, ]*PLC0415[A-Z0-9, ]* - \S+")


def dotted(path: Path) -> str:
    """Give a module's name below the package: `story.play`; `story` for the folder's own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


NAMES = {dotted(path) for path in MODULES}


def imports(path: Path) -> Iterator[tuple[str, ast.ImportFrom | ast.Import]]:
    """Yield what a module imports of the package, wherever the line stands, by name below the package."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names if alias.name.partition(".")[0] == "knowshow"]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "knowshow":
            targets = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for target in targets:
            name = target.removeprefix("knowshow").removeprefix(".")
            while name and name not in NAMES:
                name = name.rpartition(".")[0]
            yield name or "__init__", node


@cache
def needs() -> dict[str, frozenset[str]]:
    """For each module the others that it imports."""
    return {dotted(path): frozenset(name for name, _ in imports(path)) - {dotted(path)} for path in MODULES}


def folder(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def circles(graph: dict[str, frozenset[str]]) -> list[str]:
    """Return the modules of a graph that stand in a circle, or lead to one."""
    left = dict(graph)
    while ends := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in ends:
            del left[name]
    return sorted(left)


def test_circles_are_seen() -> None:
    graph = {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b"), "d": frozenset("a")}
    assert circles(graph) == ["a", "b", "c", "d"]
    assert circles({"a": frozenset("b"), "b": frozenset()}) == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_imports_only_from_below_or_from_its_own_folder(path: Path) -> None:
    own = folder(dotted(path))
    above = {name for name, _ in imports(path) if folder(name) != own and FLOOR[folder(name)] >= FLOOR[own]}
    assert not above


def test_no_import_circle_between_modules() -> None:
    assert circles(needs()) == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_late_import_has_its_reason(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    late = [node for _, node in imports(path) if node.col_offset]
    checked = [node for node in late if "TYPE_CHECKING" not in block(lines, node.lineno)]
    assert [lines[node.lineno - 1] for node in checked if not REASON.search(lines[node.lineno - 1])] == []


def block(lines: list[str], number: int) -> str:
    """Return the line that opens the block in which a line stands; lines count from 1."""
    depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    before = (line for line in reversed(lines[: number - 1]) if line.strip())
    return next((line for line in before if len(line) - len(line.lstrip()) < depth), "")


def test_few_modules_stand_at_the_top_and_every_folder_says_what_it_holds() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_AT_THE_TOP
    for init in PACKAGE.rglob("__init__.py"):
        text = ast.get_docstring(ast.parse(init.read_text("utf-8"))) or ""
        assert re.match(r"[A-Z].*[.:;]", text), init
