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
from knowshow.room import site
from spoken import Source, Use

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = course_files.package()
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "bundle" not in path.parts)
SCRIPTS = [
    *sorted(PACKAGE.joinpath("drawing").rglob("*.js")),
    *sorted(PACKAGE.joinpath("lab", "labextensions", "knowshow", "static").glob("*.js")),
]
TEXTS: spoken.Sections = yaml_reader.read(course_files.assets("text", "en.yaml")).data
SCRIPTED = re.compile(r"\b(?:words|says)\.(\w+)|\bsay\((?:this\.)?words(?:\.\w+)?, [\"'`]([\w-]+)[\"'`]")
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
    whole = {str(ast.literal_eval(a)) for call in handing for a in call.args if isinstance(a, ast.Constant)}
    return whole | set(site.SECTIONS)


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


def test_the_strict_reader_reads_the_same_text() -> None:
    read: dict[str, Any] = {section: text.strings(section) for section in TEXTS}
    assert read == TEXTS
    assert all(isinstance(said, str) for texts in TEXTS.values() for said in texts.values())


def test_every_sentence_that_is_asked_for_is_there_with_the_places_that_are_filled_in() -> None:
    assert [fault for use in every_use() if (fault := spoken.wrong(use, TEXTS))] == []


def test_every_word_that_a_script_asks_for_is_there() -> None:
    known = {key for section in shared() for key in TEXTS[section]}
    known |= {key.removesuffix("_other") for key in known if key.removesuffix("_other") + "_one" in known}
    asked = {one or other for one, other in SCRIPTED.findall(scripts())}
    assert asked - known - set(site.SECTIONS) == set()  # `words.phone`: a page of a room has them by section
    assert len(asked) > 100


def templated() -> set[tuple[str, str]]:
    """Every sentence that the server's own pages say; a template may choose between two."""
    text = "".join(path.read_text("utf-8") for path in PACKAGE.joinpath("lab", "templates").glob("*.html"))
    calls: list[tuple[str, str]] = re.findall(r'say\("(\w+)", ([^)]*)\)', text)
    return {(section, key) for section, rest in calls for key in re.findall(r'"(\w+)"', rest)}


def test_every_sentence_that_a_template_says_is_there() -> None:
    assert templated()
    assert [(section, key) for section, key in templated() if key not in TEXTS[section]] == []


def test_no_sentence_is_left_over() -> None:
    exact = {
        place
        for use in every_use()
        if not use.loose
        for key in use.patterns
        for place in use.keys(TEXTS, key)
    }
    loose = {use.section for use in every_use() if use.loose}
    constants = written()[0]
    left = [
        f"{section}.{key}"
        for section, texts in TEXTS.items()
        for key in texts
        if (section, key) not in exact
        and not (section in loose and key in constants)
        and not (section == "value" and key in constants | set(get_args(ErrorType)))
        and not (section in shared() and scripted(key))
        and (section, key) not in templated()
    ]
    assert left == []


@pytest.mark.parametrize(
    ("key", "asked"), [("until", True), ("lens_company", True), ("points_one", True), ("zebra", False)]
)
def test_what_scripts_ask_for_is_known(key: str, asked: bool) -> None:  # noqa: FBT001 - a parameter
    assert scripted(key) is asked


def scripted(key: str) -> bool:
    """Whether some script asks for a key: by its name, or by parts that it puts together."""
    asked, parts = named()
    if {key, re.sub(r"_(one|other)$", "", key)} & asked:
        return True
    if any(template.fullmatch(key) for template in templates()):
        return True
    cuts = [(key[: cut.start()], key[cut.end() :]) for cut in re.finditer("_", key)]
    return any(first in parts and second in parts for first, second in cuts)


@cache
def named() -> tuple[set[str], set[str]]:
    """The keys that scripts name, and the words of the data they get, of which some put keys together."""
    fields = written()[1]
    quoted = set(re.findall(r"[\"'`]([\w-]+)[\"'`]", scripts()))
    asked = {one or other for one, other in SCRIPTED.findall(scripts())} | quoted | fields
    return asked, quoted | fields


@cache
def written() -> tuple[set[str], set[str]]:
    """Every constant that stands in the package; the names of fields and the words of the data's formats."""
    nodes = [node for path in MODULES for node in ast.walk(source(path).tree)]
    constants = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    constants |= {constant.replace("-", "_") for constant in constants}
    fields = {ast.unparse(node.target) for node in nodes if isinstance(node, ast.AnnAssign)}
    literals = (n.slice for n in nodes if isinstance(n, ast.Subscript) and ast.unparse(n.value) == "Literal")
    words = {str(c.value) for part in literals for c in ast.walk(part) if isinstance(c, ast.Constant)}
    return constants, fields | words | {word.replace(" ", "_") for word in words}


@cache
def templates() -> list[re.Pattern[str]]:
    """The keys that scripts put together around a word of their own, as patterns."""
    made = [re.split(r"\$\{[^}]*\}", template) for template in TEMPLATE.findall(scripts())]
    own = [parts for parts in made if re.search(r"[a-z]", "".join(parts))]
    return [re.compile(spoken.ANY.join(map(re.escape, parts))) for parts in own]
