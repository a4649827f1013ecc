"""Which sentences of the interface's text the package asks for, read from its source."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Sections = dict[str, dict[str, str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef
ANY = r"[\w-]+"
ENDINGS = ("yaml", "json", "css")  # of files that are called as a section is


@dataclass(frozen=True)
class Use:
    """One place that asks for a sentence: its section and its keys as patterns, and the names it fills in.

    `whole` says whether these are all the names; where a mapping is handed on, some cannot be read here.
    """

    where: str
    section: str
    patterns: tuple[str, ...]
    names: frozenset[str]
    whole: bool

    @property
    def loose(self) -> bool:
        """Whether nothing at all is known here of the key."""
        return ANY in self.patterns

    def keys(self, sections: Sections, key: str) -> list[tuple[str, str]]:
        """Return every section and key that one of the patterns may mean."""
        fitting = [name for name in sections if re.fullmatch(self.section, name)]
        return [(name, text) for name in fitting for text in sections[name] if re.fullmatch(key, text)]


@dataclass
class Source:
    """One module: its tree, the functions that hand a key on to `say`, and its dictionaries by name."""

    name: str
    tree: ast.Module
    handing_on: dict[str, tuple[int, str, frozenset[str]]] = field(default_factory=dict)
    mappings: dict[tuple[str, str], ast.Dict] = field(default_factory=dict)
    functions: dict[ast.Call, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the functions and the dictionaries; an inner function is walked after the one around it."""
        self._enter("", self.tree)
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                self._enter(node.name, node)
                self._hands_on(node)

    def _enter(self, function: str, tree: ast.AST) -> None:
        self.functions |= dict.fromkeys(calls(tree), function)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                name = ast.unparse(node.targets[0])
                self.mappings[function, name] = node.value

    def _hands_on(self, function: Function) -> None:
        names = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
        for call in calls(function):
            section, key = (*call.args, None, None)[:2]
            if called(call) == "say" and isinstance(key, ast.Name) and key.id in names and section:
                own = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
                self.handing_on[function.name] = (names.index(key.id), pattern(section, self.tree)[0], own)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def pattern(node: ast.expr, tree: ast.Module) -> tuple[str, ...]:
    """Return what a key's expression may be, as regular expressions."""
    if isinstance(node, ast.Constant):
        return (re.escape(str(node.value)).replace("\\-", "-"),)
    if isinstance(node, ast.IfExp):
        return (*pattern(node.body, tree), *pattern(node.orelse, tree))
    if isinstance(node, ast.JoinedStr):
        parts = (pattern(v, tree)[0] if isinstance(v, ast.Constant) else ANY for v in node.values)
        return ("".join(parts),)
    if isinstance(node, ast.Name):
        named = (a for a in tree.body if isinstance(a, ast.Assign) and ast.unparse(a.targets[0]) == node.id)
        return next((pattern(assigned.value, tree) for assigned in named), (ANY,))
    return (ANY,)


def uses(source: Source, sections: Iterable[str]) -> Iterator[Use]:
    """Yield every place of a module that asks for a sentence."""
    known = set(sections)
    for call in calls(source.tree):
        args, name = call.args, called(call)
        where = f"{source.name}:{call.lineno}"
        names, whole = given(source, call)
        if name == "say" and len(args) > 1:
            for section in pattern(args[0], source.tree):
                yield Use(where, section, pattern(args[1], source.tree), names, whole)
        elif name == "misfit":
            yield Use(where, "value", pattern(args[0], source.tree), names, whole)
        elif name in source.handing_on and len(args) > source.handing_on[name][0]:
            place, section, own = source.handing_on[name]
            yield Use(where, section, pattern(args[place], source.tree), names | own, whole)
        elif args and (dotted := _dotted(args[0], known)):
            yield Use(where, *dotted, names, whole)
    inside = {id(v) for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr) for v in node.values}
    for node in ast.walk(source.tree):
        if id(node) not in inside and isinstance(node, ast.expr) and (dotted := _dotted(node, known)):
            yield Use(f"{source.name}:{node.lineno}", *dotted, frozenset(), whole=False)


def _dotted(node: ast.expr, sections: set[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the section and the key of a constant such as `story.twice`, but not of a file's name."""
    if not isinstance(node, ast.JoinedStr) and not _constant(node):
        return None
    section, _, key = pattern(node, ast.Module([], []))[0].partition("\\.")
    if section not in sections or not re.fullmatch(r"(\w|\[\\w-\]\+)+", key) or key in ENDINGS:
        return None
    return section, (key,)


def _constant(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def given(source: Source, call: ast.Call) -> tuple[frozenset[str], bool]:
    """Return the names that a call fills in, and whether these are all of them."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    handed = [keyword.value for keyword in call.keywords if keyword.arg is None]
    handed += call.args[1:2] if called(call) == "Words" else []
    whole = True
    for part in handed:
        function = source.functions[call]
        mapping = source.mappings.get((function, part.id)) if isinstance(part, ast.Name) else part
        if isinstance(mapping, ast.Dict):
            names |= {_constant(key) for key in mapping.keys if key}
            whole &= None not in mapping.keys
        else:
            whole = False
    return frozenset(names), whole


def places(text: str) -> set[str]:
    """Return the names of a sentence's places: `{about[0]}` is `about`."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name}


def wrong(use: Use, sections: Sections) -> str:
    """Return what is wrong with a place that asks for a sentence; empty where nothing is.

    A place that no sentence has is wrong everywhere; one that is not filled in, where the key is known.
    """
    filled: set[str] = set()
    for key in use.patterns:
        meant = use.keys(sections, key)
        if not meant:
            return f"{use.where}: there is no {use.section}.{key}"
        holes = set().union(*(places(sections[section][name]) for section, name in meant))
        filled |= holes
        if use.whole and len(meant) == 1 and (missing := holes - use.names):
            return f"{use.where}: {key}: not filled in: {sorted(missing)}"
    spare = use.names - filled
    return f"{use.where}: {use.patterns}: of no use: {sorted(spare)}" if spare else ""
