"""Remake every committed file that the program makes: `python tests/helpers/remake.py`; a test compares them.

Not among them, since a change there is a decision: transcripts (`knowshow check --renew`), accessibility
trees (`KS_SNAPSHOTS=write`), the README's pictures (`tests/screenshots/take.py`) and the pins (`.ci/pin`).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from handed_in import REPO, nbgrader
from knowshow.authoring import generated
from knowshow.exercises import course_folder, notebook
from knowshow.exercises.course_folder import EXERCISES, NOTEBOOK, SOLUTIONS
from knowshow.grading import nbgrader_config
from knowshow.lab import shipped_cells
from knowshow.pages import view_types

if TYPE_CHECKING:
    from collections.abc import Callable

    Files = dict[Path, bytes | None]


def formats() -> Files:
    """The schema of a scenario, and the author's guide with its table of findings."""
    return {path: text.encode() for path, text in generated.generate().items()}


def release() -> Files:
    """The notebooks of all exercises and what nbgrader releases of them; None for a file to delete."""
    names = course_folder.list_names(REPO)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        shutil.copytree(REPO / SOLUTIONS, root / SOLUTIONS)
        shutil.copy(REPO / nbgrader_config.FILE, root)
        notebook.write_all(root)
        done = nbgrader(root, *(f"generate_assignment {name}" for name in names))
        if done.returncode:
            raise SystemExit(done.stderr)
        made: Files = {
            REPO / SOLUTIONS / name / f"{NOTEBOOK}.ipynb": (
                root / SOLUTIONS / name / f"{NOTEBOOK}.ipynb"
            ).read_bytes()
            for name in names
        }
        released = [path for path in (root / EXERCISES).rglob("*") if path.is_file()]
        made |= {REPO / path.relative_to(root): path.read_bytes() for path in released}
    old = [path for path in (REPO / EXERCISES).glob("*/*") if path.is_file()]
    return made | {path: None for path in old if path not in made}


def shipped() -> Files:
    """The cells that the labextension may run; they are read from the released exercises, so last."""
    return {shipped_cells.MANIFEST: shipped_cells.render_manifest().encode()}


def views() -> Files:
    """The types of what pages are given, for the scripts."""
    return {view_types.PATH: view_types.text().encode()}


def settings() -> Files:
    """What nbgrader is told: in a course folder, and as the package installs them."""
    return {
        REPO / nbgrader_config.FILE: nbgrader_config.render(nbgrader_config.OF_A_COURSE_FOLDER).encode(),
        nbgrader_config.INSTALLED: nbgrader_config.render(nbgrader_config.WITHOUT_CODE).encode(),
    }


STAGES: tuple[Callable[[], Files], ...] = (formats, views, settings, release, shipped)


def stale(files: Files) -> Files:
    """Those of some files that are not as they should be."""
    return {
        path: wanted
        for path, wanted in files.items()
        if (path.read_bytes() if path.is_file() else None) != wanted
    }


def write(files: Files) -> None:
    """Make files what they should be."""
    for path, wanted in files.items():
        if wanted is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)


def main() -> None:
    """Remake all, stage by stage, and name what was written."""
    total = written = 0
    for stage in STAGES:
        files = stage()
        changed = stale(files)
        write(changed)
        for path, wanted in sorted(changed.items()):
            verb = "deleted" if wanted is None else "wrote"
            sys.stdout.write(f"{verb} {path.relative_to(REPO).as_posix()}\n")
        total, written = total + len(files), written + len(changed)
    sys.stdout.write(f"{total} generated files, {written} changed\n")


if __name__ == "__main__":
    main()
