"""Dates as nbgrader writes them: bulk grading and `nbgrader autograde` enter the same moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from handed_in import NAME, course_folder, nbgrader, submission
from knowshow.grading import bulk

if TYPE_CHECKING:
    from pathlib import Path

STAMPS = {
    "summer": ("2026-07-27 12:00:00.500000 CEST", "2026-07-27 10:00:00.500000"),
    "winter": ("2026-11-27 02:17:04.872179 CET", "2026-11-27 01:17:04.872179"),
    "marked": ("\ufeff2026-11-27 12:00:00 UTC", "2026-11-27 12:00:00.000000"),
    "numbered": ("2026-11-27 12:00:00 +03", "2026-11-27 09:00:00.000000"),
}
REFUSED = {"foreign": "2026-07-27 12:00:00 EDT", "week": "2026-W48-5"}


def read_moments(root: Path) -> dict[str, str]:
    """Return the moments in the gradebook, by learner."""
    with closing(sqlite3.connect(root / "gradebook.db")) as connection:
        return dict(connection.execute("select student_id, timestamp from submitted_assignment").fetchall())


def test_both_ways_of_grading_read_the_same_dates(tmp_path: Path) -> None:
    exercise = course_folder(tmp_path / "course")
    root = exercise.root
    settings = "c = get_config()\nc.Exchange.timezone = 'Europe/Berlin'\n"
    (root / "nbgrader_config.py").write_text(settings)
    texts = {learner: text for learner, (text, _) in STAMPS.items()} | REFUSED
    for learner, text in texts.items():
        folder = submission(exercise, learner, {"days": 30}, stamp=None)
        (folder / "timestamp.txt").write_text(text, "utf-8")
    expected = {learner: utc for learner, (_, utc) in STAMPS.items()}

    summary = bulk.run(root, NAME, bulk.GradingOptions(workers=1))
    assert {refused.learner for refused in summary.refused} == set(REFUSED)
    assert "EDT is no time of the zone Europe/Berlin" in summary.refused[0].why
    assert read_moments(root) == expected

    (root / "gradebook.db").unlink()
    done = nbgrader(root, f"autograde {NAME} --force", f"generate_feedback {NAME}")
    assert done.returncode == 0, done.stderr
    assert read_moments(root) == expected
    assert "EDT is no time of the zone Europe/Berlin" in done.stderr
    assert sorted(path.name for path in (root / "feedback").iterdir()) == sorted(STAMPS)
