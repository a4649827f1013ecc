"""Broken files: each gives its findings, or loads, within two seconds and 200 MB; never a traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import storyteller
from knowshow.authoring import map_drawing
from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.content import loading, markdown, yaml_reader
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parents[1]
BROKEN = HERE / "corpus" / "broken"
EXPECTED: dict[str, list[str]] = yaml_reader.read(HERE / "corpus" / "expected.yaml").data


def codes(paths: Iterable[Path]) -> dict[str, list[str]]:
    """The codes found in each file by a process that is capped in memory and time."""
    command = [sys.executable, str(HERE / "helpers" / "capped.py"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or f"ended by signal {-done.returncode}"
    assert not done.stderr
    reported: dict[str, list[str]] = json.loads(done.stdout)
    return reported


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """The codes found in the whole corpus."""
    return codes(sorted(BROKEN.iterdir()))


def test_the_corpus_is_large_and_each_file_has_its_expectation() -> None:
    assert len(EXPECTED) >= 60
    assert sorted(EXPECTED) == sorted(path.name for path in BROKEN.iterdir())


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_gives_exactly_its_codes(name: str, found: dict[str, list[str]]) -> None:
    assert found[name] == sorted(EXPECTED[name])


def test_a_reader_without_its_c_part_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)  # as under Pyodide
    found = {name: check_file(BROKEN / name, CheckOptions(1000)).problems for name in EXPECTED}
    assert {name: sorted({one.code for one in problems}) for name, problems in found.items()} == {
        name: sorted(expected) for name, expected in EXPECTED.items()
    }


@pytest.mark.parametrize("name", ["script-in-text", "html-in-text", "script-link", "html-in-name"])
def test_html_and_script_are_rendered_harmless(name: str) -> None:
    scenario = loading.load(Scenario, BROKEN / f"{name}.yaml")
    texts = [node.text for node in scenario.nodes] + [person.name for person in scenario.stakeholders]
    shown = "".join(markdown.html(text) + markdown.inline(text) for text in texts)
    assert not re.search(r"<(script|img|i|b)\b|href=|src=\"", shown)
    assert "<script" not in map_drawing.page(scenario)


def big(folder: Path) -> dict[Path, list[str]]:
    """Files too large to be committed, with the codes that they give."""
    text = storyteller.TEXT
    lines = text.replace("summary: >-", "summary: >-\n" + "  word word word\n" * 25_000, 1)
    asked = text.replace("{flag: asked}", f"{{any: [{'{flag: asked}, ' * 20_000}]}}", 1)
    made = {
        "fifty-megabytes": (b"a: " + b"x" * 50_000_000, ["KS002"]),
        "fifty-megabytes-of-lists": (b"[" * 50_000_000, ["KS002"]),
        "half-a-megabyte-of-lists": (b"[" * 499_000, ["KS002"]),
        "half-a-megabyte-of-keys": (b"".join(b"k%d: 1\n" % i for i in range(40_000)), ["KS010", "KS011"]),
        "half-a-megabyte-of-one-key": (b"k: 1\n" * 90_000, ["KS005"]),
        "half-a-megabyte-of-aliases": (b"a: &a x\nb: [" + b"*a, " * 120_000 + b"]\n", ["KS006"]),
        "a-long-summary": (lines.encode(), ["KS012"]),
        "thousands-of-conditions": (asked.encode(), ["KS012"]),
    }
    expected: dict[Path, list[str]] = {}
    for name, (data, found) in made.items():
        path = folder / f"{name}.yaml"
        path.write_bytes(data)
        expected[path] = found
    return expected


def test_large_files_are_refused_in_time_and_memory(tmp_path: Path) -> None:
    expected = big(tmp_path)
    assert codes(expected) == {path.name: found for path, found in expected.items()}


def test_a_missing_file_a_folder_and_a_dead_link_are_findings(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    paths = [tmp_path / name for name in ("missing.yaml", "folder.yaml", "link.yaml")]
    assert set(map(tuple, codes(paths).values())) == {("KS001",)}
