"""Each moment of a room on a phone: sound in light and dark, zoomed and right-to-left; no vote is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from workshop import Lead

if TYPE_CHECKING:
    from workshop import Visitor, Visitors, Workshop

pytestmark = pytest.mark.browser
NARROW: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}
LOOKS: dict[str, dict[str, Any]] = {
    "light": NARROW | {"color_scheme": "light"},
    "dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "zoomed": {"viewport": {"width": 180, "height": 370}, "device_scale_factor": 2},
    "forced colours": NARROW | {"forced_colors": "active"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_each_moment_is_sound(workshop: Workshop, visitors: Visitors, look: str) -> None:
    lead = Lead(workshop, seats=True)
    phone = visitors(lead, reduced_motion="reduce", **LOOKS[look])
    walk(lead, phone)


def test_each_moment_is_sound_from_right_to_left(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop, seats=True)
    phone = visitors(lead)
    phone.context.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => { document.dir = 'rtl' })"
    )
    phone.page.reload()
    walk(lead, phone)


def walk(lead: Lead, phone: Visitor) -> None:
    """Walk through every moment, and look at each."""
    phone.page.get_by_text("The promise in exact words").click()
    phone.sound()
    phone.join()
    phone.sees("You are in")
    phone.sound()
    lead.do("enter")
    expect(phone.page.get_by_text("The ballot opens here by itself.")).to_be_visible()
    phone.sound()
    lead.do("open")
    phone.sees("Decide alone")
    phone.page.get_by_text("Read the scene again").click()
    phone.sound()
    phone.vote(0)
    phone.page.get_by_text("Write one sentence for a choice").click()
    phone.sound()
    lead.do("close")
    expect(phone.page.get_by_text("Talk in threes:")).to_be_visible()
    phone.sound()
    lead.follow()
    phone.sees("What followed")
    phone.sound()
    lead.do("debrief")
    phone.sees("The room’s path")
    phone.sound()
    lead.do("end")
    phone.sees("The room has ended")
    phone.sound()


def test_what_is_kept_is_said_at_the_door_in_text_of_full_size(
    workshop: Workshop, visitors: Visitors
) -> None:
    phone = visitors(Lead(workshop))
    kept = phone.page.get_by_role("region", name="What is kept")
    for words in (
        "While a ballot is open:",
        "When it closes:",
        "A sentence that you send:",
        "The facilitator",
    ):
        line = kept.locator("p", has_text=words).first
        expect(line).to_be_visible()
        assert line.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16
    assert phone.context.cookies() == []


def test_the_scene_comes_with_rights_holders_and_people_first(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter")
    voices = phone.page.get_by_role("figure")
    expect(voices.first).to_contain_text("Rights-holder")
    tables = phone.page.get_by_role("table")
    expect(tables.first).to_contain_text("For people")
    expect(tables.nth(1)).to_contain_text("For the company")


def test_a_vote_once_cast_is_on_no_screen_again(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    label = lead.view["choices"][1]["label"]
    phone.vote(1)
    assert label not in phone.page.locator("main").inner_text()
    phone.page.get_by_role("button", name="Change my vote").click()
    expect(phone.page.get_by_role("radio", checked=True)).to_have_count(0)
    phone.vote(0)
    phone.page.reload()
    phone.sees("Your vote is in.")
    expect(phone.page.get_by_role("radio")).to_have_count(0)
    assert label not in phone.page.evaluate("JSON.stringify([localStorage, sessionStorage, location.href])")


def test_nobody_has_to_choose_and_a_choice_is_asked_for(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    phone.page.get_by_role("button", name="Vote", exact=True).click()
    expect(phone.page.get_by_text("Choose one of these first, then press Vote.")).to_be_visible()
    expect(phone.page.get_by_role("radio").first).to_be_focused()
    phone.page.get_by_role("radio", name="I would rather not say").check()
    phone.page.get_by_role("button", name="Vote", exact=True).click()
    phone.sees("Your vote is in.")


def test_a_seat_says_who_you_are_and_how_that_person_sees_it(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop, seats=True)
    phone = visitors(lead).join()
    expect(phone.page.get_by_text("You vote as")).to_be_visible()
    name = phone.page.locator(".seat b").inner_text()
    lead.do("enter", "open")
    seat = phone.page.locator(".seat")
    expect(seat).to_contain_text(name)
    spoken = {voice["name"] for voice in lead.view["parts"]["scene"]["voices"]}
    silent = seat.get_by_text(f"{name} says nothing in this scene.")
    expect(silent).to_have_count(0 if name in spoken else 1)


def test_one_sentence_is_sent_once(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    phone.vote(0)
    phone.page.get_by_text("Write one sentence for a choice").click()
    phone.page.get_by_role("button", name="Send").click()
    expect(phone.page.get_by_text("Say first which choice it is for.")).to_be_visible()
    phone.page.get_by_label("For which choice").select_option(index=1)
    phone.page.get_by_label("Your sentence").fill("We do not know who opens the post.")
    phone.page.get_by_role("button", name="Send").click()
    phone.sees("Your sentence is sent.")
    phone.page.reload()
    phone.sees("Your sentence is sent.")
    expect(phone.page.locator("main")).not_to_contain_text("who opens the post")


def test_one_thing_in_thirty_days_stays_on_the_phone_until_deleted(
    workshop: Workshop, visitors: Visitors
) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "debrief")
    sent: list[str] = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    phone.page.reload()
    what = phone.page.get_by_label("What I will do")
    what.fill("Ask the three people who know.")
    phone.page.get_by_label("Who will notice").fill("Sefa")
    phone.page.reload()
    expect(what).to_have_value("Ask the three people who know.")
    assert not any("three people" in frame for frame in sent)
    lead.do("end")
    phone.sees("The room has ended")
    expect(what).to_have_value("Ask the three people who know.")
    phone.page.get_by_role("button", name="Forget this room on this phone").click()
    phone.sees("A story for this room")
    phone.page.get_by_text("What you wrote on this phone in a room").click()
    phone.page.get_by_role("button", name="Delete it").click()
    expect(what).to_have_value("")
    assert phone.page.evaluate("localStorage.length") == 0
