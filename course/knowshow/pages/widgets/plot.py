"""The script that draws every chart, as the plotly package ships it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def plotly_script() -> bytes:
    """The plotly.js that the plotly package ships; the package itself is found, not imported.

    Raises:
        FileNotFoundError: it is not there.
    """
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise FileNotFoundError("plotly")
    return Path(found.origin).with_name("package_data").joinpath("plotly.min.js").read_bytes()
