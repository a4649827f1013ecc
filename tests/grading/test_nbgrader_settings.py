"""Settings are those that nbgrader's own application reads, though nbgrader is not imported for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.grading import nbgrader_app, nbgrader_settings

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "nothing": "",
    "a gradebook": "c.CourseDirectory.db_url = 'sqlite:////elsewhere/marks.db'",
    "a shared folder": "c.CourseDirectory.groupshared = True",
    "another folder": "c.CourseDirectory.root = '/elsewhere'",
    "an outdated section": "c.NbGrader.db_url = 'sqlite:///old.db'",
    "an outdated name": "c.BaseNbGraderApp.db_url = 'sqlite:///older.db'",
    "a penalty": "c.LateSubmissionPlugin.penalty_method = 'zero'",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder, and a folder of a site's settings."""
    (tmp_path / "site").mkdir()
    (tmp_path / "course").mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "site"))
    return tmp_path / "course"


@pytest.mark.parametrize("place", ["site", "course"])
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_they_are_nbgraders(root: Path, place: str, text: str) -> None:
    (root.parent / place / "nbgrader_config.py").write_text(f"c = get_config()\n{text}\n")
    expected = nbgrader_app.load_application(root).coursedir
    settings = nbgrader_settings.load(root)
    assert (settings.db_url, settings.shared) == (expected.db_url, expected.groupshared)
    assert nbgrader_settings.load(root, "sqlite:///mine.db").db_url == "sqlite:///mine.db"


def test_a_course_folders_settings_override_a_sites_and_json_is_read(root: Path) -> None:
    (root.parent / "site" / "nbgrader_config.json").write_text(
        '{"CourseDirectory": {"groupshared": true, "db_url": "sqlite:///site.db"}}'
    )
    (root / "nbgrader_config.py").write_text("get_config().CourseDirectory.db_url = 'sqlite:///course.db'")
    settings = nbgrader_settings.load(root)
    assert (settings.db_url, settings.shared) == ("sqlite:///course.db", True)


@pytest.mark.parametrize(
    ("text", "penalty"),
    [
        ("c.LateSubmissionPlugin.penalty_method = 'zero'", "zero"),
        ("c.LateSubmissionPlugin.penalty_method = 'half'", None),
        ("c.AssignLatePenalties.plugin_class = 'mine.Penalty'", None),
        ("", "none"),
    ],
)
def test_a_plugin_or_a_method_that_is_not_nbgraders_own_is_left_to_nbgrader(
    root: Path, text: str, penalty: str | None
) -> None:
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{text}\n")
    assert nbgrader_settings.load(root).penalty == penalty
