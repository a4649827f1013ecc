"""Find where the course cites a principle, in the files that ship, so that the list is never out of date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowshow.content import course_files, course_map, yaml_reader
from knowshow.content.text import say
from knowshow.errors import InvalidFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowshow.content.course_map import Module

_ID = re.compile(r"^GP\d+")
_APART = ("invariants",)  # what holds on every path is the machine's business, not met by a reader


def find_uses() -> dict[str, dict[str, list[str]]]:
    """Return `{principle: {module: [how, ...]}}`, modules in the course's order, `how` in words."""
    uses: dict[str, dict[str, list[str]]] = {}
    for module in course_map.load_modules():
        for path, how in _list_files(module):
            for principle in sorted(set(_find_cites(path))):
                uses.setdefault(principle, {}).setdefault(module.id, []).append(how)
    return uses


def _list_files(module: Module) -> Iterator[tuple[Path, str]]:
    if module.dilemma:
        yield course_files.assets("scenarios", f"{module.dilemma}.yaml"), say("explorer", "in_dilemma")
    yield course_files.assets("practice", f"{module.id}.yaml"), say("explorer", "in_practice")
    if module.assignment:
        # The released questions only; what their keys cite stays with the graders.
        yield course_files.exercises(module.assignment, "items.yaml"), say("explorer", "in_exercise")


def _find_cites(path: Path) -> Iterator[str]:
    """Yield the principles that a file cites, without the part's letter; none if it is missing or wrong."""
    if not path.is_file():
        return
    try:
        data = yaml_reader.read(path).data
    except InvalidFileError:
        return  # the page that shows the file says what is wrong with it
    yield from _walk(data)


def _walk(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("cites", "cite"):
                yield from (_ID.findall(str(cite))[0] for cite in _as_list(value) if _ID.match(str(cite)))
            elif key not in _APART:
                yield from _walk(value)
    elif isinstance(data, list):
        for value in data:
            yield from _walk(value)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
