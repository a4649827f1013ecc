"""A vote has an owner only while its ballot is open: afterwards no file holds the two together."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from knowshow.room.store import Changes, Store, StoreError, truncate
from live import Live

if TYPE_CHECKING:
    from pathlib import Path

VOTERS = 60


def traces(live: Live, phones: list[str], choices: tuple[str, ...]) -> int:
    """Count the places on disk where a phone stands beside a choice, as a row of votes holds them."""
    disk = live.bytes_on_disk()
    return sum(
        disk.count(f"{phone}{choice}".encode()) for phone in phones for choice in (*choices, "@abstain")
    )


def vote(live: Live, phones: list[str]) -> None:
    """Let everybody vote, and change her mind once."""
    for number in (1, 2):
        for place, phone in enumerate(phones):
            choice = [*live.choices, None][(place + number) % 5]
            assert "ok" in live.ask(phone, number, "vote", choice=choice)


def voted(path: Path, *, secure: bool = True) -> tuple[Live, list[str]]:
    live = Live(path, secure=secure)
    phones = live.join(VOTERS)
    live.command("enter")
    live.command("open")
    vote(live, phones)
    return live, phones


def test_while_a_ballot_is_open_each_vote_stands_once_and_in_no_order(tmp_path: Path) -> None:
    live, phones = voted(tmp_path / "a.room")
    assert traces(live, phones, live.choices) >= 2 * VOTERS
    live.room.forget_order()  # as a server does every second
    assert traces(live, phones, live.choices) == VOTERS  # changed minds are overwritten, the log is empty
    assert live.path.with_name("a.room-wal").stat().st_size == 0
    assert list(live.room.store.votes()) == sorted(phones)


def test_the_search_sees_a_leak_where_deleted_rows_are_left_in_the_file(tmp_path: Path) -> None:
    live, phones = voted(tmp_path / "a.room", secure=False)
    live.command("close")
    assert traces(live, phones, live.choices) > 0


@pytest.mark.parametrize("how", ["close", "cancel", "end"])
def test_no_file_holds_a_vote_with_its_owner_once_the_ballot_is_over(tmp_path: Path, how: str) -> None:
    live, phones = voted(tmp_path / "a.room")
    choices = live.choices
    live.command(how)
    assert traces(live, phones, choices) == 0
    assert live.room.store.votes() == {}


def test_a_kill_between_the_tally_and_the_cut_leaves_nothing_after_reopening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, phones = voted(tmp_path / "a.room")
    choices = live.choices
    monkeypatch.setattr(live.room.store, "truncate", lambda _patience: None)  # the kill
    live.command("close")
    killed = tmp_path / "killed"
    killed.mkdir()
    for path in tmp_path.glob("a.room*"):
        (killed / path.name).write_bytes(path.read_bytes())
    live.path = killed / "a.room"
    assert traces(live, phones, choices) > 0
    Store(live.path).close()
    assert traces(live, phones, choices) == 0


def test_a_reader_that_keeps_the_log_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer, reader = sqlite3.connect(path, isolation_level=None), sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t (x)")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM t").fetchall()
    writer.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(StoreError, match=r"a\.db: another program reads it"):
        truncate(writer, "a.db", patience=0.1)
    reader.close()
    truncate(writer, "a.db", patience=0.1)
    writer.close()


def test_a_log_that_finds_no_space_is_reported() -> None:
    """A full disk is an exception where a reader is an answer; both keep the deleted votes."""

    class Full:
        def execute(self, _statement: str) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(StoreError, match=r"^a\.db: its log cannot be emptied \(database or disk is full\)"):
        truncate(Full(), "a.db")  # type: ignore[arg-type]


def test_nobody_else_can_open_the_file_meanwhile(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.room")
    store.write(Changes([("phone", ("a", None))]))
    other = sqlite3.connect(tmp_path / "a.room", timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("SELECT * FROM phones").fetchall()
    other.close()
    with pytest.raises(StoreError, match=r"a\.room: cannot be opened"):
        Store(tmp_path / "a.room")
    store.close()


def test_a_room_goes_no_further_while_its_log_cannot_be_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, _ = voted(tmp_path / "a.room")

    def refuse(_self: Store, _patience: float = 0.0) -> None:
        raise StoreError("a reader")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "truncate", refuse)
        with pytest.raises(StoreError, match="a reader"):
            live.command("close")
        assert live.room.fault == "a reader"
        with pytest.raises(StoreError, match="a reader"):
            live.command("other", choice=live.choices[0])
        assert live.room.record.stage.phase == "revealed"
    live.command("other", choice=live.choices[0])
    assert live.room.fault is None


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.room").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"^a\.room: cannot be opened .*not a database.*$"):
        Store(tmp_path / "a.room")


def test_only_this_user_can_read_the_file(tmp_path: Path) -> None:
    Store(tmp_path / "a.room").close()
    assert (tmp_path / "a.room").stat().st_mode & 0o077 == 0


def test_no_table_has_row_numbers_that_would_tell_who_came_first(tmp_path: Path) -> None:
    Store(tmp_path / "a.room").close()
    database = sqlite3.connect(tmp_path / "a.room")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert len(tables) == 6
    for table in tables:
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            database.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - the names of our own tables
    database.close()
