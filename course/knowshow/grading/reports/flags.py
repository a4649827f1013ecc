"""What makes an item worth reading again, and why; each threshold with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.grading.reports import classical
from knowshow.grading.reports.item_figures import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.grading.reports.item_figures import ItemFigures

LOW = 0.20  # Ebel and Frisbie, Essentials of Educational Measurement, 5th edition 1991, page 232
EASY = 0.95  # nearly everybody has all points, so that the item cannot tell learners apart
HARD = 0.20  # below what guessing gives in a question with five options
RIVAL = (
    0.10  # a small effect (Cohen, Statistical Power Analysis, 2nd edition 1988); among many, less is chance
)
UNUSED = 0.05  # Haladyna and Downing, Educational and Psychological Measurement 53, 1993, pages 999 to 1010
ENOUGH = 50  # answers; with fewer, that nobody took an option may be chance
OMITTED = 0.10  # a tenth left it out although they went on
NOT_REACHED = 0.20  # Swineford's rule: at least four in five reach the last item (Test Analysis Manual, 1974)


def find_flags(figures: ItemFigures) -> Iterator[Flag]:
    """Yield the flags of an item, the gravest first; a figure that is withheld gives none."""
    discrimination, difficulty = figures.discrimination, figures.difficulty
    beyond_chance = figures.high is not None and figures.high < 0
    if discrimination is not None and beyond_chance:
        yield Flag("negative", discrimination)
    yield from _find_rivals(figures)
    if discrimination is not None and discrimination < LOW and not beyond_chance:
        yield Flag("low", discrimination)
    if difficulty is not None and difficulty < HARD:
        yield Flag("hard", difficulty)
    if difficulty is not None and difficulty > EASY:
        yield Flag("easy", difficulty)
    if figures.omitted is not None and figures.omitted > OMITTED:
        yield Flag("omitted", figures.omitted)
    if figures.not_reached is not None and figures.not_reached > NOT_REACHED:
        yield Flag("not_reached", figures.not_reached)
    for answer in figures.chosen if figures.answers >= ENOUGH else ():
        if answer.role == "distractor" and answer.target == "" and answer.value < UNUSED:
            yield Flag("unused", answer.value, answer.option)


def _find_rivals(figures: ItemFigures) -> Iterator[Flag]:
    """Yield wrong answers that those take who do well elsewhere, beyond what chance would do."""
    for answer in figures.chosen:
        if answer.role == "distractor" and answer.correlation is not None:
            low, _ = classical.fisher_interval(answer.correlation, figures.compared)
            if low > 0 and answer.correlation >= RIVAL:
                yield Flag("rival", answer.correlation, answer.option, answer.target)
