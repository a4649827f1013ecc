"""Half of all phones are no Chromium: a room is joined, voted in and revealed in Firefox and in WebKit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from other_browsers import firefox, webkit
from workshop import Lead

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from other_browsers import Driven
    from workshop import Workshop

pytestmark = pytest.mark.browser
HEADING = "return document.querySelector('h1')?.textContent === \"{}\""
BUTTON = """const button = [...document.querySelectorAll("button")].find((e) => e.textContent === "{}");
button?.click();
return button && 1"""


@pytest.mark.parametrize("browser", [firefox, webkit])
def test_join_vote_and_reveal(
    workshop: Workshop, tmp_path: Path, browser: Callable[[Path], AbstractContextManager[Driven]]
) -> None:
    lead = Lead(workshop, rehearse=11)
    with browser(tmp_path) as phone:
        phone.goto(f"{workshop.url}/#{lead.code}")
        phone.wait(HEADING.format("A story for this room"))
        phone.wait(BUTTON.format("Join"))
        phone.wait(HEADING.format("You are in"))
        lead.do("enter", "open")
        phone.wait(HEADING.format("Decide alone"))
        phone.wait(
            "const radio = document.querySelectorAll('input')[1]; radio?.click(); return radio?.checked"
        )
        phone.wait(BUTTON.format("Vote"))
        phone.wait(HEADING.format("Your vote is in."))
        workshop.stop()
        phone.wait("return document.body.innerText.includes('The line to the room is lost.')")
        workshop.start()
        phone.wait("return !document.body.innerText.includes('The line to the room is lost.')")
        lead.do("close")
        phone.wait("return document.body.innerText.includes('Talk in threes:')")
        assert phone.wait("return [...document.styleSheets].every((sheet) => sheet.cssRules.length > 100)")
        wide = "return document.documentElement.scrollWidth <= innerWidth"
        assert phone.wait(wide)
        lead.follow()
        phone.wait(HEADING.format("What followed"))
        lead.do("debrief")
        phone.wait(HEADING.format("The room’s path"))
        phone.wait("return localStorage.length > 0 && document.cookie === ''")
        phone.goto(f"{workshop.url}/wall#{lead.code}")
        phone.wait(HEADING.format("The room’s path"))
