"""The pure core imports no Jupyter and touches no disk, so that it runs under Pyodide and in any process."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from knowshow.content import course_files

PURE = (
    "errors",
    "scenario",
    "references",
    "play",
    "transcript",
    "explore",
    "counting",
    "dominance",
    "reading",
    "outcomes",
    "counterfactual",
    "golden",
    "graph",
    "items",
    "keys",
    "scoring",
)
ALLOWED = {
    "__future__",
    "collections",
    "dataclasses",
    "difflib",
    "fractions",
    "functools",
    "itertools",
    "math",
    "operator",
    "re",
    "types",
    "typing",
    "unicodedata",
    "pydantic",
    "pydantic_core",
}
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "compile", "__import__"}


def tree(module: str) -> ast.Module:
    """A module's source, parsed."""
    return ast.parse(course_files.package(f"{module}.py").read_text("utf-8"))


def imported(node: ast.AST) -> set[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module == "knowshow":
        return {f"knowshow.{alias.name}" for alias in node.names}
    return {node.module or ""} if isinstance(node, ast.ImportFrom) else set()


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_only_pure_ones(module: str) -> None:
    names = {name for node in ast.walk(tree(module)) for name in imported(node)}
    ours = {name.removeprefix("knowshow.") for name in names if name.startswith("knowshow")}
    others = {name.split(".")[0] for name in names if not name.startswith("knowshow")}
    assert ours <= set(PURE)
    assert others <= ALLOWED


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_calls_nothing_that_reads_or_writes(module: str) -> None:
    calls = {
        node.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & FORBIDDEN_CALLS


def test_imports_point_one_way() -> None:
    order = ("scenario", "play", "explore", "counting", "outcomes")
    for number, module in enumerate(order):
        names = {name for node in ast.walk(tree(module)) for name in imported(node)}
        assert not names & {f"knowshow.{later}" for later in order[number + 1 :]}


def test_the_pure_core_loads_neither_jupyter_nor_the_command_line() -> None:
    names = ", ".join(f"knowshow.{module}" for module in PURE)
    heavy = {
        "IPython",
        "ipywidgets",
        "traitlets",
        "anywidget",
        "plotly",
        "click",
        "yaml",
        "nbgrader",
        "numpy",
    }
    source = f"import sys, {names}; print(sorted({heavy} & set(sys.modules)))"
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
from knowshow import counterfactual, counting, explore, loading, outcomes, play, scenario
story = loading.load(scenario.Scenario, Path(sys.argv[1]))
found = explore.explore(story)
path = ("close-the-street", "publish")
print(counting.counts(found).paths, outcomes.space(found).paths, play.replay(story, path).node)
print(counterfactual.vary(story, path, 0, "ask-the-parents").after.node)
"""


def test_a_story_loads_and_plays_with_nothing_but_what_a_browser_has() -> None:
    starter = course_files.assets("guide", "starter.yaml")
    command = [sys.executable, "-c", BROWSER, str(starter)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["4", "4", "calmer-street", "calmer-street"], done.stderr
