from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ferry import PRINCIPLES, journal, player, tell
from knowshow.pages.widgets.player import Player
from knowshow.story.scenario import Scenario


def test_decision_is_saved_and_resumed(tmp_path: Path) -> None:
    first = player(tmp_path)
    tell(first, "decide", choice="wait")
    assert journal(tmp_path) == ["wait"]
    again = player(tmp_path)
    assert again.view["key"] == "ferry/wait"
    assert again.view["happened"][0]["label"] == "Wait for the morning"
    assert again.status["kind"] == "resumed"


def test_back_and_restart_and_return(tmp_path: Path) -> None:
    widget = player(tmp_path)
    tell(widget, "decide", choice="wait")
    tell(widget, "decide", choice="call")
    tell(widget, "back")
    assert journal(tmp_path) == ["wait"]
    tell(widget, "restart")
    assert journal(tmp_path) == []
    assert widget.view["can_return"]
    tell(widget, "return")
    assert journal(tmp_path) == ["wait"]


def test_choice_that_is_not_offered_changes_nothing(tmp_path: Path) -> None:
    widget = player(tmp_path)
    for choice in ("call", "nonsense", None, ["wait"], {"a": 1}):
        tell(widget, "decide", choice=choice)
    assert widget.view["key"] == "ferry"
    assert not (tmp_path / "journals").exists()


def test_second_click_on_an_old_scene_is_not_a_second_decision(tmp_path: Path) -> None:
    widget = player(tmp_path)
    old = widget.view["key"]
    tell(widget, "decide", choice="wait")
    widget._heard(widget, {"do": "decide", "key": old, "choice": "charter"}, [])  # noqa: SLF001
    assert journal(tmp_path) == ["wait"]


def test_what_cannot_be_saved_is_not_shown_as_done(tmp_path: Path) -> None:
    (tmp_path / "journals").write_text("a file where the folder should be", "utf-8")
    widget = player(tmp_path)
    tell(widget, "decide", choice="wait")
    assert widget.status["kind"] == "failed"
    assert widget.view["key"] == "ferry"


def test_another_window_that_went_on_is_followed_not_overwritten(tmp_path: Path) -> None:
    one, two = player(tmp_path), player(tmp_path)
    tell(one, "decide", choice="charter")
    tell(two, "decide", choice="wait")
    assert journal(tmp_path) == ["charter"]
    assert two.view["key"] == "ferry/charter"
    assert "another window" in two.view["notice"]


def test_journal_cut_in_half_is_set_aside_and_told(tmp_path: Path) -> None:
    tell(player(tmp_path), "decide", choice="wait")
    path = tmp_path / "journals" / "ferry.json"
    path.write_text(path.read_text("utf-8")[:20], "utf-8")
    widget = player(tmp_path)
    assert widget.view["key"] == "ferry"
    aside = [file.name for file in path.parent.iterdir()]
    assert len(aside) == 1
    assert aside[0] in widget.view["notice"]


def changed(tmp_path: Path, **story: Any) -> Player:
    """The player of the next edition of the story, as it meets the journal that is there."""
    data = yaml.safe_load((Path(__file__).parents[2] / "scenarios" / "ferry.yaml").read_text("utf-8"))
    data["nodes"][0]["choices"][1]["id"] = "hold"
    scenario = Scenario.model_validate(data | {"version": 2} | story)
    return Player(scenario, PRINCIPLES, tmp_path / "journals" / "ferry.json")


def test_story_goes_on_in_its_next_edition(tmp_path: Path) -> None:
    tell(player(tmp_path), "decide", choice="wait")
    widget = changed(tmp_path, renamed={"wait": "hold"})
    assert widget.view["notice"] is None
    tell(widget, "decide", choice="call")
    assert journal(tmp_path) == ["hold", "call"]
    assert [file.name for file in (tmp_path / "journals").iterdir()] == ["ferry.json"]


def test_choices_that_a_story_lost_are_kept_aside_when_it_goes_on(tmp_path: Path) -> None:
    tell(player(tmp_path), "decide", choice="wait")
    before = (tmp_path / "journals" / "ferry.json").read_bytes()
    widget = changed(tmp_path)
    assert "Choices set aside: 1" in widget.view["notice"]
    assert (tmp_path / "journals" / "ferry.json").read_bytes() == before
    tell(widget, "decide", choice="charter")
    assert journal(tmp_path) == ["charter"]
    (aside,) = (tmp_path / "journals").glob("ferry.earlier-*.json")
    assert aside.read_bytes() == before
    tell(widget, "decide", choice="call")
    assert journal(tmp_path) == ["charter", "call"]
    assert len(list((tmp_path / "journals").iterdir())) == 2


def test_delayed_consequence_names_the_decision_it_comes_from(tmp_path: Path) -> None:
    widget = player(tmp_path)
    tell(widget, "decide", choice="wait")
    tell(widget, "decide", choice="call")
    kinds = [(one["kind"], one["label"]) for one in widget.view["happened"]]
    assert kinds == [
        ("choice", "Call each household"),
        ("event", "A storm"),
        ("delayed", "Wait for the morning"),
    ]
    assert widget.view["over"]
    assert widget.view["debrief"]["differ"]


def test_rights_holders_speak_first(tmp_path: Path) -> None:
    assert [voice["name"] for voice in player(tmp_path).view["voices"]] == ["Ines Abara", "Rhea Voss"]


# In the browser
