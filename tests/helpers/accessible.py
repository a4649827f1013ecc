"""What axe finds in a page: what is wrong, and text on gradients, whose contrast it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

UNJUDGED = ("bgGradient", "bgImage")


def violations(page: Page, within: str | dict[str, Any] | None = None) -> list[str]:
    """Return a line for each finding, best practices included."""
    response = Axe().run(page, within).response
    wrong = [(rule["id"], node) for rule in response["violations"] for node in rule["nodes"]]
    return [
        f"{name}: {node['target']}: {node['failureSummary']}" for name, node in (*wrong, *_unjudged(response))
    ]


def _unjudged(response: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in response["incomplete"]:
        for node in rule["nodes"] if rule["id"] == "color-contrast" else ():
            if any((check["data"] or {}).get("messageKey") in UNJUDGED for check in node["any"]):
                yield rule["id"], node
