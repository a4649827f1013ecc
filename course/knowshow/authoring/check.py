"""`knowshow check`: report everything that is wrong with the course's content, by file and line."""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knowshow.authoring import rules_table
from knowshow.authoring.checks.kinds import CheckOptions, check_file, find_checked
from knowshow.authoring.checks.scenario_file import check_together, summary, transcript_folder
from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.story.explore import BOUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.authoring.checks.scenario_file import Examined
    from knowshow.errors import Problem
    from knowshow.story.rules import Judgement


LONGEST = 40  # characters; a longer number of paths is rounded


class CheckError(KnowShowError):
    """The command cannot do what its options or paths ask for."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")
@click.option(
    "--bound",
    default=BOUND,
    type=click.IntRange(min=1),
    show_default=True,
    help="Explore at most this many states of a scenario.",
)
@click.option(
    "--graph", type=click.Path(path_type=Path), help="Draw the scenario into an .html or .svg file."
)
@click.option("--rules", "with_rules", is_flag=True, help="Print how far each rule of thumb gets.")
@click.option("--transcripts", type=click.Path(path_type=Path), help="The folder of committed transcripts.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Judge the age of the course's facts as on this day; without it, as on the clock's.",
)
@click.option("--renew", is_flag=True, help="Write the scenarios' transcripts anew, as they play now.")
def command(  # noqa: PLR0913 - click hands over each option by its name
    paths: tuple[Path, ...],
    *,
    as_json: bool,
    bound: int,
    graph: Path | None,
    with_rules: bool,
    transcripts: Path | None,
    today: dt.datetime | None,
    renew: bool,
) -> None:
    """Check scenarios, principles, items and notebooks; without PATHS all of the course.

    Explores every path of a scenario. Ends with 1 if anything is an error.
    """
    gc.set_threshold(100_000)  # a short run that makes few cycles: looking for them costs a tenth of its time
    options = CheckOptions(bound, transcripts, (today or dt.datetime.now().astimezone()).date())
    chosen = list(find_files(paths or default_paths()))
    if renew:
        _renew(chosen, options)
    examined = check_together(check_file(path, options) for path in chosen)
    if as_json:
        click.echo(json.dumps(report_data(examined), indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(describe(examined)))
        if with_rules:
            click.echo("\n".join(rules_table.lines(_judgements(examined))))
    wrong = any(problem.severity == "error" for file in examined for problem in file.problems)
    if graph is not None:
        _draw(graph, examined, wrong=wrong)
    if wrong:
        raise click.exceptions.Exit(1)


def _judgements(examined: Iterable[Examined]) -> list[Judgement]:
    """Return the judgements of all stories in which rules of thumb can be judged."""
    return [judgement for file in examined if file.story and (judgement := file.story.judgement)]


def _renew(paths: Iterable[Path], options: CheckOptions) -> None:
    from knowshow.authoring import transcripts as transcribing  # noqa: PLC0415 - seldom asked for, and the start counts

    for file in (check_file(path, options) for path in paths):
        if file.story:
            folder = transcript_folder(file.story.scenario, file.path, options.transcripts)
            try:
                written = transcribing.renew(folder, file.story.exploration)
            except OSError as error:
                raise CheckError(say("new", "not_writable", path=folder, why=error.strerror)) from None
            click.echo(say("check", "renewed", folder=folder, files=len(written)), err=True)


def _draw(path: Path, examined: list[Examined], *, wrong: bool) -> None:
    """Draw the map of the only story; say that there is none if the only file cannot be loaded.

    Raises:
        CheckError: there are several stories, or none.
    """
    from knowshow.authoring import map_drawing  # noqa: PLC0415 - seldom asked for, and the start counts

    stories = [file for file in examined if file.story]
    if len(examined) == 1 and not stories and wrong:
        click.echo(say("check", "not_drawn", path=path), err=True)
        return
    if len(stories) != 1:
        raise CheckError(say("check", "not_one", option="--graph"))
    for file in stories:
        map_drawing.draw(path, file.story.scenario, file.problems, _judgements([file]))  # type: ignore[union-attr] # filtered


def default_paths() -> tuple[Path, ...]:
    """Return the course's own content: assets, notebooks and, in a checkout, the assignments."""
    folders = [_relative(course_files.assets()), _relative(course_files.assets().parent / "solutions")]
    return (*filter(Path.is_dir, folders), *sorted(_relative(course_files.notebooks()).glob("*.ipynb")))


