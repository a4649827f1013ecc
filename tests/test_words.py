"""The interface's text and those who ask for it fit each other: every sentence, every place in it."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic_core.core_schema import ErrorType

import spoken
from knowshow.content import course_files, text, yaml_reader
from spoken import Source, Use

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = course_files.package()
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "bundle" not in path.parts)
SCRIPTS = [
    *sorted(PACKAGE.joinpath("drawing").rglob("*.js")),
    PACKAGE.joinpath("lab", "labextensions", "knowshow", "static", "remoteEntry.js"),
]
TEXTS: spoken.Sections = yaml_reader.read(course_files.assets("text", "en.yaml")).data
SCRIPTED = re.compile(r"\bwords\.(\w+)|\bsay\(words, [\"'`]([\w-]+)[\"'`]")
TEMPLATE = re.compile(r"`([^`\s]*\$\{[^`\s]*)`")


def source(path: Path) -> Source:
    return Source(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8")))


@cache
def every_use() -> list[Use]:
    """Every place of the package that asks for a sentence."""
    return [use for path in MODULES for use in spoken.uses(source(path), TEXTS)]


@cache
def shared() -> set[str]:
    """The sections that are handed to the scripts whole."""
    every = (call for path in MODULES for call in spoken.calls(source(path).tree))
    handing = (call for call in every if spoken.called(call) in ("words", "strings"))
    return {str(ast.literal_eval(a)) for call in handing for a in call.args if isinstance(a, ast.Constant)}


def scripts() -> str:
    return "\n".join(path.read_text("utf-8") for path in SCRIPTS)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('say("file", "gone", name=1)', ""),
        ('say("file", "none", name=1)', "there is no file.none"),
        ('say("file", "gone")', "not filled in: ['name']"),
        ('say("file", "gone", name=1, why=2)', "of no use: ['why']"),
        ('values = {"name": 1}\nsay("file", "gone", **values)', ""),
        ('say("file", "gone" if a else "none", name=1)', "there is no"),
    ],
)
def test_a_slip_in_asking_is_seen(line: str, fault: str) -> None:
    texts = {"file": {"gone": "{name!r} is gone"}}
    faults = [spoken.wrong(use, texts) for use in spoken.uses(Source("x.py", ast.parse(line)), texts)]
    assert fault in "".join(faults)
    assert bool(fault) == any(faults)


def test_the_text_is_well_formed_and_read_fast_as_it_stands() -> None:
    read: dict[str, Any] = {section: text.strings(section) for section in TEXTS}
    assert read == TEXTS
    assert all(isinstance(said, str) for texts in TEXTS.values() for said in texts.values())


def test_every_sentence_that_is_asked_for_is_there_with_the_places_that_are_filled_in() -> None:
    assert [fault for use in every_use() if (fault := spoken.wrong(use, TEXTS))] == []


def test_every_word_that_a_script_asks_for_is_there() -> None:
    known = {key for section in shared() for key in TEXTS[section]}
    known |= {key.removesuffix("_other") for key in known if key.removesuffix("_other") + "_one" in known}
    asked = {one or other for one, other in SCRIPTED.findall(scripts())}
    assert asked - known == set()
    assert len(asked) > 100


def test_no_sentence_is_left_over() -> None:
    used = {
        place
        for use in every_use()
        if not use.loose
        for key in use.patterns
        for place in use.keys(TEXTS, key)
    }
    loose = {use.section for use in every_use() if use.loose}
    constants, fields = written()
    used |= {(section, key) for section in loose & TEXTS.keys() for key in TEXTS[section] if key in constants}
    used |= {("value", key) for key in TEXTS["value"] if key in constants | set(get_args(ErrorType))}
    scripted = set(re.findall(r"[\w-]+", scripts())) | fields
    for section in shared():
        keys = TEXTS[section]
        used |= {
            (section, key) for key in keys if key in scripted or any(p.fullmatch(key) for p in templates())
        }
    assert [
        f"{section}.{key}" for section in TEXTS for key in TEXTS[section] if (section, key) not in used
    ] == []


@cache
def written() -> tuple[set[str], set[str]]:
    """Every constant that stands in the package, and the names of its classes' fields."""
    nodes = [node for path in MODULES for node in ast.walk(source(path).tree)]
    constants = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    constants |= {constant.replace("-", "_") for constant in constants}
    return constants, {ast.unparse(node.target) for node in nodes if isinstance(node, ast.AnnAssign)}


@cache
def templates() -> list[re.Pattern[str]]:
    """The keys that scripts put together, as patterns."""
    made = [re.split(r"\$\{[^}]*\}", template) for template in TEMPLATE.findall(scripts())]
    return [re.compile(spoken.ANY.join(map(re.escape, parts))) for parts in made if any(parts)]
