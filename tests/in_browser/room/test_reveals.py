"""Every kind of reveal, from canned parts: people in bars, the merged group last, or words in their place."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser import PATIENCE
from workshop import Lead, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, WebSocketRoute

    from workshop import Visitors, Workshop

pytestmark = pytest.mark.browser
AT = {
    "turn": 5,
    "phase": "revealed",
    "story": {"id": "cut-off", "title": "Cut off"},
    "position": {"key": "place_at_most", "number": 2, "most": 6},
    "ballot": 3,
    "round": 1,
    "seconds": None,
    "turnout": None,
    "rehearsal": 0,
    "small": False,
    "say": True,
    "seats": False,
}
SCENE = {
    "id": "reach",
    "title": "The ones no switch brings back",
    "time": "Day 9",
    "html": "<p>They have no card.</p>",
    "role": {"title": "chief executive", "company": "Vantrell"},
    "brief": None,
    "voices": [],
    "question": "How do you reach them?",
    "choices": [
        {"id": name, "label": label, "html": "How."}
        for name, label in (("ask", "Ask them"), ("write", "Write"))
    ],
    "indicators": [],
    "cites": [],
    "principles": {},
}
MINE = {"voted": False, "votes": True, "sentence": False, "seat": None, "next": 1}
MERGED = {
    "options": ["offices", "@abstain"],
    "labels": ["The offices", "I would rather not say"],
    "count": 4,
    "merged": True,
}
GROUPS = [
    {"options": ["ask"], "labels": ["Ask them"], "count": 7, "merged": False},
    {"options": ["write"], "labels": ["Write to every address"], "count": 6, "merged": False},
    MERGED,
]
NUMBERS: dict[str, Any] = {
    "words": "numbers",
    "people": 17,
    "k": 3,
    "groups": GROUPS,
    "why": "Counted together, because fewer than 3 people chose at least one of them.",
    "seats": None,
    "shift": None,
}
EMPTY: dict[str, Any] = NUMBERS | {"groups": [], "people": 0}
MOST: dict[str, Any] = NUMBERS | {
    "words": "most",
    "groups": [{"options": ["ask"], "labels": ["Ask them"], "count": None, "merged": False}],
    "why": "So nearly all chose alike that a number would tell of single people.",
}
FEW: dict[str, Any] = EMPTY | {"words": "few", "why": "Among so few a number would point at somebody."}
SHIFT: dict[str, Any] = EMPTY | {
    "words": None,
    "why": "Somebody came or went since the first ballot.",
    "shift": {"direction": "no fewer", "label": "Ask them", "step": 4},
}
SENTENCE = {"key": "a", "label": "Ask them", "text": "We do not know who <b>opens</b> the post."}
RANK = {"ballots": [NUMBERS], "movement": [], "table": None, "sentences": [], "hear": None}


class Told:
    """A page that is told canned parts instead of a room's; `said` is what it says."""

    def __init__(
        self, visitors: Visitors, browser: Browser, workshop: Workshop, path: str, **more: Any
    ) -> None:
        """Open the page at `path`, as one that has joined."""
        lead = Lead(workshop)
        self.visitor = Visitor(browser, f"{workshop.url}/assets/phone.css", **more)
        visitors.all.append(self.visitor)
        self.page = self.visitor.page
        self.said: list[dict[str, Any]] = []
        self.routes: list[WebSocketRoute] = []
        self.page.route_web_socket(re.compile("/api/"), self._open)
        self.page.add_init_script(f"localStorage.setItem('knowshow-room-{lead.code}', 'token')")
        self.page.goto(f"{workshop.url}{path}#{lead.code}")

    def _open(self, route: WebSocketRoute) -> None:
        self.routes.append(route)
        route.on_message(lambda text: self.said.append(json.loads(text)))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that the page's messages bring about."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not holds():
            assert time.monotonic() < deadline
            self.page.evaluate("0")  # lets what has arrived be heard

    def take_vote(self, ballot: int) -> None:
        """Answer a vote as the server does."""
        self.until(lambda: self.said[-1].get("ballot") == ballot)
        mine = {"mine": MINE | {"voted": True}}
        self.routes[-1].send(json.dumps({"id": self.said[-1]["id"], "ok": True, "parts": mine}))
        self.visitor.sees("Your vote is in.")

    def tell(self, reveal: dict[str, Any] | None = None, **at: Any) -> None:
        """Tell it where the room is, with a reveal, once it has called."""
        self.page.wait_for_function("document.querySelector('#room').children.length > 0")
        self.until(lambda: bool(self.routes and self.said))
        parts = {
            "at": AT | at,
            "scene": SCENE,
            "reveal": reveal,
            "followed": None,
            "debrief": None,
            "mine": MINE,
        }
        self.routes[-1].send(json.dumps({"parts": parts}))


