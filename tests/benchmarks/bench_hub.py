"""How many learners a machine holds: servers and kernels of a real hub, one after the other until it is full.

Run as root, with the programs that `.ci/run --hub` installs named by KS_HUB:

  python tests/benchmarks/bench_hub.py [LEARNERS]

Accounts are made and removed again, as in `tests/deployment`. Each learner's server is started through the
hub, and one page of a module is asked for, which starts that page's kernel. BURST learners sign in at one
moment. A line is told for each ten; memory is what the machine has less than before, and the proportional
share of each process (PSS), in which pages that processes share are counted once.
"""

from __future__ import annotations

import json
import secrets
import statistics
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from hub_site import accounts, company, until
from server import KERNEL

if TYPE_CHECKING:
    from hub_site import Site

BURST = 5  # learners who sign in at the same moment
STEP = 10  # learners for a line
TOKEN = secrets.token_hex(16)
SETTINGS = f"""
c.JupyterHub.concurrent_spawn_limit = {BURST}
c.JupyterHub.services.append({{"name": "load", "api_token": "{TOKEN}"}})
c.JupyterHub.load_roles.append({{
    "name": "load", "services": ["load"],
    "scopes": ["admin:users", "admin:servers", "access:servers"],
}})
"""
PAGE = "doc/tree/05-remedy.ipynb"


def ask(address: str, method: str = "GET", body: Any = None) -> tuple[int, bytes]:
    """Ask the hub, or a server behind it, as the benchmark's service."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Authorization": f"token {TOKEN}"}, method=method)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=300) as reply:  # noqa: S310 - loopback
        return reply.status, reply.read()


def sign_in(site: Site, name: str) -> tuple[float, float]:
    """Start a learner's server and ask for a page; the seconds until it runs, and for the page."""
    begin = time.perf_counter()
    user = f"{site.url}/hub/api/users/{name}"
    ask(f"{user}/server", "POST", {})
    for _ in until(f"{name} has a server", seconds=300):
        if json.loads(ask(user)[1])["servers"].get("", {}).get("ready"):
            break
    ready = time.perf_counter() - begin
    _, page = ask(f"{site.url}/user/{name}/{PAGE}")
    assert b"ks-first" in page, f"{name}'s page has no first scene"
    return ready, time.perf_counter() - begin - ready


def weigh(names: list[str]) -> tuple[list[float], list[float]]:
    """Return the shares in memory of these learners' servers and kernels, in MB."""
    servers, kernels = [], []
    for process in psutil.process_iter(["username", "cmdline"]):
        if process.info["username"] not in names:
            continue
        line = process.info["cmdline"] or []
        share = process.memory_full_info().pss / 1e6
        if KERNEL in line:
            kernels.append(share)
        elif any("jupyterhub-singleuser" in part for part in line):
            servers.append(share)
    return servers, kernels


def settle(names: list[str]) -> tuple[list[float], list[float]]:
    """Wait until every learner's kernel is there and the machine rests; then weigh them."""
    for _ in until("kernels", seconds=120):
        servers, kernels = weigh(names)
        if len(kernels) == len(names) and psutil.cpu_percent(1) < 20:
            return servers, kernels
    raise AssertionError


def fill(site: Site, names: list[str]) -> None:
    """Sign everybody in, a burst at a time, and say what each ten took."""
    before = psutil.virtual_memory().available
    click.echo(
        "learners  sign-in median, p95 s  page s  server MB  kernel MB  machine, MB a learner  free GB"
    )
    for start in range(0, len(names), STEP):
        took: list[tuple[float, float]] = []
        for at in range(start, start + STEP, BURST):
            with ThreadPoolExecutor(BURST) as pool:
                took += pool.map(partial(sign_in, site), names[at : at + BURST])
        here = names[: start + STEP]
        servers, kernels = settle(here)
        ready, page = ([each[place] for each in took] for place in (0, 1))
        free = psutil.virtual_memory().available
        click.echo(
            f"{len(here):8d}  {statistics.median(ready):14.1f} {statistics.quantiles(ready, n=20)[-1]:6.1f}"
            f"  {statistics.median(page):6.2f}  {statistics.mean(servers):9.0f}"
            f"  {statistics.mean(kernels):9.0f}  {(before - free) / len(here) / 1e6:21.0f}  {free / 1e9:7.1f}"
        )


def main(count: int) -> None:
    """Set a company up, with so many learners more, and fill its machine."""
    names = [f"ks-load-{number:03d}" for number in range(count)]
    with company(("ks-ada", "ks-bo"), "ks-marta", "ks-eve", SETTINGS) as site, accounts(site, *names):
        with (site.settings / "learners.txt").open("a") as file:
            file.writelines(f"{name}\n" for name in names)
        for name in names:
            ask(f"{site.url}/hub/api/users/{name}", "POST")
        fill(site, names)
        for name in names:  # the hub ends what it has started sooner than the accounts' removal would
            ask(f"{site.url}/hub/api/users/{name}/server", "DELETE")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
