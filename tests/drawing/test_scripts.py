"""Every script is linted, type-checked and unit-tested, the JupyterLab extension's among them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import scripts
from knowshow.drawing.joining import FOLDER
from scripts import CONFIG, EXTENSION, ROOT, SCRIPTS, TESTS

if TYPE_CHECKING:
    from pathlib import Path

OURS = [
    *SCRIPTS,
    *sorted(FOLDER.glob("*.d.ts")),
    *sorted(EXTENSION.parent.glob("*.d.ts")),
    *sorted(TESTS.glob("*.js")),
    ROOT / "tests" / "helpers" / "stage.js",
    ROOT / "tests" / "helpers" / "stage.d.ts",
    ROOT / ".ci" / "house-rules.js",
]
ESCAPES = re.compile(
    r"@ts-(?:ignore|nocheck|expect-error)|deno-lint-ignore|\{[^}\n]*\bany\b[^}\n]*\}|: any\b"
)


def holds(*arguments: str) -> None:
    done = scripts.run(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint_finds_nothing() -> None:
    holds("lint", "--config", str(CONFIG), *map(str, OURS))


def test_types_hold() -> None:
    holds("check", "--quiet", "--config", str(CONFIG), *map(str, OURS))


def test_unit_tests_pass() -> None:
    holds("test", "--quiet", "--no-check", "--no-remote", "--config", str(CONFIG), str(TESTS))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_escapes_the_check(path: Path) -> None:
    assert ESCAPES.findall(path.read_text("utf-8")) == []


def test_each_of_these_nets_catches(tmp_path: Path) -> None:
    long = "export function long() {\n" + "  long();\n" * 40 + "}\n"
    wrong = {
        "long": long,
        "wide": f"export const wide = {'1 + ' * 40}1;\n",
        "kind": 'export const n = "a" * 2;\n',
    }
    for name, text in wrong.items():
        (tmp_path / f"{name}.js").write_text(text, "utf-8")
    lint = scripts.run("lint", "--config", str(CONFIG), str(tmp_path))
    assert sorted(re.findall(r"a (?:function|line) of \d+", lint.stdout + lint.stderr)) == [
        "a function of 42",
        "a line of 182",
    ]
    check = scripts.run("check", "--config", str(CONFIG), str(tmp_path / "kind.js"))
    assert "TS2362" in check.stderr


def test_unit_tests_find_the_scripts_where_they_are_joined_from() -> None:
    mapped = json.loads(CONFIG.read_text("utf-8"))["imports"]["#scripts/"]
    assert (CONFIG.parent / mapped).resolve() == FOLDER


def test_the_extension_is_under_the_net() -> None:
    assert EXTENSION.is_file()
    assert EXTENSION in OURS


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ("model.send(", ["outbox.js"]),
        ("sessionStorage", ["kept-top.js", "storage.js"]),
    ],  # a page's, a widget's
)
def test_one_script_talks_to_python_and_one_keeps_words(words: str, files: list[str]) -> None:
    assert sorted(path.name for path in SCRIPTS if words in path.read_text("utf-8")) == files
