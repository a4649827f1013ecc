"""The involvement sorter as a widget: Python judges and keeps, the page draws and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.exercises import involvement
from knowshow.exercises.involvement import Sorted
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowshow.exercises.involvement import Case, Cases, Kind, Verdict
    from knowshow.learner.kept_file import KeptFile


class KindView(TypedDict):
    """A kind of involvement: what it means, what follows from it (HTML), and where that stands in words."""

    id: Kind
    label: str
    meaning: str
    follows: str
    cites: str


class OtherView(TypedDict):
    """Another answer that stands, by its kind's label, and what is said to it (HTML)."""

    label: str
    html: str


class SortedView(TypedDict):
    """How a case was sorted and what is said to that (HTML); `differ` and `other` where experts differ."""

    kind: Kind
    verdict: Verdict
    said: str
    differ: str
    other: list[OtherView]
    cites: str


class CaseView(TypedDict):
    """A case, its text as HTML; `sorted` is None as long as it was given no kind."""

    id: str
    title: str
    html: str
    sorted: SortedView | None


class SorterView(TypedDict):
    """All kinds and all cases, in their order."""

    kinds: list[KindView]
    cases: list[CaseView]


class SorterPage(TypedDict):
    """What the sorter's page is given."""

    words: dict[str, str]
    view: SorterView
    notes: list[str]


class SortMessage(TypedDict):
    """Sort the case of this id into a kind."""

    do: Literal["sort"]
    id: str
    kind: Kind


class RestartMessage(TypedDict):
    """Begin anew, with no case sorted."""

    do: Literal["restart"]


class Sorter(Keeper):
    """`view` holds the kinds, and each case with what is said to the answer it was given."""

    _esm = base.script("involvement")
    _css = base.styles("outbox", "involvement")

    def __init__(self, cases: Cases, kept: KeptFile[Sorted]) -> None:
        """Show the cases, sorted as far as was kept."""
        self.cases, self.kept = cases, kept
        super().__init__(words=base.words("kept", "involvement"))
        self._show()

    def _do(self, message: dict[str, Any]) -> str:
        acts: dict[str, Callable[[Any], str]] = {"sort": self._sort, "restart": self._restart}
        return acts[message["do"]](message)

    def _sort(self, message: SortMessage) -> str:
        given = {message["id"]: message["kind"]}
        if message["id"] not in {case.id for case in self.cases.cases}:
            raise KeyError(message["id"])
        return self.kept.change(lambda now: Sorted.model_validate({"answers": {**now.answers, **given}}))

    def _restart(self, _message: RestartMessage) -> str:
        return self.kept.change(lambda _: Sorted())

    def _show(self) -> None:
        self.notes = list(self.kept.notes)
        view: SorterView = {
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
        self.view = {**view}

    def _case(self, case: Case) -> CaseView:
        kind = self.kept.value.answers.get(case.id)
        answered = self._sorted(case, kind) if kind else None
        return {"id": case.id, "title": case.title, "html": markdown.html(case.text), "sorted": answered}

    def _sorted(self, case: Case, kind: Kind) -> SortedView:
        verdict = involvement.judge_answer(case, kind)
        return {
            "kind": kind,
            "verdict": verdict,
            "said": markdown.inline(case.answers[kind]),
            "differ": markdown.inline(case.differ) if case.differ and verdict == "differ" else "",
            "other": [
                {"label": self.cases.kinds[other].label, "html": markdown.inline(case.answers[other])}
                for other in case.accepts
                if other != kind and verdict == "differ"
            ],
            "cites": _listed(case.cites),
        }


def _listed(cites: Iterable[str]) -> str:
    numbers = [cite.removeprefix("GP") for cite in cites]
    return say("involvement", "cite" if len(numbers) == 1 else "cites", list=", ".join(numbers))
