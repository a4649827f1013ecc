"""A phone whose line breaks, that sleeps, comes late, is tapped or open twice: all as if nothing were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from workshop import Lead

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from workshop import Visitors, Workshop

pytestmark = pytest.mark.browser
# Holds back what the page says, and what it is told, as a network does that has gone without a word.
DEAF = """() => {
  const Real = WebSocket;
  const calls = [];
  window.calls = calls;
  window.WebSocket = class extends Real {
    constructor(address) { super(address); calls.push(this); }
    send(text) { if (!window.mute) super.send(text); }
  };
}"""
# As after ten minutes in a pocket: the socket is dead and says nothing.
DEAD = """() => {
  const mute = (event) => event.stopImmediatePropagation();
  for (const socket of calls) socket.addEventListener("message", mute, true);
  window.dead = calls.length;
}"""
VOTES = "Your vote is in."


def test_a_server_that_is_gone_for_seconds_is_found_again(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    phone.sees("Decide alone")
    workshop.stop()
    expect(phone.page.get_by_text("The line to the room is lost.")).to_be_visible()
    phone.page.get_by_role("radio").nth(2).check()
    phone.page.get_by_role("button", name="Vote", exact=True).click()
    expect(phone.page.get_by_text("Your vote is on its way.")).to_be_visible()
    workshop.start()
    phone.sees(VOTES)
    expect(phone.page.get_by_text("The line to the room is lost.")).to_be_hidden()
    assert len(workshop.votes(lead.code)) == 1
    lead.do("close")
    expect(phone.page.get_by_text("Talk in threes:")).to_be_visible()


def test_a_phone_that_slept_comes_back_to_where_the_room_is(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead)
    phone.context.add_init_script(f"({DEAF})()")
    phone.page.clock.install()
    phone.page.reload()
    phone.join()
    lead.do("enter")
    expect(phone.page.get_by_text("The ballot opens here by itself.")).to_be_visible()
    phone.page.evaluate(DEAD)
    phone.page.clock.fast_forward(600_000)
    lead.do("open")
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.sees("Decide alone")
    assert phone.page.evaluate("calls.length > window.dead")


def test_a_vote_into_a_dead_line_is_sent_again_once(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead)
    phone.context.add_init_script(f"({DEAF})()")
    phone.page.reload()
    phone.join()
    lead.do("enter", "open")
    phone.sees("Decide alone")
    phone.page.evaluate("window.mute = true")
    phone.page.get_by_role("radio").first.check()
    phone.page.get_by_role("button", name="Vote", exact=True).click()
    expect(phone.page.get_by_text("Your vote is on its way.")).to_be_visible()
    phone.page.evaluate("window.mute = false")
    phone.sees(VOTES)
    assert len(workshop.votes(lead.code)) == 1


def test_a_double_tap_votes_once(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead)
    sent: list[str] = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    phone.join()
    lead.do("enter", "open")
    phone.page.get_by_role("radio").first.check()
    phone.page.get_by_role("button", name="Vote", exact=True).evaluate("e => { e.click(); e.click(); }")
    phone.sees(VOTES)
    assert len([frame for frame in sent if json.loads(frame).get("do") == "vote"]) == 1


def test_two_tabs_of_a_phone_are_one_voter(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    other: Page = phone.tab()
    expect(other.get_by_role("heading", name="Decide alone")).to_be_visible()
    phone.vote(0)
    expect(other.get_by_role("heading", name=VOTES)).to_be_visible()
    other.get_by_role("button", name="Change my vote").click()
    other.get_by_role("radio").nth(2).check()
    other.get_by_role("button", name="Vote", exact=True).click()
    expect(other.get_by_role("heading", name=VOTES)).to_be_visible()
    assert workshop.votes(lead.code) == [lead.view["choices"][2]["id"]]


def test_the_back_button_takes_nothing_away(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    phone.vote(0)
    entries = phone.page.evaluate("history.length")
    phone.page.goto("about:blank")
    phone.page.go_back()
    phone.sees(VOTES)
    assert phone.page.evaluate("history.length") == entries + 1  # the blank page alone


def test_who_comes_late_lands_where_the_room_is(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    lead.do("enter", "open")
    visitors(lead).join().sees("Decide alone")
    lead.do("close")
    late = visitors(lead).join()
    expect(late.page.get_by_text("Talk in threes:")).to_be_visible()


def test_writing_is_not_interrupted_by_the_reveal(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    lead.do("enter", "open")
    phone.vote(0)
    phone.page.get_by_text("Write one sentence for a choice").click()
    field = phone.page.get_by_label("Your sentence")
    field.press_sequentially("A letter can ")
    lead.do("close")
    expect(phone.page.get_by_text("Talk in threes:")).to_be_visible()
    expect(field).to_be_focused()
    phone.page.keyboard.type("leave tonight.")
    expect(field).to_have_value("A letter can leave tonight.")


def test_a_new_moment_takes_the_focus_to_its_heading_and_is_announced(
    workshop: Workshop, visitors: Visitors
) -> None:
    lead = Lead(workshop)
    phone = visitors(lead).join()
    status = phone.page.get_by_role("status")
    assert status.count() >= 2  # before anything is said in them
    lead.do("enter")
    expect(status.filter(has_text="A new scene.")).to_have_count(1)
    lead.do("open", seconds=40)
    expect(phone.page.get_by_role("heading", name="Decide alone")).to_be_focused()
    expect(status.filter(has_text="The ballot is open.")).to_have_count(1)
    expect(status.filter(has_text="Half a minute left")).to_have_count(1)


def test_a_phone_that_the_room_does_not_know_is_asked_to_join_again(
    workshop: Workshop, visitors: Visitors
) -> None:
    lead = Lead(workshop)
    phone = visitors(lead)
    phone.page.evaluate("code => localStorage.setItem(`knowshow-room-${code}`, 'x'.repeat(24))", lead.code)
    phone.page.reload()
    expect(phone.page.get_by_text("The room does not know this phone any more.")).to_be_visible()
    phone.join().sees("You are in")


def test_a_wrong_code_is_said_in_one_line(workshop: Workshop, visitors: Visitors) -> None:
    phone = visitors(Lead(workshop))
    phone.page.get_by_label("Code on the wall").fill("222 222")
    phone.page.get_by_role("button", name="Join", exact=True).click()
    expect(phone.page.get_by_text("No room has this code; look at the wall")).to_be_visible()
    expect(phone.page.get_by_label("Code on the wall")).to_be_focused()


def test_a_ballot_by_keyboard_alone(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    phone = visitors(lead)
    keys, focused = phone.page.keyboard, phone.page.locator(":focus")
    keys.press("Tab")
    expect(focused).to_have_id(phone.page.get_by_label("Code on the wall").get_attribute("id") or "")
    keys.press("Enter")
    phone.sees("You are in")
    lead.do("enter", "open")
    expect(phone.page.get_by_role("heading", name="Decide alone")).to_be_focused()
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(phone.page.get_by_role("radio").nth(2)).to_be_checked()
    keys.press("Tab")
    keys.press("Enter")
    expect(phone.page.get_by_role("heading", name=VOTES)).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(phone.page.get_by_role("radio").first).to_be_focused()
    assert workshop.votes(lead.code) == [lead.view["choices"][2]["id"]]


def test_who_comes_between_two_ballots_watches_the_second(workshop: Workshop, visitors: Visitors) -> None:
    lead = Lead(workshop)
    first = visitors(lead).join()
    lead.do("enter", "open")
    first.vote(0)
    lead.do("close")
    late = visitors(lead).join()
    lead.do("open")
    first.sees("Decide once more, after the talk")
    expect(
        late.page.get_by_text("This second ballot is for those who were here in the first")
    ).to_be_visible()
    expect(late.page.get_by_role("radio")).to_have_count(0)


def test_a_browser_that_keeps_nothing_is_told_so(workshop: Workshop, visitors: Visitors) -> None:
    phone = visitors(Lead(workshop))
    phone.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    phone.page.reload()
    phone.page.get_by_role("button", name="Join", exact=True).click()
    expect(phone.page.get_by_text("This browser keeps nothing for this page")).to_be_visible()


def test_a_line_that_can_be_read_on_its_way_is_said_at_the_door(
    workshop: Workshop, visitors: Visitors
) -> None:
    phone = visitors(Lead(workshop))
    said = phone.page.get_by_text("This connection is not encrypted.")
    expect(said).to_have_count(0)
    page = phone.page

    def forward(route: Route) -> None:
        address = f"{workshop.url}/{route.request.url.partition('example/')[2]}"
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - loopback
            route.fulfill(body=answer.read(), headers=dict(answer.headers))

    page.route("http://rooms.example/**", forward)
    page.goto("http://rooms.example/")
    expect(said).to_be_visible()
