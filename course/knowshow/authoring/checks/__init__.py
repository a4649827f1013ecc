"""What `knowshow check` asks of a scenario: one module for each kind of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks import delays, dilemma, length, norms, people, rules, structure, transcripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowshow.authoring.checks.story import ExploredStory
    from knowshow.errors import Fault

__all__ = ["CHECKS", "findings"]

CHECKS: tuple[Callable[[ExploredStory], Iterator[Fault]], ...] = (
    *structure.CHECKS,
    *delays.CHECKS,
    *people.CHECKS,
    *dilemma.CHECKS,
    *rules.CHECKS,
    *norms.CHECKS,
    *length.CHECKS,
    *transcripts.CHECKS,
)


def findings(story: ExploredStory) -> Iterator[Fault]:
    """Yield the findings of all checks, in the order of `CHECKS`."""
    for check in CHECKS:
        yield from check(story)
