"""Scripts with import lines become one ES module, each run once and with its own names to itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import scripts
from knowshow.drawing.joining import FOLDER, ScriptError, joined
from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

ONE = 'import { two, count } from "./two.js";\nconst own = "one";\nexport default [own, two(), count];\n'
TWO = """import { three } from "./three.js";
import { tick } from "./ticking.js";

/** What a reader of the source is told. */
const own = "two";
tick();
export const count = 1;
export function two() { return own + three; }
"""
THREE = 'import { tick } from "./ticking.js";\nexport const three = "three";\ntick();\n'
TICKING = "globalThis.runs = (globalThis.runs ?? 0) + 1;\nexport async function tick() { return 0; }\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.js").write_text(text, "utf-8")
        return tmp_path

    return made


def run(text: str, tmp_path: Path) -> str:
    """What a joined module exports, as a script of its own sees it."""
    (tmp_path / "joined.mjs").write_text(text, "utf-8")
    code = 'import * as m from "./joined.mjs"; console.log(JSON.stringify([{...m}, globalThis.runs]));'
    (tmp_path / "main.mjs").write_text(code, "utf-8")
    done = scripts.run("run", "main.mjs", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_module_runs_once_and_keeps_its_names(write: Write, tmp_path: Path) -> None:
    folder = write(one=ONE, two=TWO, three=THREE, ticking=TICKING)
    exports, runs = json.loads(run(joined("one", folder), tmp_path))
    assert exports == {"default": ["one", "twothree", 1]}
    assert runs == 1


def test_an_entry_may_export_names(write: Write, tmp_path: Path) -> None:
    exports, _ = json.loads(run(joined("ticker", write(ticker="export const five = 5;\n")), tmp_path))
    assert exports == {"five": 5}


def test_notes_for_readers_of_the_source_stay_there(write: Write) -> None:
    assert "reader of the source" not in joined("two", write(two=TWO, three=THREE, ticking=TICKING))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('import { x } from "./gone.js";', "first.js: import: there is no ./gone.js"),
        ('import { gone } from "./second.js";', "first.js: import: second.js exports no gone"),
        ('import x from "./second.js";', 'first.js: import x from "./second.js";: write it as'),
        ("export let x = 1;", "first.js: export let x = 1;: write it as"),
        ('import { back } from "./third.js";', "third.js: imports in a circle: first > third > first"),
    ],
)
def test_what_cannot_be_followed_is_one_line(write: Write, text: str, message: str) -> None:
    third = 'import { x } from "./first.js";\nexport const back = x;\n'
    with pytest.raises(ScriptError) as error:
        joined("first", write(first=f"{text}\n", second="export const x = 1;\n", third=third))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.js")), ids=lambda path: path.stem)
def test_every_script_can_be_joined(path: Path) -> None:
    assert f"const ${path.stem.replace('-', '_')} = " in joined(path.stem)


@pytest.mark.usefixtures("workspace")
def test_a_widget_s_script_ends_with_the_learner_s_settings(workspace: Path) -> None:
    (workspace / ".knowshow").mkdir()
    (workspace / ".knowshow" / "settings.json").write_text('{"theme": "dark"}', "utf-8")
    assert str(base.script("map")).endswith('$parts.applySettings({"theme": "dark"});\n')
