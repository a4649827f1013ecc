"""All answers to one item, as one reader meets them: blind, in an order of her own, until none is left."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.exc import DBAPIError

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import AUTOGRADED, NOTEBOOK
from knowshow.grading import instructor_copy
from knowshow.grading.sql import first_line
from knowshow.handing_in import sanitize
from knowshow.reading import gradebook, raters
from knowshow.reading.marks import Mark, MarksFile, digest, fits, now, points, scheme_digest
from knowshow.reading.settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.keys import TextKey
    from knowshow.reading.gradebook import Entry
    from knowshow.reading.raters import Agreement
    from knowshow.reading.rules import Rules
    from knowshow.views.reading import CountsView

HOME = (".knowshow", "reading")
SALT = "salt"
_WAITS = ("unread", "second", "third")


class ReadingError(KnowShowError):
    """An answer that cannot be marked now; the text says why."""


class Answer(NamedTuple):
    """One answer as its reader sees it: a `code` in place of a name, and its words."""

    code: str
    text: str


class Pool:
    """The answers to one item, the marks of everybody, and the gradebook behind them."""

    def __init__(  # noqa: PLR0913 - what a pool is made of
        self,
        exercise: Exercise,
        item: str,
        rules: Rules,
        reader: str,
        engine: Engine,
        *,
        mode: int = atomic.PRIVATE,
    ) -> None:
        """Read who handed in and what has been marked; `mode` is that of files of marks.

        Raises:
            sqlalchemy.exc.DBAPIError: the gradebook cannot be read.
            OSError: the folder for marks cannot be made.
        """
        self.exercise, self.item, self.rules, self.reader, self.engine = exercise, item, rules, reader, engine
        self.key = find_key(exercise, item)
        self.scheme = scheme_digest(self.key)
        self.folder = exercise.root.joinpath(*HOME, exercise.name, item)
        self._mode = mode
        self._salt = _load_salt(exercise.root.joinpath(*HOME), self._mode)
        self._texts: dict[str, str | None] = {}
        self._files: dict[str, MarksFile] = {}
        entries = gradebook.load_entries(engine, exercise.name, item)
        self.entries = {
            name: entry for name, entry in entries.items() if entry.waits or entry.points is not None
        }
        self.order = sorted(self.entries, key=lambda learner: self._hash("order", reader, learner))
        self._codes = {self._hash("code", learner)[:16]: learner for learner in self.entries}
        self._code = {learner: code for code, learner in self._codes.items()}
        self.refresh()

    def refresh(self) -> None:
        """Take up what others have marked meanwhile."""
        for path in self.folder.glob("*.jsonl"):
            self._files.setdefault(path.stem, MarksFile(path)).refresh()
        self._files.setdefault(self.reader, MarksFile(self.folder / f"{self.reader}.jsonl"))

    # --- what is read -----------------------------------------------------------------------------------

    def next(self, besides: frozenset[str] = frozenset()) -> Answer | None:
        """Return the next answer for this reader, or None; `besides` are codes that were put off."""
        for learner in self.order:
            if self._code[learner] not in besides and self._is_due(learner, self._state(learner)):
                text = self._text(learner)
                if text is not None:
                    return Answer(self._code[learner], text)
        return None

    def answer(self, code: str) -> Answer:
        """Return the answer of this code.

        Raises:
            ReadingError: there is none, or its words cannot be read.
        """
        text = self._text(self._learner(code))
        if text is None:
            raise ReadingError(say("marking", "gone_answer"))
        return Answer(code, text)

    def own(self, code: str) -> Mark | None:
        """Return this reader's mark for the answer as it now is, or None."""
        return self._valid(self._learner(code), self.reader)

    def counts(self) -> CountsView:
        """Return how far the reading is."""
        states = {learner: self._state(learner) for learner in self.order}
        count = Counter(states.values())
        mine = (name in self.entries and mark.levels is not None for name, mark in self._own().items())
        return {
            "all": len(states),
            "left": sum(self._is_due(learner, state) for learner, state in states.items()),
            "mine": sum(mine),
            "second": count["second"],
            "third": count["third"],
            "settled": count["settled"],
            "elsewhere": count["elsewhere"],
            "gone": count["gone"],
            "outdated": count["outdated"],
        }

    def _own(self) -> dict[str, Mark]:
        return self._files[self.reader].marks

    def agreement(self) -> Agreement:
        """Return how far the two who read first agree, over all answers that two have read."""
        return raters.compare([pair for learner in self.order for pair in self._pair(learner)])

    # --- what is marked ---------------------------------------------------------------------------------

    def mark(self, code: str, levels: dict[str, int] | None, comment: str = "") -> str:
        """Keep a mark, or take one back (None); return why the gradebook could not be changed, if so.

        Raises:
            ReadingError: there is no such answer.
            OSError: the mark could not be kept.
        """
        learner = self._learner(code)
        self._keep(learner, self.answer(code).text, levels, comment)
        return self._enter([learner])

    def next_sample(self) -> int | None:
        """Return the place of the first sample that this reader has not marked, as it now reads, or None."""
        samples = enumerate(self.key.samples)
        return next((n for n, sample in samples if not self._has_marked_sample(n, sample.answer)), None)

    def mark_sample(self, number: int, levels: dict[str, int]) -> None:
        """Keep what this reader gave a sample; may raise OSError."""
        self._keep(f"@{number}", self.key.samples[number].answer, levels)

    def _keep(self, name: str, text: str, levels: dict[str, int] | None, comment: str = "") -> None:
        facts = {"learner": name, "text": digest(text), "scheme": self.scheme, "time": now()}
        self._files[self.reader].add(Mark(**facts, levels=levels, comment=comment), self._mode)

    def _has_marked_sample(self, number: int, text: str) -> bool:
        mark = self._own().get(f"@{number}")
        return mark is not None and mark.scheme == self.scheme and mark.text == digest(text)

    def enter_all(self) -> str:
        """Enter what is settled and not in the gradebook yet; return why that failed, if so."""
        return self._enter([learner for learner in self.order if self.entries[learner].waits])

    def ask_again(self) -> str:
        """Have what an earlier mark scheme marked read again; return why that failed, if so."""
        outdated = [learner for learner in self.order if self._state(learner) == "outdated"]
        return self._write(outdated, lambda learner: gradebook.ask_again(self.engine, self.entries[learner]))

    def _enter(self, learners: list[str]) -> str:
        return self._write(learners, self._entered)

    def _write(self, learners: list[str], change: Callable[[str], Entry]) -> str:
        try:
            for learner in learners:
                self.entries[learner] = change(learner)
        except DBAPIError as error:
            return say("marking", "not_entered", why=first_line(error.orig or error))
        return ""

    def _entered(self, learner: str) -> Entry:
        """Bring the gradebook to where the marks are; one with no mark of ours stays as it is."""
        entry, settled = self.entries[learner], settle(self.key, self.rules, self._marks(learner))
        before = entry.comment.partition(say("marking", "head"))[0].rstrip()  # what somebody else wrote
        if settled.state == "settled":
            lines = (before, say("marking", "head"), settled.comment)
            return gradebook.enter(self.engine, entry, settled.points, "\n".join(filter(None, lines)))
        if entry.waits or not self._was_marked(learner):
            return entry
        return gradebook.enter(self.engine, entry, None, before)

    # --- where an answer stands -------------------------------------------------------------------------

    def _is_due(self, learner: str, state: str) -> bool:
        """Return whether this reader is to read an answer in this state: she has not, and it waits."""
        return state in _WAITS and self._valid(learner, self.reader) is None

    def _state(self, learner: str) -> str:
        """Return where an answer stands; words are read only where a mark may be about earlier ones."""
        if not self.entries[learner].waits:
            marks = [file.marks[learner] for file in self._files.values() if learner in file.marks]
            current = any(mark.scheme == self.scheme for mark in marks)
            return "settled" if current else "outdated" if marks else "elsewhere"
        if self._texts.get(learner, "") is None:
            return "gone"
        return settle(self.key, self.rules, self._marks(learner)).state

    def _was_marked(self, learner: str) -> bool:
        return any(learner in file.marks for file in self._files.values())

    def _marks(self, learner: str) -> list[Mark]:
        """Return the marks for an answer as it now is, the earliest first."""
        marks = [self._valid(learner, reader) for reader in sorted(self._files)]
        return sorted((mark for mark in marks if mark), key=lambda mark: mark.time)

    def _valid(self, learner: str, reader: str) -> Mark | None:
        mark = self._files[reader].marks.get(learner)
        if mark is None or mark.scheme != self.scheme or not fits(self.key, mark.levels):
            return None
        text = self._text(learner)
        return mark if text is not None and mark.text == digest(text) else None

    def _pair(self, learner: str) -> Iterator[tuple[float, float]]:
        marks = [file.marks[learner] for file in self._files.values() if learner in file.marks]
        known = [mark for mark in marks if mark.scheme == self.scheme and fits(self.key, mark.levels)]
        first = sorted(known, key=lambda mark: mark.time)[:2]
        if len(first) == 2 and first[0].text == first[1].text:  # noqa: PLR2004 - a pair
            yield (points(self.key, first[0].levels or {}), points(self.key, first[1].levels or {}))

    # --- names and words --------------------------------------------------------------------------------

    def _text(self, learner: str) -> str | None:
        """Return an answer's words from the graded copy, or None where it holds none."""
        if learner not in self._texts:
            self._texts[learner] = _read_text(self.exercise, learner, self.item)
        return self._texts[learner]

    def _learner(self, code: str) -> str:
        learner = self._codes.get(code)
        if learner is None:
            raise ReadingError(say("marking", "no_answer"))
        return learner

    def _hash(self, *parts: str) -> str:
        text = "\0".join((self.item, *parts)).encode()
        return hashlib.blake2b(text, key=self._salt, digest_size=16).hexdigest()


def find_key(exercise: Exercise, item: str) -> TextKey:
    """Return the mark scheme of a written answer.

    Raises:
        ReadingError: the assignment has no such item.
    """
    key = exercise.keys.key.get(item)
    if key is None or key.type != "extended-text":
        raise ReadingError(say("marking", "no_item", item=sanitize.clean_name(item)))
    return key


def _read_text(exercise: Exercise, learner: str, item: str) -> str | None:
    """Read an answer's words from the graded copy, the source of what is in the gradebook."""
    copy = exercise.root / AUTOGRADED / learner / exercise.name / f"{NOTEBOOK}.ipynb"
    try:
        answers = instructor_copy.answers(copy.read_bytes()) if sanitize.is_learner_id(learner) else None
    except OSError:
        return None
    text = (answers or {}).get(item)
    return sanitize.clean_text(text) if isinstance(text, str) else None


def _load_salt(home: Path, mode: int) -> bytes:
    """Return what makes codes and orders nobody's guess: made once, the same for all readers."""
    path = home / SALT
    if not path.exists():
        atomic.write_bytes(path, secrets.token_bytes(32), mode=mode)
    return path.read_bytes()[:64]
