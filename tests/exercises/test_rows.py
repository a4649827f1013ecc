from __future__ import annotations

from knowshow.exercises.rows import Identified, drop, place, put

ROWS = (Identified(id="a"), Identified(id="b"))


def names(rows: tuple[Identified, ...]) -> str:
    return "".join(row.id for row in rows)


def test_a_row_that_is_there_keeps_its_place() -> None:
    assert names(put(ROWS, Identified(id="a"))) == "ab"


def test_a_new_row_goes_to_the_end_or_where_it_is_told() -> None:
    assert names(put(ROWS, Identified(id="c"))) == "abc"
    assert names(put(ROWS, Identified(id="c"), 1)) == "acb"
    assert names(put(ROWS, Identified(id="c"), 99)) == "abc"


def test_what_is_dropped_comes_back_where_it_stood() -> None:
    index = place(ROWS, "a")
    assert names(drop(ROWS, "a")) == "b"
    assert names(put(drop(ROWS, "a"), Identified(id="a"), index)) == "ab"
    assert place(ROWS, "c") is None
