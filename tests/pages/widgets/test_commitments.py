"""Commitments of a module and the whole plan, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from knowshow.pages.action_plan import action_plan
from knowshow.pages.commitments import commitments
from knowshow.pages.widgets.base import Panel

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.pages.widgets.commitments import Commitments

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]
MODULE = "05-remedy"


def whole() -> Commitments:
    return cast("Commitments", action_plan())


def tell(widget: Commitments, **message: Any) -> None:
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in


def put(name: str, source: str, what: str) -> None:
    tell(whole(), do="put", id=name, fields={"source": source, "what": what})


def test_an_unknown_module_is_a_message() -> None:
    panel = commitments("99-none")
    assert isinstance(panel, Panel)
    assert "there are in: 01-strategy" in panel.message


@pytest.mark.parametrize(
    "message", [{}, {"do": "put", "id": "a", "fields": {"principle": "GP99"}}, {"do": "remove"}, {"do": "?"}]
)
def test_no_message_raises_out_of_its_handler(message: dict[str, Any]) -> None:
    widget = whole()
    before = widget.view
    tell(widget, **message)
    assert widget.view == before


def test_a_page_that_cannot_be_written_is_told(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a", MODULE, "First")
    widget = whole()
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", lambda reply, *_: said.append(reply))
    (workspace / "my-action-plan.html").mkdir()
    (workspace / "my-action-plan.html" / "in-the-way").touch()
    tell(widget, do="export", n="1")
    assert said[0]["type"] == "failed"
    assert (widget.view["exported"]["made"], widget.view["exported"]["lines"]) == (False, [])
