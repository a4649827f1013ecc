"""Sentences for a choice: unseen until enough came, without author, order or time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from knowshow.errors import UnwordedError
from knowshow.room.disclosure import threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST: Final = 280  # characters of a sentence


class ArgumentError(UnwordedError):
    """A sentence that cannot be taken, or one that is not there."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One sentence for `choice`, which need not be its sender's own; `key` is random and tells no order."""

    key: str
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class Arguments:
    """The sentences of one ballot.

    `waiting`: seen by nobody. `unsealed`: before the facilitator, in random order. `through`: keys of those
    that the room sees, in the order in which she let them through. `kept`: keys of those for the note.
    """

    choices: tuple[str, ...]
    waiting: tuple[Argument, ...] = ()
    unsealed: tuple[Argument, ...] = ()
    through: tuple[str, ...] = ()
    kept: frozenset[str] = frozenset()


def send(box: Arguments, argument: Argument) -> Arguments:
    """Return `box` with `argument` waiting, at the place of its random key: no order of arrival is kept.

    Raise `ArgumentError` for a choice that is not on the ballot, no text, one too long, or a key in use. That
    each phone sends at most one a ballot is for the server to see to.
    """
    if argument.choice not in box.choices:
        raise ArgumentError("room.sentence_choice", choice=argument.choice, choices=", ".join(box.choices))
    if any(argument.key == other.key for other in (*box.waiting, *box.unsealed)):
        raise ArgumentError("room.sentence_key", key=argument.key)
    cleaned = replace(argument, text=clean(argument.text))
    return replace(box, waiting=tuple(sorted((*box.waiting, cleaned), key=lambda sentence: sentence.key)))


def clean(text: str) -> str:
    """Return `text` as one line; raise `ArgumentError` where nothing or too much is left.

    Control characters are taken out.

    Marks that turn the writing direction or hide are taken out: in a list they would change their neighbours.
    """
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    line = " ".join(
        "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C")).split()
    )
    if not line:
        raise ArgumentError("room.sentence_empty")
    if len(line) > LONGEST:
        raise ArgumentError("room.sentence_long", length=len(line), most=LONGEST)
    return line


def unseal(
    box: Arguments, people: int, shuffle: Callable[[Sequence[Argument]], Sequence[Argument]]
) -> Arguments:
    """Return `box` with what waits laid before the facilitator, all in an order that `shuffle` draws.

    To be called once the ballot is closed. Less than `threshold(people)` waiting stays unseen, the first
    time and each time after: a sentence that came alone would have its sender's time.
    """
    if len(box.waiting) < threshold(people):
        return box
    return replace(box, waiting=(), unsealed=tuple(shuffle((*box.unsealed, *box.waiting))))


def let_through(box: Arguments, key: str, text: str | None = None) -> Arguments:
    """Return `box` with the sentence `key` shown, as sent or as `text`, which replaces it for good."""
    edited = replace(_unsealed(box, key), **({} if text is None else {"text": clean(text)}))
    unsealed = tuple(edited if sentence.key == key else sentence for sentence in box.unsealed)
    return replace(box, unsealed=unsealed, through=tuple(dict.fromkeys((*box.through, key))))


def take_back(box: Arguments, key: str) -> Arguments:
    """Return `box` with the sentence `key` no longer shown, nor kept."""
    _unsealed(box, key)
    return replace(box, through=tuple(other for other in box.through if other != key), kept=box.kept - {key})


def keep(box: Arguments, key: str) -> Arguments:
    """Return `box` with the sentence `key` kept; raise `ArgumentError` unless the room has seen it."""
    if key not in box.through:
        raise ArgumentError("room.sentence_unseen", key=key)
    return replace(box, kept=box.kept | {key})


def on_wall(box: Arguments) -> tuple[Argument, ...]:
    """Return the sentences that the room sees, in the order in which they were let through."""
    return tuple(_unsealed(box, key) for key in box.through)


def clear(box: Arguments) -> Arguments:
    """Return `box` as it is after the end: only the sentences kept for the note are left."""
    left = tuple(sentence for sentence in box.unsealed if sentence.key in box.kept)
    through = tuple(key for key in box.through if key in box.kept)
    return Arguments(box.choices, unsealed=left, through=through, kept=box.kept)


def _unsealed(box: Arguments, key: str) -> Argument:
    """Return the sentence `key` before the facilitator; raise `ArgumentError` where there is none."""
    for sentence in box.unsealed:
        if sentence.key == key:
            return sentence
    raise ArgumentError("room.sentence_none", key=key)
