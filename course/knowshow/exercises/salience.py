"""Sort adverse impacts: severity leads, likelihood only breaks ties. Pure.

Severity has three factors: scale, scope and irremediable character (Guiding Principle 14, commentary). The
most severe impacts come first (Principle 24), and severity predominates over likelihood, which may order
potential impacts (OHCHR, The Corporate Responsibility to Respect Human Rights: An Interpretive Guide, 2012,
p. 7). The principles give no formula. Ours compares the highest factor of each impact, then the second
highest, then the third: one extreme always stands out and is never averaged away. Likelihood is looked at
only where all three are equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.exercises.rows import Identified, Words
from knowshow.part import Line, Part, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

Factor = Literal["scale", "scope", "irremediable"]
FACTORS: tuple[Factor, ...] = ("scale", "scope", "irremediable")
Level = Annotated[int, Field(strict=True, ge=1, le=4)]
Four = Annotated[tuple[Line, ...], Field(min_length=4, max_length=4)]
Because = Literal["only", "highest", "second", "third", "likelier", "tied", "last"]
_DECIDED: tuple[Because, ...] = ("highest", "second", "third")


class Impact(Identified):
    """One adverse impact: what could happen to whom, how severe, how likely; levels from 1 to 4, or None."""

    what: Words = ""
    who: Words = ""
    scale: Level | None = None
    scope: Level | None = None
    irremediable: Level | None = None
    likelihood: Level | None = None


class Impacts(Part):
    """All of a learner's impacts, in the order in which they were written down."""

    version: Literal[1] = 1
    impacts: tuple[Impact, ...] = Field((), max_length=200)


class Meanings(Part):
    """A question, and words for its four levels, lowest first."""

    label: Line
    question: Line
    meanings: Four


class Frame(Part):
    """What `assets/salience.yaml` holds: the words for the levels, and a worked example."""

    product: Text
    levels: Four
    factors: dict[Factor, Meanings] = Field(min_length=3)
    likelihood: Meanings
    examples: tuple[Impact, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """An impact's place, counting from 1 and shared by equals, and the reason it is before the next one.

    `factor` decided, with its `level` here and the level `other` of the next impact; `next` is that one's id.
    """

    impact: Impact
    place: int
    because: Because
    factor: Factor | None = None
    level: int = 0
    other: int = 0
    next: str = ""


def measure_severity(impact: Impact) -> tuple[int, ...] | None:
    """Return the three levels, highest first, which is how impacts compare; None while one is missing."""
    levels = [getattr(impact, factor) for factor in FACTORS]
    return None if None in levels else tuple(sorted(levels, reverse=True))


def find_missing(impact: Impact) -> list[Factor]:
    """Return the factors of severity that have no level yet."""
    return [factor for factor in FACTORS if getattr(impact, factor) is None]


def sort_impacts(impacts: Iterable[Impact]) -> list[Placed]:
    """Sort the impacts that have a severity, most severe first, each with the reason for its place."""
    ranked = sorted(
        (impact for impact in impacts if measure_severity(impact)), key=_measure_weight, reverse=True
    )
    weights = [_measure_weight(impact) for impact in ranked]
    following = [*ranked, None][1:]
    return [
        _explain_place(
            impact, weights.index(_measure_weight(impact)) + 1, next_impact, alone=len(ranked) == 1
        )
        for impact, next_impact in zip(ranked, following, strict=True)
    ]


def _measure_weight(impact: Impact) -> tuple[tuple[int, ...], int]:
    return measure_severity(impact) or (), impact.likelihood or 0


def _explain_place(impact: Impact, place: int, next_impact: Impact | None, *, alone: bool) -> Placed:
    if next_impact is None:
        return Placed(impact, place, "only" if alone else "last")
    levels, next_levels = measure_severity(impact) or (), measure_severity(next_impact) or ()
    for index, because in enumerate(_DECIDED):
        if levels[index] != next_levels[index]:
            return Placed(
                impact,
                place,
                because,
                _find_factor(impact, index),
                levels[index],
                next_levels[index],
                next_impact.id,
            )
    likelihood, next_likelihood = impact.likelihood or 0, next_impact.likelihood or 0
    because = "tied" if likelihood == next_likelihood else "likelier"
    return Placed(impact, place, because, None, likelihood, next_likelihood, next_impact.id)


def _find_factor(impact: Impact, index: int) -> Factor:
    """Return the factor at an index when an impact's factors are sorted, highest first."""
    return sorted(FACTORS, key=lambda factor: -(getattr(impact, factor) or 0))[index]


def load_frame() -> Frame:
    """Read the words for the levels, and the worked example.

    Raises:
        KnowShowError: the file that holds them is wrong.
    """
    return load(Frame, course_files.assets("salience.yaml"), "salience.yaml")
