"""The pieces that keep things, in the real JupyterLab: a kernel that dies, and a server that starts anew."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from server import at, course, kill_kernels

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = 90_000


def kept(workspace: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (workspace / ".knowshow" / "commitments.json").read_text("utf-8")
    )["commitments"]
    return found


def open_commitments(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb"))
    page.locator(".ks-commitments").wait_for(timeout=LONG)


def test_commitments_outlive_a_killed_kernel_and_a_stopped_server(browser: Browser, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    with course(workspace, tmp_path) as address:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        open_commitments(page, address)
        piece = page.locator(".ks-commitments")
        piece.get_by_role("button", name="Write a commitment: Which door").click()
        page.keyboard.type("A form for everybody")
        page.keyboard.press("Tab")
        expect(piece.locator(".saved")).to_have_text(re.compile("✓ Saved"))
        assert [one["what"] for one in kept(workspace)] == ["A form for everybody"]
        kill_kernels()
        piece.get_by_label("Who sees to it").fill("Ana Duarte")
        piece.get_by_label("Who sees to it").blur()
        expect(page.locator(".ks-notice")).to_be_empty(timeout=LONG)
        expect(page.locator(".ks-commitments").get_by_label("Who sees to it")).to_have_value(
            "Ana Duarte", timeout=LONG
        )
        expect(page.locator(".ks-commitments .saved")).to_have_text(re.compile("✓ Saved"), timeout=LONG)
        assert kept(workspace)[0]["who"] == "Ana Duarte"
        page.context.close()
    with course(workspace, tmp_path) as address:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        open_commitments(page, address)
        expect(page.locator(".ks-commitments").get_by_label("What will be done")).to_have_value(
            "A form for everybody"
        )
        page.context.close()
