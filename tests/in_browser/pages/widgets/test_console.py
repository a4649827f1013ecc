"""The facilitator's console in a bare page, before a server of rooms that does what the test says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from fake_rooms import CODE, STORIES, FakeRooms, fake_rooms, moment
from knowshow.pages.widgets.console import RoomConsole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from browser import Mount, Stage, Theme

pytestmark = pytest.mark.browser
ROOM = f"/api/rooms/{CODE}"
NEXT = {
    "lobby": "Begin: show the first scene",
    "scene": "Open the ballot",
    "ballot": "Close the ballot",
    "revealed": "Go on as the room chose",
    "second": "Go on as the room chose",
    "small": "Go on",
    "followed": "Show the next scene",
    "debrief": "See what would leave the room",
}


class Desk:
    """A console, its page and its server."""

    def __init__(self, fake: FakeRooms, mount: Mount, folder: Path) -> None:
        """Make the console and leave it the server's file."""
        self.fake, self.mount, self.folder = fake, mount, folder
        fake.write_file(folder)
        self.widget = RoomConsole(folder, folder.parent)
        self.stage: Stage

    def open(self, name: str | None = None, theme: Theme = "light", **how: Any) -> Page:
        """Show the console, in a room at the moment `name` where one is given."""
        if name:
            self.at(name)
            self.fake.answers["/api/rooms"]["rooms"] = [
                {"code": CODE, "story": {"id": "cut-off", "title": "Cut off"}, "phase": "lobby", "people": 20}
            ]
            self.widget._choose(CODE)  # noqa: SLF001 - as its button does
        else:
            self.widget.look()
        self.stage = self.mount(self.widget, theme, **how)
        return self.stage.page

    def at(self, name: str, **changed: Any) -> None:
        """Let the room be at a moment; its command is answered alike."""
        room = moment(name, changed.pop("version", 7)) | changed
        self.fake.answers |= {ROOM: room, f"{ROOM}/command": room}

    def news(self) -> None:
        """Let the console hear what is new."""
        self.widget._fresh = True  # noqa: SLF001 - not to wait for another version
        self.widget.look()
        self.stage.flush()

    def told(self, path: str) -> list[Any]:
        """What the server was told at a path."""
        return [said for at, said in self.fake.asked if at == path and said is not None]


@pytest.fixture
def desk(mount: Mount, tmp_path: Path) -> Iterator[Desk]:
    with fake_rooms() as fake:
        yield Desk(fake, mount, tmp_path / "rooms")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


@pytest.mark.parametrize("name", NEXT)
def test_one_button_is_filled_the_next_thing_to_do(desk: Desk, name: str) -> None:
    page = desk.open(name)
    expect(page.locator(".button.main:visible")).to_have_count(1)
    expect(page.locator(".button.main:visible")).to_have_text(NEXT[name])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*NEXT, "ended"])
def test_every_moment_is_accessible(desk: Desk, name: str, theme: Theme) -> None:
    desk.open(name, theme)
    desk.stage.axe()
    desk.stage.sound()


@pytest.mark.parametrize(("size", "rtl"), [((360, 640), False), ((1024, 640), True)])
def test_it_fits_a_narrow_window_and_one_that_reads_from_the_right(
    desk: Desk, size: tuple[int, int], *, rtl: bool
) -> None:
    desk.open("second", size=size, rtl=rtl)
    desk.stage.sound()
    for name in ("lobby", "revealed", "followed"):
        desk.at(name)
        desk.news()
        desk.stage.fits()


def test_without_a_server_it_offers_to_open_one_or_to_go_elsewhere(mount: Mount, tmp_path: Path) -> None:
    stage = mount(RoomConsole(tmp_path / "rooms", tmp_path))
    expect(stage.page.get_by_role("button", name="Open a room on this computer")).to_be_visible()
    stage.page.get_by_text("The room is on another computer").click()
    stage.page.get_by_label("Address").fill("rooms.example:8440")
    stage.page.get_by_label("Token").fill("not one")
    press(stage.page, "Go to that computer")
    expect(stage.page.get_by_role("status").filter(has_text="token: must be")).to_be_visible()
    stage.axe()
    stage.sound()


