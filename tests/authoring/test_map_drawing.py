"""The map of a story: every node and way on, findings marked, and the same in a table."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

import storyteller
from knowshow.authoring import map_drawing
from knowshow.authoring.map_layout import WIDTH, lay_out
from knowshow.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.story.scenario import Scenario

NAME = "{http://www.w3.org/2000/svg}"
PROBLEM = Problem("KS401", "dominant", key="nodes[0].choices[1].id")


@given(storyteller.scenarios())
def test_boxes_never_overlap_and_lie_inside(scenario: Scenario) -> None:
    layout = lay_out(scenario)
    boxes = sorted(layout.boxes.values(), key=lambda box: (box.x, box.y))
    assert len(boxes) == len(scenario.nodes)
    for box, other in pairwise(boxes):
        assert other.x >= box.x + WIDTH or other.y >= box.y + box.height
    assert all(box.x + WIDTH < layout.width and box.y + box.height < layout.height for box in boxes)


def test_ways_on_lead_to_the_right() -> None:
    layout = lay_out(storyteller.told())
    for box in layout.boxes.values():
        assert all(layout.boxes[to].x > box.x for row in box.rows for to in row.to)


def test_a_story_that_comes_back_is_laid_out_too() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "publish")["goto"] = "the-letter"
    layout = lay_out(storyteller.told(data))
    assert layout.boxes["the-letter"].x < layout.boxes["the-count"].x


def test_a_finding_marks_the_choice_that_it_is_about() -> None:
    layout = lay_out(storyteller.told(), [PROBLEM])
    rows = layout.boxes["the-letter"].rows
    assert [row.marks for row in rows] == [(), ("KS401",)]
    assert layout.boxes["the-letter"].marks == ()


def test_a_finding_that_stands_elsewhere_marks_the_choice_after_which_it_is_met() -> None:
    broken = Problem("KS503", "broken", key="invariants[0].id", path=("close-the-street", "publish"))
    layout = lay_out(storyteller.told(), [broken])
    marked = [row.id for box in layout.boxes.values() for row in box.rows if row.marks]
    assert marked == ["publish"]


def test_a_delayed_consequence_passes_below_the_boxes_between() -> None:
    layout = lay_out(storyteller.told())
    way = ET.fromstring(map_drawing.svg(storyteller.told())).find(f"{NAME}path[@class='late']")  # noqa: S314
    assert way is not None
    start, handles = (re.findall(r"-?\d+", part) for part in way.get("d", "").split("C"))
    between = layout.boxes["the-count"]
    lowest = int(start[1]) / 4 + int(handles[1]) * 3 / 4
    assert between.y + between.height < lowest < layout.height


def test_the_image_has_a_name_and_a_description() -> None:
    image = ET.fromstring(map_drawing.svg(storyteller.told(), [PROBLEM]))  # noqa: S314 - made here
    assert image.get("role") == "img"
    named = [image.find(f"{NAME}{tag}") for tag in ("title", "desc")]
    assert [one is not None and bool(one.text) for one in named] == [True, True]
    assert "KS401" in "".join(image.itertext())


def test_the_page_lists_every_way_on_in_a_table() -> None:
    page = map_drawing.page(storyteller.told(), [PROBLEM])
    for text in (
        "Publish the daily count",
        "A calmer street, The same street",
        "delayed, because of A letter",
    ):
        assert text in page
    assert "error KS401" in page


def test_markup_in_titles_stays_text() -> None:
    data = storyteller.starter()
    data["nodes"][0]["title"] = "<script>alert(1)</script>"
    assert "<script>" not in map_drawing.page(storyteller.told(data))


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(map_drawing.DrawingError, match=r"\.html or \.svg"):
        map_drawing.draw(tmp_path / "map.png", storyteller.told())
