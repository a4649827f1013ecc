"""Where principles are met, and what the explorer shows of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content import course_files, course_map, glossary
from knowshow.content.glossary import Term
from knowshow.content.principles import load_principles
from knowshow.content.where_cited import find_uses
from knowshow.views.principle_cards import card, term_entry

if TYPE_CHECKING:
    import pytest


def test_uses_agree_with_what_the_files_cite() -> None:
    uses = find_uses()
    remedy = next(module for module in course_map.load_modules() if module.id == "05-remedy")
    text = course_files.assets("scenarios", f"{remedy.dilemma}.yaml").read_text("utf-8")
    story = text.partition("\ninvariants:")[0] + text.partition("\ndebrief:")[2]
    for principle in load_principles().principles:
        cited = re.search(rf"cites?:.*\b{principle.id}\b", story)
        named = "in the dilemma" in uses.get(principle.id, {}).get("05-remedy", [])
        assert named or not cited, principle.id


def test_no_use_comes_from_a_graded_key(monkeypatch: pytest.MonkeyPatch) -> None:
    paths_read: list[Path] = []
    read = Path.read_bytes

    def noted(path: Path) -> bytes:
        paths_read.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    find_uses()
    assert any(path.name == "items.yaml" for path in paths_read)
    assert not [path for path in paths_read if ".key." in path.name or "solutions" in path.parts]


def test_a_link_leads_only_to_a_notebook_that_is_there() -> None:
    (principle, *_) = load_principles().principles
    shown = card(
        principle, {"05-remedy": ["in the dilemma"], "99-none": ["x"]}, {"05-remedy": "R", "99-none": "N"}
    )
    assert [place["href"] for place in shown["met"]] == ["05-remedy.ipynb", ""]


def test_every_term_of_the_glossary_has_its_principles() -> None:
    terms = glossary.load_terms()
    assert [one.term.casefold() for one in terms] == sorted(one.term.casefold() for one in terms)
    assert all(load_principles().find(cite) for one in terms for cite in one.cites)
    assert term_entry(Term(term="X", meaning="Y", cites=("GP3",)))["cites"] == ["3"]