@pytest.fixture(params=["/", "/wall"], ids=["phone", "wall"])
def told(request: pytest.FixtureRequest, visitors: Visitors, browser: Browser, workshop: Workshop) -> Told:
    """A phone, or the wall."""
    size = {"width": 360, "height": 740} if request.param == "/" else {"width": 1920, "height": 1080}
    return Told(visitors, browser, workshop, request.param, viewport=size)


def test_people_are_counted_in_bars_and_the_merged_group_comes_last_and_hollow(told: Told) -> None:
    told.tell(RANK)
    rows = told.page.locator(".tally > li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_have_text(re.compile("Ask them.*7 people"))
    expect(rows.nth(2)).to_contain_text("Others, counted together")
    expect(rows.nth(2)).to_contain_text("4 people")
    expect(rows.nth(2).get_by_role("listitem")).to_have_text(MERGED["labels"])  # type: ignore[arg-type]
    expect(rows.nth(2)).to_contain_text("fewer than 3 people")
    bars = told.page.locator(".tally i")
    filled = [bar.evaluate("e => getComputedStyle(e).backgroundColor") for bar in bars.all()]
    assert filled[0] == filled[1] != filled[2] == "rgba(0, 0, 0, 0)"
    widths = [bar.evaluate("e => e.getBoundingClientRect().width") for bar in bars.all()]
    assert widths[1] / widths[0] == pytest.approx(6 / 7, abs=0.02)
    assert "%" not in told.page.locator("main").inner_text()
    told.visitor.sound()


@pytest.mark.parametrize(
    ("ballot", "words"),
    [
        (MOST, ["Most of the room, perhaps all: Ask them", "nearly all chose alike"]),
        (FEW, ["Among so few"]),
        (EMPTY | {"words": "spread", "why": "The answers lie far apart."}, ["The answers lie far apart."]),
        (EMPTY | {"words": "close", "why": "No number can be shown."}, ["No number can be shown."]),
        (SHIFT, ["“Ask them” did not lose as many as 4 people.", "Somebody came or went"]),
    ],
)
def test_words_take_the_place_of_numbers(told: Told, ballot: dict[str, Any], words: list[str]) -> None:
    told.tell(RANK | {"ballots": [ballot]})
    for text in words:
        expect(told.page.locator("main")).to_contain_text(text)
    expect(told.page.locator(".tally")).to_have_count(0)
    told.visitor.sound()


def test_sentences_are_text_for_a_choice_and_never_markup(told: Told) -> None:
    told.tell(RANK | {"ballots": [FEW], "sentences": [SENTENCE], "hear": None})
    figure = told.page.get_by_role("figure")
    expect(figure).to_contain_text("“We do not know who <b>opens</b> the post.”")
    expect(figure).to_contain_text("For: Ask them")


def test_a_second_ballot_says_what_the_talk_has_changed(
    visitors: Visitors, browser: Browser, workshop: Workshop
) -> None:
    phone = Told(visitors, browser, workshop, "/", viewport={"width": 390, "height": 844})
    movement = [
        {"labels": ["Ask them"], "change": 3},
        {"labels": ["Write"], "change": -3},
        {"labels": ["Wait"], "change": 0},
    ]
    cells = {"parts": [["Ask them"], ["Write", "Wait"]], "cells": [[20, 8], [6, 9]]}
    seats = NUMBERS | {
        "seats": {"names": ["Seated as rights-holders", "Seated as others"], "groups": [GROUPS, GROUPS]}
    }
    phone.tell(
        RANK | {"ballots": [NUMBERS, seats], "movement": movement, "table": cells, "hear": "Write"}, round=2
    )
    main = phone.page.locator("main")
    for text in (
        "3 more",
        "3 fewer",
        "as many",
        "Hear first, drawn by lot: Write",
        "Seated as rights-holders",
    ):
        expect(main).to_contain_text(text)
    expect(phone.page.get_by_role("heading", level=2).first).to_have_text("The second ballot, after the talk")
    expect(phone.page.get_by_role("table", name="Who went from what to what, in people")).to_be_visible()
    phone.visitor.sound()


def test_only_a_large_room_is_sent_the_pair_of_a_phones_own_votes(
    visitors: Visitors, browser: Browser, workshop: Workshop
) -> None:
    for people, pairs in ((17, 0), (48, 1)):
        phone = Told(visitors, browser, workshop, "/")
        phone.page.clock.install()
        large = NUMBERS | {"people": people}
        for turn, number in ((1, 1), (3, 2)):
            phone.tell(None, phase="ballot", turn=turn, round=number, seconds=60, ballot=turn)
            phone.page.get_by_role("radio").nth(number - 1).check()
            phone.page.get_by_role("button", name="Vote", exact=True).click()
            phone.take_vote(turn)
        phone.tell(RANK | {"ballots": [large, large]}, round=2, ballot=3, turn=4)
        expect(phone.page.get_by_text("Talk in threes:")).to_be_visible()
        phone.page.clock.fast_forward(4000)
        phone.page.evaluate("new Promise((done) => { queueMicrotask(done); })")
        sent = [message for message in phone.said if message.get("do") == "pair"]
        assert [(message["first"], message["second"]) for message in sent] == [("ask", "write")] * pairs


def test_the_fullest_reveal_of_a_rehearsal_fits_the_wall(
    visitors: Visitors, browser: Browser, workshop: Workshop
) -> None:
    wall = Told(visitors, browser, workshop, "/wall", viewport={"width": 1920, "height": 1080})
    long = "Let the district offices call everybody"
    alone = [GROUPS[0] | {"options": [str(i)], "labels": [f"{long} {i}"]} for i in range(3)]
    full = NUMBERS | {"groups": [*alone, MERGED | {"labels": [long, "I would rather not say"]}]}
    wall.tell(RANK | {"ballots": [full]}, rehearsal=40)
    expect(wall.page.locator(".tally > li")).to_have_count(4)
    assert wall.page.locator(".mid").evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def test_the_wall_turns_to_what_has_just_been_let_through(
    visitors: Visitors, browser: Browser, workshop: Workshop
) -> None:
    wall = Told(visitors, browser, workshop, "/wall", viewport={"width": 1920, "height": 1080})
    wall.tell(RANK)
    expect(wall.page.locator(".tally")).to_be_visible()
    wall.tell(RANK | {"hear": "Write to every address"})
    expect(wall.page.get_by_text("Hear first, drawn by lot: Write to every address")).to_be_visible()
    wall.tell(RANK | {"hear": "Write to every address", "sentences": [SENTENCE]})
    expect(wall.page.get_by_text("For: Ask them")).to_be_visible()
    wall.page.keyboard.press("PageUp")
    wall.page.keyboard.press("PageUp")
    expect(wall.page.locator(".tally")).to_be_visible()


def test_a_vote_that_is_refused_says_why_and_can_be_cast_again(
    visitors: Visitors, browser: Browser, workshop: Workshop
) -> None:
    phone = Told(visitors, browser, workshop, "/")
    phone.tell(None, phase="ballot", seconds=60)
    phone.page.get_by_role("radio").first.check()
    button = phone.page.get_by_role("button", name="Vote", exact=True)
    button.click()
    phone.until(lambda: phone.said[-1].get("do") == "vote")
    error = {"key": "disk", "text": "Nothing was kept. Try again"}
    phone.routes[-1].send(json.dumps({"id": phone.said[-1]["id"], "error": error}))
    expect(phone.page.get_by_text("Nothing was kept. Try again")).to_be_visible()
    before = len(phone.said)
    button.click()
    phone.until(lambda: len(phone.said) > before)
    phone.take_vote(3)


def test_seats_have_a_screen_of_their_own_on_the_wall(
    visitors: Visitors, browser: Browser, workshop: Workshop
) -> None:
    wall = Told(visitors, browser, workshop, "/wall", viewport={"width": 1920, "height": 1080})
    seats = {"names": ["Seated as rights-holders", "Seated as others"], "groups": [GROUPS, GROUPS]}
    wall.tell(RANK | {"ballots": [NUMBERS | {"seats": seats}]}, rehearsal=40)
    expect(wall.page.locator(".tally > li")).to_have_count(3)
    wall.page.keyboard.press("PageDown")
    expect(wall.page.get_by_role("heading", name="The same ballot, by seat")).to_be_visible()
    expect(wall.page.locator(".tally > li")).to_have_count(6)
    assert wall.page.locator(".mid").evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    wall.visitor.sound()
