"""The involvement sorter in the browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from knowshow.pages.involvement import involvement

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.pages.widgets.involvement import Sorter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]


def sorter() -> Sorter:
    return cast("Sorter", involvement())


def answers(workspace: Path) -> dict[str, str]:
    kept = json.loads((workspace / ".knowshow" / "involvement.json").read_text("utf-8"))
    return cast("dict[str, str]", kept["answers"])


def tell(widget: Sorter, **message: Any) -> None:
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in


def test_two_windows_do_not_write_over_each_other(workspace: Path) -> None:
    one, two = sorter(), sorter()
    tell(one, do="sort", id="open-records", kind="cause")
    tell(two, do="sort", id="fourth-tier", kind="linked")
    assert len(answers(workspace)) == 2


@pytest.mark.parametrize(
    "message",
    [{}, {"do": "sort", "id": "x", "kind": "cause"}, {"do": "sort", "id": "fourth-tier", "kind": "?"}],
)
def test_no_message_raises_out_of_its_handler(message: dict[str, Any]) -> None:
    widget = sorter()
    tell(widget, **message)
    assert all(one["sorted"] is None for one in widget.view["cases"])
