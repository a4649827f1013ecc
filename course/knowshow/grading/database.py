"""The gradebook's database, reached by its URL; what goes wrong there is one line, without its password."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_PATIENCE = 60
_ASIDE = ".gradebook-"
_FORGOTTEN = 600  # seconds


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """The gradebook's database, closed at the end.

    Raises:
        GradebookError: it cannot be used, when opened or later.
    """
    engine = None
    try:
        arguments = {"timeout": _PATIENCE} if _is_file(url) else {}
        engine = create_engine(url, connect_args=arguments)
        yield engine
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise GradebookError(say("grade", "bad_db", why=_line(error))) from None
    except DBAPIError as error:
        raise GradebookError(say("grade", "db", why=_line(error.orig or error))) from None
    finally:
        if engine is not None:
            engine.dispose()


@contextmanager
def whole(url: str) -> Iterator[str]:
    """Where to make a gradebook: a SQLite file that is not there yet is made aside, and put there when whole.

    A run that is killed leaves no half gradebook; where two make one at the same time, the first one counts.
    """
    file = make_url(url).database if _is_file(url) else None
    if not file or file.startswith("file:") or _holds_something(file) or not Path(file).parent.is_dir():
        yield url
        return
    for old in Path(file).parent.glob(f"{_ASIDE}*"):
        if time.time() - old.stat().st_mtime > _FORGOTTEN:  # of a run that was killed
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=Path(file).parent, prefix=_ASIDE) as aside:
        made = Path(aside) / "gradebook.db"
        yield f"sqlite:///{made}"
        try:
            os.link(made, file)
        except OSError:  # somebody was first, or this disk has no links
            if not _holds_something(file):
                made.replace(file)


def is_server(engine: Engine) -> bool:
    """Whether many can write at a time, from other machines too; SQLite is one file with one writer."""
    return engine.url.get_backend_name() != "sqlite"


def exists(engine: Engine) -> bool:
    """Whether the database holds a gradebook already; asking makes none."""
    file = engine.url.database
    if not is_server(engine) and not (file and (file.startswith("file:") or _holds_something(file))):
        return False
    return inspect(engine).has_table("assignment")


def _holds_something(file: str) -> bool:
    """Whether a SQLite file is there; one without a byte is left by who looked for one."""
    path = Path(file)
    return path.exists() and path.stat().st_size > 0


def _is_file(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return sanitize.clean_name(lines[0] if lines else type(error).__name__, 300)


class GradebookError(KnowShowError):
    """A gradebook that cannot be used for this assignment."""
