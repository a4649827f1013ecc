"""A PostgreSQL server of the tests' own: on loopback, in a folder of its own, stopped at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAST = ("-c", "fsync=on", "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=64MB")


def binaries() -> Path | None:
    """Where the server's programs lie, on the path or where Debian puts them."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).parent if found else debian[-1].parent if debian else None


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its database's address for SQLAlchemy. It never runs as root."""
    programs = binaries()
    assert programs is not None
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="ks-postgres-"))
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"

    def run(*command: str) -> None:
        group = pwd.getpwnam(user).pw_gid if user else None
        done = subprocess.run(
            command,
            user=user,
            group=group,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    control = (str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"))
    options = " ".join((*_FAST, "-p", str(port), "-k", str(folder)))
    try:
        run(
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "grader",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        run(*control, "-o", options, "start")
        try:
            yield f"postgresql+psycopg://grader@127.0.0.1:{port}/postgres"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database(url: str, name: str, template: str = "template1") -> str:
    """A new database on that server, a copy of another; gives its address."""
    base = url.rsplit("/", 1)[0]
    engine = create_engine(f"{base}/template1", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'create database "{name}" template "{template}"'))
    engine.dispose()
    return f"{base}/{name}"


def required() -> None:
    """Leave the test out where there is no server to start."""
    if binaries() is None:
        left_out.leave_out(left_out.POSTGRESQL)


def _user() -> str | None:
    """Somebody other than root to run it as, where we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
