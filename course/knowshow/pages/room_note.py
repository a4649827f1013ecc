"""What leaves a room, written into the workspace: a briefing note and a case study, each twice."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Final

from knowshow.content import atomic, json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WRITTEN: Final = "notes.json"  # by file: what was written there last, and for which room
TEXTS: Final = {
    "briefing_html": "briefing-note-{story}.html",
    "briefing_markdown": "briefing-note-{story}.md",
    "case_html": "case-study-{story}.html",
    "case_markdown": "case-study-{story}.md",
}


def save(note: Mapping[str, str], story: str, code: str, into: Path, state: Path) -> list[str]:
    """Write a room's note into the folder `into` and return what to say about it, line by line.

    A file that was changed since, or that holds another room's note, is renamed and not written over. No file
    is called after its room. Raises OSError.
    """
    written = _read(state / WRITTEN)
    names = {key: name.format(story=story) for key, name in TEXTS.items()}
    lines = [say("console", "note_saved", files=", ".join(names.values()), folder=into)]
    for key, name in names.items():
        lines += _aside(into / name, written.get(name) == [_digest(into / name), code])
        atomic.write_text(into / name, note[key])
        written[name] = [_digest(into / name), code]
    json_file.write(state / WRITTEN, written)
    return lines


def _aside(path: Path, ours: bool) -> list[str]:  # noqa: FBT001 - the one thing it asks
    if ours or not path.exists():
        return []
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    older = path.with_name(f"{path.stem} {stamp}{path.suffix}")
    path.rename(older)
    return [say("console", "note_older", name=path.name, older=older.name)]


def _read(path: Path) -> dict[str, list[str | None]]:
    try:
        kept = json_file.read(path)
    except KnowShowError:
        return {}  # then no file is known as ours, and each is set aside
    return kept if isinstance(kept, dict) else {}


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
