"""No module holds a sentence for readers: they stand in `en.yaml`, so that a language is a file."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = course_files.package()
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "bundle" not in path.parts)
TAG = re.compile(r"<[^<>]*(>|$)")
MACHINES = re.compile(
    r"-{2}[\w.]+=\w+|[\w.]+\.[A-Z]\w+|### (BEGIN|END).*"
)  # options, dotted names, marks in cells
WORDS = re.compile(
    r"\b[A-Z][a-z]+\b|[a-z]{2,}[,.;:!?]?( \{\})? [a-z]{2,}|\{\} [a-z]{2,} [a-z{]|[a-z]{2,} \{\}[,;:]? "
)
LOGS = ("debug", "info", "warning", "error", "exception")
GENERIC = ("Literal", "Callable")
TYPES = ("TypeVar", "NamedTuple", "TypedDict")

PYYAML = (
    *("quoted scalar", "scanning an a", "block scalar", "cannot start any token", "node content"),
    *("entries are not allowed", "simple key", "values are not allowed", "parsing a block coll"),
)
# What reads as words and is none for a reader: a module, the beginning of the text, and why.
ALLOWED = {
    "__init__.py": {"module 'knowshow' has no attribute": "Python's own sentence, for who writes a notebook"},
    "cli.py": {"knowshow: stopped": "what Ctrl+C may meet before the interface's text is imported"},
    "content/yaml_errors.py": dict.fromkeys(
        PYYAML, "a part of what PyYAML says, by which its errors are told apart"
    ),
    "drawing/joining.py": {"export ": "a script"},
    "exercises/course_folder.py": {"(?P<assignment>": "a regular expression"},
    "exercises/stock_feedback.py": {r"\(Score: ": "a regular expression for nbgrader's own words"},
    "lab/first_piece.py": {"import knowshow;": "code of a cell"},
    "exercises/notebook.py": {
        "answer = None": "code of a cell",
        "import knowshow;": "code of a cell",
        "### BEGIN HIDDEN TESTS": "code of a cell, between nbgrader's marks",
        "Python 3": "the kernel's name, as Jupyter writes it",
    },
    "grading/nbgrader_config.py": {"Autograde": "a class of nbgrader's"},
    "grading/feedback_page.py": {"\nbody { margin": "styles"},
    "grading/dry_run.py": {"select ": "SQL"},
    "grading/gradebook.py": {
        "No response.": "nbgrader's own comment, which must be its own to the letter",
        **dict.fromkeys(("create index", "insert into", "select ", "update ", "id, auto_"), "SQL"),
    },
    "grading/platforms/canvas.py": dict.fromkeys(
        ("Student", "Section", "    Points Possible"), "a name in Canvas's own CSV"
    ),
    "grading/platforms/moodle.py": dict.fromkeys(
        ("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Participant "),
        "a name in Moodle's own CSV",
    ),
    "grading/gradebook_ids.py": {"select ": "SQL"},
    "grading/sql.py": dict.fromkeys(
        ("begin immediate", "copy {} (", "insert into", "pragma ", "select "), "SQL"
    ),
    "grading/reports/report_page.py": {"\nbody { margin": "styles"},
    "grading/reports/report_csv.py": {"{} to {} percent": "a name in the CSV, which is for programs"},
    "handing_in/who_is_who.py": {"who is who.csv": "a file's name, which no learner's id can be"},
    "pages/room_client.py": dict.fromkeys(
        ("Authorization", "Bearer {}", "Content-Type"), "a part of HTTP's head, which is for programs"
    ),
    "pages/room_server.py": {"from knowshow.cli import": "code that starts another process"},
    "pages/view_types.py": {
        "// Generated from": "a note in a generated file, for who programs",
        "Readonly<Record<": "TypeScript",
        "/**": "TypeScript",
    },
    "personal/gradebook_rows.py": dict.fromkeys(
        (
            *("select ", "\nselect ", "join ", "from ", "delete from ", "pragma "),
            *("notebook_id in (", "assignment_id in (", "student_id in (", "id in ("),
        ),
        "SQL",
    ),
    "room/again.py": {
        "no more": "a word of the protocol",
        "no fewer": "a word of the protocol",
        "people: ": "only who programs a room meets it",
    },
    "room/handlers.py": dict.fromkeys(
        (
            *("Server", "Content-", "X-Content", "Referrer-", "Cross-Origin", "Cache-Control", "Origin"),
            *("application/json", "text/plain", "text/html", "Retry-After", "Bearer", "Authorization"),
        ),
        "HTTP",
    ),
    "room/plan.py": {"plan: ": "only who programs a room meets it"},
    "room/seats.py": dict.fromkeys(("choices: ", "people: "), "only who programs a room meets it"),
    "room/site.py": dict.fromkeys(("text/css", "text/javascript"), "HTTP"),
    "room/stage.py": dict.fromkeys(
        (
            *("was taken already", "is ahead of the room", "{}: ", "OpenBallot: ", "CloseBallot: "),
            *("FollowRoom: ", "FollowOther: ", "GoBack: ", "scene: "),
        ),
        "only who programs a room meets it; people are told that the room has moved on",
    ),
    "room/store.py": dict.fromkeys(("\nCREATE TABLE", "SELECT "), "SQL"),
    "room/tallies.py": dict.fromkeys(
        ("people: ", "vote: ", "choices: ", "counts: "), "only who programs a room meets it"
    ),
    "views/chart.py": {"chart {}: ": "ChartError: only who programs a chart meets it, in a test"},
}


def sentences(source: str) -> Iterator[str]:
    """Yield what reads as words in a module's source; where a text is filled in, `{}` stands."""
    tree = ast.parse(source)
    apart = set(_apart(tree))
    for node in ast.walk(tree):
        if id(node) in apart or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = _text(node)
        if reads_as_words(text):
            yield text


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def _apart(tree: ast.Module) -> Iterator[int]:
    """Yield the nodes that are no text of their own, or meant for no reader of the course."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from map(id, node.values)
        elif isinstance(node, ast.Expr):  # docstrings
            yield id(node.value)
        elif isinstance(node, ast.Subscript):  # words of a format, and names of types
            yield from map(id, ast.walk(node.slice)) if ast.unparse(node.value) in GENERIC else ()
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            yield from map(id, ast.walk(node.value))
        elif isinstance(node, ast.Call):
            yield from map(id, _for_developers(node))


def _for_developers(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments that no reader meets: of a type, a pattern, a log, and help.

    Help and descriptions are docstrings of what cannot have one: of an option, of a configurable, of a field
    (which, like the docstrings of its class, goes into the format's JSON Schema).
    """
    *_, owner, name = ("", *ast.unparse(call.func).split("."))
    if name in TYPES or owner == "re" or (name in LOGS and owner in ("log", "logger")):
        yield from call.args[:1]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in ("help", "description"))


