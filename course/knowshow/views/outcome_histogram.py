"""Show where an outcome stands among all ways a story can end, counted from the scenario, not from people.

A *way* is one path through the story (or one outcome, where a story can come back and its paths have no
number). For each indicator the space has a tally: how many ways end on each value. Here each tally becomes a
histogram, with a sentence that counts exactly. Bins serve the drawing alone: the sentence compares values, so
that a way in the reader's own bar may still count as better or worse.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypedDict

from knowshow.content.text import say
from knowshow.views import gravest, indicators, percentages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowshow.story.outcomes import Space, Standing
    from knowshow.story.scenario import Indicator

MOST_BINS = 12


class BinView(TypedDict):
    """One bar: its bin in words, how many ways end there and their share, and whether it is the reader's.

    `share` is a percentage with its sign, `tall` the bar's height as a part (0 to 1) of the tallest.
    """

    name: str
    count: int
    share: str
    mine: bool
    tall: float


class HistogramView(TypedDict):
    """The ways a story can end by one indicator: title, finding and alternative in words, then the bars.

    Bars go from the worst to the best; `ends` names the first and the last, `ways` says which is the better.
    """

    label: str
    title: str
    finding: str
    alternative: str
    bins: list[BinView]
    ends: list[str]
    ways: list[Literal["better", "worse"]]


class StandingView(TypedDict):
    """Where an outcome stands among all ways; not `exact`, and without indicators, if they are too many."""

    exact: bool
    lead: str
    indicators: list[HistogramView]


def view(space: Space, values: Sequence[int]) -> StandingView:
    """Compare final values with those of all ways: a finding and a histogram for each indicator about people.

    `values` are in the order of the scenario's indicators.
    """
    ways = space.paths
    if not space.exhaustive:
        return {"exact": False, "lead": say("debrief", "uncounted"), "indicators": []}
    mine = space.standing_for_people(values)
    lead = say("debrief", "lead_paths" if space.by == "paths" else "lead_outcomes", ways=f"{ways:,}")
    return {
        "exact": True,
        "lead": f"{lead} {say('debrief', 'all_together', **_shares(mine))}",
        "indicators": [
            _histogram(space, indicator, values[place])
            for place in gravest.sort_places(space.scenario)
            if (indicator := space.scenario.indicators[place]).about == "people"
        ],
    }


def finding(stands: Standing, ways: int) -> str:
    """Say in one sentence how many of all ways end better and worse by one indicator."""
    # Four sentences: there are ways that end better, or worse, or both; or all end the same.
    shares = _shares(stands) | _counts(stands, ways)
    if not stands.better:
        key = "none_better" if stands.same < 1 else "all_same"
    else:
        key = "some_better" if stands.worse else "none_worse"
    return say("debrief", key, ways=f"{ways:,}", **shares)


def bins(indicator: Indicator, tally: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return a histogram's bins, lowest first, each as its least and greatest value.

    An indicator with levels has one bin for each level, and up to twelve distinct values get one bin each.
    More values share bins of an equal, round width.
    """
    if indicator.levels:
        return indicator.level_bounds()
    distinct = sorted(tally)
    if len(distinct) <= MOST_BINS:
        return [(value, value) for value in distinct]
    # A round width, from a multiple of itself, gives bounds that people can read: 40 to 59, not 37 to 54.
    width = _round_width((distinct[-1] - distinct[0]) / MOST_BINS)
    first = distinct[0] // width * width
    return [(start, start + width - 1) for start in range(first, distinct[-1] + 1, width)]


def bin_name(indicator: Indicator, bounds: tuple[int, int]) -> str:
    """Return a bin in words; `bounds` are its least and greatest value."""
    low, high = bounds
    if indicator.levels or low == high:
        return indicators.amount(indicator, low)
    return say("debrief", "from_to", low=f"{low:,}", high=indicators.amount(indicator, high))


def _round_width(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … that is at least `least`."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power >= least:
                return step * power
        power *= 10


def _histogram(space: Space, indicator: Indicator, value: int) -> HistogramView:
    tally, ways = space.histogram(indicator.id), space.paths
    shown = _bars(indicator, tally, value, ways)
    order = -1 if indicator.better == "less" else 1
    first, *_, last = (bins(indicator, tally) * 2)[::order]
    sentence = finding(space.standing(indicator.id, value), ways)
    return {
        "label": indicator.label,
        "title": say("debrief", "measured", label=indicator.label, value=indicators.amount(indicator, value)),
        "finding": sentence,
        "alternative": _alternative(indicator, shown, value),
        "bins": shown[::order],
        "ends": [bin_name(indicator, first), bin_name(indicator, last)],
        "ways": ["worse", "better"],
    }


def _bars(indicator: Indicator, tally: Mapping[int, int], value: int, ways: int) -> list[BinView]:
    classes = bins(indicator, tally)
    counts = [sum(n for at, n in tally.items() if low <= at <= high) for low, high in classes]
    shares = percentages.tenths([Fraction(count, ways) for count in counts])
    return [
        {
            "name": bin_name(indicator, (low, high)),
            "count": count,
            "share": share,
            "mine": low <= value <= high,
            "tall": count / max(counts),
        }
        for (low, high), count, share in zip(classes, counts, shares, strict=True)
    ]


def _alternative(indicator: Indicator, shown: Sequence[BinView], value: int) -> str:
    fullest = max(shown, key=lambda bar: int(bar["count"]))
    return say(
        "debrief",
        "histogram",
        label=indicator.label,
        first=shown[0]["name"],
        last=shown[-1]["name"],
        most=fullest["name"],
        value=indicators.amount(indicator, value),
    )


def _shares(stands: Standing) -> dict[str, str]:
    return percentages.percents(_parts(stands))


def _counts(stands: Standing, ways: int) -> dict[str, str]:
    return {f"{name}_count": f"{int(share * ways):,}" for name, share in _parts(stands).items()}


def _parts(stands: Standing) -> dict[str, Fraction]:
    return {"better": stands.better, "same": stands.same, "worse": stands.worse, "neither": stands.neither}
