"""An item as the page needs it: Markdown already turned into HTML, and nothing that says what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content import markdown
from knowshow.exercises import items

if TYPE_CHECKING:
    from knowshow.exercises.items import Item, Option


def view(item: Item) -> dict[str, Any]:
    """One item as plain data for the page."""
    shown: dict[str, Any] = item.model_dump(exclude_none=True)
    shown["prompt"] = markdown.inline(item.prompt)
    if item.case:
        shown["case"] = markdown.html(item.case)
    for name in ("options", "sources", "targets"):
        if name in shown:
            shown[name] = [_option(option) for option in getattr(item, name)]
    if isinstance(item, items.TextItem):
        shown["max_characters"] = items.MAX_CHARACTERS
    return shown


def _option(option: Option) -> dict[str, str]:
    detail = {"detail": markdown.inline(option.detail)} if option.detail else {}
    return {"id": option.id, "label": option.label, **detail}
