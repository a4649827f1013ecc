"""From the close of a ballot to its reveal on a phone's page, in a real browser.

Run `python tests/benchmarks/bench_reveal.py [ROOMS]` (default: 5). Each room has twelve phones, one of them a
page in Chromium; the time ends with the frame in which the page's reveal is painted. In milliseconds, with
the time from the command to its answer beside it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "helpers"))

import click  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from browser import ARGUMENTS, chromium  # noqa: E402 - the tests' folder is put on the path above
from workshop import Lead, Visitor, Workshop  # noqa: E402

WATCH: Final = """() => {
  const seen = () => document.querySelector(".tally") && (window.__painted ??= 0,
    requestAnimationFrame(() => requestAnimationFrame(() => { window.__painted ||= Date.now(); })));
  new MutationObserver(seen).observe(document.body, { childList: true, subtree: true });
}"""


def main() -> None:
    """Measure, and print."""
    rooms = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    painted: list[float] = []
    answered: list[float] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        workshop = Workshop(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for _ in range(rooms):
            lead = Lead(workshop)
            record = workshop.hall.crowds[lead.code].room.record
            address = workshop.hall.addresses(record)["join"]
            phones = [Visitor(browser, address).join() for _ in range(12)]
            lead.do("enter", "open")
            for place, phone in enumerate(phones):
                phone.vote(0 if place < 7 else 1)  # seven to five: a reveal with numbers
            phones[0].page.evaluate(WATCH)
            turn = lead.view["parts"]["at"]["turn"]
            began = time.time()
            workshop.call(f"/api/rooms/{lead.code}/command", {"turn": turn, "do": "close"})
            answered.append((time.time() - began) * 1000)
            phones[0].page.wait_for_function("window.__painted > 0")
            painted.append(phones[0].page.evaluate("window.__painted") - began * 1000)
            for phone in phones:
                phone.context.close()
        browser.close()
        workshop.stop()
    for name, times in (("answered", answered), ("painted", painted)):
        click.echo(f"{name:10}{statistics.median(times):8.0f} (at most {max(times):.0f})")


if __name__ == "__main__":
    main()
