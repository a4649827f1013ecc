"""Who may sign in to a hub, and as what."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.hub.people import GROUPS, People, read_names
from knowshow.hub.servers import NotListedError, Servers
from knowshow.lab.course_mode import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path


class Log:
    """An authenticator's log."""

    def __init__(self) -> None:
        """Begin empty."""
        self.log = self
        self.lines: list[str] = []

    def warning(self, line: str, *values: object) -> None:
        """Keep a line."""
        self.lines.append(line % values)


@pytest.fixture
def people(tmp_path: Path) -> People:
    (tmp_path / "learners.txt").write_text(
        "\ufeff# a class\r\nada\r\n  bo   # since May\r\n\r\nmarta\r\n", "utf-8"
    )
    (tmp_path / "graders.txt").write_text("marta\n")
    return People(tmp_path)


def test_a_list_is_read_with_its_remarks_and_line_ends(people: People) -> None:
    assert read_names(people.folder / "learners.txt") == {"ada", "bo", "marta"}
    assert read_names(people.folder / "none.txt") == set()


def test_everybody_is_what_the_lists_say_and_a_grader_is_no_learner(people: People) -> None:
    assert [people.find_role(name) for name in ("ada", "bo", "marta", "eve", "a", "")] == [
        "learner",
        "learner",
        "grader",
        None,
        None,
        None,
    ]


def test_a_star_lets_in_whoever_can_sign_in(people: People) -> None:
    (people.folder / "learners.txt").write_text("*\n")
    assert people.find_role("eve") == "learner"
    assert people.find_role("marta") == "grader"


def test_signing_in_sets_the_group_and_a_change_of_the_lists_counts_at_once(people: People) -> None:
    log = Log()
    assert people.sign_in(log, None, {"name": "ada"}) == {"name": "ada", "groups": [GROUPS["learner"]]}
    (people.folder / "learners.txt").write_text("")
    assert people.sign_in(log, None, {"name": "ada"}) is None
    assert log.lines == ["ada stands in neither list"]


def spawner(name: str) -> Any:
    return SimpleNamespace(
        user=SimpleNamespace(name=name), environment={"KEPT": "1"}, notebook_dir="x", default_url="y"
    )


def test_a_learners_server_is_in_course_mode_and_a_graders_in_the_course_folder(people: People) -> None:
    servers = Servers(people.folder, people, people.folder / "course")
    hers, theirs = spawner("ada"), spawner("marta")
    servers.prepare(hers)
    servers.prepare(theirs)
    assert hers.environment["JUPYTER_CONFIG_PATH"].split(":") == [
        str(SETTINGS),
        str(people.folder / "learner"),
    ]
    assert (hers.environment["KEPT"], hers.notebook_dir, hers.default_url) == ("1", "", "")
    assert theirs.environment["JUPYTER_CONFIG_PATH"] == str(people.folder / "grader")
    assert theirs.notebook_dir == str(people.folder / "course")
    assert theirs.default_url == "/formgrader"


def test_a_server_changes_with_its_owners_role(people: People) -> None:
    servers = Servers(people.folder, people, people.folder / "course")
    server = spawner("marta")
    servers.prepare(server)
    (people.folder / "graders.txt").write_text("")
    servers.prepare(server)
    assert (server.notebook_dir, server.default_url) == ("", "")
    assert str(people.folder / "grader") not in server.environment["JUPYTER_CONFIG_PATH"]


def test_who_was_taken_out_of_the_lists_gets_no_server_and_reads_why(people: People) -> None:
    with pytest.raises(NotListedError) as refused:
        Servers(people.folder, people, people.folder).prepare(spawner("eve"))
    assert refused.value.jupyterhub_message == str(refused.value)
    assert str(refused.value).startswith("eve no longer stands in the lists")
