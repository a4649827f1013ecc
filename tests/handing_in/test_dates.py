"""When something was handed in: read alike by all ways of grading, never guessed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import dates

NOWHERE = Path("/nowhere")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path


def configure(course: Path, timezone: str, more: str = "") -> Path:
    text = f"c = get_config()\nc.Exchange.timezone = {timezone!r}\n{more}"
    (course / "nbgrader_config.py").write_text(text)
    return course


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-27 02:17:04.872179 UTC", "2026-11-27 02:17:04.872179"),
        ("2026-11-27 02:17:04.872179 GMT", "2026-11-27 02:17:04.872179"),
        ("2026-11-27 02:17:04.872179 CET", "2026-11-27 01:17:04.872179"),
        ("2026-11-27 12:00:00 EST", "2026-11-27 17:00:00"),
        ("2026-11-27 12:00:00", "2026-11-27 12:00:00"),
        ("2026-11-27T12:00:00Z", "2026-11-27 12:00:00"),
        ("20261127T120000.5Z", "2026-11-27 12:00:00.500000"),
        ("2026-11-27", "2026-11-27 00:00:00"),
        ("\ufeff2026-11-27 12:00:00 UTC\n", "2026-11-27 12:00:00"),
        ("2026-11-27 12:00:00 +03", "2026-11-27 09:00:00"),
        ("2026-11-27 12:00:00 +0545", "2026-11-27 06:15:00"),
        ("2026-11-27 12:00:00-03:00", "2026-11-27 15:00:00"),
    ],
)
def test_a_date_that_needs_no_settings_is_read_without_them(text: str, utc: str) -> None:
    assert str(dates.parse(text, NOWHERE)) == utc


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_an_empty_text_is_no_date(text: str) -> None:
    assert dates.parse(text, NOWHERE) is None


@pytest.mark.parametrize("zone", ["CEST", "BST", "EDT", "PST", "IST", "CST"])
def test_an_abbreviation_that_many_zones_share_is_refused_by_name(course: Path, zone: str) -> None:
    with pytest.raises(RefusedError, match=rf"{zone} is no time of the zone UTC"):
        dates.parse(f"2026-07-27 12:00:00 {zone}", course)


@pytest.mark.parametrize(
    ("timezone", "text", "utc"),
    [
        ("Europe/Berlin", "2026-07-27 12:00:00 CEST", "2026-07-27 10:00:00"),
        ("Europe/London", "2026-07-27 12:00:00 BST", "2026-07-27 11:00:00"),
        ("Asia/Kolkata", "2026-07-27 12:00:00 IST", "2026-07-27 06:30:00"),
        ("Asia/Jerusalem", "2026-11-27 12:00:00 IST", "2026-11-27 10:00:00"),
        ("America/Los_Angeles", "2026-11-27 12:00:00 PST", "2026-11-27 20:00:00"),
        ("Africa/Algiers", "2026-07-27 12:00:00 CET", "2026-07-27 11:00:00"),
        ("Europe/Berlin", "2026-10-25 02:30:00 CEST", "2026-10-25 00:30:00"),
        ("Europe/Berlin", "2026-10-25 02:30:00 CET", "2026-10-25 01:30:00"),
    ],
)
def test_an_abbreviation_is_that_of_the_courses_zone(
    course: Path, timezone: str, text: str, utc: str
) -> None:
    assert str(dates.parse(text, configure(course, timezone))) == utc


def test_summer_time_in_winter_is_refused(course: Path) -> None:
    with pytest.raises(RefusedError, match="CEST is no time of the zone Europe/Berlin"):
        dates.parse("2026-11-27 12:00:00 CEST", configure(course, "Europe/Berlin"))
    with pytest.raises(RefusedError, match="CET is no time of the zone UTC"):
        dates.parse("2026-07-27 12:00:00 CET", NOWHERE)


def test_a_course_may_write_its_dates_in_its_own_way(course: Path) -> None:
    configure(course, "Europe/Berlin", 'c.Exchange.timestamp_format = "%d.%m.%Y %H:%M:%S %Z"\n')
    assert str(dates.parse("05.07.2026 12:00:00 CEST", course)) == "2026-07-05 10:00:00"
    assert str(dates.parse("05.11.2026 12:00:00 UTC", course)) == "2026-11-05 12:00:00"
    with pytest.raises(RefusedError, match="not a plain file with a date"):
        dates.parse("05.13.2026 12:00:00 CET", course)


@pytest.mark.parametrize(
    "text",
    [
        "2026-W48-5",
        "yesterday",
        "03",
        "2026-13-01",
        "2026-11-27 25:00:00",
        "2026-11-27 12:00:00 +99",
        "0001-01-01 00:00:00 +14:00",
        "9999-12-31 23:00:00-14:00",
        "2026-11-27 12:00:00 Europe/Berlin",
        "١٢-١١",
        "x" * 900,
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"timestamp\.txt: not a plain file with a date"):
        dates.parse(text, NOWHERE)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        date = dates.parse(text, NOWHERE)
    except RefusedError:
        return
    assert date is None or date.tzinfo is None


@pytest.mark.parametrize(
    "timezone", ["Europe/Berlin", "Europe/Dublin", "America/New_York", "Asia/Istanbul", "Asia/Kathmandu"]
)
def test_whatever_nbgrader_writes_in_a_zone_is_read_back(course: Path, timezone: str) -> None:
    configure(course, timezone)
    chance = random.Random(timezone)  # noqa: S311 - the same dates each time
    for _ in range(300):
        utc = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(525_600))
        text = utc.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M:%S.%f %Z")
        assert dates.parse(text, course) == utc.replace(tzinfo=None), text
