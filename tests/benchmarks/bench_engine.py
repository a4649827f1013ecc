"""Speed of the engine: `python tests/benchmarks/bench_engine.py` prints rates, ratios and peak memory.

Times are those of the processor, not of the clock, so that a busy machine does not spoil them.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))
import storyteller
from knowshow.content import scenarios
from knowshow.story import counting, play
from knowshow.story.explore import explore

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (5_000, 10_000, 20_000, 40_000)
WIDTH = 50


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor that some work takes, and what it gives."""
    begin = time.process_time()
    done = work()
    return time.process_time() - begin, done


def steps_a_second(name: str | Path) -> float:
    """How many choices of a scenario's longest path the reducer takes in a second."""
    scenario = scenarios.load_scenario(name)
    found = explore(scenario)
    path = max((found.path(state) for state in counting.find_final_states(found)), key=len)

    def work() -> None:
        for _ in range(4_000):
            play.replay(scenario, path)

    return 4_000 * len(path) / spent(work)[0]


def merged(states: int) -> dict[str, Any]:
    """Time and memory to explore and count a story of about so many merged states."""
    scenario = storyteller.chain((states + WIDTH * WIDTH // 2) // WIDTH, WIDTH)
    before = _peak()
    taken, (found, counted) = spent(lambda: _counted(scenario))
    edges = sum(map(len, found.edges))
    return {
        "states": len(found.states),
        "transitions": edges,
        "paths_digits": len(str(counted.paths)),
        "seconds": round(taken, 3),
        "microseconds_a_state": round(taken / len(found.states) * 1e6, 2),
        "transitions_a_second": round(edges / taken),
        "megabytes_before": before,
        "megabytes_peak": _peak(),
    }


def _counted(scenario: Any) -> Any:
    found = explore(scenario, bound=max(SIZES) * 2)
    counted = counting.count_paths(found)
    counting.find_ranges(found)
    return found, counted


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def check_all() -> dict[str, Any]:
    """Processor time of `knowshow check` over all of the course, the start of the program included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", "from knowshow.cli import main; main()", "check", "--json"],
        capture_output=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    report = json.loads(done.stdout)
    states = sum(scenario["states"] for scenario in report["scenarios"])
    return {"files": len(report["files"]), "states": states, "seconds": round(seconds, 2)}


def main() -> None:
    """Print everything; each size in a process of its own, for its memory."""
    if len(sys.argv) > 1:
        print(json.dumps(merged(int(sys.argv[1]))))  # noqa: T201 - the benchmark's answer
        return
    lines = {f"steps a second: {name}": f"{steps_a_second(name):,.0f}" for name in scenarios.list_names()}
    lines["check of the whole course"] = str(check_all())
    for size in SIZES:
        done = subprocess.run(
            [sys.executable, __file__, str(size)], capture_output=True, text=True, check=True
        )
        lines[f"{size:,} merged states"] = done.stdout.strip()
    for what, figure in lines.items():
        print(f"{what}: {figure}")  # noqa: T201


if __name__ == "__main__":
    main()
