"""JSON files that are never half written, and are set aside, not deleted, when they cannot be read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from pathlib import Path


class UnreadableError(KnowShowError):
    """A file that holds no JSON we can use; its text says where the file now is."""


def write(path: Path, data: Any) -> None:
    """Write atomically: a reader sees the old file or the new one, whatever happens in between.

    Raises:
        OSError: the folder cannot be written; the old file is untouched.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    atomic.write_text(path, f"{text}\n")


def read(path: Path, largest: int = 1_000_000) -> Any:
    """Read the JSON in a file; None where there is no file, an error above `largest` bytes.

    Raises:
        UnreadableError: not JSON, not UTF-8, too large or not a regular file. Nothing is changed.
    """
    if not path.exists() and not path.is_symlink():
        return None
    try:
        if path.is_symlink() or not path.is_file():
            raise _make_error(path, "not_plain")
        if path.stat().st_size > largest:
            raise _make_error(path, "too_large", largest=largest)
        return json.loads(path.read_bytes())
    except OSError as error:
        raise _make_error(path, "closed", reason=error.strerror) from None
    except (ValueError, RecursionError):
        raise _make_error(path, "damaged") from None


def set_aside(path: Path, why: Literal["unreadable", "earlier"] = "unreadable") -> Path:
    """Rename a file that cannot be used, so that nothing is lost, and return its new path."""
    aside = _name_beside(path, why)
    path.rename(aside)
    return aside


def copy_aside(path: Path) -> None:
    """Copy a file's data to a file beside it; raises as `read` and `write` do."""
    data = read(path)
    if data is not None:
        write(_name_beside(path, "earlier"), data)


def _name_beside(path: Path, why: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}.{why}-{stamp}{path.suffix}")


def _make_error(path: Path, key: str, **values: object) -> UnreadableError:
    return UnreadableError(f"{path.name}: {say('file', key, **values)}")
