"""The schema says what the loader says, and the author's guide keeps its promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from pydantic import ValidationError

import storyteller
from knowshow import cli
from knowshow.authoring import schema
from knowshow.authoring.checks import cues, length, transcripts
from knowshow.content import course_files, scenarios, yaml_reader
from knowshow.story.explore import BOUND
from knowshow.story.scenario import Scenario

CORPUS = Path(__file__).parents[1] / "corpus"
EXPECTED: dict[str, list[str]] = yaml_reader.read(CORPUS / "expected.yaml").data
# What a JSON Schema cannot say: 1e1 is a whole number to it, and it compares no two values.
BEYOND = {"exponent.yaml", "range-falls.yaml", "start-outside-range.yaml"}
UNREAD = {"huge-number.yaml"}  # refused before anything is compared with the format
FORMAL = [
    name for name, codes in EXPECTED.items() if {*codes} <= {"KS010", "KS011", "KS012"} and name not in UNREAD
]
GUIDE = course_files.assets("guide", "authoring.md").read_text("utf-8")


def test_the_guide_explains_each_command_that_it_uses() -> None:
    assert set(re.findall(r"knowshow (check|new|text)\b", GUIDE)) <= set(cli.COMMANDS)


def test_the_guide_links_the_schema_where_it_lies() -> None:
    assert "assets/schema/scenario.schema.json" in GUIDE
    assert course_files.assets("schema", "scenario.schema.json").is_file()


@pytest.mark.parametrize(
    ("said", "number", "meant"),
    [
        (f"({BOUND:,};", BOUND, 30_000),
        ("half a million bytes", yaml_reader.MAX_BYTES, 500_000),
        ("nested at most 40 levels", yaml_reader.MAX_DEPTH, 40),
        ("at least three decisions", cues.FEWEST, 3),
        ("fewer than six in ten", transcripts.ALIKE, 0.6),
        ("by a third, or by three minutes", length.LEAST_MINUTES, 3),
    ],
)
def test_the_guides_numbers_are_those_of_the_program(said: str, number: float, meant: float) -> None:
    assert said in GUIDE
    assert number == meant


def test_the_schema_knows_every_key_of_the_format() -> None:
    generated_schema = schema.schema()
    assert set(generated_schema["properties"]) == set(Scenario.model_fields)
    assert generated_schema["additionalProperties"] is False
    assert "not" in generated_schema["$defs"]["Condition"]["properties"]


@pytest.mark.parametrize("key", sorted(Scenario.model_fields))
def test_the_schema_asks_for_what_the_loader_asks_for(key: str) -> None:
    data = storyteller.starter()
    data.pop(key, None)
    try:
        Scenario.model_validate(data)
        needed = False
    except ValidationError:
        needed = True
    assert (key in schema.schema()["required"]) is needed


@pytest.mark.parametrize("name", [*scenarios.list_names(), storyteller.STARTER], ids=str)
def test_editors_and_loader_agree_on_what_is_right(name: str) -> None:
    data = yaml_reader.read(scenarios.find(name)).data
    errors = list(Draft202012Validator(schema.schema()).iter_errors(data))
    assert not errors, errors[0].message


@pytest.mark.parametrize("name", FORMAL)
def test_editors_and_loader_agree_on_what_is_wrong(name: str) -> None:
    data = yaml_reader.read(CORPUS / "broken" / name).data
    errors = list(Draft202012Validator(schema.schema()).iter_errors(data))
    assert bool(errors) is (bool(EXPECTED[name]) and name not in BEYOND)
