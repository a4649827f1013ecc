"""Twelve phones and the wall through a whole dilemma: two ballots, sentences, what followed, the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from workshop import Lead

if TYPE_CHECKING:
    from workshop import Visitor, Visitors, Workshop

pytestmark = pytest.mark.browser
FIRST = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4]
SECOND = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_twelve_phones_and_the_wall_walk_through_a_dilemma(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    wall = visitors.wall(lead)
    phones = [visitors(lead).join() for _ in range(12)]
    expect(wall.page.locator(".top")).to_contain_text("12 phones are here")
    lead.do("enter")
    vote(lead, phones, FIRST)
    for phone in phones[:4]:
        speak(phone)
    lead.do("close")
    for page in (wall.page, *(phone.page for phone in phones)):
        rows = page.locator(".tally > li")
        expect(rows).to_have_count(3)
        expect(rows.first).to_contain_text("5 people")
        expect(rows.nth(1)).to_contain_text("4 people")
        expect(rows.last).to_contain_text("Others, counted together")
    view = lead.do("unseal")
    assert len(view["sentences"]) == 4
    lead.do("let", key=view["sentences"][0]["key"])
    for phone in phones:
        expect(phone.page.get_by_text("A letter can leave tonight.")).to_be_visible()
    vote(lead, phones, SECOND)
    lead.do("close")
    for phone in phones:
        expect(phone.page.get_by_role("heading", name="What the talk changed")).to_be_visible()
        expect(phone.page.locator(".moved li").first).to_contain_text("2 more")
    lead.follow()
    for phone in phones:
        phone.sees("What followed")
        expect(phone.page.get_by_text("This bears on")).to_be_visible()
    expect(wall.page.locator("h1")).to_contain_text("Because the room decided")
    while "enter" in lead.view["commands"]:
        lead.do("enter")
        lead.follow()
    lead.do("debrief")
    for phone in phones:
        expect(phone.page.locator(".walk > li")).to_have_count(len(lead.view["path"]))
    lead.do("end")
    for phone in phones:
        phone.sees("The room has ended")


def vote(lead: Lead, phones: list[Visitor], numbers: list[int]) -> None:
    """Open a ballot, and let each phone vote."""
    lead.do("open")
    for phone, number in zip(phones, numbers, strict=True):
        phone.vote(number)


def speak(phone: Visitor) -> None:
    """Send a sentence for the second choice."""
    phone.page.get_by_text("Write one sentence for a choice").click()
    phone.page.get_by_label("For which choice").select_option(index=2)
    phone.page.get_by_label("Your sentence").fill("A letter can leave tonight.")
    phone.page.get_by_role("button", name="Send").click()
    phone.sees("Your sentence is sent.")
