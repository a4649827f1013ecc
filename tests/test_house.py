from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(
    path.relative_to(ROOT)
    for folder in ("course", "exercises", "solutions")
    for path in (ROOT / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)


def run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", "course", "tests")


def test_code_is_formatted() -> None:
    run("ruff", "format", "--check", "course", "tests")


def test_types_hold() -> None:
    run("mypy")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_notebook_is_clean(notebook: Path) -> None:
    text = (ROOT / notebook).read_text("utf-8")
    content = json.loads(text)
    assert text == json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in content["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in content["cells"]:
        assert not cell.get("outputs"), cell["id"]
        assert cell.get("execution_count") is None, cell["id"]


# A reader's page calls one of the package's names; the graders' page stands above the folder of pages.
PAGE = re.compile(
    r"import knowshow; knowshow\.\w+\(.*\)|from knowshow\.reading\.desk import open_desk; open_desk\(\)"
)


@pytest.mark.parametrize("notebook", [n for n in NOTEBOOKS if n.parts[0] == "course"], ids=str)
def test_course_page_hides_its_code_and_cannot_be_edited_by_accident(notebook: Path) -> None:
    for cell in json.loads((ROOT / notebook).read_text("utf-8"))["cells"]:
        assert cell["metadata"]["deletable"] is False, cell["id"]
        assert cell["metadata"]["editable"] is False, cell["id"]
        if cell["cell_type"] == "code":
            assert cell["metadata"]["jupyter"] == {"source_hidden": True}, cell["id"]
            assert cell["metadata"]["tags"] == ["knowshow"], cell["id"]
            assert PAGE.fullmatch("".join(cell["source"])), cell["id"]


@cache
def wheel() -> dict[str, bytes]:
    """The files of a freshly built wheel."""
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        run("pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ".")
        (built,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(built) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def test_wheel_holds_every_notebook_asset_and_exercise() -> None:
    names = set(wheel())
    for path in (ROOT / "course").glob("*.ipynb"):
        assert f"knowshow/bundle/notebooks/{path.name}" in names
    for folder in ("assets", "exercises"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert f"knowshow/bundle/{folder}/{path.relative_to(ROOT / folder).as_posix()}" in names


def test_no_key_reaches_the_wheel_or_the_release() -> None:
    keys = sorted((ROOT / "solutions").glob("*.key.yaml"))
    secrets = {
        line.strip().encode()
        for key in keys
        for line in key.read_text("utf-8").splitlines()
        if len(line) > 60
    }
    released = {str(path): path.read_bytes() for path in (ROOT / "exercises").rglob("*") if path.is_file()}
    assert keys
    for name, content in {**wheel(), **released}.items():
        assert ".key." not in name
        assert not [secret for secret in secrets if secret in content], name


def test_the_wheel_owns_no_file_in_which_a_site_puts_its_own_settings() -> None:
    installed = [name.partition("/data/")[2] for name in wheel() if "/data/etc/" in name]
    assert installed == ["etc/jupyter/nbgrader_config.json"]


def test_every_dependency_is_argued_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    for dependency in project["dependencies"] + project["optional-dependencies"]["hub"][1:]:
        (line,) = [line for line in text.splitlines() if f'"{dependency}"' in line]
        assert re.search(r"#\s*\S+", line), dependency


def test_pins_name_no_address() -> None:
    for pins in (ROOT / ".ci").glob("pins*.txt"):
        lines = pins.read_text("utf-8").splitlines()
        assert all(
            re.fullmatch(r"(\S+==\S+( ; .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?)", line)
            for line in lines
        )


def test_the_proxys_lock_names_no_address_and_proves_each_package() -> None:
    lock = json.loads((ROOT / ".ci" / "proxy" / "package-lock.json").read_text("utf-8"))
    assert "://" not in json.dumps(lock)
    packages = [package for path, package in lock["packages"].items() if path]
    assert len(packages) > 30
    assert all(package["integrity"].startswith("sha512-") for package in packages)


def test_readme_has_two_commands_of_one_line_and_is_short() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)\n```", text, re.DOTALL)
    assert len(blocks) == 2
    assert all("\n" not in block for block in blocks)
    assert blocks[0].endswith("knowshow learn")
    assert blocks[1].endswith("-m pytest -n auto")
    assert len(text.splitlines()) < 150


def test_readme_lists_every_command() -> None:
    from knowshow.cli import COMMANDS  # noqa: PLC0415

    listed = re.findall(r"^\| `knowshow ([\w-]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
