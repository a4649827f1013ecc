"""The pure core imports no Jupyter and touches no disk, so that it runs under Pyodide and in any process."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = course_files.package()
PURE = [
    *(PACKAGE / f"{name}.py" for name in ("errors", "part")),
    *sorted((PACKAGE / "story").glob("*.py")),
    *(PACKAGE / "exercises" / f"{name}.py" for name in ("items", "keys", "scoring")),
    *(
        PACKAGE / "grading" / "reports" / f"{name}.py"
        for name in ("classical", "disclosure", "f_distribution")
    ),
]
ALLOWED = {
    "__future__",
    "collections",
    "dataclasses",
    "difflib",
    "fractions",
    "functools",
    "itertools",
    "knowshow",
    "math",
    "operator",
    "pydantic",
    "pydantic_core",
    "re",
    "statistics",
    "types",
    "typing",
    "unicodedata",
}
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "compile", "__import__"}
HEAVY = {"IPython", "ipywidgets", "traitlets", "anywidget", "plotly", "click", "nbgrader", "numpy"}


def nodes(path: Path) -> list[ast.AST]:
    """Return every node of a module's source."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def dotted(path: Path) -> str:
    return ".".join(("knowshow", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


@pytest.mark.parametrize("path", PURE, ids=dotted)
def test_a_pure_module_needs_only_pure_packages(path: Path) -> None:
    names = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes(path) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= ALLOWED


@pytest.mark.parametrize("path", PURE, ids=dotted)
def test_a_pure_module_calls_nothing_that_reads_or_writes(path: Path) -> None:
    calls = {
        node.func.id for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & FORBIDDEN_CALLS


def test_the_pure_core_loads_neither_jupyter_nor_the_command_line() -> None:
    source = f"import sys, {', '.join(map(dotted, PURE))}; print(sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr


BROWSER = """
import sys

SHIPPED = {"knowshow", "yaml", "pydantic", "pydantic_core"}  # and what pydantic needs
SHIPPED |= {"annotated_types", "typing_extensions", "typing_inspection"}
ABSENT = {"multiprocessing", "subprocess", "_posixsubprocess", "ssl", "_ssl", "curses", "sqlite3"}

class Gate:
    def find_spec(self, name, path, target=None):
        top = name.partition(".")[0]
        known = top in sys.stdlib_module_names - ABSENT or top in SHIPPED or top.startswith("_sysconfigdata")
        if not known:
            raise ImportError(name)

sys.meta_path.insert(0, Gate())
import yaml
vars(yaml).pop("CSafeLoader", None)
from pathlib import Path
from knowshow.content import loading
from knowshow.story import counterfactual, counting, explore, outcomes, play, scenario
story = loading.load(scenario.Scenario, Path(sys.argv[1]))
found = explore.explore(story)
path = ("close-the-street", "publish")
print(counting.count_paths(found).paths, outcomes.build_space(found).paths, play.replay(story, path).node)
print(counterfactual.vary(story, path, 0, "ask-the-parents").after.node)
"""


def test_a_story_loads_and_plays_with_nothing_but_what_a_browser_has() -> None:
    starter = course_files.assets("guide", "starter.yaml")
    command = [sys.executable, "-c", BROWSER, str(starter)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["4", "4", "calmer-street", "calmer-street"], done.stderr
