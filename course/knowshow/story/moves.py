"""The moves: the closed list of what a choice can do, whatever the story. The authors' guide defines each."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from knowshow.part import misfit

Move = Literal[
    "hear",
    "tell",
    "hold-back",
    "put-right",
    "worst-first",
    "obey",
    "resist",
    "press",
    "join",
    "hand-over",
    "study",
    "protect-staff",
    "protect-business",
    "bind",
    "leave",
]
MOVES: tuple[Move, ...] = get_args(Move)


def _refuse_repeats(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    if len(set(moves)) < len(moves):
        raise misfit("move_twice", move=moves[0])
    return moves


Moves = Annotated[tuple[Move, ...], Field(max_length=2), AfterValidator(_refuse_repeats)]
