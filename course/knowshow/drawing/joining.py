"""Scripts with real `import` lines, joined into the one ES module that a widget's page takes.

Each module becomes a function that runs once and gives what it exports, so that its other names stay its own:
`const $parts = (() => { …; return { h, say }; })();`. No bundler and no Node is needed to install the course.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = course_files.package("drawing")  # where all scripts and styles of pages lie
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_NOTES = re.compile(r"^ *(?:/\*\*.*?\*/|// .*?)\n", re.DOTALL | re.MULTILINE)


class ScriptError(KnowShowError):
    """A script whose imports cannot be followed."""


@cache
def joined(entry: str, folder: Path = FOLDER) -> str:
    """The module `<entry>.js` with everything it imports, as the text of one ES module with its exports.

    Raises:
        ScriptError: an import leads nowhere, in a circle, to a name that is not exported, or is written in a
            way that is not read here.
    """
    texts = "".join(_wrapped(name, folder) for name in _order(entry, folder))
    exports = _exports(entry, folder)
    given = ", ".join(name for name in exports if name != "default")
    texts += f"export const {{ {given} }} = ${_name(entry)};\n" if given else ""
    return texts + (f"export default ${_name(entry)}.default;\n" if "default" in exports else "")


@cache
def as_function(entry: str, folder: Path = FOLDER) -> str:
    """The same as an expression, for a page's classic script: its value holds what `<entry>.js` exports.

    Raises:
        ScriptError: as `joined`.
    """
    texts = "".join(_wrapped(name, folder) for name in _order(entry, folder))
    text = f"(() => {{\n{texts}return ${_name(entry)};\n}})()"
    return text.replace("</script", "<\\/script")


def _order(
    name: str, folder: Path, above: tuple[str, ...] = (), order: dict[str, None] | None = None
) -> list[str]:
    """The modules in the order in which they run: what is imported comes first, each once."""
    order = {} if order is None else order
    if name in above:
        raise ScriptError(say("scripts", "circle", file=f"{above[-1]}.js", way=" > ".join([*above, name])))
    if name not in order:
        for other, names in _imports(name, folder):
            _order(other, folder, (*above, name), order)
            missing = [each for each in names if each not in _exports(other, folder)]
            if missing:
                raise ScriptError(say("scripts", "no_name", file=f"{name}.js", name=missing[0], other=other))
        order[name] = None
    return list(order)


def _imports(name: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The modules that a module imports, each with the names it takes from there."""
    text = _read(name, folder)
    for strange in _OTHER.findall(_DEFAULT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))):
        raise ScriptError(say("scripts", "strange", file=f"{name}.js", line=strange))
    for names, other in _IMPORT.findall(text):
        if not (folder / f"{other}.js").is_file():
            raise ScriptError(say("scripts", "no_file", file=f"{name}.js", other=other))
        yield other, _listed(names)


@cache
def _exports(name: str, folder: Path) -> list[str]:
    text = _read(name, folder)
    return [*_EXPORT.findall(text), *(["default"] if _DEFAULT.search(text) else [])]


def _wrapped(name: str, folder: Path) -> str:
    """A module as a function of its own; what is said to readers of its source stays there."""
    text = _read(name, folder)
    given = ", ".join("default: $default" if one == "default" else one for one in _exports(name, folder))
    body = _IMPORT.sub(
        lambda found: f"const {{ {', '.join(_listed(found[1]))} }} = ${_name(found[2])};", text
    )
    body = _DEFAULT.sub("const $default = ", _EXPORT.sub("", _NOTES.sub("", body)))
    return f"const ${_name(name)} = (() => {{\n{body.strip()}\nreturn {{ {given} }};\n}})();\n"


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _name(module: str) -> str:
    return module.replace("-", "_")


@cache
def _read(name: str, folder: Path) -> str:
    return (folder / f"{name}.js").read_text("utf-8")
