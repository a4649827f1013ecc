"""The dated record of the course, on a page of its own: `knowshow.record()`. No grade, and no certificate."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from knowshow.content import course_map
from knowshow.content.text import date, say
from knowshow.errors import KnowShowError
from knowshow.learner import endings
from knowshow.learner.record import find_clock_slip, make_record, read_moment
from knowshow.pages.widgets import base
from knowshow.pages.widgets.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.learner.endings import Ended
    from knowshow.learner.progress import ExerciseProgress
    from knowshow.learner.receipts import Receipt
    from knowshow.learner.record import ModuleRecord, StoryRecord
    from knowshow.pages.widgets.record import BeginView, RecordRowView, RecordView


def record() -> Record | base.Panel:
    """Show what was read, decided and answered so far; what is wrong becomes a message in the page."""
    try:
        kept = endings.open_endings()
        ended = kept.value.endings
        modules = make_record(course_map.load_modules(), ended)
        return Record(_show(modules, ended, kept.notes, datetime.now().astimezone()))
    except KnowShowError as error:
        return base.Panel(say("record", "problem"), str(error))


def _show(
    modules: Sequence[ModuleRecord], ended: Sequence[Ended], notes: Sequence[str], now: datetime
) -> RecordView:
    begun = [each for each in modules if each.begun]
    unbegun = [f"{each.module.number} {each.module.title}" for each in modules if not each.begun]
    return {
        "kicker": say("record", "kicker"),
        "state": _describe_state(modules),
        "facts": list(_describe_facts(modules, now)),
        "notes": [*notes, *_describe_faults(modules, ended, now)],
        "rows": [_show_module(each) for each in begun],
        "open": say("record", "open", modules=", ".join(unbegun)) if begun and unbegun else "",
        "begin": None if begun else _show_begin(modules),
    }


def _show_begin(modules: Sequence[ModuleRecord]) -> BeginView:
    first = modules[0].module
    return {"label": say("record", "begin", title=first.title), "href": f"{first.id}.ipynb"}


def _describe_state(modules: Sequence[ModuleRecord]) -> str:
    ends = [each.finished for each in modules if each.finished]
    done = sum(each.done for each in modules)
    if ends and done == len(modules):
        return say("record", "all", count=done, day=date(max(ends)))
    if any(each.begun for each in modules):
        return say("record", "some", done=done, count=len(modules))
    return say("record", "nothing")


def _describe_facts(modules: Sequence[ModuleRecord], now: datetime) -> Iterator[str]:
    yield say("record", "made", day=date(now))
    names = dict.fromkeys(receipt.learner for each in modules for receipt in each.sent)
    if names:
        yield say("record", "names", names=", ".join(names))


def _describe_faults(modules: Sequence[ModuleRecord], ended: Sequence[Ended], now: datetime) -> Iterator[str]:
    slip = find_clock_slip(ended, modules, now)
    if slip:
        yield say("record", "clock", before=date(slip[0]), after=date(slip[1]))
    for each in modules:
        if each.unreadable:
            yield say("record", "receipts", number=each.module.number, file=f"{each.module.assignment}.json")


def _show_module(each: ModuleRecord) -> RecordRowView:
    story = each.story
    return {
        "number": each.module.number,
        "title": each.module.title,
        "done": each.done,
        "read": list(_describe_story(story)) if story else [],
        "decided": list(story.path.decisions) if story and story.path else [],
        "answered": list(_describe_answers(each)),
    }


def _describe_story(story: StoryRecord) -> Iterator[str]:
    if not story.ends:
        yield say("record", "begun" if story.started else "not_read", title=story.title)
        return
    day = date(story.ends[-1])
    if story.path:
        key = "saved" if story.saved else "ended"
        yield say("record", key, title=story.title, ending=story.path.ending, day=day)
    else:
        yield say("record", "outgrown", title=story.title, day=day)
    if len(story.ends) > 1:
        yield say("record", "again", count=len(story.ends), first=date(story.ends[0]))


def _describe_answers(each: ModuleRecord) -> Iterator[str]:
    if each.tasks:
        yield say("record", "practice", tried=each.tried, tasks=each.tasks)
    if each.sent:
        yield from _describe_sent(each.sent)
    elif each.exercise:
        yield _describe_open(each.exercise)


def _describe_sent(sent: Sequence[Receipt]) -> Iterator[str]:
    last = sent[-1]
    facts = {"answered": last.answered, "items": last.items, "number": last.number, "learner": last.learner}
    key = "sent_file" if last.in_file else "sent"
    yield say("record", key, day=last.day, **facts)
    if len(sent) > 1:
        yield say("record", "sent_again", count=len(sent), first=date(read_moment(sent[0])))


def _describe_open(exercise: ExerciseProgress) -> str:
    key = "answered_open" if exercise.answered else "not_answered"
    return say("record", key, answered=exercise.answered, items=exercise.items)
