"""Do saved paths survive: do transcripts replay and end as before, and do ids keep their meaning?"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from knowshow.authoring.checks.story import ExploredStory, KeptTranscript, finding
from knowshow.content.text import explain
from knowshow.errors import KnowShowError, Words
from knowshow.story import play
from knowshow.story.golden import Golden, describe, parse
from knowshow.story.journal import fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault
ALIKE = 0.6  # share of a label's words that must stay for it to mean the same


def replay_all(story: ExploredStory) -> Iterator[Fault]:
    """Compare each committed transcript with the story as it is now (KS701 to KS704)."""
    for record in story.records:
        try:
            golden = parse(record.data)
        except KnowShowError as error:
            yield finding("KS704", ("id",), {"name": record.name, "why": explain(error)})
            continue
        yield from _compare_labels(story, record, golden)
        yield from _replay(story, record, golden)


def _replay(story: ExploredStory, record: KeptTranscript, golden: Golden) -> Iterator[Fault]:
    fitted = fit(story.scenario, golden.journal)
    if fitted.foreign:
        why = Words("check.foreign", {"scenario": golden.journal.scenario})
        yield finding("KS704", ("id",), {"name": record.name, "why": why})
    elif fitted.stopped is not None:
        values = {"name": record.name, "choice": fitted.stopped}
        yield finding("KS701", _place(story, fitted.stopped), values, fitted.choices)
    else:
        now = play.replay(story.scenario, fitted.choices)
        if golden.state != describe(story.scenario, now):
            values = {
                "name": record.name,
                "now": _say_state(describe(story.scenario, now)),
                "then": _say_state(golden.state),
            }
            yield finding("KS702", ("version",), values, fitted.choices)


def _say_state(state: dict[str, Any]) -> str:
    values = ", ".join(f"{name} {value}" for name, value in sorted(state["values"].items()))
    return f"{state['node']} ({'; '.join(filter(None, (values, ' '.join(state['flags']))))})"


def _compare_labels(story: ExploredStory, record: KeptTranscript, golden: Golden) -> Iterator[Fault]:
    for old, label in golden.labels.items():
        name = story.scenario.renamed.get(old, old)
        choice = story.scenario.choice.get(name)
        if choice is not None and not _are_alike(label, choice.label):
            values = {"choice": name, "name": record.name, "then": label, "now": choice.label}
            yield finding("KS703", (*_place(story, name), "label"), values)


def _are_alike(old: str, new: str) -> bool:
    words = [re.findall(r"\w+", text.casefold()) for text in (old, new)]
    return difflib.SequenceMatcher(None, words[0], words[1], autojunk=False).ratio() >= ALIKE


def _place(story: ExploredStory, choice: str) -> tuple[str | int, ...]:
    return story.part("choice", choice) if choice in story.scenario.choice else ("id",)


CHECKS = (replay_all,)
