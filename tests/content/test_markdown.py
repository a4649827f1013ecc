from __future__ import annotations

import pytest

from knowshow.content import markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[CEO]: Agreed.", "<p>[CEO]: Agreed.</p>\n"),
        ("Said twice[^1]\n\n[^1]: 17.", "<p>Said twice[^1]</p>\n<p>[^1]: 17.</p>\n"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("![](picture.png)", '<p>!<a href="picture.png"></a></p>\n'),
        ("[bad](javascript:alert)", "<p>[bad](javascript:alert)</p>\n"),
    ],
)
def test_everything_an_author_writes_is_shown(text: str, html: str) -> None:
    assert markdown.html(text) == html


def test_rendered_text_reads_as_one_plain_line() -> None:
    assert markdown.plain(markdown.html("One *word*\n\nand & another")) == "One word and & another"