def test_a_room_on_another_computer_is_found_by_address_and_token(mount: Mount, tmp_path: Path) -> None:
    with fake_rooms() as fake:
        stage = mount(RoomConsole(tmp_path / "rooms", tmp_path))
        stage.page.get_by_text("The room is on another computer").click()
        stage.page.get_by_label("Address").fill(fake.server.url)
        stage.page.get_by_label("Token").fill(fake.server.token)
        press(stage.page, "Go to that computer")
        expect(stage.page.get_by_role("radio", name="Cut off")).to_be_visible()
        again = RoomConsole(tmp_path / "rooms", tmp_path)
        again.look()
        assert again.view["where"] == fake.server.url


def test_a_room_is_made_of_a_story_a_plan_seats_and_a_rehearsal(desk: Desk) -> None:
    desk.at("lobby")
    page = desk.open()
    for story in STORIES:
        expect(page.get_by_role("radio", name=str(story["title"]))).not_to_be_checked()
    press(page, "Make the room")
    expect(page.get_by_text("Choose a story first.")).to_be_visible()
    desk.stage.axe()
    desk.stage.sound()
    page.get_by_role("radio", name="Cut off").check()
    page.get_by_role("radio", name="Half a day").check()
    page.get_by_label("Deal seats").check()
    page.get_by_label("Rehearse with simulated people").check()
    page.get_by_label("How many simulated people").fill("12")
    desk.fake.answers["/api/rooms"] = {"code": CODE, **desk.fake.answers["/api/rooms"]}
    press(page, "Make the room")
    expect(page.get_by_text("R7M KQ2").first).to_be_visible()
    wanted = {"scenario": "cut-off", "minutes": "half-day", "seats": True, "rehearse": 12}
    assert desk.told("/api/rooms") == [wanted]


def test_to_stop_rooms_that_are_open_is_asked_about_once(desk: Desk) -> None:
    desk.at("lobby")
    line = {"code": CODE, "story": {"id": "cut-off", "title": "Cut off"}, "phase": "ballot", "people": 20}
    desk.fake.answers["/api/rooms"]["rooms"] = [line]
    page = desk.open()
    press(page, "Stop the rooms on this computer")
    expect(page.get_by_text("Stop the rooms? Phones and walls lose their line.")).to_be_focused()
    desk.stage.axe()
    press(page, "No, go on")
    expect(page.get_by_role("button", name="Stop the rooms on this computer")).to_be_focused()
    press(page, "Go into “Cut off”")
    expect(page.get_by_text("R7M KQ2").first).to_be_visible()


def test_the_code_is_shown_large_and_the_keyboard_comes_back(desk: Desk) -> None:
    page = desk.open("lobby")
    page.get_by_role("button", name="Show large").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="The code, large")
    expect(dialog.get_by_role("img", name="Picture of the room’s address")).to_be_visible()
    expect(dialog.get_by_text("127.0.0.1:8440")).to_be_visible()
    width = dialog.get_by_role("img").evaluate("picture => picture.naturalWidth")
    assert width > 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Show large")).to_be_focused()


def test_a_ballot_is_opened_by_keyboard_for_the_minutes_chosen(desk: Desk) -> None:
    page = desk.open("scene")
    desk.at("ballot", version=8)
    page.get_by_role("combobox", name="Minutes on the clock").select_option("5 minutes")
    page.get_by_role("button", name="Open the ballot").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How do you reach them?")).to_be_focused()
    assert desk.told(f"{ROOM}/command") == [{"turn": 7, "do": "open", "seconds": 300}]
    expect(page.get_by_role("timer", name="Time left")).to_have_text(re.compile("1:(40|39|38)"))
    expect(page.get_by_text("Most are in.")).to_be_visible()


def test_while_a_ballot_is_open_no_count_is_on_the_page(desk: Desk) -> None:
    page = desk.open("ballot")
    text = page.locator(".now").inner_text()
    assert re.findall(r"\d+", re.sub(r"\d:\d\d", "", text)) == []


