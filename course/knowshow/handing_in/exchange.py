"""nbgrader's exchange, where this machine has one: its own settings find it, its own code submits to it."""

from __future__ import annotations

import logging
import os
import re
import socket
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import COURSE_ID, ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_SETTINGS = "KNOWSHOW_OWN_JUPYTER"  # the reader's own folder of settings, which course mode leaves aside
_LOG = logging.getLogger("knowshow.exchange")
_LOG.addHandler(logging.NullHandler())  # what nbgrader logs is for its own commands; we say it in one line
_IN_TROUBLE = re.compile(r"status code of: 5\d\d\b")  # nbgrader tells it in words alone
_PATIENCE = 20  # seconds to wait for a hub; nbgrader itself would wait for ever


class ExchangeFailedError(KnowShowError):
    """The exchange refused a submission; the text says why."""


@dataclass(frozen=True)
class Exchange:
    """A course's exchange for one assignment."""

    app: Any
    root: Path
    assignment: str

    @property
    def released(self) -> Path:
        """The items of the edition that was released there."""
        return self.root / "outbound" / self.assignment / ITEMS

    def send(self, files: dict[str, bytes], learner: str | None = None) -> str:
        """Submit files, name to bytes, as the assignment's folder, and return the exchange's folder.

        `learner` is an explicit id, like nbgrader's `--student`; without it, nbgrader uses `user`.
        """
        with tempfile.TemporaryDirectory() as staging:
            folder = Path(staging) / self.assignment
            folder.mkdir()
            for name, data in files.items():
                (folder / name).write_bytes(data)
            with _refusals_in_a_line():
                self._submit(staging, learner)
        return str(self.root)

    @property
    def checks_owner(self) -> bool:
        """Whether who collects compares a submission's name with the owner of its files."""
        from nbgrader.exchange import ExchangeFactory  # noqa: PLC0415 - slow to import

        kind = ExchangeFactory(parent=self.app).collect
        return bool(getattr(kind(coursedir=self.app.coursedir, parent=self.app), "check_owner", False))

    @property
    def user(self) -> str:
        """The student id that nbgrader derives from this computer's user."""
        from nbgrader.utils import get_username  # noqa: PLC0415 - slow to import

        return str(get_username())

    def _submit(self, staging: str, learner: str | None) -> None:
        from nbgrader.auth import Authenticator  # noqa: PLC0415 - slow to import
        from nbgrader.exchange import ExchangeFactory  # noqa: PLC0415 - slow to import

        self.app.coursedir.assignment_id = self.assignment
        self.app.coursedir.student_id = learner or "*"
        sending = ExchangeFactory(parent=self.app).Submit(
            coursedir=self.app.coursedir, authenticator=Authenticator(parent=self.app), parent=self.app
        )
        sending.assignment_dir = staging
        sending.path_includes_course = False
        sending.timezone = "UTC"  # in other zones nbgrader cannot read all dates that it writes
        sending.start()


@contextmanager
def _refusals_in_a_line() -> Iterator[None]:
    """Say in one line why the exchange, or the hub that nbgrader asks who is enrolled, takes nothing.

    Raises:
        ExchangeFailedError: the exchange refused; the hub answered nothing, an error, or without groups.
    """
    from nbgrader.auth import jupyterhub  # noqa: PLC0415 - slow to import
    from nbgrader.exchange import ExchangeError  # noqa: PLC0415 - slow to import
    from requests import RequestException  # noqa: PLC0415 - slow to import

    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(_PATIENCE)
    try:
        yield
    except RequestException:
        raise ExchangeFailedError(say("submit", "hub_silent")) from None
    except jupyterhub.JupyterhubApiError as error:
        key = "hub_silent" if _IN_TROUBLE.search(str(error)) else "hub_refused"
        raise ExchangeFailedError(say("submit", key)) from None
    except (jupyterhub.JupyterhubEnvironmentError, KeyError):
        raise ExchangeFailedError(say("submit", "hub_refused")) from None
    except (ExchangeError, OSError) as error:
        raise ExchangeFailedError(say("submit", "exchange_failed", why=error)) from None
    finally:
        socket.setdefaulttimeout(before)


def find(assignment: str) -> Exchange | None:
    """Return an assignment's exchange; None where nbgrader's settings name none that is writable."""
    from jupyter_core.application import JupyterApp  # noqa: PLC0415 - slow to import
    from nbgrader.apps.baseapp import NbGrader  # noqa: PLC0415 - slow to import
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415 - slow to import
    from nbgrader.exchange import ExchangeFactory  # noqa: PLC0415 - slow to import

    app = NbGrader(log=_LOG)
    app.coursedir = CourseDirectory(parent=app)
    app.load_config_file()
    if os.environ.get(OWN_SETTINGS):
        super(JupyterApp, app).load_config_file(app.config_file_name, os.environ[OWN_SETTINGS])
    app.coursedir.course_id = app.coursedir.course_id or COURSE_ID
    kind = ExchangeFactory(parent=app).exchange
    root = Path(kind(coursedir=app.coursedir, parent=app).root) / app.coursedir.course_id
    inbound = root / "inbound"
    if not inbound.is_dir() or not os.access(inbound, os.W_OK | os.X_OK):
        return None
    return Exchange(app, root, assignment)
