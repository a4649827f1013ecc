"""Fixtures for one person's data."""

from __future__ import annotations

from people import base, released

__all__ = ["base", "released"]
