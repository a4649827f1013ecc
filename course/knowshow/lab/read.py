"""`knowshow read`: open the page on which graders read written answers, in a course folder."""

from __future__ import annotations

from pathlib import Path

import click

from knowshow.content import atomic, course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import list_names
from knowshow.grading import nbgrader_settings
from knowshow.lab import learn

PAGE = "reading.ipynb"


class NoCourseFolderError(KnowShowError):
    """A folder without assignments, or one that cannot be written."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=None, required=False)
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on; a free one by default.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@click.option("--page-only", is_flag=True, help="Only put the page into the folder, as for a hub.")
def command(folder: Path | None, port: int | None, *, no_browser: bool, page_only: bool) -> None:
    """Read written answers, one question at a time, in FOLDER: a course folder (default: this one).

    Answers come without names and in an order of your own; what you give is entered in the gradebook, as the
    form grader would. Where `reading.yaml` in the folder says `readers: 2`, two people read each answer, and
    a third where they differ by more than `apart` points.
    """
    root = (folder or Path.cwd()).expanduser().resolve()
    page = lay_page(root)
    if page_only:
        click.echo(page)
        return
    learn.show(root, PAGE, port, browser=not no_browser)


def lay_page(root: Path) -> Path:
    """Put the reading page into a course folder, where it is not there yet; return its path.

    Raises:
        NoCourseFolderError: the folder holds no assignment, or cannot be written.
    """
    if not list_names(root):
        raise NoCourseFolderError(say("marking", "no_folder", folder=root))
    page = root / PAGE
    try:
        (root / ".knowshow").mkdir(exist_ok=True)
        if not page.exists():
            mode = nbgrader_settings.load(root).file_mode
            atomic.write_bytes(page, course_files.package("reading", PAGE).read_bytes(), mode=mode)
    except OSError as error:
        raise NoCourseFolderError(say("marking", "not_written", path=page, why=error.strerror)) from None
    return page
