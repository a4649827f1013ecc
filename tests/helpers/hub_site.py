"""A company's machine for tests: a JupyterHub with its proxy, an exchange, PostgreSQL, people with accounts.

It needs root, and the programs that `.ci/run --hub` puts into the folder named by KS_HUB. All that it makes
lies in one folder under /tmp, except the accounts and the graders' group, which go at the end.
"""

from __future__ import annotations

import grp
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import psutil

from handed_in import REPO
from knowshow.content import course_files
from knowshow.hub.config import GROUP
from postgres import binaries

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALL = ".ci/run --hub"
PATIENCE = 60  # seconds for anything to start or stop


def programs() -> Path:
    """Return where the hub's programs are installed; fail where they are not, or where this is not root."""
    named = os.environ.get("KS_HUB", "")
    assert named, f"KS_HUB names no folder with a hub's programs; {INSTALL} makes one and runs this"
    assert os.geteuid() == 0, "a hub that starts servers for other accounts needs root"
    return Path(named)


def free_port() -> int:
    """Return a port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """The machine, its folder, and the address of its hub."""

    folder: Path
    bin: Path
    grader: str
    people: dict[str, str] = field(default_factory=dict)
    url: str = ""
    hub: Hub = field(init=False)

    @property
    def course(self) -> Path:
        """The graders' course folder."""
        return self.folder / "course"

    @property
    def exchange(self) -> Path:
        """The course's place in the exchange."""
        return self.folder / "exchange" / "know-and-show"

    @property
    def settings(self) -> Path:
        """What `knowshow hub-config` wrote."""
        return self.folder / "etc"

    def home(self, name: str) -> Path:
        """Somebody's home; root works beside them."""
        return self.folder / "home" / name if name in self.people else self.folder

    def environment(self, name: str = "root") -> dict[str, str]:
        """The bare environment of an account's shell."""
        path = f"{self.bin}:/usr/bin:/bin:/usr/sbin:/sbin"
        who = {"HOME": str(self.home(name)), "USER": name, "LOGNAME": name}
        return who | {"PATH": path, "LANG": "C.UTF-8", "PGHOST": str(self.folder / "postgres")}

    def run(
        self, name: str, script: str, cwd: Path | None = None, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a shell script as an account, by default in its home and with its shell's environment."""
        return subprocess.run(
            ["sh", "-euc", script],
            cwd=cwd or self.home(name),
            env=environment or self.environment(name),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            **_identity(name),
        )

    def must(self, name: str, script: str, cwd: Path | None = None) -> str:
        """Run a script that has to succeed; return what it printed, on both ways."""
        done = self.run(name, script, cwd)
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def grade(self, script: str) -> str:
        """Run lines of the guide, or a test's, in a new shell of the grader's; they have to succeed."""
        return self.must(self.grader, f"PATH=/usr/bin:/bin\n{self.localize(script)}")

    def localize(self, script: str) -> str:
        """Return lines of the guide with this site's folders and people in place of the guide's."""
        people = dict(zip(("ada", "bo", "marta"), self.people, strict=False))
        named = re.sub(r"\b(ada|bo|marta)\b", lambda match: people[match[0]], script)
        places = {
            "/etc/knowshow": self.settings,
            "/srv/knowshow": self.folder,
            "/var/backups/knowshow": self.folder / "backups",
            "/home": self.folder / "home",
        }
        return re.sub(rf"(?<![\w/.-])({'|'.join(places)})\b", lambda match: str(places[match[0]]), named)

    def start(self, name: str, *command: str) -> subprocess.Popen[str]:
        """Start a program as an account."""
        path = self.folder / "logs" / f"{Path(command[0]).name}-{secrets.token_hex(2)}.log"
        with path.open("w") as log:
            return subprocess.Popen(
                command,
                cwd=self.home(name),
                env=self.environment(name),
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                **_identity(name),
            )

    def server(self, name: str) -> psutil.Process:
        """Return somebody's running server."""
        for process in psutil.process_iter(["username", "cmdline"]):
            command = " ".join(process.info["cmdline"] or ())
            if process.info["username"] == name and "jupyterhub-singleuser" in command:
                return process
        raise AssertionError(f"{name} has no server")

    def server_environment(self, name: str) -> dict[str, str]:
        """Return the environment of somebody's running server, with what the hub gave it."""
        return dict(self.server(name).environ())

    def log(self) -> str:
        """Return what the hub and all servers have logged."""
        logs = sorted((self.folder / "logs").glob("jupyterhub-*.log"))
        return "".join(path.read_text("utf-8", errors="replace") for path in logs)


class Identity(TypedDict):
    """As whom a program runs."""

    user: int
    group: int
    extra_groups: list[int]


def _identity(name: str) -> Identity:
    entry = pwd.getpwnam(name)
    groups = os.getgrouplist(name, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": groups}


def guide(language: str) -> list[str]:
    """Return the operators' guide's blocks of a language in order: `shell` is root's, `grader` a grader's.

    `backup` and `restore` are root's, for a day on which they are needed.
    """
    text = course_files.assets("guide", "operating.md").read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def ended(process: subprocess.Popen[str]) -> None:
    """End a program, by force if it does not listen."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()


def until(what: str, *, seconds: float = PATIENCE) -> Iterator[None]:
    """Yield again and again, a moment apart, until the caller has seen what it waits for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.1)
    raise AssertionError(f"in vain: {what}")


@contextmanager
def accounts(site: Site, *names: str) -> Iterator[None]:
    """Make accounts with private homes and passwords; take them away again, with all they still run."""
    for name in set(names) & {entry.pw_name for entry in pwd.getpwall()}:
        _remove(site, name)  # of a run that was killed
    made: list[str] = []
    had_group = any(group.gr_name == GROUP for group in grp.getgrall())
    try:
        for name in names:
            site.people[name] = secrets.token_hex(8)
            site.must("root", f"useradd -m -d {site.home(name)} -s /bin/sh -K HOME_MODE=0700 {name}")
            made.append(name)
            site.must("root", f"echo {name}:{site.people[name]} | chpasswd")
        yield
    finally:
        for name in made:
            _remove(site, name)
        if not had_group:
            site.run("root", f"groupdel {GROUP}")


def _remove(site: Site, name: str) -> None:
    """Remove an account of the tests' own, and whatever still runs as it."""
    uid = pwd.getpwnam(name).pw_uid
    running = [process for process in psutil.process_iter(["uids"]) if process.info["uids"].real == uid]
    for process in running:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(running, timeout=PATIENCE)
    site.must("root", f"userdel {name}")


@contextmanager
def postgresql(site: Site) -> Iterator[None]:
    """Run PostgreSQL as Debian sets it up: it knows the machine's accounts, and no others."""
    programs = binaries()
    assert programs is not None, "PostgreSQL is not on this machine"
    folder = site.folder / "postgres"
    folder.mkdir()
    shutil.chown(folder, "postgres")
    quiet = "--auth-local=peer --auth-host=scram-sha-256 --encoding=UTF8 --no-sync > /dev/null"
    control = f"{programs}/pg_ctl -D {folder}/data -w -l {folder}/log"
    site.must("postgres", f"{programs}/initdb -D {folder}/data {quiet}", folder)
    site.must("postgres", f"{control} -o \"-c listen_addresses='' -k {folder}\" start > /dev/null", folder)
    try:
        yield
    finally:
        site.must("postgres", f"{control} -m immediate stop > /dev/null", folder)


class Hub:
    """The site's hub with its proxy, on the same ports at each start."""

    def __init__(self, site: Site) -> None:
        """Choose the ports."""
        self.site = site
        site.url, inner, api = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
        self.options = (
            f"--JupyterHub.bind_url={site.url}",
            f"--JupyterHub.hub_bind_url={inner}",
            f"--ConfigurableHTTPProxy.api_url={api}",
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        config = str(self.site.settings / "jupyterhub_config.py")
        self.process = self.site.start("root", str(self.site.bin / "jupyterhub"), "-f", config, *self.options)
        login = f"{self.site.url}/hub/login"
        for _ in until("the hub answers"):
            assert self.process.poll() is None, self.site.log()
            with suppress(OSError), urllib.request.urlopen(login):  # noqa: S310 - loopback
                return

    def stop(self) -> None:
        """End it, as a service manager does; people's servers stay."""
        ended(self.process)


@contextmanager
def running_hub(site: Site) -> Iterator[None]:
    """Run the hub until the block ends."""
    site.hub = Hub(site)
    try:
        site.hub.start()
        yield
    finally:
        site.hub.stop()


@contextmanager
def company(learners: tuple[str, str], grader: str, stranger: str, settings: str = "") -> Iterator[Site]:
    """Set everything up as the operators' guide says, for four accounts, and take it down.

    The stranger has an account on the machine, and no part in the course. `settings` are added to the hub's.
    """
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="ks-site-", dir=programs().parent))
        )
        folder.chmod(0o755)
        site = Site(folder, programs() / "bin", grader)
        (folder / "home").mkdir()
        (folder / "logs").mkdir(mode=0o700)
        stack.enter_context(accounts(site, *learners, grader, stranger))
        stack.enter_context(postgresql(site))
        for block in guide("shell"):
            site.must("root", site.localize(block), REPO)
        with (site.settings / "jupyterhub_config.py").open("a") as file:  # this database is not the machine's
            file.write(f"c.Spawner.environment = {{'PGHOST': {str(folder / 'postgres')!r}}}\n{settings}")
        stack.enter_context(running_hub(site))
        yield site
