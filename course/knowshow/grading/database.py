"""Open the gradebook by way of SQLAlchemy, as nbgrader does: to create one, and for reports.

Bulk grading does without, by `sql`. Any failure is one line, without the password.
"""

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
from knowshow.grading import gradebook_ids, nbgrader_app
from knowshow.grading.sql import PATIENCE, GradebookError, file_of, first_line, has_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from knowshow.exercises.course_folder import Exercise
    from knowshow.grading.nbgrader_settings import Settings

_ASIDE = ".gradebook-"
_FORGOTTEN = 600  # seconds after which a folder of drafts belongs to a run that was killed


def make_engine(url: str) -> Engine:
    """Return an engine for the gradebook at a URL, which waits for another writer's lock.

    Raises:
        sqlalchemy.exc.ArgumentError, ModuleNotFoundError: the URL cannot be used.
    """
    return create_engine(url, connect_args={"timeout": PATIENCE} if _is_file(url) else {})


@contextmanager
def open_engine(url: str) -> Iterator[Engine]:
    """Open the gradebook's database, and close it at the end of the block.

    Raises:
        GradebookError: the database cannot be opened, or fails inside the block.
    """
    engine = None
    with _explain():
        try:
            engine = make_engine(url)
            yield engine
        finally:
            if engine is not None:
                engine.dispose()


def enter(settings: Settings, exercise: Exercise) -> None:
    """Make the gradebook as nbgrader does, unless there is one, and enter an assignment in it.

    Raises:
        GradebookError: the gradebook cannot be made or used, or nbgrader cannot convert the assignment.
    """
    from nbgrader.api import Gradebook  # noqa: PLC0415 - slow to import

    app = nbgrader_app.load_application(settings.root, settings.db_url)
    with _explain():
        with create_whole(settings.db_url, shared=settings.shared) as url:
            Gradebook(url, app.coursedir.course_id or "default_course").close()
        gradebook_ids.enter(app, exercise)


@contextmanager
def _explain() -> Iterator[None]:
    try:
        yield
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise GradebookError(say("grade", "bad_db", why=first_line(error))) from None
    except DBAPIError as error:
        raise GradebookError(say("grade", "db", why=first_line(error.orig or error))) from None


@contextmanager
def create_whole(url: str, *, shared: bool = False) -> Iterator[str]:
    """Yield the URL at which to create a gradebook, so that no half gradebook is ever seen.

    A new SQLite file is created aside and moved into place when the block ends, private or, if `shared`, for
    the folder's group too. If two runs create one at the same time, the first to finish wins.
    """
    file = file_of(url)
    if not file or has_content(url) or not Path(file).parent.is_dir():
        yield url
        return
    for old in Path(file).parent.glob(f"{_ASIDE}*"):
        if time.time() - old.stat().st_mtime > _FORGOTTEN:  # of a run that was killed
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=Path(file).parent, prefix=_ASIDE) as aside:
        draft = Path(aside) / "gradebook.db"
        yield f"sqlite:///{draft}"
        draft.chmod(0o660 if shared else 0o600)
        try:
            os.link(draft, file)
        except OSError:  # another run was first, or this disk has no links
            if not has_content(url):
                draft.replace(file)


def is_server(engine: Engine) -> bool:
    """Return whether many can write at a time, from other machines too; SQLite has one writer."""
    return engine.url.get_backend_name() != "sqlite"


def exists(engine: Engine) -> bool:
    """Return whether the database holds a gradebook, without creating one."""
    url = engine.url.render_as_string(hide_password=False)
    return has_content(url) and inspect(engine).has_table("assignment")


def _is_file(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"
