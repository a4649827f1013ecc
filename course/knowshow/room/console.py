"""What the facilitator's console is told: all that the wall has, and what helps to lead."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from knowshow.content import markdown
from knowshow.room import commands
from knowshow.room.plan import PLANS, PlanError, minutes_left, parts
from knowshow.story.scenario import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.room.crowd import Crowd
    from knowshow.room.messages import ChoiceOffered, Console, Minutes, Notes, SentenceUnsealed
    from knowshow.room.record import Record
    from knowshow.room.room import Room
    from knowshow.story.scenario import Scenario

USUAL_MINUTES = 10  # for a decision whose author gave no notes, as the facilitator's guide has it


def view(crowd: Crowd, addresses: dict[str, str], *, strangers: bool) -> Console:
    """Return the console's view; `addresses` has those of `join` and `wall`."""
    room = crowd.room
    now, desk = room.record, room.desk()
    names = commands.possible(desk)
    shown: Any = {**room.parts, "at": {**room.at(wall=True), **crowd.wall}}
    return {
        "version": crowd.version,
        "code": now.code,
        "address": addresses["join"],
        "wall": addresses["wall"],
        "people": len(room.people.here),
        "parts": shown,
        "notes": notes(room.scenario, now),
        "minutes": minutes(room, now),
        "commands": names,
        "next": commands.proposed(desk, names),
        "offered": now.stage.offered(),
        "choices": _choices(room, now),
        "waiting": commands.waiting(desk),
        "sentences": sentences(room, now),
        "path": room.showing.path(now),
        "journal": list(now.stage.journal),
        "strangers": strangers,
        "fault": room.fault,
    }


def notes(scenario: Scenario, now: Record) -> Notes | None:
    """Return the facilitator's notes of the present scene, or None where its author wrote none."""
    told = scenario.node[now.stage.scene.id].facilitator if now.stage.scene else None
    if told is None:
        return None
    return {"ask": markdown.html(told.ask), "hears": markdown.html(told.hears), "minutes": told.minutes}


def minutes(room: Room, now: Record) -> Minutes:
    """Return the minutes of the plan: those spent, and those left of session and of the present part."""
    plan, path = PLANS[now.plan], now.stage.path
    spent = _since(now.began)
    try:
        spans = parts(plan, _asked(room.scenario, now, room.decisions))
    except PlanError:  # too many decisions for the plan: what is left of the session is still true
        return {"total": plan.total, "spent": spent, "session": plan.total - spent, "here": 0, "spare": 0}
    done = 0 if now.stage.phase == "lobby" else len(path) + (now.stage.phase != "followed")
    done = len(spans) - 1 if now.stage.phase in ("debrief", "ended") else min(done, len(spans) - 2)
    left = minutes_left(plan, spans, done, spent, _since(now.here_since))
    return {
        "total": plan.total,
        "spent": spent,
        "session": left.session,
        "here": left.here,
        "spare": left.spare,
    }


def _asked(scenario: Scenario, now: Record, decisions: int) -> Sequence[int]:
    """Return the minutes asked for by each decision: of the path, then of those ahead on average."""
    given = [node.facilitator.minutes for node in scenario.nodes if _has_notes(node) and node.facilitator]
    usual = round(sum(given) / len(given)) if given else USUAL_MINUTES
    known = [step.scene.id for step in now.stage.path] + ([now.stage.scene.id] if now.stage.scene else [])
    told = [scenario.node[name].facilitator for name in dict.fromkeys(known)]
    asked = [note.minutes if note else usual for note in told]
    return asked + [usual] * (max(decisions, len(asked)) - len(asked))


def _has_notes(node: object) -> bool:
    return isinstance(node, Decision) and node.facilitator is not None


def _since(moment: float | None) -> int:
    return 0 if moment is None else int(time.time() - moment) // 60


def _choices(room: Room, now: Record) -> list[ChoiceOffered]:
    """Return the choices offered in the present scene."""
    scene = room.showing.scene(now)
    return scene["choices"] if scene else []


def sentences(room: Room, now: Record) -> list[SentenceUnsealed]:
    """Return the sentences before the facilitator, in their drawn order: all scenes' at the debrief."""
    boxes = [now.box()] if now.stage.scene else list(now.boxes.values())
    return [
        {
            "key": sentence.key,
            "choice": sentence.choice,
            "label": room.showing.labels[sentence.choice],
            "text": sentence.text,
            "through": sentence.key in box.through,
            "kept": sentence.key in box.kept,
        }
        for box in boxes
        for sentence in box.unsealed
    ]
