"""The page on which a grader reads: `knowshow.reading.desk.open_desk()`, in the course folder's notebook."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import DBAPIError

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import list_names, load_current
from knowshow.exercises.notebook import answer_id
from knowshow.grading import database, nbgrader_settings
from knowshow.grading.sql import first_line
from knowshow.handing_in import names, sanitize
from knowshow.learner import kept_file
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Answer, Replying
from knowshow.reading import gradebook
from knowshow.reading.marks import fits, scheme_digest
from knowshow.reading.pool import Pool, ReadingError, find_key
from knowshow.reading.rules import load_rules
from knowshow.views import reading as views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from knowshow.exercises.course_folder import Exercise
    from knowshow.reading.raters import Agreement
    from knowshow.views.reading import ProgressView, ReadAnswer, ReadingItem, ReadingView

_CLOSED: Final[ReadingView] = {
    "state": "door",
    "reader": "",
    "problem": "",
    "items": [],
    "scheme": None,
    "answer": None,
    "progress": None,
    "back": False,
}


class ReadingDesk(Replying):
    """`view` is a `ReadingView`; what a reader gives is kept before the page is told so."""

    _esm = base.script("reading")
    _css = base.styles("outbox", "reading")

    def __init__(self, root: Path, reader: str) -> None:
        """Read in the course folder `root`, under a name that is also a file's."""
        self.root, self.reader = root, reader
        self._lock = RLock()
        self._engine: Engine | None = None
        self._pool: Pool | None = None
        self._given: list[str] = []  # codes of what was marked since the item was opened, the latest last
        self._later: set[str] = set()
        self._open: ReadAnswer | None = None
        self._problem = ""
        super().__init__(words=base.words("kept", "marking"), view={**_CLOSED})
        self._show()

    # --- what the page asks for -------------------------------------------------------------------------

    def _act(self, message: dict[str, Any]) -> Answer:
        acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "name": self._name,
            "open": self._choose,
            "give": self._give,
            "next": self._next,
            "back": self._back,
            "later": self._put_off,
            "again": self._read_again,
        }
        with self._lock:
            try:
                self._problem = ""
                acts[str(message["do"])](message)
            except ReadingError as error:
                return Answer("refused", str(error))
            except OSError as error:
                return Answer("failed", kept_file.explain_write_error(error))
            except (KnowShowError, DBAPIError) as error:
                self._problem = _one_line(error)
            self._show()
        return Answer()

    def _name(self, message: dict[str, Any]) -> None:
        name = str(message["name"]).strip()
        if not sanitize.is_learner_id(name):
            raise ReadingError(say("marking", "bad_name"))
        self.reader = name
        self._pool = None

    def _choose(self, message: dict[str, Any]) -> None:
        self._pool, self._open, self._given, self._later = None, None, [], set()
        if not message["item"]:
            return
        self._open_pool(load_current(self.root, str(message["assignment"])), str(message["item"]))
        self._advance()

    def _open_pool(self, exercise: Exercise, item: str) -> None:
        mode, engine = nbgrader_settings.load(self.root).file_mode, self._connect()
        self._pool = Pool(exercise, item, load_rules(self.root), self.reader, engine, mode=mode)
        self._problem = self._pool.enter_all()

    def _give(self, message: dict[str, Any]) -> None:
        pool, code, levels = self._opened(), str(message["code"]), message["levels"]
        if self._take_up_scheme(code, str(message["comment"])):
            raise ReadingError(say("marking", "scheme_changed"))
        if levels is not None and not fits(pool.key, levels):
            raise ReadingError(say("marking", "bad_levels"))
        if code.startswith("@"):
            self._give_sample(pool, code, levels)
            return
        self._problem = pool.mark(code, levels, sanitize.clean_text(str(message["comment"])))
        if levels is not None:
            self._given = [*(each for each in self._given if each != code), code]
        self._advance()

    def _give_sample(self, pool: Pool, code: str, levels: dict[str, int] | None) -> None:
        number = pool.next_sample()
        if number is None or code != f"@{number}" or levels is None:
            raise ReadingError(say("marking", "no_answer"))
        pool.mark_sample(number, levels)
        self._open = views.view_sample(pool.key, number, pool.key.samples, levels)

    def _take_up_scheme(self, code: str, comment: str) -> bool:
        """Return whether the mark scheme has changed since the item was opened; if so, open the item anew.

        The answer stays in sight with the reader's comment; levels of the earlier scheme say nothing here.

        Raises:
            ReadingError: the files can be read no longer.
        """
        pool = self._opened()
        try:
            exercise = load_current(self.root, pool.exercise.name)
            if scheme_digest(find_key(exercise, pool.item)) == pool.scheme:
                return False
            self._open_pool(exercise, pool.item)
        except (KnowShowError, OSError) as error:
            raise ReadingError(_one_line(error)) from None
        self._given = []
        if code.startswith("@"):
            self._advance()
        else:
            self._open = views.view_answer(code, self._opened().answer(code).text, None, comment)
        self._show()
        return True

    def _next(self, _: dict[str, Any]) -> None:
        self._opened()
        self._advance()

    def _back(self, _: dict[str, Any]) -> None:
        pool = self._opened()
        if not self._given:
            raise ReadingError(say("marking", "nothing_back"))
        code = self._given.pop()
        mark = pool.own(code)
        self._open = views.view_answer(
            code, pool.answer(code).text, mark.levels if mark else None, mark.comment if mark else ""
        )

    def _put_off(self, _: dict[str, Any]) -> None:
        self._opened()
        if self._open:
            self._later.add(self._open["code"])
        self._advance()

    def _read_again(self, _: dict[str, Any]) -> None:
        self._problem = self._opened().ask_again()
        self._advance()

    def _advance(self) -> None:
        """Open what this reader reads next: a sample, an answer, what was put off, or nothing."""
        pool = self._opened()
        pool.refresh()
        number = pool.next_sample()
        if number is not None:
            self._open = views.view_sample(pool.key, number, pool.key.samples, None)
            return
        answer = pool.next(frozenset(self._later))
        if answer is None and self._later:
            self._later.clear()
            answer = pool.next()
        self._open = views.view_answer(answer.code, answer.text) if answer else None

    def _opened(self) -> Pool:
        if self._pool is None:
            raise ReadingError(say("marking", "closed"))
        return self._pool

    # --- what the page shows ----------------------------------------------------------------------------

    def _show(self) -> None:
        pool = self._pool
        view: ReadingView = {**_CLOSED, "reader": self.reader}
        if pool is None:
            view["items"] = list(self._items())
        else:
            item = pool.exercise.assignment.item[pool.item]
            title = pool.exercise.assignment.title
            view["scheme"] = views.view_scheme(pool.exercise.name, title, item, pool.key)
            view["answer"], view["progress"] = self._open, self._progress(pool)
            view["back"] = bool(self._given)
            sampled = self._open is not None and self._open["code"].startswith("@")
            view["state"] = "done" if self._open is None else "sample" if sampled else "answer"
        view["problem"] = self._problem
        self.view = {**view}

    def _items(self) -> Iterator[ReadingItem]:
        if not database.exists(self._connect()):
            return
        for name in list_names(self.root):
            try:
                exercise = load_current(self.root, name)
                rows = gradebook.count_rows(self._connect(), name)
            except (KnowShowError, DBAPIError) as error:
                self._problem = self._problem or _one_line(error)
                continue
            for item in exercise.assignment.items:
                if item.type == "extended-text" and answer_id(item.id) in rows:
                    everybody, waiting = rows[answer_id(item.id)]
                    yield {
                        "assignment": name,
                        "title": exercise.assignment.title,
                        "item": item.id,
                        "prompt": markdown.plain(markdown.inline(item.prompt)),
                        "all": everybody,
                        "waiting": waiting,
                    }

    def _progress(self, pool: Pool) -> ProgressView:
        agreement = pool.agreement()
        return {**pool.counts(), "pairs": agreement.pairs, "agreement": _say_agreement(agreement)}

    def _connect(self) -> Engine:
        if self._engine is None:
            self._engine = database.make_engine(nbgrader_settings.load(self.root).db_url)
        return self._engine


def open_desk() -> ReadingDesk:
    """Show the page for the course folder in which this kernel runs."""
    root = Path.cwd()
    return ReadingDesk(root, names.make_id(names.read_account()) or "reader").remember_at(
        root / ".knowshow" / "handled.txt"
    )


def _say_agreement(agreement: Agreement) -> str:
    if agreement.same is None or agreement.apart is None:
        return ""
    words = say("marking", "agreement", same=round(100 * agreement.same), apart=f"{agreement.apart:.1f}")
    if agreement.kappa is None:
        return words
    return f"{words} {say('marking', 'kappa', kappa=f'{agreement.kappa:.2f}')}"


def _one_line(error: Exception) -> str:
    return first_line(getattr(error, "orig", None) or error)
