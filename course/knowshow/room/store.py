"""What a room keeps on disk: one SQLite file, in which a vote has an owner only while its ballot is open.

Everything is keyed by digests of random tokens, without row ids, so that no table tells who came first. What
is deleted is overwritten (`secure_delete`), and the log of writes, in which everything stands once more and
in order, is cut to nothing every second, when a ballot closes and when the file is opened again. The file
is held exclusively: no other program can read it meanwhile, which would keep the log from being cut.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS phones (phone TEXT PRIMARY KEY, seat TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS present (scene TEXT, round INTEGER, phone TEXT, PRIMARY KEY (scene, round, phone))
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS votes (phone TEXT PRIMARY KEY, choice TEXT NOT NULL, message INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS senders (phone TEXT PRIMARY KEY, message INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sentences (key TEXT PRIMARY KEY, scene TEXT, choice TEXT, text TEXT) WITHOUT ROWID;
"""
PATIENCE: Final = 2.0  # seconds to wait for a reader that keeps the log from being cut
WRITE: Final = {
    "phone": "INSERT OR IGNORE INTO phones VALUES (?, ?)",
    "present": "INSERT OR IGNORE INTO present VALUES (?, ?, ?)",
    "vote": "INSERT OR REPLACE INTO votes VALUES (?, ?, ?)",
    "sender": "INSERT OR REPLACE INTO senders VALUES (?, ?)",
    "sentence": "INSERT INTO sentences VALUES (?, ?, ?, ?)",
    "state": "INSERT OR REPLACE INTO state VALUES (?, ?)",
    "clear-votes": "DELETE FROM votes",
    "clear-senders": "DELETE FROM senders",
    "clear-present": "DELETE FROM present WHERE scene = ? AND round = ?",
    "clear-all-present": "DELETE FROM present",
    "clear-sentences": "DELETE FROM sentences",
    "unseal": "DELETE FROM sentences WHERE scene = ?",
}
Row = tuple[str | int | None, ...]


class StoreError(KnowShowError):
    """A room's file that cannot be opened, written or cleaned; nothing has been acknowledged meanwhile."""


@dataclass(slots=True)
class Changes:
    """Rows to write in one transaction, in this order: a name in `WRITE` and its values."""

    rows: list[tuple[str, Row]] = field(default_factory=list)

    def add(self, name: str, *values: str | int | None) -> None:
        """Add one statement of `WRITE`."""
        self.rows.append((name, values))


class Store:
    """The file of one room, open for this process alone."""

    def __init__(self, path: Path, *, secure: bool = True) -> None:
        """Open or make the file and cut its log; raise `StoreError` where that cannot be done.

        `secure` False leaves deleted rows in the file: for the test that must see them.
        """
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
        except sqlite3.Error as error:
            raise StoreError(say("room", "store_open", file=path.name, why=error)) from None
        try:
            path.chmod(0o600)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute(f"PRAGMA secure_delete = {'ON' if secure else 'OFF'}")
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.executescript(SCHEMA)
            self.truncate()
        except (sqlite3.Error, OSError) as error:
            self._db.close()
            raise StoreError(say("room", "store_open", file=path.name, why=error)) from None
        except StoreError:
            self._db.close()
            raise

    def write(self, changes: Changes) -> None:
        """Commit all of `changes` or none; raise `StoreError` where the disk refuses."""
        try:
            with self._transaction():
                for name, values in changes.rows:
                    self._db.execute(WRITE[name], values)
        except sqlite3.Error as error:
            raise StoreError(say("room", "store_write", file=self.path.name, why=error)) from None

    def truncate(self, patience: float = PATIENCE) -> None:
        """Cut the log of writes to nothing; raise `StoreError` where a reader keeps it after `patience`."""
        truncate(self._db, self.path.name, patience)

    def state(self, name: str) -> str | None:
        """Return what is kept under `name`, or None."""
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def phones(self) -> dict[str, str | None]:
        """Return the seat of each phone."""
        return dict(self._rows("SELECT phone, seat FROM phones"))

    def present(self) -> Iterable[tuple[str, int, str]]:
        """Return who was here: scene, round and phone."""
        return self._rows("SELECT scene, round, phone FROM present")

    def votes(self) -> dict[str, tuple[str, int]]:
        """Return the vote of each phone in the open ballot, and the number of the message that brought it."""
        rows = self._rows("SELECT phone, choice, message FROM votes")
        return {phone: (choice, message) for phone, choice, message in rows}

    def senders(self) -> dict[str, int]:
        """Return which phones have sent a sentence, and the number of the message that brought it."""
        return dict(self._rows("SELECT phone, message FROM senders"))

    def sentences(self) -> Iterable[tuple[str, str, str, str]]:
        """Return the sentences that wait: key, scene, choice, text."""
        return self._rows("SELECT key, scene, choice, text FROM sentences")

    def close(self) -> None:
        """Give the file free."""
        self._db.close()

    def _rows(self, query: str) -> list[Any]:
        return self._db.execute(query).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk may have ended it
                self._db.execute("ROLLBACK")
            raise


def truncate(database: sqlite3.Connection, name: str, patience: float = PATIENCE) -> None:
    """Cut a database's log; SQLite reports a reader in its answer, without an exception.

    Raise `StoreError` where a reader of the file `name` still keeps it after `patience` seconds, or where
    the disk refuses: what the log holds then still has to be copied, and may find no space.
    """
    end = time.monotonic() + patience
    while True:
        try:
            busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise StoreError(say("room", "store_clean", file=name, why=error)) from None
        if not busy:
            return
        if time.monotonic() >= end:
            raise StoreError(say("room", "store_reader", file=name))
        time.sleep(0.02)
