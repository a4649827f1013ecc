"""One person's data: all of it is found, given out and deleted, and nobody else's."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from handed_in import NAME
from knowshow.cli import group
from knowshow.content import folder_lock
from knowshow.errors import KnowShowError
from knowshow.handing_in import who_is_who
from knowshow.handing_in.who_is_who import Entry, WhoIsWho
from knowshow.personal import deletion, gradebook_rows, record
from knowshow.reading.marks import MarksFile
from people import LEARNERS, mark, send, words
from sent import put, sent, stem

if TYPE_CHECKING:
    from click.testing import Result

    from knowshow.personal.places import Place


def person(*arguments: str) -> Result:
    """Run `knowshow person` in this process."""
    return CliRunner().invoke(group, ["person", *arguments])


def complaint(done: Result) -> str:
    """Return the one line with which a command refuses."""
    assert isinstance(done.exception, KnowShowError), done.output
    return str(done.exception)


def everything(base: Path) -> dict[str, bytes]:
    """Return every file below a folder, path to bytes, names included."""
    return {
        path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()
    }


def holders(base: Path, text: str) -> list[str]:
    """Return the files that hold a text, in their bytes or their name."""
    return sorted(name for name, data in everything(base).items() if text.encode() in data or text in name)


def rows(root: Path) -> dict[str, int]:
    """Return how many rows each learner has in all tables."""
    url = f"sqlite:///{root / 'gradebook.db'}"
    counts = gradebook_rows.count(url, LEARNERS)
    return {learner: sum(counts.get(learner, {}).values()) for learner in LEARNERS}


@pytest.mark.usefixtures("base")
def test_everything_of_one_is_found_and_nothing_of_who_has_an_id_like_it() -> None:
    done = person("find", "ann")
    assert done.exit_code == 0, done.output
    listed = [line.strip() for line in done.output.splitlines() if line.startswith("  ")]
    for part in ("submitted/ann/", "autograded/ann/", "feedback/ann/", "inbound/ann+demo+", "feedback/"):
        assert any(part in line for line in listed), part
    assert "rows in student: 1" in done.output
    assert "rows in comment: " in done.output
    assert "marta.jsonl: marks on their answers: 1" in done.output
    assert not [line for line in listed if "anna" in line or "ann.b" in line]
    released = [line for line in listed if "exchange/know-and-show/feedback" in line]
    assert len(released) == 1
    assert b"&quot;ann&quot;" in Path(released[0]).read_bytes()


def test_a_dry_run_changes_nothing(base: Path) -> None:
    before = everything(base)
    done = person("delete", "ann")
    assert done.exit_code == 0
    assert "Nothing has been deleted" in done.output
    assert everything(base) == before


@pytest.mark.parametrize("log", ["delete", "wal"])
def test_after_deleting_no_byte_of_one_is_left_and_all_of_the_others(base: Path, log: str) -> None:
    root = base / "course"
    with closing(sqlite3.connect(root / "gradebook.db")) as gradebook:
        gradebook.execute(f"pragma journal_mode = {log}")
        gradebook.execute("pragma secure_delete = off")
        comment = f"An earlier comment on {words('ann')}"
        gradebook.execute("update comment set manual_comment = ?", (comment,))
        gradebook.execute("update comment set manual_comment = null")
        gradebook.commit()
    others = {name: data for name, data in everything(base).items() if "/anna" in name or "/ann.b" in name}
    before = rows(root)
    assert holders(base, words("ann"))
    done = person("delete", "ann", "--yes")
    assert done.exit_code == 0, done.output
    assert holders(base, words("ann")) == []
    assert holders(base, '"ann"') == []
    assert [name for name in everything(base) if "/ann/" in name or "/ann+" in name] == []
    left = everything(base)
    assert {name: left[name] for name in others} == others
    assert rows(root) == before | {"ann": 0}
    marks = MarksFile(root / ".knowshow" / "reading" / NAME / "letter" / "marta.jsonl").marks
    assert sorted(marks) == ["ann.b", "anna"]


def test_the_record_says_that_and_when_and_never_whose(base: Path) -> None:
    person("delete", "ann", "--yes")
    text = base.joinpath("course", *record.PLACE).read_text("utf-8")
    begun, done = list(csv.DictReader(io.StringIO(text)))
    assert (begun["state"], done["state"]) == ("begun", "done")
    counts = ("files", "rows", "marks")
    assert [begun[name] for name in counts] == [done[name] for name in counts]
    assert int(done["files"]) > 4
    assert int(done["rows"]) > 10
    assert "ann" not in text


def test_who_is_nowhere_gets_one_line(base: Path) -> None:
    assert complaint(person("find", "zoe")).startswith("zoe: nothing is kept")
    assert complaint(person("delete", "zoe", "--yes")).startswith("zoe: nothing is kept")
    assert complaint(person("export", "zoe")).startswith("zoe: nothing is kept")
    assert "there is ann, and capital letters count" in complaint(person("delete", "Ann", "--yes"))
    assert complaint(person("find", "../ann")).startswith("../ann: no id")
    assert (base / "course" / "submitted" / "ann").is_dir()


def test_ids_that_differ_in_capitals_are_two_people(base: Path) -> None:
    (base / "course" / "submitted" / "Ann").mkdir()
    (base / "course" / "submitted" / "Ann" / "note.txt").write_text("mine")
    assert person("delete", "Ann", "--yes").exit_code == 0
    assert not (base / "course" / "submitted" / "Ann").exists()
    assert (base / "course" / "submitted" / "ann").is_dir()
    assert rows(base / "course")["ann"] > 0


def test_an_id_with_a_plus_sign_is_not_the_one_before_it(base: Path) -> None:
    inbound = base / "exchange" / "know-and-show" / "inbound"
    other = inbound / f"ann+b+{NAME}+2026-11-19 10:00:00.000000 UTC+abcdefghijkl"
    other.mkdir()
    (other / "responses.json").write_text("{}")
    assert person("delete", "ann", "--yes").exit_code == 0
    assert other.is_dir()
    assert person("delete", "ann+b", "--yes").exit_code == 0
    assert not other.exists()


def test_what_arrives_meanwhile_is_said_and_deleted_by_the_next_run(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = gradebook_rows.clean

    def clean_late(url: str) -> None:
        clean(url)
        put(base / "exchange/know-and-show/inbound" / f"ann+{NAME}+2026-11-20 10:00:00 UTC", {"a": b"new"})

    monkeypatch.setattr(gradebook_rows, "clean", clean_late)
    done = person("delete", "ann", "--yes")
    assert done.exit_code == 1
    assert "handed in meanwhile: run the same again" in done.stderr
    monkeypatch.setattr(gradebook_rows, "clean", clean)
    assert person("delete", "ann", "--yes").exit_code == 0
    assert complaint(person("find", "ann")).startswith("ann: nothing is kept")


def test_a_run_that_was_killed_is_made_up_for_by_the_same_command(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = deletion.remove
    removed: list[Place] = []

    def remove_some(place: Place) -> None:
        if len(removed) == 2:
            raise KeyboardInterrupt
        removed.append(place)
        remove(place)

    monkeypatch.setattr(deletion, "remove", remove_some)
    assert person("delete", "ann", "--yes").exit_code != 0
    monkeypatch.setattr(deletion, "remove", remove)
    assert person("delete", "ann", "--yes").exit_code == 0
    assert holders(base, words("ann")) == []


def test_a_run_killed_before_the_gradebook_was_cleaned_is_made_up_for_too(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = gradebook_rows.clean

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(gradebook_rows, "clean", stop)
    assert person("delete", "ann", "--yes").exit_code != 0
    assert record.is_unfinished(base / "course")
    monkeypatch.setattr(gradebook_rows, "clean", clean)
    done = person("delete", "ann", "--yes")
    assert done.exit_code == 0, done.output
    assert not record.is_unfinished(base / "course")


def test_a_reader_of_the_gradebook_who_keeps_its_log_is_named(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowshow.grading.sql.PATIENCE", 0.2)
    with closing(sqlite3.connect(base / "course" / "gradebook.db", isolation_level=None)) as reader:
        reader.execute("pragma journal_mode = wal")
        reader.execute("begin")
        assert reader.execute("select count(*) from student").fetchall()
        line = complaint(person("delete", "ann", "--yes"))
        assert "somebody has it open" in line or "locked" in line
    assert person("delete", "ann", "--yes").exit_code == 0
    assert holders(base, words("ann")) == []


def test_what_cannot_be_deleted_is_named_and_the_rest_goes(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = deletion.remove

    def refuse(place: Place) -> None:
        if place.kind == "inbound":
            raise PermissionError(1, "Operation not permitted", str(place.path))
        remove(place)

    monkeypatch.setattr(deletion, "remove", refuse)
    done = person("delete", "ann", "--yes")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert "inbound/ann+" in line
    assert "cannot be deleted (Operation not permitted)" in line
    assert record.is_unfinished(base / "course")
    assert rows(base / "course")["ann"] == 0
    assert not (base / "course" / "submitted" / "ann").exists()
    for path in (base / "exchange/know-and-show/inbound").glob("ann+*"):
        shutil.rmtree(path)
    assert person("delete", "ann", "--yes").exit_code == 0
    assert not record.is_unfinished(base / "course")


@pytest.mark.parametrize(
    ("folder", "why"),
    [(f"solutions/{NAME}", f"{NAME}: somebody is grading"), (".knowshow", "Somebody else is deleting")],
)
def test_nothing_is_deleted_while_somebody_grades_or_deletes(base: Path, folder: str, why: str) -> None:
    held = folder_lock.hold(base / "course" / folder)
    before = everything(base)
    assert complaint(person("delete", "ann", "--yes")).startswith(why)
    folder_lock.release(held)
    assert everything(base) == before


def test_a_mark_given_meanwhile_is_not_lost(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows_of = gradebook_rows.delete

    def delete_late(url: str, learners: list[str]) -> int:
        mark(base / "course", "zoe")
        return rows_of(url, learners)

    monkeypatch.setattr(gradebook_rows, "delete", delete_late)
    assert person("delete", "ann", "--yes").exit_code == 0
    file = base / "course" / ".knowshow" / "reading" / NAME / "letter" / "marta.jsonl"
    assert sorted(MarksFile(file).marks) == ["ann.b", "anna", "zoe"]


def test_a_mark_that_a_crash_cut_short_goes_as_well(base: Path) -> None:
    file = base / "course" / ".knowshow" / "reading" / NAME / "letter" / "marta.jsonl"
    whole = file.read_bytes()
    line = next(line for line in whole.splitlines() if line.startswith(b'{"learner":"ann"'))
    file.write_bytes(whole + line[:-20])
    assert person("delete", "ann", "--yes").exit_code == 0
    assert b"words of ann-zq" not in file.read_bytes()


def test_lists_that_hold_others_are_named_by_line_and_left_alone(base: Path) -> None:
    root = base / "course"
    people = WhoIsWho(
        Entry(learner, "canvas", NAME, "A Person", str(n)) for n, learner in enumerate(LEARNERS)
    )
    who_is_who.write(root / "submitted" / who_is_who.NAME, people)
    (root / "cohorts.csv").write_bytes("learner;cohort\r\nanna;A\r\nann;B\r\n".encode("utf-16"))
    shutil.copy(root / "gradebook.db", root / "gradebook.db.bak")
    elsewhere = put(base / "etc", {"learners.txt": b"ann.b\nann\nbo\nann\n"})
    before = everything(base)
    done = person("find", "ann", "--also", str(elsewhere))
    for place in ("who is who.csv:2", "cohorts.csv:3", "learners.txt:2,4", "gradebook.db.bak\n"):
        assert place in done.output, place
    assert "gradebook.db\n" not in done.output
    assert person("delete", "ann", "--yes").exit_code == 0
    after = everything(base)
    for name in ("course/submitted/who is who.csv", "course/cohorts.csv", "etc/learners.txt"):
        assert after[name] == before[name]
    assert complaint(person("find", "ann", "--also", str(base / "gone"))).endswith("or a folder of them")


def test_downloads_go_unless_others_are_in_the_same_file(base: Path) -> None:
    root = base / "course"
    data = sent(b"{}")
    own, other = f"{stem('ann')}.zip", f"{stem('anna')}.zip"
    archive = put(root / "downloaded" / NAME / "archive", {own: data, other: data})
    with zipfile.ZipFile(archive / "bulk.zip", "w") as bulk:
        for name in (own, other):
            bulk.writestr(name, data)
    done = person("delete", "ann", "--yes")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in archive.iterdir()) == ["bulk.zip", other]
    assert "others are in the same file" in done.output


def test_a_link_that_a_learner_left_leads_nowhere(base: Path) -> None:
    kept = base / "other"
    kept.mkdir()
    (kept / "secret.txt").write_text("of somebody else")
    folder = send(base, "ann", 21)
    (folder / "link").symlink_to(kept)
    (folder / "file").symlink_to(kept / "secret.txt")
    assert person("export", "ann", "--to", str(base / "out.zip")).exit_code == 0
    with zipfile.ZipFile(base / "out.zip") as archive:
        assert not any(b"somebody else" in archive.read(name) for name in archive.namelist())
    assert person("delete", "ann", "--yes").exit_code == 0
    assert (kept / "secret.txt").read_text() == "of somebody else"


def test_a_released_page_without_data_is_known_by_its_name(base: Path) -> None:
    pages = base / "exchange" / "know-and-show" / "feedback"
    for page in pages.iterdir():
        page.write_text("a page of plain nbgrader's")
    assert person("delete", "ann", "--yes").exit_code == 0
    assert len(list(pages.iterdir())) == len(LEARNERS) - 1


def test_what_another_put_into_the_exchange_under_the_id_is_left_to_people(base: Path) -> None:
    path = base / "course" / "nbgrader_config.json"
    settings = json.loads(path.read_text("utf-8"))
    settings["ExchangeCollect"]["check_owner"] = settings["Collect"]["check_owner"] = True
    path.write_text(json.dumps(settings), "utf-8")
    done = person("delete", "ann", "--yes")
    assert done.exit_code == 0, done.output
    assert list((base / "exchange/know-and-show/inbound").glob("ann+*"))
    assert "left to you" in done.output


def test_a_workspace_goes_where_it_is_hers(base: Path) -> None:
    own = put(
        base / "home" / "knowshow",
        {
            ".knowshow/receipts/demo.json": json.dumps([{"learner": "ann"}]).encode(),
            "exercises/demo/responses.json": words("ann").encode(),
        },
    )
    assert "are those of ann, not of anna" in complaint(person("find", "anna", "--workspace", str(own)))
    for wrong in (base / "course", base):
        assert "not one learner’s workspace" in complaint(person("find", "ann", "--workspace", str(wrong)))
    assert person("export", "ann", "--workspace", str(own), "--to", str(base / "a.zip")).exit_code == 0
    with zipfile.ZipFile(base / "a.zip") as archive:
        assert "workspace/knowshow/.knowshow/receipts/demo.json" in archive.namelist()
    (base / "a.zip").unlink()
    assert person("delete", "ann", "--workspace", str(own), "--yes").exit_code == 0
    assert not own.exists()


def test_the_zip_holds_what_a_person_may_read_of_herself(base: Path) -> None:
    with closing(sqlite3.connect(base / "course" / "gradebook.db")) as gradebook:
        gradebook.execute("update student set email = 'ann@example.org', lms_user_id = '77' where id = 'ann'")
        copies = "select n.id from submitted_notebook n join submitted_assignment a on a.id = n.assignment_id"
        of_ann = f"notebook_id in ({copies} where a.student_id = 'ann')"
        letter = "cell_id in (select id from base_cell where name = 'answer-letter')"
        change = f"update comment set manual_comment = 'Well put' where {of_ann} and {letter}"  # noqa: S608
        gradebook.execute(change)
        gradebook.commit()
    (base / "course" / "cohorts.csv").write_text("learner,cohort\nann,Spring\nanna,Autumn\n")
    done = person("export", "ann")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(base / "course" / "ann.zip") as archive:
        files = {name: archive.read(name).decode("utf-8-sig", "replace") for name in archive.namelist()}
    for part in (
        "ann@example.org",
        "platform_id: 77",
        "Cohort in cohorts.csv: Spring",
        "handed in 2026-11-20",
    ):
        assert part in files["summary.txt"], part
    answers = {row["question"]: row for row in csv.DictReader(io.StringIO(files["answers.csv"]))}
    assert answers["letter"]["answer"] == words("ann")
    assert answers["letter"]["comment"] == "Well put"
    assert answers["letter"]["waits"] == "1"
    (mark_row,) = csv.DictReader(io.StringIO(files["marks.csv"]))
    assert "Well said" in mark_row["comment"]
    assert "marta" not in "".join(files.values())
    assert any(name.startswith("inbound/ann+") for name in files)
    assert any(name.startswith("released/") for name in files)
    assert f"submitted/ann/{NAME}/responses.json" in files
    assert not any(words("anna") in text or words("ann.b") in text for text in files.values())
    assert not any("Mark scheme" in text for text in files.values())
    assert (base / "course" / "ann.zip").stat().st_mode & 0o077 == 0
    assert complaint(person("export", "ann")).startswith("ann.zip: is there already")


def test_whose_time_is_over_is_listed_and_deleted(base: Path) -> None:
    root = base / "course"
    assert complaint(person("overdue")).startswith("programme.yaml: no retention_days")
    (root / "programme.yaml").write_text("retention_days: 36500\n")
    assert person("overdue").output.startswith("Nobody")
    (root / "programme.yaml").write_text("retention_days: 0\n")
    assert "retention_days" in complaint(person("overdue"))
    (root / "programme.yaml").write_text("retention_days: 1000\n")
    for learner in LEARNERS[1:]:
        _set_time(root, learner, "2020-02-03 10:00:00.000000")
        if learner == "anna":
            for path in (base / "exchange/know-and-show/inbound").glob("anna+*"):
                path.rename(path.with_name(path.name.replace("2026", "2020")))
    done = person("overdue")
    assert (
        "anna: last handed in on 2020-02-03" in done.output or "anna: last handed in on 2020" in done.output
    )
    assert "ann.b: last" not in done.output  # who has sent something newer, not collected yet
    assert (root / "submitted" / "anna").is_dir()
    assert person("overdue", "--yes").exit_code == 0
    assert rows(root)["anna"] == 0
    assert rows(root)["ann.b"] > 0
    assert holders(base, words("anna")) == []


def _set_time(root: Path, learner: str, time: str) -> None:
    with closing(sqlite3.connect(root / "gradebook.db")) as gradebook:
        gradebook.execute(
            "update submitted_assignment set timestamp = ? where student_id = ?", (time, learner)
        )
        gradebook.commit()
    (root / "submitted" / learner / NAME / "timestamp.txt").write_text(f"{time} UTC")
