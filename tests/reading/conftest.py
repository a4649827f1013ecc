"""Fixtures of the reading page."""

from __future__ import annotations

from written import graded, root

__all__ = ["graded", "root"]
