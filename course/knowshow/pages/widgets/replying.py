"""One protocol between page and Python: a message has an id, is answered, and does its work once.

The page keeps each message until it is answered and repeats it to the next kernel where one is lost
(`outbox.js`). What was done before the answer got lost is remembered here by the message's id.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypedDict

import anywidget
import traitlets

from knowshow.learner import kept_file

if TYPE_CHECKING:
    from pathlib import Path

Fate = Literal["saved", "failed", "refused"]
MOST = 2_000  # ids remembered on disk; a page repeats what it sent a moment ago, never last week's
LONGEST = 80  # characters of an id; a page makes them of 20


class Reply(TypedDict):
    """The answer to a message: `n` is the message's id, None where it had none.

    `type` is what became of it: saved; failed, so that the page keeps it and sends it again; refused, so that
    it need not be sent again. `text` says why, in words. `time` is when (ISO 8601, UTC). `answer` is what a
    question is answered with, else None.
    """

    n: str | None
    type: Fate
    text: str
    time: str
    answer: object


class PutRowMessage(TypedDict):
    """Change these fields of the row of this id; a row that there is not yet is made."""

    do: Literal["put"]
    id: str
    fields: dict[str, object]


class RestoreMessage(TypedDict):
    """Bring back what was removed last."""

    do: Literal["restore"]


class Answer(NamedTuple):
    """What a widget gives for a message: its fate, why in words, and what a question is answered with.

    A question changes nothing: it is not `once` only, and may be asked again under the same id.
    """

    kind: Fate = "saved"
    text: str = ""
    content: object = None
    buffers: tuple[bytes, ...] = ()
    once: bool = True


def saved_unless(failed: str) -> Answer:
    """Saved, or failed for this reason where there is one."""
    return Answer("failed", failed) if failed else Answer()


class Done:
    """The ids of messages whose work is done; with a file they outlive the kernel.

    An id is added without waiting for the disk: what this guards against is a kernel that dies between doing
    and answering, and what a dead process has written is still there. Where the file cannot be read or
    written, ids are remembered as long as this process lives.
    """

    def __init__(self, path: Path | None) -> None:
        """Take up the ids in the file, of which it keeps the latest."""
        self.path = path
        self.replies: dict[str, Reply] = {}
        self.earlier: set[str] = set()
        try:
            lines = path.read_text("utf-8", errors="replace").splitlines() if path else []
            self.earlier = set(lines[-MOST:])
            if path and len(lines) > 2 * MOST:
                path.write_text("".join(f"{line}\n" for line in lines[-MOST:]), "utf-8")
        except OSError:
            pass

    def find(self, n: str) -> Reply | None:
        """The answer that the message of this id was given; None where its work is still to do."""
        if n in self.earlier:
            return _reply(n, Answer())
        return self.replies.get(n)

    def add(self, reply: Reply) -> None:
        """Remember that a message's work is done; one without a proper id is forgotten."""
        n = reply["n"]
        if n is None:
            return
        self.replies[n] = reply
        if len(self.replies) > MOST:
            del self.replies[next(iter(self.replies))]
        try:
            if self.path:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(f"{n}\n")
        except OSError:
            pass


@cache
def done(path: Path | None) -> Done:
    """The ids remembered in a file, read once in a process; those of no file are shared in the process."""
    return Done(path)


class Replying(anywidget.AnyWidget):
    """A widget that answers every message; nothing that is wrong with one escapes from its handler.

    `view` is what the page draws, `words` the strings it says. `_act` does what a message asks for; it may
    raise, which is told in the page.
    """

    words = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        """Show these traits and listen to the page."""
        super().__init__(**traits)
        self._done_at: Path | None = None
        self.on_msg(self._heard)

    def remember_at(self, path: Path) -> Self:
        """Remember in this file, too, what was done: a message may outlive the kernel that did its work."""
        self._done_at = path
        return self

    def _act(self, message: dict[str, Any]) -> Answer:
        raise NotImplementedError

    def _heard(self, _: object, content: Any, __: object) -> None:
        message = content if isinstance(content, dict) else {}
        n = _id(message)
        known = done(self._done_at)
        repeated = known.find(n) if n else None
        if repeated:
            self.send(repeated)
            return
        answer = self._answer(message)
        reply = _reply(n, answer)
        if answer.once and answer.kind == "saved":
            known.add(reply)
        self.send(reply, list(answer.buffers))

    def _answer(self, message: dict[str, Any]) -> Answer:
        try:
            return self._act(message)
        except Exception as error:
            # What escapes a handler is lost, and later messages with it.
            self.log.debug("a message could not be answered", exc_info=True)
            return Answer("failed", kept_file.describe_error(error))


class Keeper(Replying):
    """A widget over a file of the learner's; `notes` tell in the page what could not be read of it.

    `_do` does what a message asks for and returns why it failed, if so; `_show` draws what is then kept.
    """

    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def _do(self, message: dict[str, Any]) -> str:
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    def _act(self, message: dict[str, Any]) -> Answer:
        failed = self._do(message)
        self._show()
        return saved_unless(failed)


def _reply(n: str | None, answer: Answer) -> Reply:
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return {"n": n, "type": answer.kind, "text": answer.text, "time": time, "answer": answer.content}


def _id(message: dict[str, Any]) -> str | None:
    n = message.get("n")
    return n if isinstance(n, str) and 0 < len(n) <= LONGEST and n.isprintable() else None
