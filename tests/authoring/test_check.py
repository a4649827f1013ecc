"""The command `knowshow check`: what it prints, what it ends with, and which files it knows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import storyteller
from knowshow import cli
from knowshow.authoring import check
from knowshow.authoring.checks.kinds import find_checked
from knowshow.authoring.checks.scenario_file import summary
from knowshow.authoring.checks.story import ExploredStory
from knowshow.content import course_files
from knowshow.content.principles import load_principles
from knowshow.story.explore import explore

if TYPE_CHECKING:
    from collections.abc import Callable

CODES = Path(__file__).parents[1] / "corpus" / "codes"


def run(*arguments: str | Path) -> Result:
    """The command, run in this process; anything but a deliberate end is an error."""
    return CliRunner().invoke(check.command, [str(one) for one in arguments])


def starter(folder: Path, name: str = "starter.yaml") -> Path:
    """The starter as a file."""
    path = folder / name
    path.write_text(storyteller.TEXT, "utf-8")
    return path


def test_a_clean_file_exits_with_zero_and_says_what_was_explored(tmp_path: Path) -> None:
    done = run(starter(tmp_path))
    assert done.exit_code == 0
    assert "exhaustive: 7 states, 4 paths of 2 decisions" in done.output
    assert "same-street: 1 of 4 paths (25.0%)" in done.output
    assert "nothing wrong" in done.output


def test_an_error_exits_with_one_and_names_its_place_and_its_path(tmp_path: Path) -> None:
    path = tmp_path / "starter.yaml"
    path.write_text(storyteller.TEXT.replace("range: [0, 100]", "range: [15, 100]"), "utf-8")
    done = run(path)
    assert done.exit_code == 1
    assert re.search(
        r"starter\.yaml:\d+:\d+: error KS502: indicators\[0\]\.range: .* is 10 here", done.output
    )
    assert "[after: close-the-street > publish]" in done.output


def test_a_warning_alone_exits_with_zero() -> None:
    done = run(CODES / "ks302.yaml")
    assert done.exit_code == 0
    assert "warning KS302" in done.output


def test_json_holds_findings_and_explorations(tmp_path: Path) -> None:
    done = run("--json", starter(tmp_path), CODES / "ks502.yaml")
    data = json.loads(done.output)
    assert done.exit_code == 1
    assert [problem["code"] for problem in data["problems"]] == ["KS502"]
    assert data["problems"][0]["path"] == ["stop"]
    assert data["scenarios"][0]["paths"] == "4"
    assert data["scenarios"][0]["exhaustive"] is True


def test_json_is_the_same_in_every_process(tmp_path: Path) -> None:
    source = "from knowshow.cli import main; main()"
    paths = [
        str(starter(tmp_path)),
        str(CODES / "ks403.yaml"),
        str(CODES / "ks010.yaml"),
        str(CODES / "ks901.txt"),
    ]
    command = [sys.executable, "-c", source, "check", "--json", *paths]
    outputs = [
        subprocess.run(
            command, capture_output=True, check=False, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert {each["code"] for each in json.loads(outputs[0])["problems"]} == {"KS403", "KS010", "KS901"}


def test_a_partial_exploration_says_that_it_is_no_proof(tmp_path: Path) -> None:
    done = run("--bound", "3", starter(tmp_path))
    assert "partial, not a proof (bound 3)" in done.output


def test_a_number_of_paths_with_thousands_of_digits_is_rounded() -> None:
    scenario = storyteller.told()
    story = ExploredStory(scenario, explore(scenario), load_principles())
    assert story.counts is not None
    story.counts = replace(story.counts, paths=2**15_000)
    summed = summary(story)
    assert len(summed["paths"]) == 4516
    assert any("about 2.818e+4515 paths" in line for line in check.describe_exploration(summed))


@pytest.mark.parametrize("name", ["nothing.yaml", "empty"])
def test_a_path_that_holds_nothing_is_bad_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    failed = run(tmp_path / name).exception
    assert isinstance(failed, check.CheckError)
    assert failed.exit_code == 2
    assert "\n" not in str(failed)


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to(path), lambda path: path.symlink_to("no")]
)
@pytest.mark.parametrize("name", ["story.yaml", "page.ipynb", "principles.yaml"])
def test_anything_but_a_regular_file_is_a_finding(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / name)
    for path in (tmp_path, tmp_path / name):
        done = run(path)
        assert (done.exit_code, "error KS001" in done.output) == (1, True)


def test_what_may_not_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, stat = starter(tmp_path), Path.stat

    def refuse(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return stat(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    done = run(path)
    assert done.exit_code == 1
    assert "error KS001: cannot be read (Permission denied)" in done.output


def test_a_folder_that_may_not_be_entered_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    starter(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, _: path.name != "closed")
    for path in (tmp_path, tmp_path / "closed"):
        done = run(path)
        assert done.exit_code == 1
        assert "closed: error KS001" in done.output


@pytest.mark.parametrize(
    "text",
    [
        "[1]",
        "{}",
        '{"nbformat": 4, "nbformat_minor": 4, "cells": []}',
        '{"nbformat": "4", "nbformat_minor": 5, "cells": []}',
        '{"nbformat": 4, "nbformat_minor": 5, "cells": {"a": 1}}',
        '{"nbformat": 4, "nbformat_minor": 5, "cells": [{"id": "a", "cell_type": "code", "metadata": null}]}',
        "[" * 100_000,
    ],
)
def test_what_only_looks_like_a_notebook_is_a_finding(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.ipynb").write_text(text, "utf-8")
    done = run(tmp_path / "page.ipynb")
    assert (done.exit_code, "error KS803" in done.output) == (1, True)


def test_a_notebook_of_fifty_megabytes_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "page.ipynb").write_bytes(b"1" * 50_000_000)
    assert "error KS803" in run(tmp_path / "page.ipynb").output


def test_a_story_too_wrong_to_be_drawn_still_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "starter.yaml"
    path.write_text(storyteller.TEXT.replace("goto: spring", "goto: sprang"), "utf-8")
    done = run("--graph", tmp_path / "map.svg", path)
    assert done.exit_code == 1
    assert "error KS101" in done.stdout
    assert "mend the errors first" in done.stderr
    assert not (tmp_path / "map.svg").exists()


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_a_scenario_is_drawn(tmp_path: Path, ending: str) -> None:
    drawing = tmp_path / f"map.{ending}"
    assert run("--graph", drawing, starter(tmp_path)).exit_code == 0
    assert "What is measured" in drawing.read_text("utf-8")


def test_only_one_scenario_can_be_drawn(tmp_path: Path) -> None:
    failed = run("--graph", tmp_path / "map.svg", course_files.assets("principles.yaml")).exception
    assert isinstance(failed, check.CheckError)


def test_transcripts_are_written_and_then_kept(tmp_path: Path) -> None:
    path = starter(tmp_path)
    assert run("--renew", "--transcripts", tmp_path / "kept", path).exit_code == 0
    assert len(list((tmp_path / "kept" / "starter").iterdir())) == 2
    path.write_text(storyteller.TEXT.replace("id: publish", "id: show"), "utf-8")
    broken = run("--transcripts", tmp_path / "kept", path)
    assert broken.exit_code == 1
    assert "KS701" in broken.output


def test_transcripts_lie_beside_an_authors_file_and_in_the_tests_of_a_checkout(tmp_path: Path) -> None:
    (tmp_path / "assets" / "scenarios").mkdir(parents=True)
    for folder, kept in ((tmp_path / "drafts", "drafts"), (tmp_path / "assets" / "scenarios", "tests")):
        folder.mkdir(exist_ok=True)
        assert run("--renew", starter(folder)).exit_code == 0
        assert len(list((tmp_path / kept / "transcripts" / "starter").iterdir())) == 2


def test_transcripts_that_cannot_be_written_are_bad_usage(tmp_path: Path) -> None:
    (tmp_path / "transcripts").write_text("", "utf-8")
    failed = run("--renew", starter(tmp_path)).exception
    assert isinstance(failed, check.CheckError)
    assert "cannot be written" in str(failed)


def test_folders_beside_the_content_are_skipped() -> None:
    names = {path.name for path in find_checked(course_files.assets())}
    assert "principles.yaml" in names
    assert not names & {"en.yaml", "starter.yaml", "diagnostics.yaml"}


def test_the_commands_of_authors_are_registered() -> None:
    assert {"check", "new", "text"} <= set(cli.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", course_files.assets("guide", "starter.yaml")], 0),
        (["check", CODES / "ks302.yaml"], 0),
        (["check", CODES / "ks401.yaml"], 1),
        (["text", CODES / "ks101.yaml"], 1),
        (["check", "--bound", "0"], 2),
        (["check", "nothing.yaml"], 2),
        (["text", "nothing-of-the-kind"], 2),
    ],
)
def test_the_program_exits_with_the_documented_code(arguments: list[str | Path], code: int) -> None:
    source = "from knowshow.cli import main; main()"
    command = [sys.executable, "-c", source, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_the_table_of_rules_is_printed_on_request(tmp_path: Path) -> None:
    done = run("--rules", CODES / "ks415.yaml")
    assert done.exit_code == 0
    assert re.search(r"^any choice +11%$", done.output, re.MULTILINE)
    assert re.search(r"^hear, then tell +100%, above \d+% \*$", done.output, re.MULTILINE)
    assert "won by hear, then tell" in run(CODES / "ks415.yaml").output
    assert "No story here can be judged" in run("--rules", CODES / "ks201").output
    drawing = tmp_path / "map.html"
    run("--graph", drawing, CODES / "ks415.yaml")
    assert '<th scope="row">hear, then tell</th>' in drawing.read_text("utf-8")
    assert re.search(r"^hear +3 right, 0 wrong$", run("--rules", CODES / "ks417.yaml").output, re.MULTILINE)


def test_a_rule_that_wins_two_stories_is_an_error_only_where_both_are_given() -> None:
    alone = run(CODES / "ks416" / "ks416-a.yaml")
    assert (alone.exit_code, "note KS415" in alone.output) == (0, True)
    both = run(CODES / "ks416")
    assert both.exit_code == 1
    place = r"ks416-[ab]\.yaml:\d+:\d+: error KS416: nodes\[0\]\.choices\[1\]\.moves: "
    assert len(re.findall(place + "the rule 'hear, then tell' wins 2 stories", both.output)) == 2
    assert "[after: way-02 > way-04 > way-07]" in both.output


def test_rules_are_part_of_the_json() -> None:
    (rules,) = [
        scenario["rules"] for scenario in json.loads(run("--json", CODES / "ks415.yaml").output)["scenarios"]
    ]
    won = {tuple(rule["rule"]): rule["best"] for rule in rules["rules"] if rule["wins"]}
    assert won["hear", "tell"] == 1
    assert rules["plain"]["best"] == 0.1111
    assert set(rules["endings"]) == {"calm", "rough"}
    assert {"node": "d1", "move": "hear", "worth": 1} in rules["moves"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("moves: [hear]", "moves: [hera]", "error KS012: .*moves.*; got 'hera'; did you mean 'hear'"),
        ("moves: [hear]", "moves: [hear, hear]", "error KS012: .*moves: .*names 'hear' twice"),
        ("moves: [hear]", "moves: [hear, tell, obey]", "error KS012: .*moves: takes at most 2; has 3"),
        ("best: true ", "best: perhaps ", "error KS012: .*best: must be true or false; got 'perhaps'"),
    ],
)
def test_a_mark_that_says_nothing_is_refused_in_one_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "starter.yaml"
    path.write_text(storyteller.TEXT.replace(old, new), "utf-8")
    done = run(path)
    assert done.exit_code == 1
    assert re.search(said, done.output), done.output


def test_a_story_without_moves_still_loads_with_two_warnings(tmp_path: Path) -> None:
    path = tmp_path / "starter.yaml"
    path.write_text(re.sub(r"\n +(moves|best): .*", "", storyteller.TEXT), "utf-8")
    done = run(path)
    assert done.exit_code == 0
    assert re.findall(r"(warning|error|note) (KS\d+)", done.output) == [
        ("warning", "KS411"),
        ("warning", "KS412"),
    ]
    assert "4 paths of 2 decisions" in done.output
