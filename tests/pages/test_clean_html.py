from __future__ import annotations

import pytest

from knowshow.pages.clean_html import clean, cleaned


def test_words_and_their_plain_shape_stay() -> None:
    text = "<p>Ask <em>first</em> &amp; <strong>then</strong> act.</p>\n<ul>\n<li>one</li>\n</ul>"
    assert clean(text) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p onclick="alert(1)" style="position:fixed">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        "<svg><script>alert(1)</script></svg>",
        "<p><iframe srcdoc='<script>alert(1)</script>'></iframe></p>",
        "<<p>img src=x onerror=alert(1)>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<p/onclick=alert(1)>",
    ],
)
def test_nothing_that_could_run_or_load_stays(hostile: str) -> None:
    for tag in clean(hostile).split("<")[1:]:
        assert tag.split(">")[0].strip("/") in ("p", "em", "br")


def test_every_html_in_plain_data_is_cleaned_and_nothing_else() -> None:
    data = {"voices": [{"html": "<b onclick=x>a</b>", "name": "<b>"}], "notes": {"ask": "<i>b</i>"}, "n": 3}
    assert cleaned(data) == {"voices": [{"html": "a", "name": "<b>"}], "notes": {"ask": "b"}, "n": 3}
