"""The first scene stands in the page's own HTML; JupyterLab's page takes over without a jump."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Literal
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from accessible import violations
from knowshow.content import scenarios
from knowshow.learner import journals
from knowshow.story import play
from module_steps import step, wait_for_live
from server import at, sessions
from shifts import measure_shift

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser
LONG = 90_000
UNTOUCHED = "06-capstone.ipynb"  # by other tests: it has no kernel yet
UNEQUAL = """async ([a, b]) => {
  const pixels = async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height).data;
  };
  const [one, other] = [await pixels(a), await pixels(b)];
  let unequal = 0;
  for (let i = 0; i < one.length; i += 4) {
    if (Math.max(...[0, 1, 2].map((c) => Math.abs(one[i + c] - other[i + c]))) > 16) unequal += 1;
  }
  return one.length === other.length ? unequal * 4 / one.length : 1;
}"""


class Held:
    """A page whose JupyterLab does not start before it is let go."""

    def __init__(self, page: Page) -> None:
        """Hold JupyterLab's own script back."""
        self.page = page
        self.waiting: list[Route] = []
        self.free = False
        page.route(re.compile(r"/static/lab/main\."), self._hold)

    def _hold(self, route: Route) -> None:
        if self.free:  # a second window makes JupyterLab open the page once more
            route.continue_()
        else:
            self.waiting.append(route)

    def open(self, address: str) -> Locator:
        """Open a page, and give its first scene."""
        self.page.goto(address, wait_until="commit")
        first = self.page.locator("#ks-first")
        first.locator(".ks").locator("visible=true").first.wait_for(timeout=LONG)
        return first

    def let_jupyterlab_start(self) -> None:
        """Let JupyterLab start."""
        self.free = True
        for route in self.waiting:
            route.continue_()

    def let_go(self) -> None:
        """Let JupyterLab start, and wait until its page has taken over."""
        self.let_jupyterlab_start()
        expect(self.page.locator("#ks-first")).to_have_count(0, timeout=LONG)


@pytest.fixture
def held(page: Page) -> Held:
    """A page that is held before JupyterLab."""
    return Held(page)


def controls(page: Page) -> list[str]:
    """What a screen reader can act on, in order."""
    tree = page.locator("body").aria_snapshot()
    return re.findall(r"- (?:link|button|radio|textbox|combobox)[^\n]*", tree)


def unequal(page: Page, one: bytes, other: bytes) -> float:
    """The share of pixels in which two pictures differ."""
    blank = page.context.new_page()
    pictures = [base64.b64encode(picture).decode() for picture in (one, other)]
    share = blank.evaluate(UNEQUAL, pictures)
    blank.close()
    return float(share)


@pytest.mark.parametrize(
    "notebook",
    [
        "00-start-here.ipynb",
        "04-shared-responsibility.ipynb",
        "exercises/04-shared-responsibility/exercise.ipynb",
    ],
)
def test_the_live_page_takes_over_without_a_jump(page: Page, held: Held, address: str, notebook: str) -> None:
    held.open(at(address, notebook))
    before, acts = page.screenshot(), controls(page)
    assert len(acts) > 5
    title = page.title()
    held.let_go()
    after = page.screenshot()
    assert unequal(page, before, after) < 0.005
    assert controls(page)[: len(acts)] == acts
    assert page.title() == title
    assert measure_shift(page) < 0.05


def test_the_kernel_that_waits_for_jupyterlab_is_the_pages(page: Page, held: Held, address: str) -> None:
    held.open(at(address, UNTOUCHED))
    while not (early := sessions(address, UNTOUCHED)):
        page.wait_for_timeout(50)
    held.let_go()
    page.locator(".jp-OutputArea .ks-player").first.wait_for(timeout=LONG)
    assert sessions(address, UNTOUCHED) == early


def test_a_decision_pressed_at_once_is_carried_out(page: Page, held: Held, address: str) -> None:
    first = held.open(at(address, "03-stakeholders.ipynb"))
    first.get_by_role("radio").nth(1).check()
    label = first.locator(".choice:has(input:checked) .label").inner_text()
    first.get_by_role("button", name="Decide", exact=True).click()
    expect(first.get_by_text("One moment: the course is starting")).to_be_visible()
    held.let_go()
    expect(page.get_by_role("heading", name=f"Because you decided: {label}")).to_be_focused()
    expect(page.locator(".ks-player .place")).to_have_text("Decision 2 of 6")


def test_place_focus_and_choice_are_kept(page: Page, held: Held, address: str) -> None:
    first = held.open(at(address, "02-culture.ipynb"))
    radio = first.get_by_role("radio").nth(2)
    radio.check()
    first.locator(".jp-WindowedPanel-outer").evaluate("page => { page.scrollTop = 640; }")
    top = radio.bounding_box()
    held.let_go()
    live = page.locator(".ks-player").get_by_role("radio").nth(2)
    expect(live).to_be_checked()
    expect(live).to_be_focused()
    assert live.bounding_box() == top


