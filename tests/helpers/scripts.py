"""The net under the scripts: `deno` lints, type-checks and tests them, offline and without Node."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from knowshow.content import course_files
from knowshow.drawing.joining import FOLDER

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / ".ci" / "deno.json"
EXTENSION = course_files.package("lab", "labextensions", "knowshow", "static", "remoteEntry.js")
SCRIPTS = [*sorted(FOLDER.glob("*.js")), *sorted(EXTENSION.parent.glob("*.js"))]
TESTS = ROOT / "tests" / "drawing"


@cache
def deno() -> str:
    """The path of the program; where it is missing, a failure that names the command to install it."""
    try:
        from deno import find_deno_bin  # type: ignore[import-untyped] # noqa: PLC0415 - it may be missing
    except ImportError:
        pytest.fail("deno is missing, so no script was checked; run: pip install -e '.[dev]'")
    return str(find_deno_bin())


@cache
def _folder() -> str:
    return mkdtemp(prefix="knowshow-deno-")


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `deno` with these arguments; it fetches nothing and keeps what it keeps in a folder of its own."""
    environment = {**os.environ, "DENO_DIR": _folder(), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [deno(), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
