"""What is chosen from an archive: the newest of each learner, and no one's in place of another's."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from knowshow.handing_in import who_is_who
from knowshow.handing_in.archive import Archive
from knowshow.handing_in.collecting import Collecting
from sent import NAME, put, sent, stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def collect(root: Path, opened: ExitStack, files: dict[str, bytes]) -> tuple[dict[str, bytes], Collecting]:
    """Return what is chosen, learner to answers, from an archive of these files."""
    archive = Archive(NAME, opened)
    archive.search(put(root / "archive", files))
    listed = who_is_who.read(root / "submitted" / who_is_who.NAME)
    collecting = Collecting(root, root / "submitted", archive, listed)
    return {learner: files["responses.json"] for learner, _, files in collecting.choose()}, collecting


def collected(root: Path, learner: str, stamp: str) -> None:
    put(root / "submitted" / learner / NAME, {"timestamp.txt": stamp.encode()})


def test_of_two_with_one_id_the_newer_is_chosen_the_other_named(tmp_path: Path, opened: ExitStack) -> None:
    files = {f"{stem('user', 20)}.zip": sent(b"1"), f"{stem('user', 21)}.zip": sent(b"2")}
    chosen, collecting = collect(tmp_path, opened, files)
    assert chosen == {"user": b"2"}
    (remark,) = collecting.remarks
    assert remark.startswith(f"{stem('user', 20)}.zip: not collected; {stem('user', 21)}.zip")
    assert collecting.rejected == []


def test_copies_of_one_zip_are_one_hand_in(tmp_path: Path, opened: ExitStack) -> None:
    names = ("", " (1)", " - Copy")
    chosen, collecting = collect(tmp_path, opened, {f"{stem('ada')}{n}.zip": sent(b"1") for n in names})
    assert chosen == {"ada": b"1"}
    assert collecting.remarks == []
    assert collecting.rejected == []


def test_a_copy_stands_in_for_one_that_was_cut_short(tmp_path: Path, opened: ExitStack) -> None:
    files = {f"{stem('ada')} (1).zip": sent()[:90], f"{stem('ada')}.zip": sent(b"1")}
    chosen, collecting = collect(tmp_path, opened, files)
    assert chosen == {"ada": b"1"}
    assert collecting.rejected == []


def test_an_earlier_hand_in_stands_in_for_one_that_cannot_be_read(tmp_path: Path, opened: ExitStack) -> None:
    files = {f"{stem('ada', 20)}.zip": sent(b"1"), f"{stem('ada', 21)}.zip": b"broken"}
    chosen, collecting = collect(tmp_path, opened, files)
    assert chosen == {"ada": b"1"}
    assert [rejected.place for rejected in collecting.rejected] == [f"{stem('ada', 21)}.zip"]


@pytest.mark.parametrize(
    "stamp", ["2026-11-22 09:00:00 UTC", "2026-11-20 10:00:00.000001", "2026-11-21 00:00:00 CET"]
)
def test_nothing_older_than_what_was_collected_is_chosen(
    tmp_path: Path, opened: ExitStack, stamp: str
) -> None:
    collected(tmp_path, "ada", stamp)
    chosen, collecting = collect(tmp_path, opened, {f"{stem('ada', 20)}.zip": sent()})
    assert chosen == {}
    assert collecting.remarks[0].startswith(f"{stem('ada', 20)}.zip: not collected; what ada handed in at")


def test_what_takes_the_place_of_something_collected_is_named(tmp_path: Path, opened: ExitStack) -> None:
    collected(tmp_path, "ada", "2026-11-19 10:00:00")
    chosen, collecting = collect(tmp_path, opened, {f"{stem('ada', 20)}.zip": sent(b"1")})
    assert chosen == {"ada": b"1"}
    assert "takes the place of what ada handed in at 2026-11-19 10:00:00 UTC" in collecting.remarks[0]


def test_collecting_the_same_again_says_nothing(tmp_path: Path, opened: ExitStack) -> None:
    collected(tmp_path, "ada", "2026-11-20 10:00:00")
    chosen, collecting = collect(tmp_path, opened, {f"{stem('ada', 20)}.zip": sent(b"1")})
    assert (chosen, collecting.remarks) == ({"ada": b"1"}, [])


def test_an_id_in_other_letters_is_the_same_learner(tmp_path: Path, opened: ExitStack) -> None:
    collected(tmp_path, "ada", "2026-11-19 10:00:00")
    chosen, collecting = collect(tmp_path, opened, {f"{stem('Ada', 20)}.zip": sent(b"1")})
    assert chosen == {"ada": b"1"}
    assert collecting.remarks[0] == f"{stem('Ada', 20)}.zip: collected as ada, who is spelled so already"


def test_on_a_platform_nobody_takes_anothers_place(tmp_path: Path, opened: ExitStack) -> None:
    files = {
        f"Lovelace Ada_1_assignsubmission_file_/{stem('ada', 20)}.zip": sent(b"ada"),
        f"Mallory_2_assignsubmission_file_/{stem('ada', 21)}.zip": sent(b"mallory"),
        f"Lindgren Bo_3_assignsubmission_file_/{stem('bo', 21)}.zip": sent(b"bo"),
    }
    chosen, collecting = collect(tmp_path, opened, files)
    assert chosen == {"ada": b"ada", "ada.2": b"mallory", "bo": b"bo"}
    (remark,) = collecting.remarks
    assert "says it is ada, but comes from Mallory (number 2), so it is collected as ada.2" in remark
    assert collecting.rejected == []
