"""What a reader has read, decided and answered, with its days: from endings, journals, notes and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content import json_file
from knowshow.content.scenarios import load_scenario
from knowshow.errors import KnowShowError
from knowshow.learner import practice_notes, progress, receipts, workspace
from knowshow.story import play
from knowshow.story.journal import Journal, fit, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from knowshow.content.course_map import Module
    from knowshow.learner.endings import Ended
    from knowshow.learner.progress import ExerciseProgress
    from knowshow.learner.receipts import Receipt
    from knowshow.story.scenario import Scenario


class PathRecord(NamedTuple):
    """A path's ending and decisions, in the words of this edition."""

    ending: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story as it was read: when it came to an end, each time, and its latest `path`.

    `saved` says that the moment is that of the journal's file: it ended before ends were kept. `path` is None
    where there was no end, or this edition cannot play it.
    """

    title: str
    started: bool
    ends: tuple[datetime, ...] = ()
    saved: bool = False
    path: PathRecord | None = None


@dataclass(frozen=True, slots=True)
class ModuleRecord:
    """One module: its story, practice tasks tried and of how many, its exercise, and all its receipts."""

    module: Module
    story: StoryRecord | None
    tried: int
    tasks: int
    exercise: ExerciseProgress | None
    sent: tuple[Receipt, ...]
    unreadable: bool

    @property
    def done(self) -> bool:
        """Whether the story was read to an end and the exercise handed in; what is not there counts."""
        return (self.story is None or bool(self.story.ends)) and (self.exercise is None or bool(self.sent))

    @property
    def begun(self) -> bool:
        """Whether there is anything to tell of."""
        answered = self.exercise is not None and self.exercise.answered > 0
        return bool(self.tried or self.sent or answered or (self.story and self.story.started))

    @property
    def finished(self) -> datetime | None:
        """When its last part was done first; None while it is not done."""
        ends = self.story.ends[:1] if self.story else ()
        moments = [*ends, *(read_moment(receipt) for receipt in self.sent[:1])]
        return max(moments) if self.done and moments else None


def make_record(modules: Sequence[Module], endings: Sequence[Ended]) -> list[ModuleRecord]:
    """Return what was done in each module; `endings` are those of all stories, as they were reached."""
    return [_read_module(module, endings) for module in modules]


def find_clock_slip(
    endings: Sequence[Ended], records: Iterable[ModuleRecord], now: datetime
) -> tuple[datetime, datetime] | None:
    """Return two moments of which the later entry has the earlier day, `now` coming last; None if none has.

    What is kept is in the order in which it happened: where its days are not, a clock was set back.
    """
    known = list(records)
    rows = [[each.moment for each in endings], *([*map(read_moment, record.sent)] for record in known)]
    rows += [list(record.story.ends) for record in known if record.story and record.story.saved]
    for row in rows:
        for before, after in pairwise([*row, now]):
            if after.date() < before.date():
                return before, after
    return None


def read_moment(receipt: Receipt) -> datetime:
    """Return when a receipt's answers were handed in, in the reader's own zone."""
    return datetime.fromisoformat(receipt.time).astimezone()


def _read_module(module: Module, endings: Sequence[Ended]) -> ModuleRecord:
    tried, tasks = practice_notes.count_checked(module.id)
    sent = receipts.load_all(module.assignment) if module.assignment else []
    file = workspace.state("receipts", f"{module.assignment}.json")
    return ModuleRecord(
        module,
        _read_story(module.dilemma, [each for each in endings if each.story == module.dilemma]),
        tried,
        tasks,
        progress.read_exercise(module),
        tuple(sent),
        unreadable=bool(module.assignment) and not sent and file.exists(),
    )


def _read_story(name: str | None, endings: Sequence[Ended]) -> StoryRecord | None:
    """Return what is known of a story; one that ended before ends were kept has its journal's day."""
    if name is None:
        return None
    scenario = load_scenario(name)
    if endings:
        last = endings[-1]
        path = _follow(scenario, Journal(last.story, last.version, last.choices))
        ends = tuple(each.moment for each in endings)
        return StoryRecord(scenario.title, started=True, ends=ends, path=path)
    file = workspace.state("journals", f"{name}.json")
    journal = _read_journal(file)
    path = _follow(scenario, journal) if journal else None
    if path is None:
        return StoryRecord(scenario.title, started=bool(journal and journal.choices))
    ends = (datetime.fromtimestamp(file.stat().st_mtime, UTC).astimezone(),)
    return StoryRecord(scenario.title, started=True, ends=ends, saved=True, path=path)


def _read_journal(path: Path) -> Journal | None:
    """Return the journal of a file; one that cannot be read is left where it is."""
    try:
        data = json_file.read(path)
        return None if data is None else parse(data)
    except KnowShowError:
        return None


def _follow(scenario: Scenario, journal: Journal) -> PathRecord | None:
    """Return what a path went through; None where this edition does not lead it to an end."""
    playable = fit(scenario, journal)
    state = play.replay(scenario, playable.choices)
    if playable.foreign or playable.stopped or not play.is_over(scenario, state):
        return None
    labels = tuple(scenario.choice[choice].label for choice in playable.choices)
    return PathRecord(scenario.node[state.node].title, labels)
