"""A chart on a page by itself, and the script that draws every chart."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from knowshow.views.chart import Chart


def plotly_script() -> bytes:
    """The plotly.js that the plotly package ships; the package itself is found, not imported.

    Raises:
        FileNotFoundError: it is not there.
    """
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise FileNotFoundError("plotly")
    return Path(found.origin).with_name("package_data").joinpath("plotly.min.js").read_bytes()


class ChartView(anywidget.AnyWidget):
    """Draws one chart; set `chart` to another one's `message()` and it is drawn in its place."""

    _esm = base.script("plot", "chart")
    _css = base.styles("plot")
    words = traitlets.Dict(base.words("debrief", "charts")).tag(sync=True)
    chart = traitlets.Dict().tag(sync=True)

    def __init__(self, chart: Chart) -> None:
        """Show this chart."""
        super().__init__(chart=chart.message())
        self.on_msg(self._heard)

    def _heard(self, _widget: object, message: Any, _buffers: object) -> None:
        if not isinstance(message, dict) or message.get("ask") != "plotly":
            return
        try:
            self.send({"answer": message.get("number")}, [plotly_script()])
        except OSError:
            self.send({"answer": message.get("number"), "problem": "plotly.js"})  # the page shows the table