def test_a_command_out_of_turn_says_so_and_shows_where_the_room_is(desk: Desk) -> None:
    page = desk.open("ballot")
    desk.at("revealed", version=9)
    refusal = {"error": {"key": "turn", "text": "The room has moved on meanwhile"}}
    desk.fake.refusals[f"{ROOM}/command"] = (409, refusal)
    press(page, "Close the ballot")
    expect(page.get_by_role("status").filter(has_text="The room has moved on")).to_be_visible()
    expect(page.get_by_role("button", name="Go on as the room chose")).to_be_visible()


def test_the_reveal_is_what_the_wall_has_and_says_so(desk: Desk) -> None:
    page = desk.open("revealed")
    expect(page.get_by_text("you see no more of it than they do")).to_be_visible()
    rows = page.locator(".tally > li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("7")
    expect(rows.nth(2)).to_contain_text("Let the district offices call")
    expect(rows.nth(2)).to_contain_text("Counted together, because")


def test_in_a_small_room_no_number_is_shown_and_no_way_is_the_rooms(desk: Desk) -> None:
    page = desk.open("small")
    expect(page.locator(".tally")).to_have_count(0)
    expect(page.get_by_role("button", name="Go on as the room chose")).to_have_count(0)
    press(page, "Go on")
    assert desk.told(f"{ROOM}/command") == []  # nothing is chosen beforehand
    page.get_by_label("Go on with").select_option("Write to every last address")
    press(page, "Go on")
    assert desk.told(f"{ROOM}/command") == [{"turn": 7, "do": "other", "choice": "letters"}]


def test_nothing_draws_charts_before_one_is_asked_for(desk: Desk) -> None:
    page = desk.open("revealed")
    assert page.evaluate("window.__ksPlotly === undefined")
    press(page, "Show as a chart: this ballot")
    expect(page.locator("iframe[data-drawn='true']")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("A bar for each group"))).to_have_count(1)
    press(page, "Show as a table")
    table = page.get_by_role("table", name="How do you reach them?")
    expect(table.get_by_role("row")).to_have_count(4)


def test_the_net_change_is_drawn_and_said(desk: Desk) -> None:
    page = desk.open("second")
    press(page, "Show as a chart: what changed between the ballots")
    expect(page.locator("iframe[data-drawn='true']")).to_be_visible()
    press(page, "Show as a table")
    cells = page.get_by_role("table", name=re.compile("What changed")).get_by_role("cell")
    assert cells.all_inner_texts() == ["+3", "\N{MINUS SIGN}3"]


def test_one_to_hear_first_is_drawn_in_one_click(desk: Desk) -> None:
    page = desk.open("revealed")
    press(page, "Hear one of the small ones first")
    assert desk.told(f"{ROOM}/command") == [{"turn": 7, "do": "hear"}]


def test_a_sentence_is_reworded_and_let_through_and_news_leaves_what_is_typed(desk: Desk) -> None:
    page = desk.open("revealed")
    sentence = page.get_by_role("listitem").filter(has_text="In my ministry")
    sentence.locator("summary").click()
    field = sentence.get_by_role("textbox")
    field.fill("Where I work we know who reads it.")
    desk.at("revealed", people=21, minutes={"total": 90, "spent": 22, "session": 68, "here": 8, "spare": 0})
    desk.news()
    expect(page.get_by_text("21 phones here")).to_be_visible()
    expect(field).to_have_value("Where I work we know who reads it.")
    expect(field).to_be_focused()
    sentence.get_by_role("button", name="Let through like this").click()
    wanted = {"turn": 7, "do": "let", "key": "b", "text": "Where I work we know who reads it."}
    assert desk.told(f"{ROOM}/command") == [wanted]


def test_to_end_is_asked_about_once_and_no_gives_the_focus_back(desk: Desk) -> None:
    page = desk.open("scene")
    press(page, "End the session")
    expect(page.get_by_text("End the session for everybody?")).to_be_focused()
    press(page, "No, go on")
    expect(page.get_by_role("button", name="End the session")).to_be_focused()
    assert desk.told(f"{ROOM}/command") == []
    press(page, "End the session")
    press(page, "End it for everybody")
    assert desk.told(f"{ROOM}/command") == [{"turn": 7, "do": "end"}]


