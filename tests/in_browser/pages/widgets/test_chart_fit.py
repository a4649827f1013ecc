"""Charts of every story in narrow and wide pages: no label is cut off, none runs into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from charted import charts
from knowshow.content.principles import load_principles
from knowshow.content.scenarios import list_names, load_scenario
from knowshow.learner import journals
from knowshow.pages.widgets.player import Player
from storyteller import first_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Frame

    from browser import Mount, Stage
    from knowshow.views.chart import FigureView

pytestmark = pytest.mark.browser
STORIES = [load_scenario(name) for name in list_names()]
# The labels of a figure that reach out of the frame, and pairs of them that cover each other.
FAULTS = """async ([figure, width]) => {
  const { data, layout, config } = figure;
  document.documentElement.style.width = `${width}px`;
  await Plotly.newPlot("plot", data, { ...layout, width }, config);
  const texts = [...document.querySelectorAll("svg text")].filter((e) => e.textContent.trim());
  const boxes = texts.map((text) => ({ name: text.textContent, box: text.getBoundingClientRect() }));
  const cut = boxes.filter(({ box }) =>
    box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > layout.height + 1);
  const meet = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
    Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 3
    && Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 5)
    .map((b) => `${a.name} | ${b.name}`));
  return { texts: boxes.length, cut: cut.map(({ name }) => name), meet };
}"""


def ended(tmp_path: Path) -> Player:
    """A story that has ended."""
    scenario = STORIES[0]
    path = tmp_path / "story.json"
    journals.save(path, journals.Journal(scenario.id, scenario.version, tuple(first_path(scenario))))
    return Player(scenario, load_principles(), path)


def drawn(stage: Stage) -> Frame:
    """The frame of a chart that was asked for, once it is drawn."""
    stage.page.get_by_role("button", name="Show as a chart: how things moved").press("Enter")
    handle = stage.page.locator("iframe[data-drawn]").element_handle(timeout=90_000)
    frame = handle.content_frame()
    assert frame is not None
    return frame


def figures(narrow: FigureView, wide: FigureView) -> Iterator[tuple[FigureView, int]]:
    """Each figure at the least and the greatest width at which it is shown."""
    for figure, widths in ((narrow, (288, 575)), (wide, (576, 896))):
        for width in widths:
            yield figure, width


def test_labels_are_whole_and_apart_in_every_story(mount: Mount, tmp_path: Path) -> None:
    frame = drawn(mount(ended(tmp_path)))
    for scenario in STORIES:
        for chart in charts(scenario):
            view = chart.message()
            for figure, width in figures(view["narrow"], view["figure"]):
                seen: dict[str, Any] = frame.evaluate(FAULTS, [figure, width])
                assert seen["texts"] > 3
                assert (seen["cut"], seen["meet"]) == ([], []), (scenario.id, chart.title, width)


@pytest.mark.parametrize("scale", [1, 2])
def test_a_chart_takes_the_room_there_is_and_the_page_s_text_size(
    mount: Mount, tmp_path: Path, scale: int
) -> None:
    stage = mount(ended(tmp_path))
    page = stage.page
    page.evaluate("scale => document.querySelector('.ks').style.setProperty('--scale', scale)", scale)
    frame = drawn(stage)
    name = frame.get_by_text("at the end", exact=False)
    first = frame.locator("svg text").first
    sizes = []
    for width in (320, 1440, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        (name.first if width < 1440 or scale > 1 else first).wait_for()
        plot = page.locator(".plot").bounding_box()
        inner = frame.evaluate("[innerWidth, document.querySelector('svg').getBoundingClientRect().height]")
        assert plot is not None
        assert plot["width"] <= width
        zoom = plot["width"] / inner[0]
        assert plot["height"] == pytest.approx(inner[1] * zoom, abs=2)
        sizes.append(16 * zoom)
    assert sizes[0] > 15  # the least width is legible, too
    assert sizes[1:] == pytest.approx([16 * scale] * 2, abs=0.5)
    assert frame.locator("canvas, img").count() == 0  # lines and letters, no bitmap
