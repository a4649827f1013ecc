"""A chart that is right, for tests that draw it or spoil it."""

from __future__ import annotations

from knowshow.views.chart import PEOPLE, Chart, Table

PLAIN = Chart(
    title="Crossings",
    finding="More crossed on the second day.",
    alternative="Two bars, the second taller.",
    table=Table(("Day", "People"), (("1", "4"), ("2", "9"))),
    traces=({"type": "bar", "x": [1, 2], "y": [4, 9], "marker": {"color": PEOPLE}},),
)