def test_what_happens_by_itself_is_announced_and_takes_no_focus(desk: Desk) -> None:
    page = desk.open("scene")
    page.get_by_role("button", name="Other rooms").focus()
    desk.at("ballot", version=8)
    desk.news()
    status = page.get_by_role("status").filter(has_text="The ballot is open: How do you reach them?")
    expect(status).to_have_count(1)
    expect(page.get_by_role("button", name="Other rooms")).to_be_focused()


def test_a_server_that_fails_is_said_while_the_room_stays_and_comes_back(desk: Desk) -> None:
    page = desk.open("scene")
    desk.fake.close()
    desk.news()
    expect(page.get_by_text("The room does not answer")).to_be_visible()
    expect(page.get_by_role("heading", name="The ones no switch brings back")).to_be_visible()
    with fake_rooms() as other:
        other.answers |= {ROOM: moment("revealed", 2)}
        other.write_file(desk.folder)
        desk.news()
        expect(page.get_by_text("The room does not answer")).to_have_count(0)
        expect(page.get_by_role("button", name="Go on as the room chose")).to_be_visible()


def test_another_kernels_console_finds_the_room_that_this_one_was_in(desk: Desk) -> None:
    desk.open("scene")
    again = RoomConsole(desk.folder, desk.folder.parent)
    again.look()  # finds the server, and which room it was
    again.look()
    desk.stage.reload(again)
    expect(desk.stage.page.get_by_role("heading", name="The ones no switch brings back")).to_be_visible()


def test_a_new_kernel_is_told_again_what_the_last_one_did_not_answer(desk: Desk) -> None:
    page = desk.open("ballot")
    desk.stage.offline()
    press(page, "Close the ballot")
    desk.at("revealed", version=8)
    desk.stage.reload(RoomConsole(desk.folder, desk.folder.parent))  # has not looked for its room yet
    expect(page.get_by_role("button", name="Go on as the room chose")).to_be_visible()
    assert desk.told(f"{ROOM}/command") == [{"turn": 7, "do": "close"}]


def test_what_a_server_says_runs_nothing_in_the_page(desk: Desk) -> None:
    page = desk.open("scene")
    hostile = '<img src=x onerror="window.hit = 1"><script>window.hit = 1</script>Two thousand people'
    room = moment("scene", 9)
    room["parts"]["scene"] = {**room["parts"]["scene"], "html": hostile}
    desk.fake.answers[ROOM] = room | {"wall": "javascript:window.hit = 1", "address": "javascript:0"}
    desk.news()
    expect(page.locator(".scene")).to_contain_text("Two thousand people")
    expect(page.locator(".scene img, .scene script, a[href^='javascript']")).to_have_count(0)
    assert page.evaluate("window.hit === undefined")


def test_the_note_is_seen_before_it_is_written(desk: Desk) -> None:
    page = desk.open("debrief")
    kinds = ("briefing_html", "briefing_markdown", "case_html", "case_markdown")
    desk.fake.answers[f"{ROOM}/note"] = {kind: f"This is the {kind}." for kind in kinds}
    press(page, "See what would leave the room")
    expect(page.frame_locator("iframe[title='Briefing note']").get_by_text("briefing_html")).to_be_visible()
    expect(page.frame_locator("iframe[title='Case study']").get_by_text("case_html")).to_be_visible()
    assert list(desk.folder.parent.glob("*.md")) == []
    press(page, "Save both in my folder")
    expect(page.get_by_text("case-study-cut-off.md")).to_be_visible()
    assert (desk.folder.parent / "briefing-note-cut-off.md").read_text(
        "utf-8"
    ) == "This is the briefing_markdown."
    expect(page.locator(".button.main:visible")).to_have_text("End the session")


def test_a_rehearsal_says_so_in_the_first_line(desk: Desk) -> None:
    page = desk.open("debrief")
    first = page.locator(".ks-console").inner_text().strip().splitlines()[0]
    assert first == "Rehearsal with 20 simulated people. Its numbers are invented."
