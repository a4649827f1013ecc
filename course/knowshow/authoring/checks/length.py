"""Does the story take as long as it says?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import ExploredStory, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault
LEAST_MINUTES = 3  # closer than that, no estimate of reading is worth a word


def find_wrong_minutes(story: ExploredStory) -> Iterator[Fault]:
    """Find declared minutes that are far from a mean path's (KS601)."""
    length = story.length if story.exploration.exhaustive else None
    if length is None:
        return
    span, declared = length.minutes, story.scenario.minutes
    far = abs(declared - span.mean)
    if far > LEAST_MINUTES and far > span.mean / 3:
        least, most, mean = (round(float(n)) for n in (span.least, span.most, span.mean))
        values = {"declared": declared, "least": least, "most": most, "mean": mean}
        yield finding("KS601", ("minutes",), values)


CHECKS = (find_wrong_minutes,)
