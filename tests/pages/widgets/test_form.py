"""The form without a browser: messages that a page of ours would not send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import sample
from knowshow.exercises import responses
from knowshow.learner.answers import Answers
from knowshow.pages.widgets.form import Form, Handed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / responses.NAME


@pytest.fixture
def form(path: Path) -> Callable[..., Form]:
    def made(submit: Callable[[str], Handed] | None = lambda _: Handed("Done", "Receipt 4711")) -> Form:
        return Form(Answers(sample.assignment(), path), submit)

    return made


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        {},
        {"do": "put"},
        {"do": "put", "item": ["x"], "value": 1},
        {"do": "?", "item": 1},
    ],
)
def test_no_message_raises_out_of_its_handler(form: Callable[..., Form], message: Any) -> None:
    form()._heard(None, message, [])  # noqa: SLF001
