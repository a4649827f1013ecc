"""`knowshow workshop`: a room for a dilemma that people decide together, on their phones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click
import segno

from knowshow.content.scenarios import load_scenario
from knowshow.content.text import say
from knowshow.learner import workspace
from knowshow.room import codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowshow.room.crowd import Crowd
    from knowshow.room.hall import Hall
    from knowshow.room.server import Server

PLAIN = {"minutes": "90", "rehearse": 0, "seats": False}  # what is wanted without options
FOLDER = "rooms"  # under the workspace's `.knowshow/`, where the notebook's console looks


@click.command()
@click.argument("scenario", required=False)
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on; else that of last time.")
@click.option("--host", default="127.0.0.1", help="Where to listen; by default to this computer alone.")
@click.option("--certfile", type=click.Path(path_type=Path), help="A certificate chain (PEM) for HTTPS.")
@click.option("--keyfile", type=click.Path(path_type=Path), help="Its key, where that has its own file.")
@click.option("--room", type=click.Path(path_type=Path, file_okay=False), help="The folder to keep rooms in.")
@click.option("--rehearse", type=click.IntRange(0, 500), default=0, help="Add so many simulated people.")
@click.option("--minutes", type=click.Choice(["60", "90", "half-day"]), default="90", help="The plan.")
@click.option("--seats", is_flag=True, help="Deal everybody one of the story's stakeholders to vote as.")
@click.option("--insecure", is_flag=True, help="Allow plain HTTP beyond this computer.")
def command(  # noqa: PLR0913 - one for each option
    scenario: str | None,
    *,
    port: int | None,
    host: str,
    certfile: Path | None,
    keyfile: Path | None,
    room: Path | None,
    rehearse: int,
    minutes: str,
    seats: bool,
    insecure: bool,
) -> None:
    """Run a live room of SCENARIO; without one, choose in the console.

    The console is course/workshop.ipynb. People join on their phones with a code, and vote in private.
    Rooms that the folder already holds are open again, with the same codes: after a crash, or after lunch.
    Stop with Ctrl+C.
    """
    from knowshow.room.server import Wish, serve  # noqa: PLC0415 - half a second that --help need not wait for

    if scenario is not None:
        load_scenario(scenario)  # its faults are said before anything listens
    if keyfile is not None and certfile is None:
        raise click.UsageError(say("workshop", "key_alone"))
    name = _absolute(scenario) if scenario else None
    wanted = {"minutes": minutes, "rehearse": rehearse, "seats": seats}
    place = (room or workspace.state(FOLDER)).expanduser().resolve()
    wish = Wish(place, host, port, certfile, keyfile, insecure)
    serve(wish, lambda server: _begin(server, name, wanted))
    click.echo(say("workshop", "stopped"))


def _absolute(scenario: str) -> str:
    """Return a story's id, or the whole path of its file, so that it is found again from any folder."""
    path = Path(scenario)
    return str(path.resolve()) if path.suffix or len(path.parts) != 1 else scenario


def _begin(server: Server, scenario: str | None, wanted: Mapping[str, object]) -> None:
    """Make the room that is asked for, unless one of that story is open already, and say where all are."""
    hall = server.hall
    open_already = [crowd for crowd in hall.crowds.values() if scenario and _is_open(crowd, scenario)]
    if open_already:
        if wanted != PLAIN:
            click.echo(say("workshop", "already", title=open_already[0].room.scenario.title))
    elif scenario is not None:
        hall.new(wanted, scenario)
    for fault in hall.faults:
        click.echo(f"knowshow: {fault}", err=True)
    for crowd in hall.crowds.values():
        if crowd.room.record.stage.phase != "ended":
            _announce(hall, crowd)
    if not hall.crowds:
        click.echo(say("workshop", "none"))
    click.echo(say("workshop", "console", address=hall.address, token=server.token))
    click.echo(say("workshop", "stop"))


def _is_open(crowd: Crowd, scenario: str) -> bool:
    kept = crowd.room.record
    return kept.scenario == scenario and kept.stage.phase != "ended"


def _announce(hall: Hall, crowd: Crowd) -> None:
    kept = crowd.room.record
    addresses = hall.addresses(kept)
    picture = io.StringIO()
    segno.make_qr(addresses["join"]).terminal(picture, compact=True)
    click.echo(picture.getvalue())
    title = crowd.room.scenario.title
    click.echo(say("workshop", "join", title=title, address=hall.address, code=codes.spell(kept.code)))
    click.echo(say("workshop", "wall", address=addresses["wall"]))
    if kept.rehearsal:
        click.echo(say("workshop", "rehearsal", number=kept.rehearsal))
