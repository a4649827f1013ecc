"""One protocol: a message is answered under its id, and one that is repeated does its work once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from knowshow.content import course_files
from knowshow.errors import KnowShowError
from knowshow.pages.action_plan import action_plan
from knowshow.pages.commitments import commitments
from knowshow.pages.dilemma import dilemma
from knowshow.pages.exercise import exercise
from knowshow.pages.involvement import involvement
from knowshow.pages.practice import practice
from knowshow.pages.salience_map import salience_map
from knowshow.pages.settings import settings
from knowshow.pages.widgets import replying
from knowshow.pages.widgets.replying import Answer, Done, Replying, saved_unless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES: dict[str, Callable[[], object]] = {
    "action plan": action_plan,
    "commitments": lambda: commitments("05-remedy"),
    "dilemma": lambda: dilemma("cut-off"),
    "exercise": lambda: exercise("05-remedy"),
    "involvement": involvement,
    "practice": lambda: practice("05-remedy"),
    "salience map": salience_map,
    "settings": settings,
}


class Counter(Replying):
    """Counts what it is told to count, and may be told to fail."""

    def __init__(self) -> None:
        """Count from 0."""
        super().__init__()
        self.count = 0

    def _act(self, message: dict[str, Any]) -> Answer:
        if message["do"] == "ask":
            return Answer(content=self.count, buffers=(b"bytes",), once=False)
        if message["do"] == "fail":
            raise KnowShowError(message["words"])
        self.count += 1
        return saved_unless(message.get("failed", ""))


def counter(path: Path) -> Counter:
    """A counter as the next kernel makes it: what the process before it remembered is on disk or lost."""
    replying.done.cache_clear()
    return Counter().remember_at(path)


def tell(widget: Replying, message: object) -> tuple[dict[str, Any], list[bytes]]:
    """What the page is answered, and the bytes that come with it."""
    sent: list[tuple[dict[str, Any], list[bytes]]] = []
    widget.send = lambda reply, buffers=None: sent.append((reply, buffers or []))
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in
    (answer,) = sent
    return answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "done.txt"


def test_a_message_is_answered_under_its_id(path: Path) -> None:
    reply, _ = tell(counter(path), {"do": "count", "n": "page 1"})
    assert (reply["n"], reply["type"], reply["text"], reply["answer"]) == ("page 1", "saved", "", None)
    assert reply["time"].endswith("+00:00")


def test_a_message_that_is_repeated_does_its_work_once(path: Path) -> None:
    widget = counter(path)
    first, _ = tell(widget, {"do": "count", "n": "page 1"})
    assert tell(widget, {"do": "count", "n": "page 1"}) == (first, [])
    assert widget.count == 1
    tell(widget, {"do": "count", "n": "page 2"})
    assert widget.count == 2


def test_work_done_by_a_kernel_that_was_lost_is_not_done_by_the_next_one(path: Path) -> None:
    tell(counter(path), {"do": "count", "n": "page 1"})
    next_one = counter(path)
    reply, _ = tell(next_one, {"do": "count", "n": "page 1"})
    assert (reply["type"], next_one.count) == ("saved", 0)


def test_what_failed_may_be_told_again(path: Path) -> None:
    widget = counter(path)
    reply, _ = tell(widget, {"do": "count", "n": "page 1", "failed": "the disk is full"})
    assert (reply["type"], reply["text"]) == ("failed", "the disk is full")
    assert tell(widget, {"do": "count", "n": "page 1"})[0]["type"] == "saved"
    assert widget.count == 2


def test_a_question_is_answered_anew_each_time_with_its_bytes(path: Path) -> None:
    widget = counter(path)
    assert tell(widget, {"do": "ask", "n": "page 1"})[1] == [b"bytes"]
    tell(widget, {"do": "count", "n": "page 2"})
    assert tell(widget, {"do": "ask", "n": "page 1"})[0]["answer"] == 1


@pytest.mark.parametrize("message", [None, 7, [], {}, {"do": "fail"}, {"n": ["x"]}])
def test_what_makes_no_sense_is_answered_as_failed(path: Path, message: object) -> None:
    reply, _ = tell(counter(path), message)
    assert (reply["type"], reply["n"]) == ("failed", None)
    assert reply["text"]


def test_an_error_of_ours_is_told_in_its_own_words(path: Path) -> None:
    reply, _ = tell(counter(path), {"do": "fail", "words": "the edition is not open", "n": "page 1"})
    assert (reply["n"], reply["text"]) == ("page 1", "the edition is not open")


@pytest.mark.parametrize("n", ["", "two\nlines", "x" * 81, 7])
def test_what_is_no_id_is_not_remembered(path: Path, n: object) -> None:
    widget = counter(path)
    for _ in range(2):
        assert tell(widget, {"do": "count", "n": n})[0]["n"] is None
    assert widget.count == 2
    assert not path.exists()


def test_only_the_latest_ids_are_kept(path: Path) -> None:
    path.write_text("".join(f"page {i}\n" for i in range(3 * replying.MOST)), "utf-8")
    known = Done(path)
    assert known.find(f"page {3 * replying.MOST - 1}")
    assert known.find("page 0") is None
    assert len(path.read_text("utf-8").splitlines()) == replying.MOST


def test_a_file_that_cannot_be_used_takes_nothing_but_its_memory(tmp_path: Path) -> None:
    widget = counter(tmp_path / "none" / "done.txt")
    for _ in range(2):
        assert tell(widget, {"do": "count", "n": "page 1"})[0]["type"] == "saved"
    assert widget.count == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_page_remembers_in_the_workspace(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.chdir(course_files.exercises("05-remedy"))
    (workspace / ".knowshow").mkdir()
    widget = PAGES[page]()
    assert isinstance(widget, Replying)
    monkeypatch.setattr(widget, "_act", lambda _: Answer())
    tell(widget, {"do": "anything", "n": "page 1"})
    assert (workspace / ".knowshow" / "done.txt").read_text("utf-8") == "page 1\n"
