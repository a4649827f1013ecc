"""Talk to the gradebook through the database's own driver: SQLite's, or psycopg for PostgreSQL.

nbgrader uses SQLAlchemy, which takes a quarter of a second to import and as long as the database itself for
each row. Statements mark values with `?`. A failure is a `GradebookError` of one line, without the password.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    import psycopg

PATIENCE = 60  # seconds to wait for another writer's lock
_CACHE = 32_000  # KiB of a SQLite gradebook to keep in memory; at 2,000 a large one is read again and again
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - as SQLAlchemy stores an interval in SQLite: a date without zone
_SQLITE = re.compile(r"sqlite(\+\w+)?:///(?P<file>[^?]+)(\?(?P<options>.*))?")
_POSTGRES = re.compile(r"postgresql(\+\w+)?://")

Row = tuple[Any, ...]


class GradebookError(KnowShowError):
    """The gradebook cannot be used, or not for this assignment."""


class Connection(Protocol):
    """An open gradebook. Outside a `transaction`, each statement is one."""

    is_server: bool
    """Whether many can write at a time, from other machines too; SQLite has one writer."""

    def transaction(self) -> AbstractContextManager[object]:
        """Return a block whose changes are stored together when it ends, or not at all."""

    def has_table(self, name: str) -> bool:
        """Return whether there is a table of that name."""

    def read(self, statement: str, values: Iterable[object] = ()) -> list[Row]:
        """Return the rows that a query finds."""

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows, whose values are in the order of `columns`."""


class Sqlite:
    """A gradebook in a file."""

    is_server = False

    def __init__(self, raw: sqlite3.Connection) -> None:
        """Use the driver's connection, in autocommit mode."""
        self._raw = raw

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Lock the file for writing until the block ends."""
        self._raw.execute("begin immediate")
        with self._raw:  # commits, or rolls back
            yield

    def has_table(self, name: str) -> bool:
        """Return whether there is a table of that name."""
        return bool(self.read("select 1 from sqlite_master where type = 'table' and name = ?", (name,)))

    def read(self, statement: str, values: Iterable[object] = ()) -> list[Row]:
        """Return the rows that a query finds."""
        return self._raw.execute(statement, tuple(values)).fetchall()

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        self._raw.executemany(statement, rows)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows, whose values are in the order of `columns`."""
        names = ", ".join(columns)
        self.write(f"insert into {table} ({names}) values ({marks(columns)})", rows)  # noqa: S608 - names of ours


class Postgres:
    """A gradebook on a PostgreSQL server."""

    is_server = True

    def __init__(self, raw: psycopg.Connection[Row]) -> None:
        """Use the driver's connection, in autocommit mode."""
        self._raw = raw

    def transaction(self) -> AbstractContextManager[object]:
        """Return a block whose changes are stored together when it ends, or not at all."""
        return self._raw.transaction()

    def has_table(self, name: str) -> bool:
        """Return whether there is a table of that name, where others are found too."""
        return self.read("select to_regclass(?)", (name,)) != [(None,)]

    def read(self, statement: str, values: Iterable[object] = ()) -> list[Row]:
        """Return the rows that a query finds."""
        return self._raw.execute(_mark_values(statement), tuple(values)).fetchall()

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        with self._raw.cursor() as cursor:
            cursor.executemany(_mark_values(statement), rows)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows by COPY, at half the cost of INSERT."""
        copying = f"copy {table} ({', '.join(columns)}) from stdin".encode()
        with self._raw.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row(row)


def _mark_values(statement: str) -> bytes:
    """Mark values as psycopg does; as bytes, since its types take no text that is put together."""
    return statement.replace("?", "%s").encode()


@contextmanager
def connect(url: str) -> Iterator[Connection]:
    """Open the gradebook at a URL as SQLAlchemy writes them, and close it when the block ends.

    Raises:
        GradebookError: the URL names no database that can be used; or it fails, also inside the block.
    """
    if match := _SQLITE.fullmatch(url):
        with _explain(sqlite3.Error, "db_file", file=match["file"]), _open_file(**match.groupdict()) as raw:
            yield Sqlite(raw)
    elif _POSTGRES.match(url):
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise GradebookError(say("grade", "bad_db", why=error)) from None
        with (
            _explain(psycopg.Error, "db"),
            closing(psycopg.connect(**_split(url), autocommit=True)) as server,
        ):
            yield Postgres(server)
    else:
        raise GradebookError(say("grade", "bad_db", why=sanitize.clean_name(url.partition(":")[0], 60)))


@contextmanager
def _explain(kind: type[Exception], key: str, **values: str) -> Iterator[None]:
    try:
        yield
    except kind as error:
        raise GradebookError(say("grade", key, why=first_line(error), **values)) from None


@contextmanager
def _open_file(file: str, options: str | None) -> Iterator[sqlite3.Connection]:
    """Open a SQLite file; as SQLAlchemy has it, `file:` begins an address with options of SQLite's own."""
    is_address = file.startswith("file:")
    kept = "&".join(part for part in (options or "").split("&") if part and not part.startswith("uri="))
    name = f"{file}?{kept}" if is_address and kept else file
    raw = sqlite3.connect(name, timeout=PATIENCE, uri=is_address, isolation_level=None)
    with closing(raw):
        raw.execute(f"pragma cache_size = -{_CACHE}")
        yield raw


def _split(url: str) -> dict[str, Any]:
    """Return psycopg's arguments for a URL."""
    parts = urlsplit(url)
    named = {
        "host": parts.hostname,
        "port": parts.port,
        "user": parts.username and unquote(parts.username),
        "password": parts.password and unquote(parts.password),
        "dbname": unquote(parts.path.lstrip("/")),
    }
    return {name: value for name, value in named.items() if value} | dict(parse_qsl(parts.query))


def file_of(url: str) -> str | None:
    """Return the path of the SQLite file at a URL; None for a server, and for an address of SQLite's own."""
    match = _SQLITE.fullmatch(url)
    return match["file"] if match and not match["file"].startswith("file:") else None


def is_known(url: str) -> bool:
    """Return whether a URL names a database of a kind that can hold the gradebook; it is not opened."""
    return bool(_SQLITE.fullmatch(url) or _POSTGRES.match(url))


def has_content(url: str) -> bool:
    """Return whether there may be a gradebook at a URL; opening a SQLite file would create one."""
    file = file_of(url)
    return file is None or (Path(file).is_file() and Path(file).stat().st_size > 0)


def marks(values: Iterable[object]) -> str:
    """Return a mark for each value, for a statement: `?, ?, ?`."""
    return ", ".join(repeat("?", len(list(values))))


def read_date(value: Any) -> datetime | None:
    """Return a stored date, UTC without a zone; SQLite has no type for it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def read_interval(value: Any) -> timedelta | None:
    """Return a stored interval; SQLite has no type for it."""
    return datetime.fromisoformat(value) - _EPOCH if isinstance(value, str) else value


def write_date(value: datetime | None) -> str | None:
    """Return a date as SQLAlchemy writes it into SQLite; PostgreSQL reads it, too."""
    return None if value is None else value.isoformat(" ", "microseconds")


def first_line(error: object) -> str:
    """Return the first line of a driver's message, made harmless."""
    lines = str(error).strip().splitlines()
    return sanitize.clean_name(lines[0] if lines else type(error).__name__, 300)
