"""The course opens and takes a decision in Firefox and in WebKit, as it does in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from other_browsers import firefox, webkit

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from other_browsers import Driven

pytestmark = pytest.mark.browser
BEGIN = """const link = [...document.querySelectorAll(".ks-map a")].find((e) =>
  ["Begin", "Continue"].includes(e.textContent));
return link?.href"""
PICK = """const radio = document.querySelector(".ks-player .question input");
radio?.click();
return radio?.checked && radio.closest("label").querySelector(".label").textContent"""
DECIDE = """const button = [...document.querySelectorAll(".ks-player button")].find((e) =>
  e.textContent === "Decide");
button?.click();
return button && 1"""
FOCUSED = """const here = document.activeElement?.closest(".ks-player") && document.activeElement;
return here?.textContent.startsWith("Because you decided: ") && here.textContent"""


@pytest.mark.parametrize("browser", [firefox, webkit])
def test_the_opening_and_one_decision(
    address: str, tmp_path: Path, browser: Callable[[Path], AbstractContextManager[Driven]]
) -> None:
    with browser(tmp_path) as page:
        page.goto(address)
        page.goto(page.wait(BEGIN))  # not by a click: a script that waits ends with the page it runs in
        choice = page.wait(PICK)
        page.wait(DECIDE)
        page.wait(FOCUSED.replace("decided: ", f"decided: {choice}"))
        assert page.wait("return document.documentElement.scrollWidth <= innerWidth")
