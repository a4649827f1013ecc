"""The leadership action plan: commitments from all modules. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from knowshow.content.commitment_prompts import GP  # noqa: TC001 - pydantic reads it
from knowshow.exercises import rows
from knowshow.exercises.rows import Identified, Words
from knowshow.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Short = Annotated[str, Field(strict=True, max_length=200)]


class Commitment(Identified):
    """Who does what by when, and on which principle; `source` is a module's id, `salience` or `own`.

    `since` is the day it was written (2027-03-31), empty in plans of earlier editions. `came` is what came
    of it, for its owner alone; `silent` says not to ask.
    """

    source: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9-]+$", max_length=60)]
    prompt: Annotated[str, Field(strict=True, max_length=60)] = ""
    what: Words = ""
    who: Short = ""
    by: Short = ""
    principle: GP | Literal[""] = ""
    since: Annotated[str, Field(strict=True, pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""
    came: Words = ""
    silent: Annotated[bool, Field(strict=True)] = False


class Plan(Part):
    """All commitments, in the order in which they were made, and their owner's name.

    `written` gives the SHA-256 of each exported file by its name, so that no later change is overwritten.
    """

    version: Literal[1] = 1
    owner: Short = ""
    written: dict[str, str] = Field(default_factory=dict)
    commitments: tuple[Commitment, ...] = Field((), max_length=300)


def change(plan: Plan, name: str, fields: dict[str, Any], today: date, at: int | None = None) -> Plan:
    """Return the plan with some fields of the commitment `name` changed; a new one is put at index `at`.

    Once it is stated, it was written `today`.

    Raises:
        ValidationError: a field does not exist or does not fit.
    """
    old_fields = next(
        (commitment.model_dump() for commitment in plan.commitments if commitment.id == name), {}
    )
    commitment = Commitment.model_validate({**old_fields, **fields, "id": name})
    return _replace_commitments(plan, rows.put(plan.commitments, _date(commitment, today), at))


def date_all(plan: Plan, day: date) -> Plan:
    """Return the plan with this day for every stated commitment that has none, as in earlier editions."""
    dated = tuple(_date(commitment, day) for commitment in plan.commitments)
    return plan if dated == plan.commitments else _replace_commitments(plan, dated)


def drop(plan: Plan, name: str) -> Plan:
    """Return the plan without one commitment."""
    return _replace_commitments(plan, rows.drop(plan.commitments, name))


def list_stated(plan: Plan) -> list[Commitment]:
    """Return the commitments whose `what` is not blank."""
    return [commitment for commitment in plan.commitments if commitment.what.strip()]


def group_by_source(commitments: Iterable[Commitment], order: Iterable[str]) -> dict[str, list[Commitment]]:
    """Group commitments by their source, in the given order; other sources last, empty ones left out."""
    groups: dict[str, list[Commitment]] = {source: [] for source in order}
    for commitment in commitments:
        groups.setdefault(commitment.source, []).append(commitment)
    return {source: group for source, group in groups.items() if group}


def _date(commitment: Commitment, today: date) -> Commitment:
    if commitment.since or not commitment.what.strip():
        return commitment
    return commitment.model_copy(update={"since": today.isoformat()})


def _replace_commitments(plan: Plan, commitments: tuple[Commitment, ...]) -> Plan:
    return Plan.model_validate({**plan.model_dump(), "commitments": [c.model_dump() for c in commitments]})
