from __future__ import annotations

from knowshow.exercises.rows import Identified, drop, find_place, put

ROWS = (Identified(id="a"), Identified(id="b"))


def names(rows: tuple[Identified, ...]) -> str:
    return "".join(row.id for row in rows)


def test_a_changed_row_keeps_its_place() -> None:
    assert names(put(ROWS, Identified(id="a"))) == "ab"


def test_a_new_row_goes_to_the_end_or_to_its_index() -> None:
    assert names(put(ROWS, Identified(id="c"))) == "abc"
    assert names(put(ROWS, Identified(id="c"), 1)) == "acb"
    assert names(put(ROWS, Identified(id="c"), 99)) == "abc"


def test_a_dropped_row_comes_back_at_its_old_place() -> None:
    index = find_place(ROWS, "a")
    assert names(drop(ROWS, "a")) == "b"
    assert names(put(drop(ROWS, "a"), Identified(id="a"), index)) == "ab"
    assert find_place(ROWS, "c") is None
