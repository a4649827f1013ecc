"""Find the course's own files: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_BUNDLE = _PACKAGE / "bundle"
_CHECKOUT = _PACKAGE.parent.parent


def assets(*parts: str) -> Path:
    """Return a file or folder under `assets/`."""
    return (_BUNDLE if _BUNDLE.is_dir() else _CHECKOUT).joinpath("assets", *parts)


def exercises(*parts: str) -> Path:
    """Return a file or folder under `exercises/`."""
    return (_BUNDLE if _BUNDLE.is_dir() else _CHECKOUT).joinpath("exercises", *parts)


def notebooks() -> Path:
    """Return the folder that holds the course's notebooks."""
    return _BUNDLE / "notebooks" if _BUNDLE.is_dir() else _PACKAGE.parent


def package(*parts: str) -> Path:
    """Return a file that ships beside the package's modules."""
    return _PACKAGE.joinpath(*parts)
