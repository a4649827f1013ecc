"""No principle that a company meets goes undecided, and no citation leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files, course_map, scenarios
from knowshow.content.loading import load
from knowshow.content.principles import load_principles
from knowshow.exercises.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

REPO = Path(__file__).parents[2]
DILEMMAS = {module.id: module.dilemma for module in course_map.load_modules() if module.dilemma}
COMPANIES_MEET = [f"GP{number}" for number in range(11, 32)]
CITE = re.compile(r"\bGP(\d+(?:\([a-z]\))?)")
ONE = r"\d+(?:\([a-z]\))?"
IN_WORDS = re.compile(rf"\bPrinciples? ({ONE}(?:(?:, | and | to |, and ){ONE})*)")


@pytest.fixture(scope="module")
def decided() -> set[str]:
    """The principles on which a choice of a dilemma or the key of a graded item turns."""
    cites: set[str] = set()
    for module, dilemma in DILEMMAS.items():
        for node in scenarios.load_scenario(dilemma).nodes:
            for choice in getattr(node, "choices", ()):
                cites.update(choice.cites)
        for key in load(Keys, REPO / "solutions" / f"{module}.key.yaml").keys:
            cites.update(key.cites)
    return {cite.partition("(")[0] for cite in cites}


def citations(module: str) -> Iterator[tuple[str, str]]:
    """Each citation in whatever a module says, with the file that it is in."""
    for path in (
        course_files.assets("scenarios", f"{DILEMMAS[module]}.yaml"),
        course_files.assets("practice", f"{module}.yaml"),
        REPO / "solutions" / module / "items.yaml",
        REPO / "solutions" / f"{module}.key.yaml",
        REPO / "course" / f"{module}.ipynb",
    ):
        text = " ".join(path.read_text(encoding="utf-8").split())
        spoken = " ".join(IN_WORDS.findall(text))
        for number in CITE.findall(text) + re.findall(ONE, spoken):
            yield path.name, f"GP{number}"


@pytest.mark.parametrize("principle", COMPANIES_MEET)
def test_each_principle_that_companies_meet_decides_something(decided: set[str], principle: str) -> None:
    assert principle in decided


@pytest.mark.parametrize("module", DILEMMAS)
def test_each_citation_leads_to_a_principle_and_its_part(module: str) -> None:
    cited = list(citations(module))
    assert {name for name, _ in cited} >= {
        f"{module}.key.yaml",
        f"{module}.ipynb",
        f"{DILEMMAS[module]}.yaml",
    }
    assert [(name, cite) for name, cite in cited if not load_principles().find(cite)] == []
