"""The harness itself: what the page says reaches Python, and what Python says reaches the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anywidget
import pytest
import traitlets
from playwright.sync_api import expect

from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from browser import Mount

pytestmark = pytest.mark.browser


class Counter(anywidget.AnyWidget):
    """A button that counts its presses in Python."""

    _esm = """
    export default { render({ model, el }) {
      const button = document.createElement("button");
      const draw = () => { button.textContent = `pressed ${model.get("count")}`; };
      button.onclick = () => model.send({ type: "press" });
      model.on("change:count", draw);
      draw();
      el.append(button);
    } };"""
    _css = base.styles()
    count = traitlets.Int(0).tag(sync=True)

    def __init__(self) -> None:
        """Count on every message."""
        super().__init__()
        self.on_msg(self._press)

    def _press(self, *_: object) -> None:
        self.count += 1


def test_a_press_goes_to_python_and_comes_back(mount: Mount) -> None:
    stage = mount(Counter())
    stage.page.get_by_role("button").press("Enter")
    expect(stage.page.get_by_role("button", name="pressed 1")).to_be_visible()
    assert stage.widget.count == 1


def test_what_python_changes_by_itself_is_shown(mount: Mount) -> None:
    stage = mount(Counter())
    stage.widget.count = 7
    stage.flush()
    expect(stage.page.get_by_role("button", name="pressed 7")).to_be_visible()
