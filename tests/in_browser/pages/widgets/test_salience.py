"""The salience map in the browser: by keyboard, kept, explained, undone, and told when it cannot be kept."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

import pytest
from playwright.sync_api import expect

from keyboard import press, tab_to
from knowshow.pages.salience_map import salience_map

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser import Mount, Theme
    from knowshow.pages.widgets.salience import SalienceMap

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]


def shown() -> SalienceMap:
    return cast("SalienceMap", salience_map())


def impacts(workspace: Path) -> list[dict[str, Any]]:
    kept = json.loads((workspace / ".knowshow" / "salience.json").read_text("utf-8"))
    return cast("list[dict[str, Any]]", kept["impacts"])


def order(page: Page) -> list[str]:
    return page.locator(".ranking ol h3").all_text_contents()


def saved(page: Page) -> None:
    expect(page.locator(".saved")).to_have_text(re.compile("✓ Saved"))


def tell(widget: SalienceMap, **message: Any) -> None:
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in


def test_the_example_is_ranked_with_reasons_and_the_extreme_comes_first(mount: Mount) -> None:
    page = mount(shown()).page
    assert order(page)[0].startswith("A landlord sees every earlier address")
    assert len(order(page)) == 4
    expect(page.locator(".ranking li").first).to_contain_text("Here because its scale is extreme.")
    expect(page.locator(".ranking li").nth(1)).to_contain_text("Only between equals does likelihood decide")


def test_the_map_is_drawn_severity_upwards_and_likelihood_to_the_right(mount: Mount) -> None:
    page = mount(shown()).page
    marks = page.locator(".plane .mark")
    expect(marks).to_have_count(4)
    tops = [mark.bounding_box() for mark in marks.all()]
    assert all(box is not None for box in tops)
    first = page.locator(".plane .mark", has_text=re.compile("^1$")).bounding_box()
    last = page.locator(".plane .mark", has_text=re.compile("^4$")).bounding_box()
    assert first is not None
    assert last is not None
    assert first["y"] < last["y"]
    picture = page.get_by_role("img", name=re.compile("^A map: more severe is further up"))
    expect(picture).to_have_accessible_name(
        re.compile(r"1 \(extreme; .*\): A landlord sees every earlier address")
    )


def test_by_keyboard_alone_an_impact_is_added_placed_and_put_into_the_plan(
    mount: Mount, workspace: Path
) -> None:
    page = mount(shown()).page
    tab_to(page, "Add an impact")
    press(page, "Enter")
    page.keyboard.type("A nurse is locked out")
    press(page, "Tab")
    page.keyboard.type("Night shifts")
    for answer in ("Extreme", "Lim", "Extreme", "Lik"):
        press(page, "Tab")
        page.keyboard.type(answer)
    expect(page.locator(".ranking ol h3").first).to_have_text("A nurse is locked out")
    saved(page)
    tab_to(page, "Add to my action plan: A nurse")
    press(page, "Enter")
    expect(page.locator(".ranking li").first).to_contain_text("✓ In your action plan")
    saved(page)
    made = impacts(workspace)[-1]
    assert (made["what"], made["scale"], made["scope"]) == ("A nurse is locked out", 4, 1)
    plan = json.loads((workspace / ".knowshow" / "commitments.json").read_text("utf-8"))
    assert plan["commitments"][0]["what"] == "Prevent or mitigate: A nurse is locked out"
    assert plan["commitments"][0]["principle"] == "GP24"


def test_a_new_place_is_announced(mount: Mount) -> None:
    page = mount(shown()).page
    page.locator("details.impact").first.get_by_label("Irremediable character").select_option("4")
    expect(page.locator(".unseen[role=status]")).to_contain_text("Now place 2 of 4.")


def test_what_is_typed_is_there_after_a_restart(mount: Mount, workspace: Path) -> None:
    stage = mount(shown())
    field = stage.page.locator("details.impact").first.get_by_label("What could happen")
    field.fill("A family sleeps in a car")
    field.blur()
    saved(stage.page)
    stage.reload(shown())
    expect(stage.page.locator("details.impact .what").first).to_have_text("A family sleeps in a car")
    assert len(impacts(workspace)) == 4


def test_a_removal_is_undone_in_its_place(mount: Mount, workspace: Path) -> None:
    page = mount(shown()).page
    page.get_by_role("button", name="Remove this impact").first.click()
    expect(page.locator(".ranking ol h3")).to_have_count(3)
    expect(page.get_by_role("button", name="Bring it back")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".ranking ol h3")).to_have_count(4)
    saved(page)
    assert impacts(workspace)[0]["id"] == "example-record"


def test_the_example_is_cleared_and_an_empty_map_says_how_to_begin(mount: Mount, workspace: Path) -> None:
    page = mount(shown()).page
    page.get_by_role("button", name="Clear the example away").click()
    expect(page.get_by_text("No impact has a place yet.")).to_be_visible()
    saved(page)
    assert impacts(workspace) == []
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".ranking ol h3")).to_have_count(4)


def test_another_window_s_change_is_kept(mount: Mount, workspace: Path) -> None:
    stage = mount(shown())
    tell(shown(), do="put", id="example-names", fields={"likelihood": 1}, n="x")
    page = stage.page
    page.locator("details.impact").first.get_by_label("Likelihood").select_option("2")
    saved(page)
    kept = {one["id"]: one["likelihood"] for one in impacts(workspace)}
    assert (kept["example-record"], kept["example-names"]) == (2, 1)


def test_a_disk_that_says_no_is_told_and_tried_again(mount: Mount, workspace: Path) -> None:
    page = mount(shown()).page
    (workspace / ".knowshow").write_text("a file where the folder should be", "utf-8")
    page.locator("details.impact").first.get_by_label("Scope").select_option("4")
    expect(page.locator(".saved")).to_have_class("saved failed")
    (workspace / ".knowshow").unlink()
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert impacts(workspace)[0]["scope"] == 4


def test_what_python_did_not_hear_is_sent_after_a_reload(mount: Mount, workspace: Path) -> None:
    stage = mount(shown())
    stage.offline()
    stage.page.locator("details.impact").first.get_by_label("Scope").select_option("4")
    stage.reload(shown())
    saved(stage.page)
    assert impacts(workspace)[0]["scope"] == 4


def test_an_unreadable_map_is_set_aside_and_told(mount: Mount, workspace: Path) -> None:
    (workspace / ".knowshow").mkdir()
    (workspace / ".knowshow" / "salience.json").write_text("{", "utf-8")
    page = mount(shown()).page
    expect(page.get_by_role("status").filter(has_text="not deleted")).to_contain_text("unreadable-")


def test_script_in_an_impact_is_only_text(mount: Mount) -> None:
    widget = shown()
    evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    tell(widget, do="put", id="example-record", fields={"what": evil, "who": evil})
    page = mount(widget).page
    expect(page.locator(".ranking")).to_contain_text("onerror")
    assert page.evaluate("window.hit") is None
    assert page.locator("#stage :is(script, img)").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reads_well_and_fits(mount: Mount, theme: Theme) -> None:
    stage = mount(shown(), theme, size=(1024, 640))
    for summary in stage.page.locator("summary").all()[1:]:
        summary.click()
    stage.axe()
    stage.sound()
    if theme == "light":
        stage.snapshot("salience")
    stage.page.get_by_role("button", name="Remove this impact").first.click()
    stage.page.get_by_role("button", name="Add an impact").click()
    stage.axe()
    stage.sound()


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(mount: Mount, zoom: int, *, rtl: bool) -> None:
    mount(shown(), size=(1280, 1024), zoom=zoom, rtl=rtl).sound()
