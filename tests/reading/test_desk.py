"""The reading page's Python side: blind, in each reader's own order, into the gradebook, nothing lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

import pytest
from nbgrader.api import Gradebook

from handed_in import NAME
from knowshow.grading import bulk
from knowshow.grading.bulk import GradingOptions
from knowshow.reading.desk import ReadingDesk
from written import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.views.reading import ReadingView

GOOD = {"facts": 2, "person": 1}
POOR = {"facts": 0, "person": 0}


def view(desk: ReadingDesk) -> ReadingView:
    return cast("ReadingView", desk.view)


def tell(desk: ReadingDesk, do: str, **more: Any) -> tuple[str, str]:
    answer = desk._act({"do": do, **more})  # noqa: SLF001 - the page's way in
    return answer.kind, answer.text


def give(desk: ReadingDesk, levels: dict[str, int] | None, comment: str = "") -> tuple[str, str]:
    answer = view(desk)["answer"]
    assert answer
    return tell(desk, "give", code=answer["code"], levels=levels, comment=comment)


def opened(root: Path, reader: str) -> ReadingDesk:
    """A desk past its samples."""
    desk = ReadingDesk(root, reader)
    assert tell(desk, "open", assignment=NAME, item="letter") == ("saved", "")
    while view(desk)["state"] == "sample":
        give(desk, POOR)
        tell(desk, "next")
    return desk


def read_all(root: Path, reader: str, levels: dict[str, int]) -> list[str]:
    """Read until nothing is left; the texts in the order in which they came."""
    desk, texts = opened(root, reader), []
    while answer := view(desk)["answer"]:
        texts.append(answer["text"])
        assert give(desk, levels) == ("saved", "")
    return texts


def marks(root: Path) -> dict[str, tuple[float | None, bool, str | None]]:
    """What the gradebook holds for the written answers: points, whether it waits, comment."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions(NAME):
            (notebook,) = submission.notebooks
            grade = next(grade for grade in notebook.grades if grade.name == "answer-letter")
            comment = next(each for each in notebook.comments if each.name == "answer-letter")
            found[submission.student.id] = (
                grade.manual_score,
                grade.needs_manual_grade,
                comment.manual_comment,
            )
        return found


def test_the_door_lists_written_questions_with_how_many_wait(root: Path) -> None:
    (item,) = view(ReadingDesk(root, "ada"))["items"]
    assert (item["assignment"], item["item"], item["waiting"]) == (NAME, "letter", len(TEXTS))


def test_samples_come_first_and_say_where_the_reader_differs(root: Path) -> None:
    desk = ReadingDesk(root, "ada")
    tell(desk, "open", assignment=NAME, item="letter")
    answer = view(desk)["answer"]
    assert answer
    assert (view(desk)["state"], answer["number"], answer["total"], answer["verdict"]) == ("sample", 1, 2, [])
    give(desk, {"facts": 1, "person": 0})
    answer = view(desk)["answer"]
    assert answer
    assert [each["same"] for each in answer["verdict"]] == [False, True]
    tell(desk, "next")
    give(desk, {"facts": 1, "person": 1})
    tell(desk, "next")
    assert view(desk)["state"] == "answer"
    again = ReadingDesk(root, "ada")
    tell(again, "open", assignment=NAME, item="letter")
    assert view(again)["state"] == "answer"
    assert marks(root)["learner-0"] == (None, True, None)


def test_a_sample_with_other_words_is_asked_again_and_no_other(root: Path) -> None:
    opened(root, "ada")
    key = root / "solutions" / f"{NAME}.key.yaml"
    key.write_text(key.read_text().replace("We are sorry for any inconvenience.", "So sorry."))
    desk = ReadingDesk(root, "ada")
    tell(desk, "open", assignment=NAME, item="letter")
    answer = view(desk)["answer"]
    assert answer
    assert (answer["number"], answer["text"]) == (1, "So sorry.")
    give(desk, POOR)
    tell(desk, "next")
    assert view(desk)["state"] == "answer"


def test_rules_that_break_their_format_are_one_line(root: Path) -> None:
    (root / "reading.yaml").write_text("readers: 3\n")
    desk = ReadingDesk(root, "ada")
    tell(desk, "open", assignment=NAME, item="letter")
    assert view(desk)["problem"].startswith("reading.yaml")
    assert "3" in view(desk)["problem"]


