"""The involvement cases: what ships is whole, and contested cases accept both sides."""

from __future__ import annotations

from typing import Any

import pytest

from knowshow.content import yaml_reader
from knowshow.content.course_files import assets
from knowshow.content.loading import validate
from knowshow.content.principles import load_principles
from knowshow.errors import InvalidFileError
from knowshow.exercises.involvement import Cases, judge_answer, load_cases


def test_every_kind_is_an_answer_and_two_cases_are_contested() -> None:
    cases = load_cases().cases
    assert {kind for case in cases for kind in case.accepts} == {"cause", "contribute", "linked", "none"}
    assert len(cases) == 8
    assert sum(case.differ is not None for case in cases) == 2


def test_a_contested_case_accepts_both_sides_and_a_settled_one_only_its_own() -> None:
    for case in load_cases().cases:
        verdicts = {kind: judge_answer(case, kind) for kind in case.answers}
        expected = "differ" if case.differ else "settled"
        assert verdicts == {kind: expected if kind in case.accepts else "not-yet" for kind in case.answers}


def test_every_cite_leads_to_a_principle() -> None:
    cases = load_cases()
    known = load_principles()
    for cites in [*(case.cites for case in cases.cases), *(kind.cites for kind in cases.kinds.values())]:
        assert all(known.find(cite) for cite in cites)


@pytest.mark.parametrize("change", [{"accepts": ["cause", "linked"]}, {"differ": "They differ."}])
def test_two_right_answers_need_a_reason_to_differ_and_one_allows_none(change: dict[str, Any]) -> None:
    document = yaml_reader.read(assets("involvement.yaml"))
    document.data["cases"][0].update(change)
    with pytest.raises(InvalidFileError, match="write differ where two answers are accepted"):
        validate(Cases, document)
