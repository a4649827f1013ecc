"""Strict loading: a problem is reported once, in one line, with its place and its mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import storyteller
from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.content import loading, yaml_reader
from knowshow.errors import InvalidFileError, KnowShowError
from knowshow.story import play, references
from knowshow.story.explore import explore
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.errors import Problem


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """What the loader finds in a scenario's text; nothing where it loads."""
    path = folder / "starter.yaml"
    path.write_text(text, "utf-8")
    try:
        loading.load(Scenario, path, "starter.yaml")
    except InvalidFileError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("minutes: 5", "minuts: 5", "unknown key 'minuts'; did you mean 'minutes'?", id="key"),
        pytest.param(
            "who: mirela", "who: mirella", "no stakeholder 'mirella'; did you mean 'mirela'?", id="voice"
        ),
        pytest.param("goto: the-count", "goto: count", "there is no node 'count'; did you mean", id="goto"),
        pytest.param("{near-school: -45,", "{school: -45,", "there is no indicator 'school'", id="effect"),
        pytest.param("because: the-letter", "because: spring", "'spring' is no decision", id="because"),
        pytest.param("at: [spring]", "at: [sprong]", "no node 'sprong'; did you mean 'spring'?", id="at"),
        pytest.param("start: 60", "start: '60'", "must be a whole number; got '60'", id="number"),
        pytest.param("lens: company", "lens: firm", "must be 'rightsholder', 'civil-society'", id="word"),
        pytest.param("lens: company", "lens: compny", "; did you mean 'company'?", id="near word"),
        pytest.param("kind: event", "kind: evnt", "got 'evnt'; did you mean 'event'?", id="kind"),
        pytest.param(
            "    kind: event ", "    ", "is missing; add it, and say which: decision, event", id="no kind"
        ),
        pytest.param("goto: spring", "goto: 5", "must be an id, or a list of branches", id="goto number"),
        pytest.param(
            "goto: spring", "goto: [spring]", "a mapping (key: value) with when, to; got", id="branches"
        ),
        pytest.param("flag: asked", "flag: [asked]", "must be text, not ['asked']", id="list as text"),
        pytest.param("range: [0, 100]", "range: [0]", "has 1 values, which is too few", id="half a range"),
        pytest.param("near-school: 30", "near-school: 3, contracts: 4", "at most 1; has 2", id="two bounds"),
        pytest.param("effects: {contracts: 2}", "effects:", "has no value; write one", id="no value"),
        pytest.param("contracts: 2}", f"contracts: {'9' * 30}}}", "a number of 30 characters", id="huge"),
        pytest.param("label: Publish", f"label: {'so ' * 200}", "at most 300 characters; has 6", id="long"),
    ],
)
def test_a_slip_is_reported_in_one_line_with_its_mend(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in storyteller.TEXT
    reported = problems(tmp_path, storyteller.TEXT.replace(old, new, 1))
    assert any(expected in problem.message for problem in reported), reported
    assert all("\n" not in str(problem) and problem.line > 1 for problem in reported)


@pytest.mark.parametrize(
    ("old", "new", "key", "known"),
    [
        ("kind: at-endings", "kind: on-choice", "must", "choices, indicator, never"),
        (
            "    kind: ending",
            "    kind: ending\n    choices: []",
            "choices",
            "voices, facilitator, kind, best",
        ),
    ],
)
def test_a_key_of_another_kind_is_not_taken_for_a_misspelling(
    tmp_path: Path, old: str, new: str, key: str, known: str
) -> None:
    reported = problems(tmp_path, storyteller.TEXT.replace(old, new, 1))
    (unknown,) = (problem for problem in reported if problem.code == "KS010")
    assert unknown.message.startswith(f"unknown key {key!r}; known here: id")
    assert unknown.message.endswith(known)


def test_a_fault_inside_a_branch_is_reported_once_at_its_place(tmp_path: Path) -> None:
    (problem,) = problems(
        tmp_path, storyteller.TEXT.replace("at_most: {near-school: 30}}", "at_most: low}", 1)
    )
    assert problem.key == "nodes[2].goto[0].when.at_most"


def test_a_problem_has_the_place_of_its_slip(tmp_path: Path) -> None:
    lines = storyteller.TEXT.splitlines()
    number = next(i for i, line in enumerate(lines) if "id: publish" in line)
    lines[number + 1] = lines[number + 1].replace("label", "lable")
    (missing, unknown) = sorted(
        problems(tmp_path, "\n".join(lines)), key=lambda problem: problem.code, reverse=True
    )
    assert (unknown.code, unknown.line, unknown.column) == ("KS010", number + 2, 9)
    assert (missing.code, missing.key) == ("KS011", "nodes[1].choices[0].label")


def test_a_list_with_wrong_members_is_not_reported_as_too_short(tmp_path: Path) -> None:
    reported = problems(tmp_path, storyteller.TEXT.replace("cites: [GP13, GP19]", "cites: [GP99]"))
    assert reported
    assert not any("needs at least" in problem.message for problem in reported)


def test_a_list_that_is_too_short_is_reported(tmp_path: Path) -> None:
    reported = problems(tmp_path, storyteller.TEXT.replace("    who: [mirela]", "    who: []", 1))
    assert [problem.message for problem in reported] == ["needs at least 1; has 0"]


def test_a_node_a_choice_and_a_delayed_consequence_never_share_an_id(tmp_path: Path) -> None:
    for old, new in (("- id: publish", "- id: spring"), ("- id: the-window", "- id: publish")):
        (twice,) = (p for p in problems(tmp_path, storyteller.TEXT.replace(old, new)) if p.code == "KS107")
        assert "is already the id of a" in twice.message


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
DATA = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


@given(DATA)
def test_any_yaml_is_either_a_scenario_or_a_list_of_problems(data: Any) -> None:
    document = yaml_reader.Document("x.yaml", data)
    with pytest.raises(InvalidFileError):
        loading.validate(Scenario, document)


@given(st.data())
def test_the_starter_with_any_one_value_changed_loads_and_plays_or_is_refused(data: st.DataObject) -> None:
    tale = storyteller.starter()
    parent, key = data.draw(st.sampled_from(list(_slots(tale))))
    parent[key] = data.draw(DATA | st.sampled_from(["publish", "spring", "mirela", "near-school", [], {}, 7]))
    document = yaml_reader.Document("x.yaml", tale)
    try:
        scenario = loading.validate(Scenario, document)
    except InvalidFileError:
        return
    exploration = explore(scenario, bound=500)
    assert exploration.states or exploration.endless
    assert list(references.find_faults(scenario)) == []


MARKS = [
    "'",
    '"',
    ":",
    ": ",
    "-",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "#",
    "|",
    ">-",
    "*",
    "&",
    "!",
    "%",
    "@",
    "?",
]
MARKS += [
    "\t",
    "\r",
    "\x07",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\U0001f600",
    "~",
    "<<: ",
    "---\n",
    '"\\',
    "1e9",
    "goto: ",
]
SPOILS = st.lists(
    st.tuples(st.integers(0, len(storyteller.TEXT)), st.sampled_from(MARKS)), min_size=1, max_size=4
)


@given(spoils=SPOILS, reader=st.sampled_from(["CSafeLoader", "SafeLoader"]))
def test_the_starter_with_stray_characters_is_reported_in_lines(
    tmp_path_factory: pytest.TempPathFactory, spoils: list[tuple[int, str]], reader: str
) -> None:
    text = storyteller.TEXT
    for place, mark in spoils:
        text = text[:place] + mark + text[place:]
    path = tmp_path_factory.mktemp("strewn") / "starter.yaml"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "_LOADER", getattr(yaml, reader))
        found = check_file(path, CheckOptions(50)).problems
    assert all(one.code and "\n" not in str(one) and one.line <= text.count("\n") + 2 for one in found)


def _slots(data: Any) -> Any:
    """Every place in some data where a value stands."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in list(pairs):
        yield data, key
        yield from _slots(value)


@given(storyteller.scenarios())
def test_a_scenario_written_as_yaml_loads_as_itself(
    tmp_path_factory: pytest.TempPathFactory, scenario: Scenario
) -> None:
    path = tmp_path_factory.mktemp("drawn") / "drawn.yaml"
    data = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    assert loading.load(Scenario, path) == scenario


def test_a_scenario_that_loads_raises_only_its_own_errors() -> None:
    scenario = storyteller.told()
    for path in (["nothing"], ["publish"], ["close-the-street", "publish", "publish"]):
        with pytest.raises(KnowShowError):
            play.replay(scenario, path)
