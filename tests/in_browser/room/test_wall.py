"""The projector: readable at ten metres, one thought a screen, nothing that the console keeps private."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import expect

from workshop import Lead

if TYPE_CHECKING:
    from workshop import Visitor, Visitors, Workshop

pytestmark = pytest.mark.browser
LEAST = 2.5  # hundredths of the picture's width
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
  .filter((e) => e.checkVisibility() && !e.closest(".unseen, [role=status]:empty, svg")
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => 100 * parseFloat(getComputedStyle(e).fontSize) / innerWidth))"""
CUT = """() => [...document.querySelectorAll(".mid, .mid *, .foot, .top")]
  .filter((e) => e.checkVisibility() && !e.closest("svg, .unseen"))
  .filter((e) => { const box = e.getBoundingClientRect();
    return e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY !== "visible"
      || box.bottom > innerHeight + 1 || box.right > innerWidth + 1; })
  .map((e) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`)"""


def legible(wall: Visitor) -> int:
    """Look at each screen of the present moment; return how many there are."""
    screens = 0
    while True:
        screens += 1
        assert wall.page.evaluate(CUT) == []
        assert wall.page.evaluate(SMALLEST) >= LEAST
        place = re.search(r"(\d+) of (\d+)", wall.page.locator(".pages").inner_text())
        if place is None or place[1] == place[2]:
            return screens
        wall.page.keyboard.press("PageDown")  # as a clicker does


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_moment_can_be_read_from_afar(
    workshop: Workshop, visitors: Visitors, scheme: Literal["light", "dark"]
) -> None:
    lead = Lead(workshop, rehearse=9)
    wall = visitors.wall(lead, color_scheme=scheme)
    wall.sees("Join with your phone")

    def look() -> None:
        expect(wall.page.locator(".top p")).to_have_text("Rehearsal: 9 people here are simulated")
        wall.sound()
        legible(wall)

    look()
    for step, sign in (
        ("enter", "You are the chief executive of Vantrell"),
        ("open", "What does the crew do first?"),
        ("close", "What does the crew do first?"),
    ):
        lead.do(step)
        wall.sees(sign)
        look()
    lead.follow()
    expect(wall.page.locator("h1")).to_contain_text(re.compile("Because the room decided|went on with"))
    look()
    lead.do("debrief")
    wall.sees("The room’s path")
    look()
    lead.do("end")
    wall.sees("The room has ended")
    look()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_dark_on_white_with_its_margin(
    workshop: Workshop, visitors: Visitors, scheme: Literal["light", "dark"]
) -> None:
    lead = Lead(workshop)
    wall = visitors.wall(lead, color_scheme=scheme)
    picture = wall.page.get_by_role("img", name="QR code of this room’s address")
    expect(picture).to_be_visible()
    colours = picture.evaluate("""(e) => {
      const [paper, modules] = e.querySelectorAll("path");
      const behind = getComputedStyle(e).backgroundColor;
      return [paper.getAttribute("fill"), modules.getAttribute("stroke"), behind];
    }""")
    assert colours == ["#fff", "#000", "rgb(255, 255, 255)"]
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] > 0.3 * 1920
    assert box["width"] == pytest.approx(box["height"], rel=0.02)
    expect(wall.page.locator(".code")).to_have_text(f"{lead.code[:3]} {lead.code[3:]}")


def test_a_ballot_shows_question_options_clock_and_how_to_join(
    workshop: Workshop, visitors: Visitors
) -> None:
    lead = Lead(workshop)
    wall = visitors.wall(lead)
    lead.do("enter")
    lead.do("open", seconds=100)
    labels = [choice["label"] for choice in lead.view["choices"]]
    expect(wall.page.get_by_role("listitem")).to_have_text(labels)
    clock = wall.page.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"1:(40|3\d)"))
    expect(clock).to_have_text("1:35")  # it runs by itself
    expect(wall.page.locator(".top")).to_contain_text(f"{lead.code[:3]} {lead.code[3:]}")
    expect(wall.page.locator(".top")).to_contain_text(f"127.0.0.1:{workshop.port}")


def test_while_a_ballot_is_open_the_wall_says_nothing_of_votes(
    workshop: Workshop, visitors: Visitors
) -> None:
    lead = Lead(workshop)
    wall, phones = visitors.wall(lead), [visitors(lead).join() for _ in range(2)]
    lead.do("enter", "open")
    wall.sees("What does the crew do first?")
    clock = re.compile(r"\d+:\d\d")
    before = clock.sub("", wall.page.locator("main").inner_text())
    for phone in phones:
        phone.vote(1)
    assert clock.sub("", wall.page.locator("main").inner_text()) == before


def test_the_wall_comes_back_by_itself(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    wall = visitors.wall(lead)
    wall.sees("Join with your phone")
    workshop.stop()
    expect(wall.page.get_by_text("The line is lost; it mends itself.")).to_be_visible()
    workshop.start()
    expect(wall.page.get_by_text("The line is lost; it mends itself.")).to_be_hidden()
    lead.do("enter")
    wall.sees("You are the chief executive of Vantrell")


def test_screens_turn_both_ways_by_key_and_by_button(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    wall: Any = visitors.wall(lead)
    lead.do("enter")
    pages = wall.page.locator(".pages")
    expect(pages).to_contain_text(re.compile(r"1 of \d+"))
    wall.page.keyboard.press("PageDown")
    expect(pages).to_contain_text(re.compile(r"2 of \d+"))
    wall.page.keyboard.press("PageUp")
    expect(pages).to_contain_text(re.compile(r"1 of \d+"))
    wall.page.get_by_role("button", name="Next screen").click()
    expect(pages).to_contain_text(re.compile(r"2 of \d+"))