@pytest.mark.parametrize(
    ("notebook", "top"),
    [
        ("02-culture.ipynb", 640),
        ("02-culture.ipynb#ideas", 700),
        ("00-start-here.ipynb", 3000),  # farther down than the first scene goes
        ("about.ipynb", 1500),
    ],
)
def test_who_loads_a_page_anew_is_where_she_was(page: Page, address: str, notebook: str, top: int) -> None:
    scrolled = "top => Math.abs([...document.querySelectorAll('.jp-NotebookPanel .jp-WindowedPanel-outer')]"
    scrolled += ".at(-1)?.scrollTop - top) < 2 && !document.getElementById('ks-first')"
    page.goto(at(address, notebook))
    wait_for_live(page, pieces=False)
    page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer").last.evaluate(
        """(page, top) => new Promise((done) => {
          const go = () => {
            page.scrollTop = top;
            if (Math.abs(page.scrollTop - top) < 2) done();
            else requestAnimationFrame(go);
          };
          go();
        })""",
        top,
    )
    page.reload()
    page.wait_for_function(scrolled, arg=top, timeout=LONG)
    page.goto(at(address, UNTOUCHED))
    page.goto(at(address, notebook))
    wait_for_live(page, pieces=False)
    page.wait_for_function(scrolled, arg=0, timeout=LONG)


def test_words_typed_at_once_are_kept(page: Page, held: Held, address: str, workspace: Path) -> None:
    first = held.open(at(address, "exercises/02-culture/exercise.ipynb"))
    first.get_by_role("navigation", name="Questions").get_by_role("button").nth(6).click()
    first.get_by_role("textbox").fill("We ask the people first.")
    held.let_go()
    page.get_by_role("navigation", name="Questions").get_by_role("button").nth(6).click()
    expect(page.get_by_role("textbox")).to_have_value("We ask the people first.")
    expect(page.locator(".ks-form .saved")).to_have_text(re.compile(r"Saved \d"), timeout=LONG)
    kept = json.loads((workspace / "exercises" / "02-culture" / "responses.json").read_text("utf-8"))
    assert "We ask the people first." in kept["responses"].values()


def test_what_another_window_decided_meanwhile_is_shown_and_kept(
    page: Page, held: Held, address: str, workspace: Path
) -> None:
    first = held.open(at(address, "06-capstone.ipynb"))
    first.get_by_role("radio").first.check()
    first.get_by_role("button", name="Decide", exact=True).click()
    other = page.context.new_page()
    other.goto(at(address, "06-capstone.ipynb"))
    other.locator(".jp-Cell .ks-player").get_by_role("radio").nth(1).check(timeout=LONG)
    label = other.locator(".ks-player .choice:has(input:checked) .label").inner_text()
    other.get_by_role("button", name="Decide", exact=True).click()
    other.get_by_role("heading", name=f"Because you decided: {label}").wait_for(timeout=LONG)
    held.let_go()
    expect(page.get_by_role("heading", name=f"Because you decided: {label}")).to_be_visible()
    journal = json.loads((workspace / ".knowshow" / "journals" / "best-guess.json").read_text("utf-8"))
    assert len(journal["choices"]) == 1


def test_a_journal_that_cannot_be_read_is_left_to_the_page_itself(
    page: Page, address: str, workspace: Path
) -> None:
    journal = workspace / ".knowshow" / "journals" / "quiet-harbour.json"
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_text("{", "utf-8")
    page.goto(at(address, "01-strategy.ipynb"), wait_until="commit")
    expect(page.locator(".ks-player .notice")).to_contain_text("could not be read", timeout=LONG)
    assert len(list(journal.parent.glob("quiet-harbour.unreadable-*"))) == 1


def test_what_is_open_over_the_scene_is_closed_by_its_reader_alone(
    page: Page, held: Held, address: str
) -> None:
    page.clock.install()
    held.open(at(address, "04-shared-responsibility.ipynb"))
    page.get_by_role("button", name="The story so far").click()
    told = page.locator("#ks-first dialog[open]")
    expect(told).to_be_visible()
    held.free = True
    held.let_jupyterlab_start()
    page.clock.resume()
    page.locator(".jp-OutputArea .ks-player").wait_for(state="attached", timeout=LONG)
    page.clock.fast_forward(61_000)
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#ks-first")).to_have_count(0, timeout=LONG)


def test_without_its_key_the_address_gives_nothing_away(address: str) -> None:
    with urlopen(at(address, "05-remedy.ipynb").partition("?")[0], timeout=30) as reply:  # noqa: S310 - loopback
        text = reply.read().decode()
    assert "This address lacks its key" in text
    assert "ks-first" not in text


