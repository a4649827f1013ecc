"""Every decision of the six stories, where it says the most: what belongs together is in view together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_map, scenarios
from knowshow.content.principles import load_principles
from knowshow.learner import journals
from knowshow.pages.widgets.player import Player
from knowshow.story import play
from knowshow.story.explore import explore
from knowshow.story.length import count_words
from knowshow.story.scenario import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser import Mount, Stage
    from knowshow.story.explore import Exploration
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import State

pytestmark = pytest.mark.browser
DILEMMAS = [str(module.dilemma) for module in course_map.load_modules() if module.dilemma]
BAR = 68  # pixels of the steps' bar, which stays above
AS_IN_JUPYTERLAB = "#stage { padding-inline: 1.5rem; max-inline-size: 65rem; margin-inline: auto; }"
HEIGHTS = """() => {
  const [lines, go, scene] = [".lines", ".go", "#ks-scene"].map((part) =>
    document.querySelector(`.ks-player ${part}`).getBoundingClientRect());
  return { together: go.bottom - lines.top, whole: go.bottom - scene.top, first: lines.top < go.top };
}"""


def words(scenario: Scenario, node: Decision, state: State) -> int:
    """The words of a decision that a state shows, beyond those that are always there."""
    voices = [voice.says for voice in node.voices if not voice.when or play.test(scenario, voice.when)(state)]
    offers = [choice.label + choice.detail for choice in play.available(scenario, state)]
    return count_words(" ".join([*voices, *offers]))


def fullest(exploration: Exploration) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each decision, with a path to the state in which it says the most."""
    scenario = exploration.scenario
    for node in scenario.nodes:
        if isinstance(node, Decision):
            at = exploration.at.get(node.id, [])
            said = [(words(scenario, node, exploration.states[state]), state) for state in at]
            yield node.id, exploration.path(max(said)[1])


def shown(mount: Mount, name: str, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, Stage]]:
    """A window in which one decision after the other is shown."""
    scenario = scenarios.load_scenario(name)
    stage = None
    for node, path in fullest(explore(scenario)):
        journal = folder / f"{node}.json"
        journals.save(journal, journals.Journal(scenario.id, scenario.version, path))
        player = Player(scenario, load_principles(), journal)
        if stage is None:
            stage = mount(player, size=size)
        else:
            stage.reload(player)
        stage.page.add_style_tag(content=AS_IN_JUPYTERLAB)
        yield node, stage


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)], ids=["wide", "small"])
@pytest.mark.parametrize("name", DILEMMAS)
def test_indicators_question_choices_and_decide_are_in_view_together(
    mount: Mount, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    found = {node: stage.page.evaluate(HEIGHTS) for node, stage in shown(mount, name, tmp_path, size)}
    assert len(found) >= 6
    assert {node: h["together"] for node, h in found.items() if h["together"] > size[1] - BAR} == {}
    if size[1] == 900:
        assert {node: h["whole"] for node, h in found.items() if h["whole"] > 2 * size[1]} == {}


@pytest.mark.parametrize("size", [(390, 844), (720, 450)], ids=["phone", "twice as large"])
@pytest.mark.parametrize("name", DILEMMAS[:2])
def test_on_a_small_screen_indicators_stand_before_the_choices(
    mount: Mount, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    for node, stage in shown(mount, name, tmp_path, size):
        assert stage.page.evaluate(HEIGHTS)["first"], node
        stage.fits()
