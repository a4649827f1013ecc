"""The salience map in the browser: by keyboard, kept, explained, undone, and told when it cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from knowshow.pages.salience_map import salience_map

if TYPE_CHECKING:
    from knowshow.pages.widgets.salience import SalienceMap

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]


def shown() -> SalienceMap:
    return cast("SalienceMap", salience_map())


def tell(widget: SalienceMap, **message: Any) -> None:
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "put"},
        {"do": "put", "id": "../x", "fields": {}},
        {"do": "put", "id": "a", "fields": {"scale": 5}},
        {"do": "put", "id": "a", "fields": {"what": "x" * 2001}},
        {"do": "remove", "ids": 3},
        {"do": "plan", "id": "none"},
        {"do": "nonsense"},
    ],
)
def test_no_message_raises_out_of_its_handler_or_changes_the_map(message: dict[str, Any]) -> None:
    widget = shown()
    before = widget.view
    tell(widget, **message)
    assert widget.view == before