def _relative(path: Path) -> Path:
    """Return a path relative to the working folder, if it lies inside."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file in `paths`, and each file to check in its folders.

    Raises:
        CheckError: a path does not exist, or a folder holds nothing to check.
    """
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - pathlib's raises where a folder may not be entered
            inside = list(find_checked(path))
            if not inside:
                raise CheckError(say("check", "nothing", path=path))
            yield from inside
        elif _exists(path):
            yield path
        else:
            raise CheckError(say("check", "no_such", path=path))


def _exists(path: Path) -> bool:
    """Return whether a path exists; True if the system will not say, since the check then reports it."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def report_data(examined: list[Examined]) -> dict[str, Any]:
    """Return all findings and explorations as plain data: `files`, `problems`, `scenarios` (`summary`)."""
    return {
        "files": [str(file.path) for file in examined],
        "problems": [asdict(problem) for file in examined for problem in file.problems],
        "scenarios": [summary(file.story) for file in examined if file.story],
    }


def describe(examined: list[Examined]) -> Iterator[str]:
    """Yield all findings and explorations as lines of text, and their number at the end."""
    problems: list[Problem] = []
    for file in examined:
        yield from map(str, file.problems)
        problems += file.problems
        if file.story:
            yield from describe_exploration(summary(file.story))
    counts = Counter(problem.severity for problem in problems)
    numbers = {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"]}
    yield say("check", "found" if problems else "clean", files=len(examined), **numbers)


def describe_exploration(data: dict[str, Any]) -> Iterator[str]:
    """Yield one scenario's exploration as lines of text; `data` is its `summary`."""
    how = say("check", "exhaustive") if data["exhaustive"] else say("check", "partial", bound=data["bound"])
    if data["paths"] is None or data["decisions"] is None:
        yield say("check", "uncounted", id=data["id"], how=how, states=data["states"])
        return
    decisions = say_span(data["decisions"])
    every = Decimal(data["paths"])
    paths = say_number(every)
    if not data["exhaustive"]:
        paths = say("check", "at_least", paths=paths)
    states = f"{data['states']:,}"
    yield say("check", "explored", id=data["id"], how=how, states=states, paths=paths, decisions=decisions)
    for node, count in data["endings"].items() if data["exhaustive"] else ():
        share = f"{float(Decimal(count) / every):.1%}"
        yield say("check", "ending", node=node, count=say_number(Decimal(count)), paths=paths, share=share)
    for indicator, (low, high) in data["ranges"].items():
        yield say("check", "range", indicator=indicator, low=low, high=high)
    if not data["exhaustive"]:
        return
    if data["rules"]:
        yield rules_table.line(data["rules"])
    minutes = data["minutes"]
    yield say(
        "check",
        "length",
        words=say_span(data["words"]),
        minutes=say_span(minutes),
        mean=round(minutes["mean"]),
        declared=data["declared_minutes"],
    )


def say_span(numbers: dict[str, float]) -> str:
    """Return the range from `least` to `most`, rounded; one number if they are equal."""
    least, most = round(numbers["least"]), round(numbers["most"])
    return str(most) if least == most else say("check", "span", least=least, most=most)


def say_number(exact: Decimal) -> str:
    """Return a number of paths with separators, or rounded if it is too long for a line."""
    digits = f"{exact:,}"
    return digits if len(digits) <= LONGEST else say("check", "about", number=f"{exact:.3e}")