def reads_as_words(text: str) -> bool:
    """Whether a text is for a reader: several words, or one that begins as a sentence does; tags are none."""
    return not MACHINES.fullmatch(text) and WORDS.search(TAG.sub(" ", text)) is not None


@pytest.mark.parametrize(
    "line",
    [
        'raise RefusedError("the file is gone")',
        'raise RefusedError(f"{name}: not there; copy it again")',
        'raise RefusedError(f"{name} is gone")',
        'label = "Decide"',
        'page = f"<p>Nothing was sent to {who}.</p>"',
        'why = "it is blank" if blank else ""',
        'KINDS = {"late": "handed in late"}',
        'said = f"takes at most {most}"',
    ],
)
def test_a_sentence_in_python_is_seen(line: str) -> None:
    module = f'"""What is kept of a name."""\n\ndef told(name: str) -> str:\n    """Say it."""\n    {line}\n'
    assert len(list(sentences(module))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'Model = TypeVar("Model")',
        'log.error("a message could not be answered")',
        '@click.option("--port", help="The port to listen on.")\ndef f(): ...',
        'Lens = Literal["States", "companies"]',
        'f\'<svg role="img" aria-labelledby="map-title map-desc">\''.replace("\\'", "'"),
        'say("form", "not_yet", number=1)',
        'path = f"{name}.yaml"',
    ],
)
def test_what_is_for_no_reader_is_let_pass(line: str) -> None:
    assert list(sentences(line)) == []


@pytest.mark.parametrize("name", [path.relative_to(PACKAGE).as_posix() for path in MODULES])
def test_no_module_holds_a_sentence(name: str) -> None:
    allowed = tuple(ALLOWED.get(name, {}))
    read = sentences(PACKAGE.joinpath(name).read_text("utf-8"))
    assert [text for text in read if not text.startswith(allowed)] == []


def test_nothing_is_allowed_that_does_not_stand_there() -> None:
    for name, allowed in ALLOWED.items():
        read = list(sentences(PACKAGE.joinpath(name).read_text("utf-8")))
        assert [begin for begin in allowed if not any(text.startswith(begin) for text in read)] == [], name
