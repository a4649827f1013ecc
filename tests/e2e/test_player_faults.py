"""A dilemma in the real JupyterLab while something fails: what was seen to be decided is never lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import expect

from module_steps import wait_for_live
from server import at, full_disk, kill_kernels, suspend_kernels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = 90_000
FERRY = Path(__file__).resolve().parents[1] / "scenarios" / "ferry.yaml"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def nothing_played(workspace: Path) -> None:
    """Every test begins its story anew."""
    for kept in (workspace / ".knowshow").glob("journals/*.json"):
        kept.unlink()


def opened(page: Page, address: str) -> Page:
    page.goto(at(address, "05-remedy.ipynb"))
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    wait_for_live(page)
    return page


def pick(page: Page, number: int = 0) -> str:
    """Pick a choice without deciding; gives its label."""
    page.locator(".ks-player").get_by_role("radio").nth(number).check()
    return page.locator(".ks-player .choice:has(input:checked) .label").inner_text()


def press_decide(page: Page) -> None:
    page.get_by_role("button", name="Decide", exact=True).click()


def decided(page: Page, label: str) -> None:
    heading = page.get_by_role("heading", name=f"Because you decided: {label}")
    expect(heading).to_be_visible(timeout=LONG)


def decide(page: Page) -> str:
    """Take the first choice and see what came of it; its label."""
    label = pick(page)
    press_decide(page)
    decided(page, label)
    return label


def kept(workspace: Path, story: str = "cut-off") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (workspace / ".knowshow" / "journals" / f"{story}.json").read_text("utf-8")
    )
    return found


def test_decision_in_which_the_kernel_is_killed_is_offered_again(
    page: Page, address: str, workspace: Path
) -> None:
    opened(page, address)
    first = decide(page)
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    second = pick(page, 1)
    suspend_kernels()
    press_decide(page)
    expect(page.locator(".ks-player .saved")).to_contain_text("the course is not answering", timeout=LONG)
    kill_kernels()
    expect(page.locator(".ks-player .question .hint")).to_contain_text(
        "Press Decide to take it", timeout=LONG
    )
    decided(page, first)
    assert len(kept(workspace)["choices"]) == 1
    press_decide(page)
    decided(page, second)
    assert len(kept(workspace)["choices"]) == 2


def test_second_window_follows_the_first_and_overwrites_nothing(
    page: Page, address: str, workspace: Path
) -> None:
    opened(page, address)
    other = opened(page.context.new_page(), address)
    first = decide(page)
    before = kept(workspace)
    pick(other, 1)
    press_decide(other)
    expect(other.locator(".ks-player .notice")).to_contain_text("went on in another window")
    decided(other, first)
    assert kept(workspace) == before


def test_full_disk_is_said_and_the_same_button_saves_once_there_is_room(
    page: Page, address: str, workspace: Path
) -> None:
    opened(page, address)
    decide(page)
    before = kept(workspace)
    second = pick(page, 1)
    with full_disk():
        press_decide(page)
        expect(page.locator(".ks-player .saved.failed")).to_contain_text("the disk is full")
        expect(page.get_by_role("heading", name=f"Because you decided: {second}")).to_have_count(0)
        assert kept(workspace) == before
    press_decide(page)
    decided(page, second)
    assert len(kept(workspace)["choices"]) == 2


def test_journal_cut_in_half_is_set_aside_and_named(page: Page, address: str, workspace: Path) -> None:
    opened(page, address)
    decide(page)
    journal = workspace / ".knowshow" / "journals" / "cut-off.json"
    half = journal.read_bytes()[:30]
    journal.write_bytes(half)
    opened(page, address)
    notice = page.locator(".ks-player .notice")
    expect(notice).to_contain_text("could not be read")
    (aside,) = journal.parent.glob("cut-off.unreadable-*.json")
    expect(notice).to_contain_text(aside.name)
    assert aside.read_bytes() == half
    aside.unlink()


def edition(story: Path, *, rename: bool) -> None:
    """Put the ferry's next version there: what was chosen in the first is renamed in it, or gone."""
    data = yaml.safe_load(FERRY.read_text("utf-8")) | {"version": 2}
    data["nodes"][0]["choices"][1]["id"] = "hold"
    story.write_text(yaml.safe_dump(data | ({"renamed": {"wait": "hold"}} if rename else {})), "utf-8")


def stage_ferry(workspace: Path, story: Path) -> None:
    """A page of the course that plays a story from a file; its code is not the course's own, so it asks."""
    page = json.loads((workspace / "05-remedy.ipynb").read_text("utf-8"))
    code = next(cell for cell in page["cells"] if cell["cell_type"] == "code")
    code["source"] = [
        "from pathlib import Path\n",
        "from knowshow.content.principles import load_principles\n",
        "from knowshow.content.scenarios import load_scenario\n",
        "from knowshow.pages.widgets.player import Player\n",
        "from knowshow.learner import workspace\n",
        f"Player(load_scenario(Path({str(story)!r})), load_principles(), ",
        "workspace.state('journals', 'ferry.json'))",
    ]
    page["cells"] = [code]
    (workspace / "ferry.ipynb").write_text(json.dumps(page), "utf-8")


def play_ferry(page: Page, address: str) -> None:
    page.goto(at(address, "ferry.ipynb"))
    page.get_by_role("button", name="Start", exact=True).click(timeout=LONG)
    page.locator(".ks-player").wait_for(timeout=LONG)


def test_story_that_changed_since_yesterday(
    page: Page, address: str, workspace: Path, tmp_path: Path
) -> None:
    story = tmp_path / "ferry.yaml"
    stage_ferry(workspace, story)
    story.write_bytes(FERRY.read_bytes())
    play_ferry(page, address)
    label = pick(page, 1)
    press_decide(page)
    decided(page, label)
    assert (kept(workspace, "ferry")["version"], kept(workspace, "ferry")["choices"]) == (1, ["wait"])

    edition(story, rename=True)
    play_ferry(page, address)
    decided(page, label)
    expect(page.locator(".ks-player .notice")).to_have_count(0)

    edition(story, rename=False)
    play_ferry(page, address)
    notice = page.locator(".ks-player .notice")
    expect(notice).to_contain_text("The story has changed since you saved it. At “An empty pier”")
    expect(notice).to_contain_text("Choices set aside: 1")
    pick(page)
    press_decide(page)
    decided(page, "Charter a boat")
    assert (kept(workspace, "ferry")["version"], kept(workspace, "ferry")["choices"]) == (2, ["charter"])
