"""The salience map as the page needs it: impacts, and their order with the reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.exercises import salience
from knowshow.exercises.salience import FACTORS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowshow.exercises.salience import Factor, Frame, Impact, Placed

HAPPENING = 4
_SHORT = 140


def frame(words: Frame) -> dict[str, Any]:
    """The questions with their options, and the product of the example."""
    questions = {name: _question(words, name) for name in FACTORS}
    likelihood = words.likelihood.model_dump() | {"options": list(map(_capital, words.likelihood.meanings))}
    return {"product": words.product, "questions": {**questions, "likelihood": likelihood}}


def view(words: Frame, impacts: Sequence[Impact], planned: Collection[str]) -> dict[str, Any]:
    """The impacts as they were written down, and the order that follows."""
    placed = salience.order(impacts)
    named = {one.id: title(one) for one in impacts}
    return {
        "rows": [one.model_dump() for one in impacts],
        "order": [_row(words, one, placed, named, planned) for one in placed],
        "open": [
            {"id": one.id, "title": title(one), "missing": _missing(words, one)}
            for one in impacts
            if salience.missing(one)
        ],
        "examples": [one.id for one in impacts if one.id in {example.id for example in words.examples}],
    }


def title(impact: Impact) -> str:
    """An impact in a line, for lists."""
    text = " ".join(impact.what.split()) or say("salience", "untitled")
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


def commitment(name: str) -> str:
    """The id of the commitment made from an impact."""
    return f"salience-{name}"[:80]


def _question(words: Frame, name: Factor) -> dict[str, Any]:
    asked = words.factors[name]
    options = [
        f"{_capital(level)}: {meaning}" for level, meaning in zip(words.levels, asked.meanings, strict=True)
    ]
    return asked.model_dump() | {"options": options}


def _row(
    words: Frame, one: Placed, placed: list[Placed], named: dict[str, str], planned: Collection[str]
) -> dict[str, Any]:
    impact = one.impact
    shared = sum(other.place == one.place for other in placed) > 1
    likely = impact.likelihood
    return {
        "id": impact.id,
        "place": one.place,
        "shared": shared,
        "title": named[impact.id],
        "who": impact.who.strip(),
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
        "because": _because(words, one),
        "happening": likely == HAPPENING,
        "planned": commitment(impact.id) in planned,
    }


def _because(words: Frame, one: Placed) -> str:
    if one.because in ("likelier", "tied"):
        likely = ["", *words.likelihood.meanings]
        mine, other = (
            likely[level] or say("salience", "likelihood_open") for level in (one.level, one.other)
        )
    else:
        mine, other = (words.levels[level - 1] if level else "" for level in (one.level, one.other))
    factor = words.factors[one.factor].label.lower() if one.factor else ""
    top = words.levels[_top(one.impact) - 1]
    return say("salience", f"because_{one.because}", factor=factor, level=mine, other=other, top=top)


def _missing(words: Frame, impact: Impact) -> str:
    factors = ", ".join(words.factors[name].label.lower() for name in salience.missing(impact))
    return say("salience", "missing", factors=factors)


def _top(impact: Impact) -> int:
    return max(getattr(impact, name) or 0 for name in FACTORS)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
