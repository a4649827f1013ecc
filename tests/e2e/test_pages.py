"""Every page of the course in the real JupyterLab: axe, small windows, 200 %, right to left, the focus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import reach
from accessible import violations
from module_steps import wait_for_live
from server import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
LONG = 90_000
PAGES = {path.name: path for path in sorted((ROOT / "course").glob("*.ipynb"))} | {
    "exercises/05-remedy/exercise.ipynb": ROOT / "exercises" / "05-remedy" / "exercise.ipynb"
}
SIZES = {"wide": (1440, 900), "small": (1024, 640), "at 200 %": (720, 450)}


def pieces(notebook: Path) -> int:
    """How many pieces a page calls for."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return sum("import knowshow; knowshow." in "".join(cell["source"]) for cell in cells)


def axe(page: Page) -> list[str]:
    """What axe finds in all that is the course's, in words."""
    return violations(page, {"include": [[each] for each in reach.OURS.split(", ")]})


@pytest.fixture(scope="module", params=PAGES, ids=lambda name: name.removesuffix(".ipynb"))
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page with all its pieces drawn; what it reports as an error fails its tests."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(at(address, request.param))
    called_for = pieces(PAGES[request.param])
    wait_for_live(opened, pieces=called_for > 0)
    expect(opened.locator(".ks")).to_have_count(called_for, timeout=LONG)
    opened.locator(".ks-bar").last.wait_for(state="attached", timeout=LONG)
    opened.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(autouse=True)
def as_opened(page: Page) -> Iterator[None]:
    """Every test begins and ends with a wide, light page that runs from left to right."""
    yield
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("document.documentElement.dir = ''")
    page.evaluate("document.documentElement.removeAttribute('data-ks-theme')")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page: Page, theme: str) -> None:
    page.evaluate(f"document.documentElement.setAttribute('data-ks-theme', '{theme}')")
    assert axe(page) == []


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
def test_no_page_is_wider_than_its_window_or_cuts_words_off(page: Page, *, rtl: bool) -> None:
    page.evaluate(f"document.documentElement.dir = '{'rtl' if rtl else 'ltr'}'")
    for name, (width, height) in SIZES.items():
        assert reach.lost(page, width, height) == [], name


def test_no_term_is_torn_from_what_it_means(page: Page) -> None:
    floated = """[...document.querySelectorAll(".ks :is(dt, dd)")]
      .filter((each) => getComputedStyle(each).float !== "none").map((each) => each.textContent)"""
    assert page.evaluate(floated) == []


def test_whatever_is_pressed_is_called_by_the_words_on_it(page: Page) -> None:
    assert reach.misnamed(page) == []


def test_a_right_click_opens_the_browsers_own_menu(page: Page) -> None:
    page.evaluate("""() => window.addEventListener("contextmenu", (event) => {
      window.refused = () => event.defaultPrevented;
    }, { capture: true })""")
    for place in (".ks", ".jp-MarkdownOutput", ".ks-bar"):
        for target in page.locator(f"{place}:visible").all()[:1]:
            target.click(button="right", position={"x": 5, "y": 5})
            expect(page.locator(".lm-Menu")).to_have_count(0)
            assert page.evaluate("window.refused()") is False


def test_whatever_has_the_focus_is_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 720, "height": 450})
    assert reach.hidden_stops(page) == []
