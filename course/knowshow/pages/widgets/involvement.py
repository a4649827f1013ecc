"""The involvement sorter as a widget: Python judges and keeps, the page draws and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.exercises import involvement
from knowshow.exercises.involvement import Sorted
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Replying

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.exercises.involvement import Case, Cases
    from knowshow.learner.kept_file import Kept


class Sorter(Replying):
    """`view` holds the kinds, and each case with what is said to the answer it was given."""

    _esm = base.script("involvement")
    _css = base.styles("outbox", "involvement")

    def __init__(self, cases: Cases, kept: Kept[Sorted]) -> None:
        """Show the cases, sorted as far as was kept."""
        self.cases, self.kept = cases, kept
        super().__init__(words=base.words("kept", "involvement"))
        self._show()

    def _act(self, content: dict[str, Any]) -> str:
        if content["do"] == "restart":
            failed = self.kept.change(lambda _: Sorted())
        else:
            given = {content["id"]: content["kind"]}
            known = {case.id for case in self.cases.cases}
            if content["id"] not in known:
                raise KeyError(content["id"])
            failed = self.kept.change(
                lambda now: Sorted.model_validate({"answers": {**now.answers, **given}}),
            )
        self._show()
        return failed

    def _show(self) -> None:
        self.notes = list(self.kept.notes)
        self.view = {
            "kinds": [
                {
                    "id": kind,
                    "label": meaning.label,
                    "meaning": meaning.meaning,
                    "follows": markdown.inline(meaning.follows),
                    "cites": _listed(meaning.cites),
                }
                for kind, meaning in self.cases.kinds.items()
            ],
            "cases": [self._case(case) for case in self.cases.cases],
        }

    def _case(self, case: Case) -> dict[str, Any]:
        kind = self.kept.value.answers.get(case.id)
        shown = {"id": case.id, "title": case.title, "html": markdown.html(case.text), "kind": kind}
        if kind is None:
            return shown
        verdict = involvement.verdict(case, kind)
        return shown | {
            "verdict": verdict,
            "said": markdown.inline(case.answers[kind]),
            "differ": markdown.inline(case.differ) if case.differ and verdict == "differ" else "",
            "other": [
                {"label": self.cases.kinds[one].label, "html": markdown.inline(case.answers[one])}
                for one in case.accepts
                if one != kind and verdict == "differ"
            ],
            "cites": _listed(case.cites),
        }


def _listed(cites: Iterable[str]) -> str:
    numbers = [cite.removeprefix("GP") for cite in cites]
    return say("involvement", "cite" if len(numbers) == 1 else "cites", list=", ".join(numbers))
