"""Read when something was handed in, as nbgrader's exchange and its collectors write it: one reader for all.

nbgrader 0.9.6 writes a date with its zone's abbreviation (`2026-11-27 02:17:04.872179 CET`) and reads many of
these back as UTC, and `+03` as three seconds. Here an abbreviation is one of the course's own zone, or it is
refused by name.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from pathlib import Path

_DATE = re.compile(
    r"(?P<local>\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?|\d{8}T\d{6}(?:\.\d+)?)"
    r"(?: ?(?P<zone>Z|[+-]\d\d(?::?\d\d)?|[A-Za-z]{2,9}))?",
    re.ASCII,
)
_UNIVERSAL = frozenset({"", "Z", "UTC", "GMT"})
# Abbreviations that are names of zones, too, in the tz database, so that nobody has to guess whose they are.
_OWN_ZONES = frozenset({"CET", "EET", "EST", "HST", "MET", "MST", "WET"})
_SETTINGS = "nbgrader_config"


def parse(text: str, root: Path) -> datetime | None:
    """Return a date in UTC, without a zone as nbgrader stores it; None for an empty text.

    A date without a zone is in UTC. `root` is the course folder, whose settings hold `Exchange.timezone`;
    they are read only for a date that ends in an abbreviation.

    Raises:
        RefusedError: it is no date, or the course's zone has no such abbreviation at that time.
    """
    text = text.removeprefix("\ufeff").strip()
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            return _parse_own_format(text, root)
        zone = match["zone"] or ""
        if zone in _UNIVERSAL:
            return datetime.fromisoformat(match["local"])
        if zone[0] in "+-":
            return _to_universal(datetime.fromisoformat(match["local"] + zone))
        return _apply_abbreviation(datetime.fromisoformat(match["local"]), zone, root)
    except (ValueError, OverflowError):
        raise RefusedError(say("grading", "bad_timestamp")) from None


def _to_universal(date: datetime) -> datetime:
    return date.astimezone(UTC).replace(tzinfo=None)


def _apply_abbreviation(local: datetime, zone: str, root: Path) -> datetime:
    configured = _read_settings(root).get("timezone", "UTC")
    names = (configured, zone) if zone in _OWN_ZONES else (configured,)
    for name in names:
        for fold in (0, 1):  # an hour in autumn comes twice: its abbreviation tells which
            date = local.replace(tzinfo=_find_zone(name), fold=fold)
            if date.tzname() == zone:
                return _to_universal(date)
    raise RefusedError(say("grading", "bad_zone", zone=zone, timezone=sanitize.clean_name(str(configured))))


def _parse_own_format(text: str, root: Path) -> datetime:
    """Parse a date in the course's own `Exchange.timestamp_format`; its zone, if any, stands at the end."""
    form = str(_read_settings(root).get("timestamp_format", ""))
    if not form.endswith(" %Z"):
        date = datetime.strptime(text, form)  # noqa: DTZ007 - a date without a zone is in UTC
        return _to_universal(date) if date.tzinfo else date
    local, _, zone = text.rpartition(" ")
    date = datetime.strptime(local, form.removesuffix(" %Z"))  # noqa: DTZ007 - its zone follows
    return date if zone in _UNIVERSAL else _apply_abbreviation(date, zone, root)


@lru_cache(maxsize=16)
def _find_zone(name: str) -> Any:
    from dateutil import tz  # type: ignore[import-untyped] # noqa: PLC0415 - for these dates only

    return tz.gettz(name) or UTC


def _read_settings(root: Path) -> dict[str, Any]:
    file = root / f"{_SETTINGS}.py"
    return _load_settings(root, file.stat().st_mtime_ns if file.is_file() else 0)


@lru_cache(maxsize=8)
def _load_settings(root: Path, _changed: int) -> dict[str, Any]:
    """Return what nbgrader's settings say of the exchange."""
    from knowshow.handing_in import nbgrader_files  # noqa: PLC0415 - for dates with an abbreviation only

    settings = nbgrader_files.read(root)
    return {**settings.Exchange, **settings.ExchangeSubmit}
