"""The contract of the views: Python's keys are the scripts' types, and no key is without a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from anywidget import AnyWidget

import scripts
from knowshow.content import course_files
from knowshow.drawing.joining import FOLDER
from knowshow.pages import view_types
from knowshow.pages.widgets import (
    commitments,
    explorer,
    form,
    involvement,
    player,
    practice,
    record,
    salience,
    settings,
    steps,
)
from knowshow.pages.widgets import map as course_map
from knowshow.reading.desk import ReadingDesk
from knowshow.views.reading import ReadingPage
from scripts import CONFIG

if TYPE_CHECKING:
    from pathlib import Path

    import traitlets

WIDGETS = {
    commitments.Commitments: commitments.CommitmentsPage,
    course_map.CourseMap: course_map.MapPage,
    explorer.Explorer: explorer.ExplorerPage,
    form.Form: form.FormPage,
    involvement.Sorter: involvement.SorterPage,
    player.Player: player.PlayerPage,
    practice.Practice: practice.PracticePage,
    record.Record: record.RecordPage,
    salience.SalienceMap: salience.SaliencePage,
    settings.SettingsPanel: settings.SettingsPage,
    steps.Steps: steps.StepsPage,
    ReadingDesk: ReadingPage,
}
TYPE = re.compile(r"^export type (\w+) = \{\n(.*?)^\};$", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^  (\w+)(\??: .*;)$", re.MULTILINE)
READ = (
    re.compile(r"Property '(\w+)' is private and only accessible within class '(\w+)'"),
    re.compile(
        r"Property '(\w+)' does not exist on type '(\w+(?: \| \w+)+)'"
    ),  # read of any of several views
)
NAMED = re.compile(r"""get\("(\w+)"|ask: "(\w+)"|Answers\["(\w+)"\]|bound\([^;]*?row, "(\w+)\"""")
LISTED = re.compile(r"@type \{const\} \*/ \(\[([^\]]+)\]")
SAID = ("Message", "Question", "Questions")  # what a page says, so that Python reads it
PLOTLY = {"FigureView", "LayoutView", "FontView"}  # read by plotly, in the chart's frame


def synced(widget: type[AnyWidget]) -> set[str]:
    """The traits of a widget that its page is given, but for those that every widget has."""

    def names(kind: type[Any]) -> set[str]:
        traits: dict[str, traitlets.TraitType[Any, Any]] = kind.class_traits(sync=True)
        return set(traits)

    return names(widget) - names(AnyWidget) - {"_anywidget_id", "_esm", "_css"}


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_a_page_is_given_what_its_type_says(widget: type[AnyWidget]) -> None:
    assert synced(widget) == set(view_types.keys(WIDGETS[widget]))


def test_every_page_has_its_type() -> None:
    assert set(WIDGETS.values()) == set(view_types.PAGES)


def copied(folder: Path, text: str) -> list[str]:
    """The scripts in another folder, with other views."""
    for path in [*FOLDER.glob("*.js"), FOLDER / "page.d.ts"]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "views.d.ts").write_text(text, "utf-8")
    return [str(path) for path in folder.glob("*.js")]


@pytest.mark.parametrize(
    ("key", "other", "error"),
    [
        ("announce: string", "spoken: string", "Property 'announce' does not exist on type 'PlayerView'"),
        ("instead: string", "choice: string", "'instead' does not exist in type 'WhatIfQuestion"),
        ("ids: readonly string[]", "rows: readonly string[]", "'ids' does not exist in type 'RemoveMessage'"),
    ],
    ids=["view", "question", "message"],
)
def test_a_key_renamed_in_python_fails_the_check_of_the_scripts(
    tmp_path: Path, key: str, other: str, error: str
) -> None:
    renamed = view_types.text().replace(f"  {key};", f"  {other};")
    done = scripts.run("check", "--config", str(CONFIG), *copied(tmp_path, renamed))
    assert error in done.stderr


def _private(found: re.Match[str]) -> str:
    name, body = found.groups()
    if name.endswith(("Page", "Answers", *SAID)):
        return found[0]  # read by names in quotes, or by Python
    keys = KEY.sub(r"  private readonly \1\2", body)
    return f"export declare class {name} {{\n{keys}}}"


def read_keys(folder: Path) -> set[tuple[str, str]]:
    """The keys that some script reads, each with the view that it was read of.

    The views are written as classes with private keys, so that the type checker names each reading of one and
    goes on with its type.
    """
    private = TYPE.sub(_private, view_types.text())
    done = scripts.run("check", "--config", str(CONFIG), *copied(folder, private))
    found = [pair for pattern in READ for pair in pattern.findall(done.stderr)]
    return {(view, key) for key, views in found for view in views.split(" | ")}


def named_keys() -> set[str]:
    """The keys that scripts name in quotes, and those that the strings of en.yaml fill in."""
    text = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.js"))
    strings = course_files.assets("text", "en.yaml").read_text("utf-8")
    named = {name for names in NAMED.findall(text) for name in names}
    listed = {name for names in LISTED.findall(text) for name in re.findall(r"\w+", names)}
    return named | listed | set(re.findall(r"\{(\w+)\}", strings))


def test_no_key_is_without_a_reader(tmp_path: Path) -> None:
    read, named = read_keys(tmp_path), named_keys()
    given = [
        view
        for view in view_types.views()
        if not view.__name__.endswith(("Message", "Question", "Questions"))
    ]
    views = {view.__name__: set(view_types.keys(view)) for view in given}
    unread = [
        (name, key)
        for name, keys in views.items()
        for key in keys - named
        if name not in PLOTLY
        # what is read of a view is read of every view that has its keys and more
        if not any((base, key) in read for base, fewer in views.items() if fewer <= keys)
    ]
    assert len(read) > 100
    assert unread == []


def test_a_key_that_nobody_reads_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = view_types.text().replace("  announce: string;", "  announce: string;\n  unread: string;")
    monkeypatch.setattr(view_types, "text", lambda: more)
    read = read_keys(tmp_path)
    assert ("PlayerView", "announce") in read
    assert ("PlayerView", "unread") not in read
