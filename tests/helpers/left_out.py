"""What tests need beside Python: left out on a desk that lacks it, a failure in CI, named as a run ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

CHROMIUM, FIREFOX, WEBKIT, POSTGRESQL = "Chromium", "Firefox", "WebKit", "PostgreSQL"
INSTALL = ".ci/run --install"
_REASON = "needs {need}, which is not on this machine"


def leave_out(need: str) -> NoReturn:
    """Skip the test that asks, for want of one of the programs above; in CI fail it."""
    reason = _REASON.format(need=need)
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def summary(reasons: list[str]) -> list[str]:
    """Lines on what a run left out, from the reasons of its skips; none where nothing was missing."""
    counts = {
        need: sum(_REASON.format(need=need) in reason for reason in reasons)
        for need in (CHROMIUM, FIREFOX, WEBKIT, POSTGRESQL)
    }
    missing = {need: count for need, count in counts.items() if count}
    if not missing:
        return []
    tests = ", ".join(f"{count} that need {need}" for need, count in missing.items())
    return [f"Left out, for want of programs: {tests}.", f"To run them too (on Debian): {INSTALL}"]


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """End a run by naming what it left out, and the one command that installs it."""
    lines = summary([str(report.longrepr) for report in terminalreporter.getreports("skipped")])
    if lines:
        terminalreporter.section("left out", sep="=", yellow=True)
    for line in lines:
        terminalreporter.line(line)
