"""The look is legible in every scheme, stays inside the course, and loads nothing from outside."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files
from knowshow.pages.widgets.base import STYLES

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = course_files.assets("styles", "tokens.css").read_text("utf-8")
# What goes into a notebook's page; a page of its own, such as the exported plan, may style its own root.
SHEETS = [course_files.assets("styles", name) for name in STYLES] + sorted(
    course_files.package("drawing").glob("*.css")
)
SURFACES = ("paper", "card", "sunk")
INKS = ("ink", "ink-2", "ink-3", "accent", "people", "worse", "better")
WASHES = [
    ("ink", "accent-wash"),
    ("ink-2", "accent-wash"),
    ("accent", "accent-wash"),
    ("people", "people-wash"),
]
TEXT, EDGE, MORE = 4.5, 3.0, 7.0


def colours(block: str, scheme: int) -> dict[str, str]:
    """The colours that one block of the tokens gives in light (0) or dark (1)."""
    body = TOKENS.split(block, 1)[1].split("}", 1)[0]
    pairs = re.findall(r"--([a-z0-9-]+): light-dark\((#\w{6}), (#\w{6})\)", body)
    return {name: shades[scheme] for name, *shades in pairs}


def scheme(number: int, *, more: bool) -> dict[str, str]:
    found = colours(".ks {", number)
    return found | colours(':root[data-ks-contrast="more"] .ks {', number) if more else found


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("more", [False, True])
def test_text_stands_out_from_every_surface(number: int, *, more: bool) -> None:
    shades = scheme(number, more=more)
    least = MORE if more else TEXT
    pairs = list(product(INKS, SURFACES)) + ([] if more else WASHES)
    low = [pair for pair in pairs if contrast(shades[pair[0]], shades[pair[1]]) < least]
    assert low == []
    assert contrast(shades["accent"], shades["accent-ink"]) >= TEXT


@pytest.mark.parametrize("number", [0, 1])
def test_edges_of_controls_and_the_focus_can_be_seen(number: int) -> None:
    shades = scheme(number, more=False)
    pairs = product(("edge", "focus", "accent"), SURFACES)
    assert [pair for pair in pairs if contrast(shades[pair[0]], shades[pair[1]]) < EDGE] == []


def test_browsers_without_light_dark_get_the_light_colours() -> None:
    plain = TOKENS.split("@supports not", 1)[1].split("\nbody", 1)[0]
    assert dict(re.findall(r"--([a-z0-9-]+): (#\w{6})", plain)) == colours(".ks {", 0)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_rule_stays_inside_the_course_and_loads_nothing(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert not re.findall(r"url\(|@import|@font-face", text)
    selectors = [part.strip() for part in re.findall(r"([^{};]+)\{", text)]
    astray = [part for part in selectors if not part.startswith("@") and ".ks" not in part and part != "to"]
    assert astray == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_text_is_set_below_sixteen_pixels(sheet: Path) -> None:
    sizes = re.findall(r"font(?:-size)?: ?(?:\d+ )?(\.?\d*\.?\d+)(rem|px|em)", sheet.read_text("utf-8"))
    assert [size for size in sizes if float(size[0]) * (1 if size[1] == "px" else 16) < 16] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_whatever_moves_takes_its_time_from_the_one_token_that_can_be_nothing(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    moved = re.findall(r"(?:transition|animation)(?:-duration)?: ([^;}]+)", text)
    assert [way for way in moved for part in way.split(",") if "var(--swift)" not in part] == []
    assert "scroll-behavior" not in text


def test_no_script_scrolls_or_draws_by_degrees() -> None:
    for script in course_files.package("drawing").glob("*.js"):
        assert not re.search(r"smooth|\.animate\(|requestAnimationFrame", script.read_text("utf-8")), (
            script.name
        )
