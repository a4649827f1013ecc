"""How the steps of a module stand, from what is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_map
from knowshow.content.scenarios import load_scenario
from knowshow.learner import journals, progress, steps, steps_read, workspace
from knowshow.pages.widgets.steps import Steps
from knowshow.story.explore import explore

if TYPE_CHECKING:
    from knowshow.content.course_map import Module

pytestmark = pytest.mark.usefixtures("workspace")


def remedy() -> Module:
    return next(module for module in course_map.load_modules() if module.id == "05-remedy")


def stand() -> dict[str, str]:
    return {step.id: step.state for step in steps.list_steps(remedy(), progress.read_exercise(remedy()))}


def decide(choices: tuple[str, ...]) -> None:
    scenario = load_scenario("cut-off")
    path = workspace.state("journals", "cut-off.json")
    journals.save(path, journals.Journal(scenario.id, scenario.version, choices))


def whole_path() -> tuple[str, ...]:
    exploration = explore(load_scenario("cut-off"))
    end = next(state for state in range(len(exploration.states)) if exploration.ends(state))
    return exploration.path(end)


def notes() -> list[str]:
    return [step["note"] for step in Steps(remedy()).view["steps"]]


def test_at_first_every_step_is_open_and_the_story_comes_next() -> None:
    assert set(stand().values()) == {"open"}
    assert steps.find_next(remedy()) == "story"
    assert notes() == ["15 min", "3 min, after the story", "9 min", "7 min", "5 min", "40 min"]


def test_a_story_says_what_is_left_of_it_and_then_that_it_was_played() -> None:
    decide(whole_path()[:2])
    assert stand()["story"] == "begun"
    assert notes()[0] == "10 of 15 min left"
    decide(whole_path())
    assert stand()["story"] == "done"
    assert notes()[:2] == ["✓ Played", "3 min"]
    assert steps.find_next(remedy()) == "looking-back"


def test_what_was_read_is_kept_once_and_known_again() -> None:
    decide(whole_path())
    shown = Steps(remedy())
    for step in ("looking-back", "ideas", "ideas"):
        assert shown._act({"do": "read", "step": step}).kind == "saved"  # noqa: SLF001 - the page's way in
    kept = steps_read.open_file().value.read["05-remedy"]
    assert set(kept) == {"looking-back", "ideas"}
    assert [step["note"] for step in shown.view["steps"]][1:3] == ["✓ Read", "✓ Read"]
    assert steps.find_next(remedy()) == "practice"
    earlier = dict(kept)
    shown._act({"do": "read", "step": "ideas"})  # noqa: SLF001
    assert steps_read.open_file().value.read["05-remedy"] == earlier


@pytest.mark.parametrize("step", ["story", "exercise", "nowhere", 7, None, ["ideas"]])
def test_only_what_is_read_can_be_said_to_be_read(step: object) -> None:
    Steps(remedy())._act({"do": "read", "step": step})  # noqa: SLF001
    assert steps_read.open_file().value.read == {}


def test_an_exercise_that_was_begun_comes_before_what_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(whole_path())
    for answered in (3, 12):  # all answered is not yet sent
        monkeypatch.setattr(
            progress, "read_exercise", lambda _, n=answered: progress.ExerciseProgress(n, 12, None)
        )
        assert (stand()["exercise"], steps.find_next(remedy())) == ("begun", "exercise")
        assert notes()[5] == f"{answered} answered, not sent"


def test_a_file_that_is_not_ours_counts_as_nothing_read_and_is_left_alone() -> None:
    path = workspace.state("steps.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": 9}), "utf-8")
    assert stand()["ideas"] == "open"
    assert json.loads(path.read_text("utf-8")) == {"version": 9}
