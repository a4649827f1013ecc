"""Where an outcome stands among all ways a story can go: counted from the scenario, without anyone's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from knowshow.content.text import say
from knowshow.views import indicators

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from knowshow.story.outcomes import Space, Standing
    from knowshow.story.scenario import Indicator

MOST_BINS = 12


class BinView(TypedDict):
    """One bar: its class in words, how many ways end there and their share, and whether it is the reader's.

    `tall` is its height, from 0 to 1 of the tallest.
    """

    name: str
    count: int
    share: str
    mine: bool
    tall: float


class HistogramView(TypedDict):
    """The ways a story can end on one count: title, finding and alternative in words, then the bars.

    `ends` names the lowest and the highest class, `ways` says which of them is the better end.
    """

    label: str
    title: str
    finding: str
    alternative: str
    bins: list[BinView]
    ends: list[str]
    ways: list[Literal["better", "worse"]]


class StandingView(TypedDict):
    """Where an outcome stands among all ways; not `exact` where there are too many to be counted."""

    exact: bool
    lead: str
    indicators: list[HistogramView]


def view(space: Space, values: Sequence[int]) -> StandingView:
    """Final values among those of all paths: a finding and a histogram for each indicator about people."""
    ways = space.paths
    if not space.exhaustive:
        return {"exact": False, "lead": say("debrief", "uncounted"), "indicators": []}
    mine = space.standing_for_people(values)
    lead = say("debrief", "lead_paths" if space.by == "paths" else "lead_outcomes", ways=f"{ways:,}")
    return {
        "exact": True,
        "lead": f"{lead} {say('debrief', 'all_together', **_shares(mine))}",
        "indicators": [
            _indicator(space, what, values[place])
            for place, what in enumerate(space.scenario.indicators)
            if what.about == "people"
        ],
    }


def finding(stands: Standing, ways: int) -> str:
    """One sentence: how many ways end better and worse for people on one count, exactly."""
    shares = _shares(stands) | _counts(stands, ways)
    if not stands.better:
        key = "none_better" if stands.same < 1 else "all_same"
    else:
        key = "some_better" if stands.worse else "none_worse"
    return say("debrief", key, ways=f"{ways:,}", **shares)


def bins(what: Indicator, tally: Mapping[int, int]) -> list[tuple[int, int]]:
    """The classes of a histogram, each from its lowest to its highest value; at most twelve of them.

    What levels or a few distinct numbers already sort keeps its classes; the rest share equal, round widths.
    """
    if what.levels:
        return what.level_bounds()
    distinct = sorted(tally)
    if len(distinct) <= MOST_BINS:
        return [(value, value) for value in distinct]
    width = _round_width((distinct[-1] - distinct[0]) / MOST_BINS)
    first = distinct[0] // width * width
    return [(start, start + width - 1) for start in range(first, distinct[-1] + 1, width)]


def named(what: Indicator, between: tuple[int, int]) -> str:
    """A class of a histogram in words."""
    low, high = between
    if what.levels or low == high:
        return indicators.amount(what, low)
    return say("debrief", "from_to", low=f"{low:,}", high=indicators.amount(what, high))


def _round_width(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is no less."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power >= least:
                return step * power
        power *= 10


def _indicator(space: Space, what: Indicator, value: int) -> HistogramView:
    tally, ways = space.histogram(what.id), space.paths
    shown = _bins(what, tally, value, ways)
    better_first = what.better == "less"
    said = finding(space.standing(what.id, value), ways)
    return {
        "label": what.label,
        "title": say("debrief", "measured", label=what.label, value=indicators.amount(what, value)),
        "finding": said,
        "alternative": _alternative(what, shown, value),
        "bins": shown,
        "ends": [named(what, bins(what, tally)[0]), named(what, bins(what, tally)[-1])],
        "ways": ["better", "worse"] if better_first else ["worse", "better"],
    }


def _bins(what: Indicator, tally: Mapping[int, int], value: int, ways: int) -> list[BinView]:
    classes = bins(what, tally)
    counts = [sum(n for at, n in tally.items() if low <= at <= high) for low, high in classes]
    return [
        {
            "name": named(what, (low, high)),
            "count": count,
            "share": f"{count / ways * 100:.1f} %",
            "mine": low <= value <= high,
            "tall": count / max(counts),
        }
        for (low, high), count in zip(classes, counts, strict=True)
    ]


def _alternative(what: Indicator, shown: Sequence[BinView], value: int) -> str:
    fullest = max(shown, key=lambda one: int(one["count"]))
    return say(
        "debrief",
        "histogram",
        label=what.label,
        first=shown[0]["name"],
        last=shown[-1]["name"],
        most=fullest["name"],
        value=indicators.amount(what, value),
    )


def _shares(stands: Standing) -> dict[str, str]:
    return {name: indicators.percent(share) for name, share in _parts(stands).items()}


def _counts(stands: Standing, ways: int) -> dict[str, str]:
    return {f"{name}_count": f"{int(share * ways):,}" for name, share in _parts(stands).items()}


def _parts(stands: Standing) -> dict[str, Fraction]:
    return {"better": stands.better, "same": stands.same, "worse": stands.worse, "neither": stands.neither}
