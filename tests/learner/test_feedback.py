"""Feedback beside an exercise: where it may lie, which counts, which attempt it is about."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

import sample
from knowshow.exercises import feedback as pages
from knowshow.exercises.feedback import Feedback, as_meta
from knowshow.learner import attempts, feedback, receipts
from knowshow.learner.feedback import NoFeedbackError, find_attempts, find_latest, keep_file
from knowshow.learner.receipts import Receipt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST, SECOND, THIRD = (f"2026-11-{day}T12:00:00+00:00" for day in (20, 22, 24))


def make_page(earned: float = 1, sent: str = FIRST, made: str = THIRD, assignment: str = "sample") -> bytes:
    data = Feedback(assignment=assignment, sent=sent, made=made, earned=earned, maximum=20)
    return f"<head>{as_meta(data)}</head>".encode()


def make_zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def earned(folder: Path) -> float | None:
    arrival = find_latest(sample.assignment(), folder)
    return arrival.feedback.earned if arrival else None


PLACES = {
    "exercise.html": make_page(),
    "Lovelace Ada_12345_feedback.html": make_page(),
    "feedback/any.html": make_page(),
    "feedback/2026-11-20 12:00:00.000000 UTC/exercise.html": make_page(),
    "feedback.zip": make_zip({"Lovelace Ada_1_assignsubmission_file_/exercise.html": make_page()}),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_page_or_a_zip_beside_the_exercise_is_found(tmp_path: Path, place: str) -> None:
    assert earned(tmp_path) is None
    put(tmp_path / place, PLACES[place])
    assert earned(tmp_path) == 1


def test_the_last_attempt_counts_and_of_one_attempt_what_was_made_last(tmp_path: Path) -> None:
    put(tmp_path / "c.html", make_page(3, sent=FIRST, made=THIRD))
    put(tmp_path / "a.html", make_page(1, sent=SECOND, made=SECOND))
    put(tmp_path / "b.html", make_page(2, sent=SECOND, made=THIRD))
    assert earned(tmp_path) == 2


def zip_damaged_on_its_way() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.html", make_page())
    data = bytearray(packed.getvalue())
    data[60:80] = bytes(20)
    return bytes(data)


def zip_that_unpacks_to_much() -> bytes:
    return make_zip({"a.html": b"\0" * (pages.MAX_BYTES + 1)})


UNUSABLE: dict[str, Callable[[], bytes]] = {
    "other.html": lambda: make_page(assignment="01-strategy"),
    "mine.html": lambda: b"<h1>Mine</h1>",
    "large.html": lambda: b" " * pages.MAX_BYTES + make_page(),
    "broken.zip": lambda: b"PK\x03\x04broken",
    "damaged.zip": zip_damaged_on_its_way,
    "bomb.zip": zip_that_unpacks_to_much,
    "bytes.html": lambda: b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_is_no_feedback_on_this_exercise_is_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path / name, UNUSABLE[name]())
    assert earned(tmp_path) is None
    with pytest.raises(NoFeedbackError, match=name):
        keep_file(sample.assignment(), tmp_path, name, UNUSABLE[name]())
    put(tmp_path / "good.html", make_page(4))
    assert earned(tmp_path) == 4


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "page", make_page())
    folder = tmp_path / "exercise"
    folder.mkdir()
    (folder / "link.html").symlink_to(tmp_path / "elsewhere" / "page")
    os.mkfifo(folder / "pipe.html")
    assert earned(folder) is None


def test_a_file_that_is_brought_is_kept_beside_the_exercise(tmp_path: Path) -> None:
    keep_file(sample.assignment(), tmp_path, "x.html", make_page(1))
    keep_file(sample.assignment(), tmp_path, "X.ZIP", make_zip({"a/b.html": make_page(2, sent=SECOND)}))
    assert earned(tmp_path) == 2
    assert len(list((tmp_path / feedback.FOLDER).iterdir())) == 2


def keep_receipt(time: str, digest: str) -> None:
    receipts.keep(Receipt("sample", "2026.1", "amara", time, 5, 6, digest * 64, "by_exchange", "x"))


def test_the_attempt_is_the_last_before_the_stamp_and_a_later_one_is_named(
    workspace: Path, tmp_path: Path
) -> None:
    assert workspace.is_dir()
    for time, digest in ((FIRST, "1"), (SECOND, "2"), (THIRD, "3")):
        keep_receipt(time, digest)
    stamp = SECOND.replace("12:00:00", "12:00:03.25")  # nbgrader's own, a little after the receipt
    put(tmp_path / "a.html", make_page(sent=stamp))
    arrival = find_latest(sample.assignment(), tmp_path)
    assert arrival is not None
    tries = find_attempts(arrival)
    assert tries.marked is not None
    assert tries.later is not None
    assert (tries.marked.digest[0], tries.later.digest[0]) == ("2", "3")


@pytest.mark.parametrize(
    ("rule", "sent", "came", "refusal"),
    [
        ("any", True, True, None),
        ("one", False, False, None),
        ("one", True, False, "one_attempt"),
        ("until-feedback", True, False, None),
        ("until-feedback", True, True, "feedback_came"),
    ],
)
def test_the_programme_says_whether_one_may_hand_in_again(
    workspace: Path, rule: str, *, sent: bool, came: bool, refusal: str | None
) -> None:
    put(workspace / "programme.yaml", f"attempts: {rule}\n".encode())
    if sent:
        keep_receipt(FIRST, "1")
    if came:
        put(workspace / "a.html", make_page())
    assert attempts.find_refusal(sample.assignment(), workspace) == refusal
