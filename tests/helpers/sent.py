"""Hand-ins as they come: zips of the course, and what platforms and systems make of them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from handed_in import content

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.exercises.course_folder import Exercise

NAME = "demo"
FILES = ("exercise.ipynb", "responses.json")


def stem(learner: str, day: int = 20, assignment: str = NAME) -> str:
    """Return the course's own name of a zip of November 2026, without its ending."""
    return f"{assignment}__{learner}__202611{day:02}T100000.000000Z"


def answer(exercise: Exercise, days: int) -> bytes:
    """Return the answers of a hand-in that says so many days."""
    return json.dumps(content(exercise, {"days": days})).encode()


def pack(*members: tuple[str, bytes]) -> bytes:
    """Return a zip that holds these members, path and bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members:
            archive.writestr(name, inside)
    return data.getvalue()


def sent(answers: bytes = b"{}", folder: str = "", notebook: bytes = b"{}") -> bytes:
    """Return a zip as `knowshow submit` makes it, or with both files in a folder."""
    return pack((f"{folder}{FILES[0]}", notebook), (f"{folder}{FILES[1]}", answers))


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files, path to bytes, into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
