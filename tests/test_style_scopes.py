"""A page holds the styles of several widgets at once, so none may draw what belongs to another."""

from __future__ import annotations

import re

from knowshow.content import course_files

WIDGETS = course_files.package("drawing")
SHARED = re.compile(r"(?:^|[{},])\s*\.ks\.ks \w*\.([a-z-]+)", re.MULTILINE)


def together(name: str) -> set[str]:
    """The style sheets that are only ever put into a page with this one."""
    text = "".join(path.read_text("utf-8") for path in WIDGETS.glob("*.py"))
    lists = [re.findall(r'"([a-z-]+)"', found) for found in re.findall(r"base\.styles\((.*?)\)", text)]
    return {name, *(sheet for found in lists if name in found for sheet in found)}


def test_what_one_sheet_shares_no_other_widget_styles_by_the_same_name() -> None:
    sheets = {path.stem: path.read_text("utf-8") for path in WIDGETS.glob("*.css")}
    shared = {(sheet, name) for sheet, text in sheets.items() for name in SHARED.findall(text)}
    assert {("items", "item"), ("rows", "labelled"), ("outbox", "outbox")} <= shared
    for sheet, name in shared:
        for other in sheets.keys() - together(sheet):
            found = re.search(rf"\.{name}(?![\w-])", sheets[other])
            assert not found, f"{other}.css draws .{name} of {sheet}.css"
