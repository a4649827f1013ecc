"""The name to hand in under: a proposal that keeps the rule, the learner's choice, the programme's word."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import pytest

from knowshow.handing_in import names, sanitize

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNTS = [
    ("amara", "amara"),
    ("ömer", "omer"),
    ("émile", "emile"),
    ("DOMAIN\\émile", "DOMAIN-emile"),
    ("Firstname Lastname", "Firstname-Lastname"),
    ("o.neill", "o.neill"),
    ("@home", "home"),
    ("..x", "x"),
    ("jörg", "jorg"),
    ("søren", "soren"),
    ("a" * 70, "a" * 64),
    ("", ""),
]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names.VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("account", "name"), ACCOUNTS)
def test_a_name_is_proposed_near_the_accounts(account: str, name: str) -> None:
    assert names.make_id(account) == name


@pytest.mark.parametrize("account", ["张伟", "---", "\udcff", "Ωμέγα"])
def test_where_nothing_is_left_of_a_name_it_is_a_code_that_stays_the_same(account: str) -> None:
    name = names.make_id(account)
    assert name.startswith("learner-")
    assert sanitize.is_learner_id(name)
    assert names.make_id(account) == name


@pytest.mark.parametrize("account", ["user", "Admin", "owner", "root", "jovyan"])
def test_an_account_that_many_have_is_no_proposal(account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: account)
    assert names.propose_name() == ""


@pytest.mark.parametrize("error", [KeyError("uid not found"), OSError("no user")])
def test_an_account_without_a_name_gives_no_proposal(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", fail)
    assert names.propose_name() == ""


def test_the_programmes_word_stands_above_the_learners(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workspace.is_dir()
    assert names.find_name() is None
    names.keep_name("k-4711")
    assert (names.find_name(), names.is_set()) == ("k-4711", False)
    monkeypatch.setenv("JUPYTERHUB_USER", "amara")
    assert (names.find_name(), names.is_set()) == ("amara", True)
    monkeypatch.setenv("JUPYTERHUB_USER", "ömer")
    assert names.find_name() == "omer"
    monkeypatch.setenv("KNOWSHOW_LEARNER", "k-4711")
    assert names.find_name() == "k-4711"


@pytest.mark.parametrize("text", ["", "[]", '{"name": "-x"}', '{"name": 3}', "{"])
def test_a_kept_name_that_cannot_be_used_is_asked_for_again(workspace: Path, text: str) -> None:
    place = workspace / ".knowshow" / "name.json"
    place.parent.mkdir()
    place.write_text(text, "utf-8")
    assert names.find_name() is None
