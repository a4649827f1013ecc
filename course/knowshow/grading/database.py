"""Open the gradebook's database by its URL; report any failure in one line, without the password."""

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

_PATIENCE = 60  # seconds to wait for another writer's lock
_ASIDE = ".gradebook-"
_FORGOTTEN = 600  # seconds after which a folder of drafts belongs to a run that was killed


@contextmanager
def open_engine(url: str) -> Iterator[Engine]:
    """Open the gradebook's database, and close it at the end of the block.

    Raises:
        GradebookError: the database cannot be opened, or fails inside the block.
    """
    engine = None
    try:
        arguments = {"timeout": _PATIENCE} if _is_file(url) else {}
        engine = create_engine(url, connect_args=arguments)
        yield engine
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise GradebookError(say("grade", "bad_db", why=_first_line(error))) from None
    except DBAPIError as error:
        raise GradebookError(say("grade", "db", why=_first_line(error.orig or error))) from None
    finally:
        if engine is not None:
            engine.dispose()


@contextmanager
def create_whole(url: str) -> Iterator[str]:
    """Yield the URL at which to create a gradebook, so that no half gradebook is ever seen.

    A new SQLite file is created aside and moved into place when the block ends. If two runs create one at
    the same time, the first to finish wins.
    """
    file = make_url(url).database if _is_file(url) else None
    if not file or file.startswith("file:") or _has_content(file) or not Path(file).parent.is_dir():
        yield url
        return
    for old in Path(file).parent.glob(f"{_ASIDE}*"):
        if time.time() - old.stat().st_mtime > _FORGOTTEN:  # of a run that was killed
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=Path(file).parent, prefix=_ASIDE) as aside:
        draft = Path(aside) / "gradebook.db"
        yield f"sqlite:///{draft}"
        try:
            os.link(draft, file)
        except OSError:  # another run was first, or this disk has no links
            if not _has_content(file):
                draft.replace(file)


def is_server(engine: Engine) -> bool:
    """Return whether many can write at a time, from other machines too; SQLite has one writer."""
    return engine.url.get_backend_name() != "sqlite"


def exists(engine: Engine) -> bool:
    """Return whether the database holds a gradebook, without creating one."""
    file = engine.url.database
    if not is_server(engine) and not (file and (file.startswith("file:") or _has_content(file))):
        return False
    return inspect(engine).has_table("assignment")


def _has_content(file: str) -> bool:
    """Return whether a SQLite file holds anything; opening one that is missing leaves an empty file."""
    path = Path(file)
    return path.exists() and path.stat().st_size > 0


def _is_file(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _first_line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return sanitize.clean_name(lines[0] if lines else type(error).__name__, 300)


class GradebookError(KnowShowError):
    """The gradebook cannot be used for this assignment."""
