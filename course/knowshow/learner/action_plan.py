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

Short = Annotated[str, Field(strict=True, max_length=200)]


class Commitment(Identified):
    """Who does what by when, and the principle it rests on; `source` is where it was written."""

    source: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9-]+$", max_length=60)]
    prompt: Annotated[str, Field(strict=True, max_length=60)] = ""
    what: Words = ""
    who: Short = ""
    by: Short = ""
    principle: GP | Literal[""] = ""


class Plan(Part):
    """All commitments, in the order in which they were made, and their owner's name.

    `written` gives the SHA-256 of each exported file by its name, so that no later change is overwritten.
    """

    version: Literal[1] = 1
    owner: Short = ""
    written: dict[str, str] = Field(default_factory=dict)
    commitments: tuple[Commitment, ...] = Field((), max_length=300)


def change(plan: Plan, name: str, fields: dict[str, Any], at: int | None = None) -> Plan:
    """Return the plan with some fields of the commitment `name` changed; a new one is put at index `at`.

    Raises:
        ValidationError: a field does not exist or does not fit.
    """
    found = next((one.model_dump() for one in plan.commitments if one.id == name), {})
    made = Commitment.model_validate({**found, **fields, "id": name})
    return _with(plan, rows.put(plan.commitments, made, at))


def drop(plan: Plan, name: str) -> Plan:
    """Return the plan without one commitment."""
    return _with(plan, rows.drop(plan.commitments, name))


def written(plan: Plan) -> list[Commitment]:
    """Return the commitments whose `what` is not blank."""
    return [one for one in plan.commitments if one.what.strip()]


def by_source(commitments: Iterable[Commitment], order: Iterable[str]) -> dict[str, list[Commitment]]:
    """Group commitments by their source, in the given order; other sources last, empty ones left out."""
    found: dict[str, list[Commitment]] = {source: [] for source in order}
    for one in commitments:
        found.setdefault(one.source, []).append(one)
    return {source: some for source, some in found.items() if some}


def _with(plan: Plan, commitments: tuple[Commitment, ...]) -> Plan:
    return Plan.model_validate({**plan.model_dump(), "commitments": [c.model_dump() for c in commitments]})
