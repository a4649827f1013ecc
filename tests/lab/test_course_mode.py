"""Course mode's settings, and what of a site's own stays beside them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from click.testing import CliRunner

from knowshow.handing_in.exchange import OWN_SETTINGS
from knowshow.lab import course_mode, learn

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_a_site_has_set_stays_behind_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/site/one:/site/two")
    paths = course_mode.environment(tmp_path)["JUPYTER_CONFIG_PATH"]
    assert paths == f"{course_mode.SETTINGS}:/site/one:/site/two"
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", paths)
    assert course_mode.environment(tmp_path)["JUPYTER_CONFIG_PATH"] == paths


def test_without_a_sites_settings_there_are_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    assert course_mode.environment(tmp_path)["JUPYTER_CONFIG_PATH"] == str(course_mode.SETTINGS)


def test_kernels_are_spoken_to_through_files_where_their_names_are_short_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", "/run/ada")
    assert course_mode.kernel_settings() == {"transport": "ipc"}
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", f"/run/{'a' * 60}")
    assert course_mode.kernel_settings() == {}


def test_the_first_page_is_the_start_page_and_closed_pages_end_their_kernels() -> None:
    settings = json.loads((course_mode.SETTINGS / "jupyter_server_config.json").read_text("utf-8"))
    assert settings["ServerApp"]["default_url"] == course_mode.START_URL
    assert settings["MappingKernelManager"]["cull_idle_timeout"] > 0
    assert settings["MappingKernelManager"]["cull_connected"] is False


def test_opening_the_course_leaves_the_ways_to_an_exchange_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = str(tmp_path / "own")
    environment = os.environ | {"JUPYTER_CONFIG_PATH": "/site", "JUPYTER_CONFIG_DIR": own}
    monkeypatch.setattr(os, "environ", environment)
    monkeypatch.setattr(learn, "_serve", lambda *_, **__: None)
    done = CliRunner().invoke(learn.command, [str(tmp_path / "workspace"), "--no-browser"])
    assert done.exit_code == 0, done.output
    assert environment["JUPYTER_CONFIG_PATH"] == f"{course_mode.SETTINGS}:/site"
    assert environment[OWN_SETTINGS] == own
