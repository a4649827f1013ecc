"""What a room has to remember, but for people and votes: one value that is saved whole at each command."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.room.arguments import Arguments
from knowshow.room.pairs import JointTable  # noqa: TC001 - the types are read when the program runs
from knowshow.room.plan import Length  # noqa: TC001 - as above
from knowshow.room.seats import SeatReveal  # noqa: TC001 - as above
from knowshow.room.stage import Scene, Stage
from knowshow.room.turnout import Turnout  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable


SECOND: Final = 2  # the second ballot of a scene


class RecordError(KnowShowError):
    """A room's file whose record is damaged or of another edition."""


@dataclass(frozen=True, slots=True)
class Record:
    """A room but for its people.

    `code` is read out; `key` stands in the QR code beside it. `scenario` is an id or a file's path. `began`
    and `here_since` (seconds since 1970) are when the session and its present part began; `deadline` is when
    the open ballot's clock ends. `ballot` is the number of the last ballot opened. By scene: `boxes` of
    sentences (those that wait are kept apart), `heard_first` (a choice drawn by lot) and `tables`. `seats`
    belong to the ballots in `stage.shown`, in their order.
    """

    code: str
    key: str
    scenario: str
    plan: Length
    deal_seats: bool = False
    rehearsal: int = 0
    began: float | None = None
    here_since: float | None = None
    stage: Stage = field(default_factory=Stage)
    ballot: int | None = None
    deadline: float | None = None
    turnout: Turnout = "open"
    seats: tuple[SeatReveal | None, ...] = ()
    boxes: dict[str, Arguments] = field(default_factory=dict)
    heard_first: dict[str, str] = field(default_factory=dict)
    tables: dict[str, JointTable] = field(default_factory=dict)

    @property
    def round(self) -> int:
        """Which ballot of the scene is open (1 or 2), or has been shown last; 0 before the first."""
        return len(self.stage.reveals()) + (self.stage.phase == "ballot")

    def box(self) -> Arguments:
        """Return the sentences of the present scene, for the choices that are offered in it now."""
        scene = self.stage.scene or Scene("", ())
        known = self.boxes.get(scene.id, Arguments(scene.choices))
        return replace(known, choices=scene.choices)

    def with_boxes(self, boxes: Iterable[tuple[str, Arguments]]) -> Record:
        """Return the record with some scenes' sentences replaced."""
        return replace(self, boxes=self.boxes | dict(boxes))


_JSON = TypeAdapter(Record)


def dump(record: Record) -> str:
    """Return a record as JSON, without the sentences that wait: they are rows of their own."""
    sealed = record.with_boxes((scene, replace(box, waiting=())) for scene, box in record.boxes.items())
    return _JSON.dump_json(sealed).decode()


def load(text: str | None, file: str) -> Record:
    """Return the record in `text`; raise `RecordError` where it holds none, naming the room's `file`."""
    try:
        return _JSON.validate_json(text or "")
    except ValidationError:
        raise RecordError(say("room", "record", file=file)) from None
