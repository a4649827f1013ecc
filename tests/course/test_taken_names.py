"""No company, product or service bears a name known to be somebody's in the same business."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
TAKEN = re.compile(
    r"\b(Evenheat|Fleetly|Invigil|Lantern|Muster|Pipit|Plumbline|Portwatch|Rotawell|Selfsame|Skerry|Tollgate)\b"
)
FIRST = 'edition: "2026.1"'  # the items of the first edition are kept as they were handed in
TEXTS = [
    path
    for pattern in (
        "assets/*.yaml",
        "assets/practice/*",
        "assets/scenarios/*",
        "course/*.ipynb",
        "solutions/**/*.yaml",
    )
    for path in sorted(REPO.glob(pattern))
    if FIRST not in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(REPO).as_posix())
def test_no_name_is_taken(path: Path) -> None:
    assert TAKEN.findall(path.read_text("utf-8")) == []
