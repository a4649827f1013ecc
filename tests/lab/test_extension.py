from __future__ import annotations

import json
import re

from knowshow.content import course_files

FOLDER = course_files.package("lab", "labextensions", "knowshow")


def variables(css: str, prefix: str) -> dict[str, str]:
    return dict(re.findall(rf"--{prefix}([a-z0-9-]+): ([^;]+);", css.partition("}")[0]))


def test_the_page_has_the_colours_and_fonts_of_the_tokens() -> None:
    own = variables((FOLDER / "static" / "course.css").read_text("utf-8"), "ks-")
    tokens = variables(course_files.assets("styles", "tokens.css").read_text("utf-8"), "")
    assert own
    assert {name: tokens.get(name) for name in own} == own


def test_the_package_names_the_script_that_is_there() -> None:
    built = json.loads((FOLDER / "package.json").read_text("utf-8"))["jupyterlab"]["_build"]
    assert (FOLDER / built["load"]).is_file()
