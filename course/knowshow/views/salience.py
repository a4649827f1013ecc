"""The salience map as the page needs it: impacts, and their order with the reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content.text import say
from knowshow.exercises import salience
from knowshow.exercises.salience import FACTORS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowshow.exercises.salience import Factor, Frame, Impact, Meanings, Placed

HAPPENING = 4
_SHORT = 140


class QuestionView(TypedDict):
    """One question about an impact, with its four answers, lowest first."""

    label: str
    question: str
    options: list[str]


class QuestionsView(TypedDict):
    """The four questions."""

    scale: QuestionView
    scope: QuestionView
    irremediable: QuestionView
    likelihood: QuestionView


class FrameView(TypedDict):
    """The product of the example, the levels of a factor, lowest first, and the questions."""

    product: str
    levels: list[str]
    questions: QuestionsView


class ImpactView(TypedDict):
    """An impact as the learner wrote it; a level counts from 1, None if not answered yet."""

    id: str
    what: str
    who: str
    scale: int | None
    scope: int | None
    irremediable: int | None
    likelihood: int | None


class GradeView(TypedDict):
    """A factor of severity and its level in words; `top` if no level of the impact is higher."""

    label: str
    level: str
    top: bool


class RankView(TypedDict):
    """An impact in the order: its place (from 1, `shared` by equals), and why it stands there, in words.

    `top` is its highest level, from 1, and `chance` its likelihood, from 1, None if that is not said.
    `happening` says that it is under way already, `planned` that a commitment was made for it.
    """

    id: str
    place: int
    shared: bool
    title: str
    who: str
    top: int
    chance: int | None
    grades: list[GradeView]
    likelihood: str
    because: str
    happening: bool
    planned: bool


class UnplacedView(TypedDict):
    """An impact that cannot be placed yet, and what is missing, in words."""

    title: str
    missing: str


class SalienceView(TypedDict):
    """The impacts as written, their order, those that cannot be placed, and the ids of the examples."""

    rows: list[ImpactView]
    order: list[RankView]
    open: list[UnplacedView]
    examples: list[str]


def frame(words: Frame) -> FrameView:
    """Return the questions with their options, and the product of the example."""
    likelihood = _question(words.likelihood, [_capitalise(meaning) for meaning in words.likelihood.meanings])
    questions: QuestionsView = {
        "scale": _factor_question(words, "scale"),
        "scope": _factor_question(words, "scope"),
        "irremediable": _factor_question(words, "irremediable"),
        "likelihood": likelihood,
    }
    return {"product": words.product, "levels": list(words.levels), "questions": questions}


def view(words: Frame, impacts: Sequence[Impact], planned: Collection[str]) -> SalienceView:
    """Return the impacts as written, and their order; `planned` are ids of commitments."""
    placed = salience.sort_impacts(impacts)
    named = {impact.id: title(impact) for impact in impacts}
    return {
        "rows": [_impact(impact) for impact in impacts],
        "order": [_row(words, rank, placed, named, planned) for rank in placed],
        "open": [
            {"title": title(impact), "missing": _missing(words, impact)}
            for impact in impacts
            if salience.find_missing(impact)
        ],
        "examples": [
            impact.id for impact in impacts if impact.id in {example.id for example in words.examples}
        ],
    }


def title(impact: Impact) -> str:
    """Return an impact in one short line, for lists."""
    text = " ".join(impact.what.split()) or say("salience", "untitled")
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


def commitment(name: str) -> str:
    """Return the id of the commitment made for an impact, whose id is `name`."""
    return f"salience-{name}"[:80]


def _factor_question(words: Frame, name: Factor) -> QuestionView:
    factor = words.factors[name]
    levels = zip(words.levels, factor.meanings, strict=True)
    return _question(factor, [f"{_capitalise(level)}: {meaning}" for level, meaning in levels])


def _question(factor: Meanings, options: list[str]) -> QuestionView:
    return {"label": factor.label, "question": factor.question, "options": options}


def _impact(impact: Impact) -> ImpactView:
    return {
        "id": impact.id,
        "what": impact.what,
        "who": impact.who,
        "scale": impact.scale,
        "scope": impact.scope,
        "irremediable": impact.irremediable,
        "likelihood": impact.likelihood,
    }


def _row(
    words: Frame, rank: Placed, placed: list[Placed], named: dict[str, str], planned: Collection[str]
) -> RankView:
    impact = rank.impact
    shared = sum(other.place == rank.place for other in placed) > 1
    likely = impact.likelihood
    return {
        "id": impact.id,
        "place": rank.place,
        "shared": shared,
        "title": named[impact.id],
        "who": impact.who.strip(),
        "top": _top(impact),
        "chance": likely,
        "grades": [
            {
                "label": words.factors[name].label,
                "level": words.levels[level - 1],
                "top": level == _top(impact),
            }
            for name in FACTORS
            if (level := getattr(impact, name))
        ],
        "likelihood": words.likelihood.meanings[likely - 1] if likely else say("salience", "likelihood_open"),
        "because": _because(words, rank),
        "happening": likely == HAPPENING,
        "planned": commitment(impact.id) in planned,
    }


def _because(words: Frame, rank: Placed) -> str:
    if rank.because in ("likelier", "tied"):
        likely = ["", *words.likelihood.meanings]
        mine, other = (
            likely[level] or say("salience", "likelihood_open") for level in (rank.level, rank.other)
        )
    else:
        mine, other = (words.levels[level - 1] if level else "" for level in (rank.level, rank.other))
    factor = words.factors[rank.factor].label.lower() if rank.factor else ""
    top = words.levels[_top(rank.impact) - 1]
    return say("salience", f"because_{rank.because}", factor=factor, level=mine, other=other, top=top)


def _missing(words: Frame, impact: Impact) -> str:
    factors = ", ".join(words.factors[name].label.lower() for name in salience.find_missing(impact))
    return say("salience", "missing", factors=factors)


def _top(impact: Impact) -> int:
    return max(getattr(impact, name) or 0 for name in FACTORS)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
