"""The names that notebooks call."""

from __future__ import annotations

import importlib

import pytest

import knowshow


@pytest.mark.parametrize("name", knowshow.__all__)
def test_a_name_stays_the_function_however_often_and_whatever_is_imported(name: str) -> None:
    first = getattr(knowshow, name)
    importlib.import_module(f"knowshow.pages.{name}")
    assert callable(first)
    assert getattr(knowshow, name) is first


def test_there_are_at_most_thirteen() -> None:
    assert len(knowshow.__all__) <= 13
