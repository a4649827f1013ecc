from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from knowshow.learner import receipts
from knowshow.learner.receipts import Receipt

if TYPE_CHECKING:
    from pathlib import Path


def receipt(**other: object) -> Receipt:
    facts = {
        "time": "2026-11-27T02:17:04+00:00",
        "digest": "28e1f00d5a3c91b7" + "0" * 48,
        "place": "submissions/ada.zip",
    }
    common = {
        "assignment": "05-remedy",
        "edition": "2026.1",
        "learner": "ada",
        "answered": 6,
        "items": 8,
        "way": "by_zip",
    }
    return Receipt(**{**common, **facts, **other})  # type: ignore[arg-type]


def test_the_last_receipt_kept_is_the_one_read(workspace: Path) -> None:
    assert receipts.last("05-remedy") is None
    assert receipts.keep(receipt()) == ""
    assert receipts.keep(receipt(answered=8)) == ""
    assert receipts.last("05-remedy") == receipt(answered=8)
    assert len(json.loads((workspace / ".knowshow/receipts/05-remedy.json").read_text("utf-8"))) == 2


def test_a_receipt_has_a_number_and_a_day_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    assert receipt().number == "28e1 f00d 5a3c 91b7"
    assert receipt(time=datetime(2026, 11, 27, 12, tzinfo=UTC).isoformat()).day == "27 November 2026"


@pytest.mark.parametrize(
    "other",
    [
        {"assignment": "01-strategy"},
        {"answered": -3, "items": 0},
        {"answered": 9},
        {"digest": ""},
        {"time": "0001-01-01T00:00:00+14:00"},
        {"time": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_what_can_be_no_receipt_counts_as_none(workspace: Path, other: dict[str, object]) -> None:
    path = workspace / ".knowshow" / "receipts" / "05-remedy.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps([asdict(receipt(**other))]), "utf-8")
    assert receipts.load_all("05-remedy") == []


@pytest.mark.parametrize("text", ["{}", '{"time": "2026"}', "[1]", "[{}]", "no json", '"sent"'])
def test_a_file_without_receipts_counts_as_none_and_is_set_aside_by_the_next(
    workspace: Path, text: str
) -> None:
    path = workspace / ".knowshow" / "receipts" / "05-remedy.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert receipts.last("05-remedy") is None
    assert receipts.keep(receipt()) == ""
    assert receipts.last("05-remedy") == receipt()
    others = [other.read_text("utf-8") for other in path.parent.iterdir() if other != path]
    assert others == ([] if text == "{}" else [text])


def test_a_receipt_with_an_invalid_time_counts_as_none(workspace: Path) -> None:
    assert workspace.is_dir()
    assert receipts.keep(receipt(time="yesterday")) == ""
    assert receipts.last("05-remedy") is None


def test_a_receipt_that_cannot_be_kept_is_reported(workspace: Path) -> None:
    (workspace / ".knowshow").write_text("in the way", "utf-8")
    assert "receipt" in receipts.keep(receipt())
