"""What comes in from outside, read before anything believes it."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import urlsplit

from knowshow.room.refusals import RefusedError

LONGEST: Final = 4_096  # bytes of a message


def is_ours(origin: str, host: str) -> bool:
    """Return whether a page of that origin came from this host and port."""
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:  # an origin that no browser sends
        return False


def as_object(text: str | bytes) -> dict[str, Any]:
    """Return the JSON object in a message; raise `RefusedError` for anything else."""
    try:
        if len(text) > LONGEST:
            raise RefusedError("malformed")
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise RefusedError("malformed") from None
    if not isinstance(data, dict):
        raise RefusedError("malformed")
    return data