def test_a_page_opened_at_another_step_waits_for_it(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb#ideas"), wait_until="commit")
    expect(page.get_by_role("heading", name="What you have just used")).to_be_focused(timeout=LONG)
    expect(page.locator("#ks-first")).to_have_count(0)


def test_a_step_pressed_at_once_is_gone_to(page: Page, held: Held, address: str) -> None:
    first = held.open(at(address, "05-remedy.ipynb"))
    first.get_by_role("link", name=re.compile("^Ideas")).click()
    expect(first.get_by_text("One moment: the course is starting")).to_be_visible()
    held.let_go()
    expect(step(page, "Ideas")).to_have_attribute("aria-current", "step")
    expect(page.get_by_role("heading", name="What you have just used")).to_be_focused()


def test_the_search_pressed_at_once_is_gone_to(page: Page, held: Held, address: str) -> None:
    first = held.open(address)
    first.get_by_role("link", name="Look something up").click()
    held.let_go()
    expect(page.locator(".ks-explorer input").first).to_be_focused(timeout=LONG)


def test_a_choice_is_not_carried_to_a_scene_that_only_looks_alike(
    page: Page, held: Held, address: str, workspace: Path
) -> None:
    story = scenarios.load_scenario("cut-off")
    start = play.available(story, play.replay(story, ()))
    pairs = ((one, other) for one in start for other in start if one.id != other.id)
    before, after = next(pair for pair in pairs if len({play.replay(story, (c.id,)).node for c in pair}) == 1)
    path = workspace / ".knowshow" / "journals" / "cut-off.json"
    journals.save(path, journals.Journal(story.id, story.version, (before.id,)))
    first = held.open(at(address, "05-remedy.ipynb"))
    first.get_by_role("radio").first.check()
    first.get_by_role("button", name="Decide", exact=True).click()
    journals.save(path, journals.Journal(story.id, story.version, (after.id,)))
    held.let_go()
    expect(page.get_by_role("heading", name=f"Because you decided: {after.label}")).to_be_visible()
    expect(page.get_by_role("button", name="Decide", exact=True)).to_be_visible()
    assert json.loads(path.read_text("utf-8"))["choices"] == [after.id]


def test_writing_goes_on_where_the_caret_was(page: Page, held: Held, address: str) -> None:
    first = held.open(at(address, "exercises/03-stakeholders/exercise.ipynb"))
    questions = first.get_by_role("navigation", name="Questions").get_by_role("button")
    for number in range(questions.count()):
        questions.nth(number).click()
        if first.get_by_role("textbox").count():
            break
    field = first.get_by_role("textbox")
    field.fill("We ask first.")
    field.press("Home")
    held.let_go()
    live = page.locator(".ks-form").get_by_role("textbox")
    expect(live).to_be_focused()
    page.keyboard.type("No: ")
    expect(live).to_have_value("No: We ask first.")


def test_line_breaks_are_kept_where_jupyterlab_is_there_and_its_page_is_not(
    page: Page, held: Held, address: str
) -> None:
    page.route_web_socket(re.compile(r"/channels"), lambda _socket: None)  # a kernel that never answers
    first = held.open(at(address, "exercises/05-remedy/exercise.ipynb"))
    first.get_by_role("navigation", name="Questions").get_by_role("button").nth(6).click()
    field = first.get_by_role("textbox")
    field.fill("")
    held.let_jupyterlab_start()
    page.locator("#main .jp-Cell").first.wait_for(state="attached", timeout=LONG)
    field.press_sequentially("Dear all,")
    for key in ("Enter", "Shift+Enter"):
        page.keyboard.press(key)
    field.press_sequentially("we were wrong.")
    expect(field).to_have_value("Dear all,\n\nwe were wrong.")
    expect(first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_first_scene_is_for_everybody(
    page: Page, held: Held, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for notebook in ("00-start-here.ipynb", "02-culture.ipynb", "exercises/02-culture/exercise.ipynb"):
        held.open(at(address, notebook))
        assert violations(page, "#ks-first") == []


def test_a_scene_that_jupyterlab_is_slow_to_take_over_stays_and_says_so(
    page: Page, held: Held, address: str
) -> None:
    page.clock.install()
    first = held.open(at(address, "03-stakeholders.ipynb"))
    first.get_by_role("radio").first.check()
    label = first.locator(".choice:has(input:checked) .label").inner_text()
    first.get_by_role("button", name="Decide", exact=True).click()
    page.clock.fast_forward(31_000)
    expect(first.get_by_text("The course is slow to come.")).to_be_visible()
    page.clock.resume()
    held.let_go()
    expect(page.get_by_role("heading", name=f"Because you decided: {label}")).to_be_visible(timeout=LONG)


def test_a_decision_and_a_step_pressed_after_it_are_both_carried_out(
    page: Page, held: Held, address: str
) -> None:
    first = held.open(at(address, "06-capstone.ipynb"))
    first.get_by_role("radio").first.check()
    label = first.locator(".choice:has(input:checked) .label").inner_text()
    first.get_by_role("button", name="Decide", exact=True).click()
    step(page, "Ideas").click()
    held.let_go()
    expect(step(page, "Ideas")).to_have_attribute("aria-current", "step")
    step(page, "Story").click()
    expect(page.get_by_role("heading", name=f"Because you decided: {label}")).to_be_visible(timeout=LONG)
