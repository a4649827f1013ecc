"""What the pages for people say exists: links, paths, commands with their options, folders, floors, names."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import click
import pytest

from handed_in import REPO
from knowshow import cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARCHITECTURE = "assets/guide/architecture.md"
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(path.relative_to(REPO).as_posix() for path in sorted((REPO / "assets" / "guide").glob("*.md"))),
]
PACKAGE = REPO / "course" / "knowshow"
PLACEHOLDER = re.compile(r"[<>{}]|NAME|my-story")
# Where a path in a text may begin: here, in the package (the architecture page), or beside the named file.
ROOTS = (REPO, PACKAGE)
TOPS = {path.name for path in REPO.iterdir()} | {path.name for path in PACKAGE.iterdir() if path.is_dir()}
MADE = {".venv", "downloaded", "submitted", "autograded", "feedback"}  # not in the repository
PROGRAMS = {"pytest", "ruff", "mypy", "pip", "nbgrader", "jupyter"}


def read(page: str) -> str:
    return (REPO / page).read_text("utf-8")


def prose(page: str) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            found = (REPO / page).parent / path if path else REPO / page
            assert found.exists(), target
            assert not anchor or anchor in anchors(found), target


def paths(text: str) -> Iterator[str]:
    """What is written as a path of the repository: between backticks, beginning with a folder of it."""
    for token in re.findall(r"`([^`\s]+)`", text):
        first = token.split("/")[0]
        if "/" in token and first in TOPS - MADE and not PLACEHOLDER.search(token):
            yield token


def exists(path: str) -> bool:
    return any(any(root.glob(path.rstrip("/"))) for root in ROOTS)


def test_paths_are_told_from_words() -> None:
    assert list(paths("`tests/x.py`, `and/or`, `assets/` `findings/NAME.sh` `.venv/bin`")) == [
        "tests/x.py",
        "assets/",
    ]
    assert exists("tests/helpers/*.py")
    assert not exists("tests/no-such-folder/")


@pytest.mark.parametrize("page", PAGES)
def test_paths_exist(page: str) -> None:
    assert [path for path in paths(prose(page)) if not exists(path)] == []


def commands(page: str) -> Iterator[str]:
    """Every command of a page: in its sh blocks, in its tables, between its backticks."""
    for block in re.findall(r"```sh\n(.*?)```", read(page), re.DOTALL):
        for line in block.splitlines():
            yield from line.partition(" #")[0].strip().split(" && ")
    starts = ("python", "pytest", "ruff", "mypy", "knowshow", ".ci/run", ".ci/pin")
    for quoted in re.findall(r"`([^`]+)`", prose(page)):
        if quoted.partition(" ")[0].startswith(starts) and not re.match(r"knowshow[./(]", quoted):
            yield quoted


@cache
def offered(path: str) -> str:
    """What a script's help says."""
    done = subprocess.run(
        [*([sys.executable] if path.endswith(".py") else []), REPO / path, "--help"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def missing(command: str) -> str:
    """Why a command could not be run; nothing where it could."""
    program, *arguments = shlex.split(command.replace(".venv/bin/", ""))
    if program == "knowshow":
        return knowshow(arguments)
    if program.startswith("python") and arguments[:1] == ["-m"]:
        known = importlib.util.find_spec(arguments[1]) is not None
        return "" if known else f"no module {arguments[1]}"
    if program.startswith(("python", ".ci/")):
        return script(*([program] if program.startswith(".ci/") else []), *arguments)
    if program in PROGRAMS:
        return ", ".join(path for path in arguments if "/" in path and not exists(path))
    return f"an unknown program {program}"


def script(path: str, *arguments: str) -> str:
    """Why a script of ours could not be run: it is not there, or its help does not know an option."""
    if not (REPO / path).is_file():
        return f"no script {path}"
    options = [word.partition("=")[0] for word in arguments if word.startswith("--")]
    return ", ".join(option for option in options if option not in offered(path))


def knowshow(arguments: list[str]) -> str:
    """Why a command of ours could not be run."""
    if not arguments or arguments[0].startswith("-") or arguments[0] == "COMMAND":
        return ""
    found: click.Command | None = cli.group.get_command(None, arguments[0])  # type: ignore[arg-type] # it needs no context
    if found is None:
        return f"no command {arguments[0]}"
    while isinstance(found, click.Group) and len(arguments) > 1:
        found = found.commands.get(arguments[1])
        if found is None:
            return f"no command {arguments[1]}"
        arguments = arguments[1:]
    known = {option for parameter in found.params for option in parameter.opts} | {"--help"}
    named = [word for word in arguments[1:] if "/" in word and not PLACEHOLDER.search(word)]
    unknown = [word for word in arguments[1:] if word.startswith("--") and word not in known]
    return ", ".join([*unknown, *(path for path in named if not exists(path))])


def test_commands_that_cannot_be_run_are_seen() -> None:
    assert missing("knowshow check --renwe") == "--renwe"
    assert missing("knowshow check assets/scenarios/none.yaml") == "assets/scenarios/none.yaml"
    assert missing("knowshow czech") == "no command czech"
    assert missing("knowshow person loose ann") == "no command loose"
    assert missing("knowshow person delete ann --yse") == "--yse"
    assert missing("python tests/helpers/remaek.py") == "no script tests/helpers/remaek.py"
    assert missing("python -m knowshow.no_such") == "no module knowshow.no_such"
    assert missing("python tests/benchmarks/against.py --cach x") == ""  # argparse takes a beginning, too
    assert missing("python tests/benchmarks/against.py --catch x") == "--catch"
    assert missing("pytest tests/storey") == "tests/storey"
    assert missing(".ci/run --nstall") == "--nstall"
    assert missing("make all") == "an unknown program make"


@pytest.mark.parametrize(
    ("page", "command"), sorted({(page, command) for page in PAGES for command in commands(page)})
)
def test_commands_can_be_run(page: str, command: str) -> None:
    assert missing(command) == "", page


def test_every_benchmark_stands_in_the_table() -> None:
    listed = set(
        re.findall(r"^\|.*`python (tests/benchmarks/\w+\.py)", read("CONTRIBUTING.md"), re.MULTILINE)
    )
    scripts = (REPO / "tests" / "benchmarks").glob("*.py")
    assert listed == {path.relative_to(REPO).as_posix() for path in scripts}


def test_the_changelog_begins_with_what_is_new_and_knows_this_edition() -> None:
    heads = re.findall(r"^## (.*)$", read("CHANGELOG.md"), re.MULTILINE)
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert heads[0] == "Unreleased"
    assert any(head.startswith(f"{version} (") for head in heads)
    editions = [tuple(map(int, head.split(" ")[0].split("."))) for head in heads[1:]]
    assert editions == sorted(editions, reverse=True)


def test_the_architecture_lists_every_folder_and_no_other() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", read(ARCHITECTURE), re.MULTILINE)
    folders = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
    assert sorted(listed) == folders


def test_the_architectures_floors_are_those_of_the_test() -> None:
    tree = ast.parse(read("tests/test_floors.py"))
    floors = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FLOORS"
    )
    lines = re.findall(r"^\d+\. ((?:`\w+` ?)+)$", read(ARCHITECTURE), re.MULTILINE)
    assert [tuple(re.findall(r"`(\w+)`", line)) for line in lines] == list(floors)


def named() -> list[str]:
    """The modules, classes and functions that the walks pass through."""
    walks = read(ARCHITECTURE).partition("## Three walks")[2]
    return re.findall(r"`((?:\w+\.)+\w+)`", re.sub(r"`\S+\.(?:json|js|py|yaml)`", "", walks))


def test_the_walks_name_something() -> None:
    assert len(named()) > 30


@pytest.mark.parametrize("name", named())
def test_a_name_in_a_walk_exists(name: str) -> None:
    resolved = resolve(f"knowshow.{name}")
    assert callable(resolved), name


def resolve(name: str) -> object:
    """What a dotted name stands for: a module as far as there is one, then its parts."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        return found
    raise AssertionError(name)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ARCHITECTURE])
def test_a_page_is_short(page: str) -> None:
    assert len(read(page).splitlines()) < 150