def test_all_are_read_blind_in_an_order_of_ones_own_and_entered_as_the_form_grader_would(root: Path) -> None:
    texts = read_all(root, "ada", GOOD)
    assert sorted(texts) == sorted(TEXTS.values())
    assert texts != list(TEXTS.values())
    entered = marks(root)
    assert entered.pop("blank") == (None, False, None)
    told = "How this was marked:\nSays what happened: Fully (4 of 4)\nSpeaks to a person: Fully (4 of 4)"
    assert set(entered.values()) == {(8.0, False, told)}
    desk = ReadingDesk(root, "ada")
    shown = json.dumps(view(desk)) + json.dumps(view(opened(root, "grace")))
    assert "learner-" not in shown


def test_two_read_each_and_a_third_where_they_differ(root: Path) -> None:
    (root / "reading.yaml").write_text("readers: 2\napart: 1\n")
    first = read_all(root, "ada", GOOD)
    assert {points for points, _, _ in marks(root).values()} == {None}
    second = read_all(root, "grace", POOR)
    assert sorted(first) == sorted(second)
    assert first != second
    progress = view(opened(root, "ada"))["progress"]
    assert progress
    assert (progress["third"], progress["left"], progress["pairs"]) == (len(TEXTS), 0, len(TEXTS))
    assert (
        "0 % of answers; they are 8.0 points apart on average. Weighted kappa 0.00" in progress["agreement"]
    )
    read_all(root, "mary", {"facts": 1, "person": 1})
    assert {points for name, (points, _, _) in marks(root).items() if name != "blank"} == {6.0}


def test_the_last_mark_can_be_seen_again_changed_and_taken_back(root: Path) -> None:
    desk = opened(root, "ada")
    assert tell(desk, "back") == ("refused", "Nothing was marked since you opened this question")
    answer = view(desk)["answer"]
    assert answer
    give(desk, GOOD, "Well said.")
    tell(desk, "back")
    back = view(desk)["answer"]
    assert back
    assert (back["code"], back["levels"], back["comment"]) == (answer["code"], GOOD, "Well said.")
    give(desk, POOR)
    assert sorted(points for points, _, _ in marks(root).values() if points is not None) == [0.0]
    tell(desk, "back")
    give(desk, None)
    assert [points for points, _, _ in marks(root).values() if points is not None] == []
    assert sum(waits for _, waits, _ in marks(root).values()) == len(TEXTS)


def test_what_is_put_off_comes_last(root: Path) -> None:
    desk = opened(root, "ada")
    answer = view(desk)["answer"]
    assert answer
    tell(desk, "later")
    texts = []
    while now := view(desk)["answer"]:
        texts.append(now["text"])
        give(desk, GOOD)
    assert texts[-1] == answer["text"]
    assert len(texts) == len(TEXTS)


def test_what_the_form_grader_scored_stays_and_a_note_written_there_is_kept(root: Path) -> None:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("answer-letter", "exercise", NAME, "learner-3")
        grade.manual_score, grade.needs_manual_grade = 5, False
        note = gradebook.find_comment("answer-letter", "exercise", NAME, "learner-4")
        note.manual_comment = "Ask me about this."
        gradebook.db.commit()
    texts = read_all(root, "ada", GOOD)
    assert TEXTS["learner-3"] not in texts
    assert marks(root)["learner-3"][0] == 5
    assert (marks(root)["learner-4"][2] or "").startswith("Ask me about this.\nHow this was marked:")
    progress = view(opened(root, "ada"))["progress"]
    assert progress
    assert progress["elsewhere"] == 1


def test_new_words_and_a_new_scheme_are_read_again(root: Path) -> None:
    (root / "reading.yaml").write_text("readers: 2\n")
    read_all(root, "ada", GOOD)
    responses = root / "submitted" / "learner-5" / NAME / "responses.json"
    responses.write_text(responses.read_text().replace("letter 5", "another letter"))
    (responses.parent / "timestamp.txt").write_text("2026-11-20 12:30:00 UTC")
    bulk.run(root, NAME, GradingOptions(1, only=("learner-5",)))
    desk = opened(root, "ada")
    answer = view(desk)["answer"]
    assert answer
    assert "another letter" in answer["text"]
    change_scheme(root)
    progress = view(opened(root, "ada"))["progress"]
    assert progress
    assert progress["left"] == len(TEXTS)


def change_scheme(root: Path) -> None:
    key = root / "solutions" / f"{NAME}.key.yaml"
    key.write_text(key.read_text().replace("label: Partly", "label: In part"))


