"""The pages' scripts and styles, all from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.room.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_script_that_a_page_imports_is_served_and_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = course_files.package
    (tmp_path / "phone.js").write_text('import {\n  a,\n} from "./one.js";\nimport "./two.js";\n')
    (tmp_path / "one.js").write_text('import { b } from "./two.js";\nexport const a = b;\n')
    (tmp_path / "two.js").write_text("export const b = 1;\n")

    def package(*parts: str) -> Path:
        return tmp_path.joinpath(*parts[1:]) if parts[0] == "drawing" else real(*parts)

    monkeypatch.setattr(course_files, "package", package)
    site = Site()
    assert {"phone.js", "one.js", "two.js", "phone.css", "wall.js", "wall.css"} == set(site.assets)
    page = site.pages["/"].decode()
    assert page.count('rel="modulepreload"') == 2
    assert '<script type="module" src="/assets/phone.js">' in page


def test_words_cannot_end_the_element_that_holds_them() -> None:
    page = Site().pages["/"].decode()
    words = page.split('id="words">')[1].split("</script>")[0]
    assert "<" not in words
    assert '"refused_closed"' in words
