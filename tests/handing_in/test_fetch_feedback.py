"""Which attempts in nbgrader's cache are one's own, and when each was handed in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from knowshow.handing_in.fetch_feedback import list_own

if TYPE_CHECKING:
    from pathlib import Path

NAME = "05-remedy"
BERLIN = "get_config().Exchange.timezone = 'Europe/Berlin'\n"


@pytest.mark.parametrize(
    ("stamp", "folder"),
    [
        ("2026-07-15 12:00:00.500000 UTC", "20260715T120000.500000+0000"),
        ("2026-07-15 12:00:00.500000 CEST", "20260715T100000.500000+0000"),
        ("2026-07-15 12:00:00 +0200", "20260715T100000.000000+0000"),
        ("2026-07-15 12:00:00 XYZT", "20270115T080000.000000+0000"),
    ],
    ids=["universal", "abbreviation", "offset", "of no zone: when it was written"],
)
def test_an_attempt_without_receipt_is_dated_by_its_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp: str, folder: str
) -> None:
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "nbgrader_config.py").write_text(BERLIN)
    for learner in ("ada", "bo"):
        attempt = tmp_path / "cache" / f"{learner}+{NAME}+{stamp}"
        attempt.mkdir(parents=True)
        os.utime(attempt, (1_800_000_000, 1_800_000_000))
    assert list(list_own(tmp_path / "cache", NAME, {"ada"})) == [(stamp, folder)]