def test_a_scheme_that_changes_while_two_read_takes_no_mark_by_the_earlier_one(root: Path) -> None:
    (root / "reading.yaml").write_text("readers: 2\n")
    ada, bo = opened(root, "ada"), opened(root, "bo")
    give(ada, GOOD)
    change_scheme(root)
    for desk in (ada, bo):
        before = marks(root)
        answer = view(desk)["answer"]
        assert answer
        kind, text = give(desk, GOOD, "Warm words.")
        assert (kind, text.partition(":")[0]) == ("refused", "Not taken")
        now = view(desk)
        assert now["answer"] == {**answer, "levels": {}, "comment": "Warm words."}
        assert now["scheme"]
        assert "In part" in str(now["scheme"])
        assert marks(root) == before
        assert give(desk, POOR, "Warm words.") == ("saved", "")
    progress = view(bo)["progress"]
    assert progress
    assert (progress["second"], progress["settled"]) in {(2, 0), (0, 1)}  # each has an order of her own


def test_a_scheme_that_breaks_while_it_is_read_by_takes_no_mark_and_says_where(root: Path) -> None:
    desk = opened(root, "ada")
    key = root / "solutions" / f"{NAME}.key.yaml"
    whole = key.read_text()
    key.write_text(whole.replace("points: 2", "points: two", 1))
    kind, text = give(desk, GOOD)
    assert kind == "refused"
    assert f"{NAME}.key.yaml:" in text
    key.write_text(whole)
    assert give(desk, GOOD) == ("saved", "")


def test_points_by_an_earlier_scheme_are_told_and_stand_until_they_are_read_again(root: Path) -> None:
    read_all(root, "ada", GOOD)
    change_scheme(root)
    desk = opened(root, "bo")
    progress = view(desk)["progress"]
    assert progress
    assert (progress["outdated"], progress["settled"], progress["left"]) == (len(TEXTS), 0, 0)
    assert tell(desk, "again") == ("saved", "")
    entered = {name: mark[:2] for name, mark in marks(root).items() if name != "blank"}
    assert entered == dict.fromkeys(TEXTS, (8.0, True))
    give(desk, POOR)
    assert sorted(
        points for points, waits, _ in marks(root).values() if points is not None and not waits
    ) == [0]
    progress = view(desk)["progress"]
    assert progress
    assert (progress["outdated"], progress["settled"], progress["left"]) == (0, 1, len(TEXTS) - 1)


def test_what_the_form_grader_scored_is_never_outdated(root: Path) -> None:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("answer-letter", "exercise", NAME, "learner-3")
        grade.manual_score, grade.needs_manual_grade = 5, False
        gradebook.db.commit()
    change_scheme(root)
    desk = opened(root, "ada")
    tell(desk, "again")
    assert marks(root)["learner-3"][:2] == (5, False)


def test_a_gradebook_that_cannot_be_written_costs_no_mark(root: Path) -> None:
    desk = opened(root, "ada")
    with closing(sqlite3.connect(root / "gradebook.db")) as other:
        other.execute("alter table grade rename to elsewhere")
        other.commit()
    assert give(desk, GOOD) == ("saved", "")
    assert view(desk)["problem"].startswith(
        "Your mark is kept, but the gradebook could not be written (no such"
    )
    with closing(sqlite3.connect(root / "gradebook.db")) as other:
        other.execute("alter table elsewhere rename to grade")
        other.commit()
    opened(root, "ada")
    assert [points for points, _, _ in marks(root).values() if points is not None] == [8.0]


def test_a_full_disk_is_told_and_nothing_is_entered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened(root, "ada")

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert give(desk, GOOD) == (
        "failed",
        "Not saved: the disk is full. Free some space, then press Try again. Nothing saved before is lost.",
    )
    assert [points for points, _, _ in marks(root).values() if points is not None] == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "give", "code": "x", "levels": GOOD, "comment": ""}, "not open here any more"),
        ({"do": "give", "code": "@0", "levels": GOOD, "comment": ""}, "not open here any more"),
        ({"do": "give", "code": "x", "levels": {"facts": 9}, "comment": ""}, "choose one level"),
        ({"do": "open", "assignment": NAME, "item": "callers"}, "no such written question"),
        ({"do": "name", "name": "../ada"}, "Not a name to read under"),
    ],
)
def test_what_a_page_may_not_say_is_refused_in_a_line(root: Path, message: dict[str, Any], said: str) -> None:
    desk = opened(root, "ada")
    kind, text = tell(desk, **message)
    assert (kind, said in text) == ("refused", True)


def test_without_a_gradebook_nothing_is_listed_and_none_is_made(root: Path) -> None:
    (root / "gradebook.db").unlink()
    assert view(ReadingDesk(root, "ada"))["items"] == []
    assert not (root / "gradebook.db").exists()
