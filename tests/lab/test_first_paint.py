"""What a page's own HTML holds before JupyterLab: made without changing a file, or left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tornado.web import Application, HTTPError, RequestHandler

from knowshow.content import scenarios
from knowshow.lab import first_paint, first_piece, workspace_files
from knowshow.learner import journals
from knowshow.learner import workspace as kept
from knowshow.story import play

if TYPE_CHECKING:
    from pathlib import Path

START = "00-start-here.ipynb"
MODULE = "05-remedy.ipynb"
EXERCISE = "exercises/05-remedy/exercise.ipynb"
PAGE = "<html><body class='x'>JupyterLab</body></html>"


@pytest.fixture
def course(workspace: Path) -> Path:
    """A workspace that is laid out, with what draws it imported."""
    workspace_files.lay_out(workspace)
    first_piece._prepare()  # noqa: SLF001 - the server's own thread does it
    return workspace


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("notebook", "words"),
    [(START, "Begin here"), (MODULE, "On day 2 you learn"), (EXERCISE, "Putting it right")],
)
@pytest.mark.usefixtures("course")
def test_a_page_holds_its_words_and_its_first_piece(notebook: str, words: str) -> None:
    drawn = first_paint.put_in(PAGE, notebook)
    assert words in drawn
    assert drawn.startswith("<html><body class='x'>")
    assert drawn.endswith("JupyterLab</body></html>")
    given = drawn.partition('type="application/json">')[2].partition("</script>")[0]
    assert json.loads(given)["here"] == notebook
    assert "<" not in given


@pytest.mark.parametrize(
    ("notebook", "status"),
    [
        (MODULE, 0),
        ("no-such.ipynb", 404),
        ("exercises", 404),
        ("images/bad-day.svg", 404),
        ("exercises/01-strategy/items.yaml", 404),
        ("../elsewhere.ipynb", 404),
    ],
)
@pytest.mark.usefixtures("course")
def test_only_a_notebook_of_the_workspace_is_opened_as_a_page(notebook: str, status: int) -> None:
    if not status:
        first_paint.check(notebook)
        return
    with pytest.raises(HTTPError) as refused:
        first_paint.check(notebook)
    assert refused.value.status_code == status


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": []}', '{"nbformat": 4}'])
def test_a_damaged_notebook_is_named_and_left_as_it_is(course: Path, text: str) -> None:
    (course / MODULE).write_text(text)
    with pytest.raises(HTTPError) as refused:
        first_paint.check(MODULE)
    assert (refused.value.status_code, refused.value.args) == (422, (MODULE,))
    assert (course / MODULE).read_text() == text


def test_nothing_is_written(course: Path) -> None:
    before = snapshot(course)
    for notebook in (START, MODULE, EXERCISE):
        assert first_paint.put_in(PAGE, notebook) != PAGE
    assert snapshot(course) == before


@pytest.mark.parametrize("notebook", ["nowhere.ipynb", "../secret.ipynb", "", "exercises", "about.ipynb"])
@pytest.mark.usefixtures("course")
def test_other_pages_are_as_they_were(notebook: str) -> None:
    assert first_paint.put_in(PAGE, notebook) == PAGE


def test_a_file_that_the_kernel_would_set_aside_stays_for_it(course: Path) -> None:
    files = {
        MODULE: kept.state("journals", "cut-off.json"),
        START: kept.state("commitments.json"),
        EXERCISE: course / "exercises" / "05-remedy" / "responses.json",
    }
    for path in files.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{", "utf-8")
    before = snapshot(course)
    for notebook in files:
        assert first_paint.put_in(PAGE, notebook) == PAGE
    assert snapshot(course) == before


def test_a_cell_that_is_not_the_courses_own_is_not_drawn(course: Path) -> None:
    path = course / MODULE
    path.write_text(
        path.read_text("utf-8").replace('dilemma(\\"cut-off\\")', 'dilemma(\\"best-guess\\")'), "utf-8"
    )
    assert first_paint.put_in(PAGE, MODULE) == PAGE


def test_a_page_with_code_that_did_not_come_with_the_course_is_left_to_the_question(course: Path) -> None:
    path = course / MODULE
    content = json.loads(path.read_text("utf-8"))
    content["cells"].append({**content["cells"][-1], "cell_type": "code", "source": ["print(1)"]})
    path.write_text(json.dumps(content), "utf-8")
    assert first_paint.put_in(PAGE, MODULE) == PAGE


def test_a_resumed_story_shows_the_scene_where_its_reader_is(course: Path) -> None:
    story = scenarios.load_scenario("cut-off")
    first = play.available(story, play.replay(story, ()))[0]
    journals.save(
        kept.state("journals", "cut-off.json"), journals.Journal(story.id, story.version, (first.id,))
    )
    drawn = first_paint.put_in(PAGE, MODULE)
    assert f'"key": "cut-off/{first.id}"' in drawn
    assert course.is_dir()


def test_what_a_reader_typed_ends_no_script(course: Path) -> None:
    plan = {
        "commitments": [{"id": "c-1", "source": "own", "what": "</script><script>x()", "since": "2020-01-31"}]
    }
    kept.state("commitments.json").write_text(json.dumps(plan), "utf-8")
    drawn = first_paint.put_in(PAGE, START)
    assert "\\u003c/script>\\u003cscript>x()" in drawn
    assert "</script><script>x()" not in drawn
    assert course.is_dir()


def test_a_jupyterlab_with_another_way_to_its_page_is_told_loudly() -> None:
    with pytest.raises(first_paint.NoPlaceError, match="in 0 ways"):
        first_paint.put_before_lab(Application([("/", RequestHandler)]))
