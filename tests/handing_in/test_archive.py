"""What is found in a folder of downloads."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from knowshow.exercises.responses import RefusedError
from knowshow.handing_in.archive import Archive
from sent import NAME, pack, put, sent, stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini", f"._{stem('ada')}.zip", "__MACOSX/._x", "DESKTOP.INI")
OWN = f"{stem('ada')}.zip"
MOODLE = "Lovelace Ada_12345_assignsubmission_file"
BULK = pack(
    (f"{MOODLE}_/{OWN}", sent(b"1")), (f"Lindgren Bo_2_assignsubmission_file_/{stem('bo')}.zip", sent(b"2"))
)


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def find(folder: Path, opened: ExitStack) -> Archive:
    archive = Archive(NAME, opened)
    archive.search(folder)
    return archive


@pytest.mark.parametrize(
    "files",
    [
        {OWN: sent()},
        {f"{stem('ada')} (1).zip": sent()},
        {f"{MOODLE}_{OWN}": sent()},
        {f"{MOODLE}_/{OWN}": sent()},
        {f"Course-Exercise 5-98765/{MOODLE}/{OWN}": sent()},
        {"Course-Exercise 5-98765.zip": pack((f"{MOODLE}_/{OWN}", sent()))},
        {"submissions.zip": pack((f"lovelaceada_12345_67890_{OWN}", sent()))},
        {"submissions.zip": pack((f"x/{MOODLE}_{OWN}", sent()), (f"__MACOSX/x/._{OWN}", b"x"))},
        {"folder/submissions.zip": pack((f"a_1_2_{OWN}", sent()))},
        {"gradebook.zip": pack((f"E_al_attempt_2026-11-20-10-15-30_{OWN}", sent()), ("E_al.txt", b"x"))},
        {f"{stem('ada')}/exercise.ipynb": b"{}", f"{stem('ada')}/responses.json": b"{}"},
        {f"{stem('ada')}/inner/exercise.ipynb": b"{}", f"{stem('ada')}/inner/responses.json": b"{}"},
        {f"{MOODLE}/{stem('ada')}/exercise.ipynb": b"{}", f"{MOODLE}/{stem('ada')}/responses.json": b"{}"},
        {
            "bulk.zip": pack(
                *((f"{MOODLE}/{stem('ada')}/{n}", b"{}") for n in ("exercise.ipynb", "responses.json"))
            )
        },
        {OWN: sent(folder=f"{stem('ada')}/")},
        {OWN: sent(folder="folder\\")},
        {OWN: pack(("x/exercise.ipynb", b"{}"), ("x/responses.json", b"{}"), ("__MACOSX/x/._a", b"y"))},
        {OWN: pack(("exercise.ipynb", b"{}"), ("responses.json", b"{}"), (".DS_Store", b""), ("x/", b""))},
    ],
)
def test_a_hand_in_is_found_as_it_comes(tmp_path: Path, opened: ExitStack, files: dict[str, bytes]) -> None:
    archive = find(put(tmp_path, files | dict.fromkeys(LITTER, b"litter")), opened)
    assert archive.rejected == []
    assert [(p.name.learner, p.read()) for p in archive.parcels] == [
        ("ada", {"exercise.ipynb": b"{}", "responses.json": b"{}"})
    ]


def test_a_bulk_download_is_read_as_it_is_with_its_senders(tmp_path: Path, opened: ExitStack) -> None:
    archive = find(put(tmp_path, {"Course-Exercise 5-98765.zip": BULK}), opened)
    senders = [(p.sender.number, p.sender.name) for p in archive.parcels if p.sender]
    assert senders == [("2", "Lindgren Bo"), ("12345", "Lovelace Ada")]
    assert [p.read()["responses.json"] for p in archive.parcels] == [b"2", b"1"]
    assert archive.parcels[1].place == f"Course-Exercise 5-98765.zip/{MOODLE}_/{OWN}"


def test_what_is_refused_in_a_bulk_download_keeps_nobody_else_from_being_collected(
    tmp_path: Path, opened: ExitStack
) -> None:
    other = "A_1_assignsubmission_file_", stem("ann", assignment="06-other")
    bulk = pack((f"{other[0]}/{other[1]}/responses.json", b"{}"), (f"{MOODLE}_/{OWN}", sent()))
    archive = find(put(tmp_path, {"bulk.zip": bulk}), opened)
    assert [rejected.place for rejected in archive.rejected] == [f"bulk.zip/{other[0]}/{other[1]}"]
    assert [parcel.place for parcel in archive.parcels] == [f"bulk.zip/{MOODLE}_/{OWN}"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"x.zip": sent()}, "not named assignment__learner__time.zip"),
        ({"x.zip": b"not a zip"}, "not a zip that can be read"),
        ({f"{stem('ada', assignment='other')}.zip": sent()}, "named as for other, not demo"),
        ({"bulk.zip": pack((f"a_1_2_{stem('ada', assignment='other')}.zip", sent()))}, "named as for other"),
        ({f"{MOODLE}/responses.json": b"{}"}, "does not say whose it is"),
        ({"bulk.zip": pack((f"a_1_2_{OWN}", sent()), ("b/responses.json", b"{}"))}, "does not say whose"),
        ({f"{OWN}.part": sent()}, "not a zip; put"),
    ],
)
def test_what_is_no_hand_in_is_refused_with_its_reason(
    tmp_path: Path, opened: ExitStack, files: dict[str, bytes], why: str
) -> None:
    archive = find(put(tmp_path, files), opened)
    assert len(archive.rejected) == 1
    assert why in archive.rejected[0].why
    assert next(iter(files)).split("/")[0] in archive.rejected[0].place


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pack(("a/exercise.ipynb", b""), ("b/responses.json", b"")), "holds a/exercise.ipynb, b/resp"),
        (pack(("../exercise.ipynb", b""), ("../responses.json", b"")), "holds ../exercise.ipynb"),
        (pack(("..\\exercise.ipynb", b""), ("..\\responses.json", b"")), "holds ..\\exercise.ipynb"),
        (pack(("/exercise.ipynb", b""), ("/responses.json", b"")), "holds /exercise.ipynb"),
        (pack(("exercise.ipynb", b""), ("responses (1).json", b"")), "holds exercise.ipynb, responses (1)"),
        (pack((".DS_Store", b"")), "holds nothing"),
        (pack(("responses.json", b"")), "holds responses.json; a submission"),
        (pack(("exercise.ipynb", b" " * 5_000_001)), "larger than 5000000 bytes"),
        (pack((OWN, sent())), f"holds {OWN}"),
        (b"PK", "not a zip that can be read"),
    ],
)
@pytest.mark.parametrize("bulk", [False, True])
def test_what_is_wrong_inside_is_said_when_it_is_opened(
    tmp_path: Path, opened: ExitStack, data: bytes, why: str, *, bulk: bool
) -> None:
    files = {"bulk.zip": pack((f"a_1_2_{OWN}", data))} if bulk else {OWN: data}
    (parcel,) = find(put(tmp_path, files), opened).parcels
    with pytest.raises(RefusedError) as error:
        parcel.read()
    assert why in str(error.value)


def test_a_zip_in_a_zip_in_a_zip_is_not_opened(tmp_path: Path, opened: ExitStack) -> None:
    archive = find(put(tmp_path, {"bulk.zip": pack(("inner.zip", pack((OWN, sent()))))}), opened)
    assert archive.parcels == []
    assert len(archive.rejected) == 1


def test_a_nested_zip_may_not_be_larger_than_its_contents(tmp_path: Path, opened: ExitStack) -> None:
    stuffed = sent() + os.urandom(7_200_000)
    (parcel,) = find(put(tmp_path, {"bulk.zip": pack((f"a_1_2_{OWN}", stuffed))}), opened).parcels
    with pytest.raises(RefusedError, match="larger than 7100000 bytes"):
        parcel.read()


def test_a_zip_that_is_refused_is_not_kept_open(tmp_path: Path, opened: ExitStack) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - open files of this process
    archive = find(put(tmp_path, {f"{number}.zip": sent() for number in range(50)}), opened)
    assert len(archive.rejected) == 50
    assert len(os.listdir("/proc/self/fd")) <= before + 1  # noqa: PTH208


def test_links_and_pipes_are_never_followed(tmp_path: Path, opened: ExitStack) -> None:
    put(tmp_path / "elsewhere", {OWN: sent(), "x/exercise.ipynb": b""})
    folder = put(tmp_path / "archive", {f"{stem('bo')}/exercise.ipynb": b""})
    (folder / OWN).symlink_to(tmp_path / "elsewhere" / OWN)
    (folder / stem("cy")).symlink_to(tmp_path / "elsewhere" / "x")
    os.mkfifo(folder / f"{stem('di')}.zip")
    (folder / stem("bo") / "responses.json").symlink_to("/etc/passwd")
    archive = find(folder, opened)
    assert [rejected.why for rejected in archive.rejected] == [
        "a link or special file where the submission should be"
    ] * 3
    with pytest.raises(RefusedError, match="a link or special file"):
        archive.parcels[0].read()


def test_what_says_nothing_to_us_is_passed_over(tmp_path: Path, opened: ExitStack) -> None:
    files = {"readme.txt": b"", f"{MOODLE}/onlinetext.html": b"", "a/b/c/d/e.txt": b"", OWN: sent()}
    archive = find(put(tmp_path, files), opened)
    assert archive.passed == [f"{MOODLE}/onlinetext.html", "a/b/c", "readme.txt"]
    assert archive.rejected == []
