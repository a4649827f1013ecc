"""Where a story stands, and one turn of it. Plain values, which everything else passes on."""

from __future__ import annotations

from typing import NamedTuple


class State(NamedTuple):
    """Where a story stands. Equal states have equal futures.

    `values` follow the order of the scenario's indicators; `past` holds the choices that some
    condition asks about and the delayed consequences that have fired.
    """

    node: str
    values: tuple[int, ...]
    flags: frozenset[str]
    past: frozenset[str]


class Turn(NamedTuple):
    """One decision as it went: the state before, the choice, what happened on the way, the state after."""

    before: State
    choice: str
    happened: tuple[str, ...]
    after: State
