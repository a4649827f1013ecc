"""Readers who know nothing of the Guiding Principles and answer by how the options sound."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from knowshow.exercises.items import ChoiceItem, Item, MatchItem, OrderItem, SliderItem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowshow.exercises.items import Option

    Judge = Callable[[str], float]
    Guesser = Callable[[Item], Any]

# Beginnings of words, each counted once in a text.
RESPONSIBLE = (
    *(
        "ask ",
        "asked",
        "hear",
        "those ",
        "people",
        "union",
        "worker",
        "famil",
        "communit",
        "women",
        "child",
        "pupil",
    ),
    *(
        "disabled",
        "migrant",
        "tenant",
        "victim",
        "youth",
        "affected",
        "trusted",
        "trust ",
        "independent",
        "expert",
    ),
    *(
        "find out who",
        "say of it",
        "mean for",
        "why ",
        "the reason",
        "apolog",
        "remed",
        "compensat",
        "cooperate",
    ),
    *(
        "put right",
        "mend",
        "chosen",
        "built with",
        "with them",
        "together",
        "safe",
        "protect",
    ),
    *("away from work", "beforehand", "whether to", "before the decision", "changed", "because of"),
    *(
        "severe",
        "severity",
        "gravest",
        "worst",
        "own part",
        "admit",
        "in full",
        "language they",
        "appeal",
        "anyone",
    ),
    *("without a name", "passed on", "contractor"),
    *("same way", "patterns", "causes", "in common", "became of", "has to leave", "talks with"),
    *("pull against", "change them", "reach the"),
    *("stay out", "tell the", "each use", "lead to"),
)
IRRESPONSIBLE = (
    *(
        "no review",
        "no claim",
        "not reviewed",
        "nobody",
        "never",
        "nowhere",
        "nothing else",
        "without asking",
        "may not",
    ),
    *(
        "only ",
        "cannot",
        "lawyer",
        "legal",
        "observing the law",
        "obey",
        "a law or",
        "policy may",
        "contract",
        "court",
    ),
    *(
        "clause",
        "waive",
        "liab",
        "insur",
        "cost less",
        "threshold",
        "price",
        "money",
        "fund",
        "profit",
        "revenue",
    ),
    *(
        "bonus ",
        "sales",
        "rival",
        "investor",
        "market",
        "secret",
        "confident",
        "internal audit",
        "second line",
    ),
    *(
        "wait",
        "put the",
        "put off",
        "for a year",
        "until",
        "later on",
        "set off",
    ),
    *(
        "against its harms",
        "against the harm",
        "balance",
        "average",
        "target",
        "baseline",
        "score ",
        "usual",
    ),
    *(
        "head of the",
        "decides",
        "decide ",
        "takes its place",
        "ends",
        "accepts an outcome",
        "no further",
        "undertakes",
    ),
    *("own procedure", "award", "website", "stands by", "states on", "announced", "was briefed"),
    *("comment for", "official language", "formal rounds", "minute what"),
    *(
        "institute",
        "laboratory",
        "tests whether",
        "test whether",
        "audit of",
        "claims,",
        "closer look",
        "works well",
    ),
    *("like the", "to others", "by itself", "in place", "press office", "brand"),
)
PEOPLE = (
    *(
        "people",
        "famil",
        "worker",
        "women",
        "men ",
        "child",
        "girl",
        "boy",
        "resident",
        "tenant",
        "patient",
        "villag",
    ),
    *(
        "communit",
        "union",
        "migrant",
        "those ",
        "everybody",
        "anybody",
        "who ",
        "themselves",
        "them",
        "their",
        "she",
    ),
    *(
        "affected",
        "driver",
        "carer",
        "nurse",
        "teacher",
        "pupil",
        "student",
        "parent",
        "neighbour",
        "caller",
        "voice",
    ),
)
ALARMING = (
    *(
        "kill",
        "death",
        "dead",
        "die",
        "suicide",
        "tortur",
        "beat",
        "rape",
        "assault",
        "violen",
        "shot",
        "attack",
    ),
    *(
        "jail",
        "prison",
        "arrest",
        "detain",
        "disappear",
        "child",
        "girl",
        "abus",
        "traffick",
        "slave",
        "forced",
    ),
    *(
        "hospital",
        "ill ",
        "injur",
        "wound",
        "burn",
        "drown",
        "fall",
        "dam",
        "fire",
        "poison",
        "blind",
        "homeless",
    ),
    *(
        "hunger",
        "starv",
        "evict",
        "deport",
        "hiding",
        "refuge",
        "hate",
        "lynch",
        "threat",
        "stalk",
        "secret police",
    ),
)
HEDGES = re.compile(
    r"\b(may|can|could|might|need not|not yet|some|in part|where|if|unless|until|enough|among|at most)\b",
    re.IGNORECASE,
)
ABSOLUTES = re.compile(
    r"\b(must|every|any|all|never|always|no|only|each|whoever|whatever|everybody|nobody|none|first|full|last)\b",
    re.IGNORECASE,
)
FAULT = re.compile(
    r"should not|not stay|not approve|fails|fall short|cannot stand|would harm|weaken", re.IGNORECASE
)


def count(text: str, words: Sequence[str]) -> int:
    """Tell how many of the beginnings occur in a text, each at the start of a word."""
    text = f" {text.lower()} "
    return sum(re.search(rf"\b{re.escape(word)}", text) is not None for word in words)


def responsible(text: str) -> float:
    """Judge how responsible a text sounds: good words less bad ones, as a share of its words."""
    return (count(text, RESPONSIBLE) - count(text, IRRESPONSIBLE)) / math.sqrt(max(1, len(text.split())))


def friendly(text: str) -> float:
    """Judge how much a text is about people."""
    return count(text, PEOPLE)


def alarming(text: str) -> float:
    """Judge how alarming a text is."""
    return count(text, ALARMING)


def modest(text: str) -> float:
    """Judge how modestly a text is worded: its hedges less its absolute words."""
    return len(HEDGES.findall(text)) - len(ABSOLUTES.findall(text))


def words(option: Option) -> str:
    """Return all that a reader sees of an option."""
    return f"{option.label} {option.detail or ''}"


def by(judge: Judge) -> Guesser:
    """Return a reader who answers each item by one judgement of its options."""

    def answer(item: Item) -> Any:
        if isinstance(item, ChoiceItem):
            return _choice(item, judge)
        if isinstance(item, OrderItem):
            return [option.id for option in sorted(item.options, key=lambda option: -judge(words(option)))]
        if isinstance(item, MatchItem):
            return _match(item)
        assert isinstance(item, SliderItem)
        return _slider(item)

    return answer


def _choice(item: ChoiceItem, judge: Judge) -> Any:
    sign = -1 if FAULT.search(item.prompt) and item.max_choices != 1 else 1
    ranked = sorted(item.options, key=lambda option: -sign * judge(words(option)))
    if item.max_choices == 1:
        return ranked[0].id
    half = len(ranked) // 2
    return [option.id for option in ranked[: min(half, item.max_choices or half)]]


def _match(item: MatchItem) -> dict[str, str]:
    return {
        source.id: max(item.targets, key=lambda target: overlap(source, target)).id for source in item.sources
    }


def overlap(source: Option, target: Option) -> int:
    """Tell how many words two options share, by their first five letters."""
    return len(stems(words(source)) & stems(words(target)))


def stems(text: str) -> set[str]:
    """Return the beginnings of a text's longer words."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())}


def _slider(item: SliderItem) -> int:
    """Take a little more than the middle, where counts of what belongs tend to lie."""
    middle = item.lower + 0.55 * (item.upper - item.lower)
    return item.lower + round((middle - item.lower) / item.step) * item.step
