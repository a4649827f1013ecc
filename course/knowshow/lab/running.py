"""Find the course that shows a folder already: from what Jupyter's servers leave on record, asked anew."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlencode, urlsplit

from jupyter_core.paths import jupyter_runtime_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE: float = 10.0  # seconds for a busy server to say that it is there
Answer = Literal["ours", "silent", "other"]


class Running(NamedTuple):
    """A server of the course as it is on record: its address with a slash at its end, token and port."""

    url: str
    token: str
    port: int


def find(folder: Path) -> tuple[Running | None, Running | None]:
    """Return the server that shows a folder and answers, and one on record that listens and is silent.

    A record may outlive its server, whose port and number may be another program's by now, and it may be of
    somebody else: what counts is whether the course answers there, to the record's own token.
    """
    silent = None
    for server in _list_records(folder):
        answer = _ask(server)
        if answer == "ours":
            return server, None
        silent = server if answer == "silent" else silent
    return None, silent


def _list_records(folder: Path) -> Iterator[Running]:
    """Yield the course's servers on record for a folder; a record that cannot be read is left where it is."""
    for path in sorted(Path(jupyter_runtime_dir()).glob("jpserver-*.json")):
        try:
            record = json.loads(path.read_bytes())
            if record.get("knowshow") and Path(record["root_dir"]) == folder:
                yield Running(str(record["url"]), str(record["token"]), int(record["port"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue


def _ask(server: Running) -> Answer:
    """Ask a server for its status: `ours` where it knows its token, `other` where something else is there."""
    try:
        place = urlsplit(server.url)
        connection = http.client.HTTPConnection(str(place.hostname), server.port, timeout=PATIENCE)
        try:
            query = urlencode({"token": server.token})
            connection.request("GET", f"{place.path.removesuffix('/')}/api/status?{query}")
            reply = connection.getresponse()
            return "ours" if reply.status == http.client.OK and "started" in json.load(reply) else "other"
        finally:
            connection.close()
    except TimeoutError:
        return "silent"
    except (OSError, http.client.HTTPException, ValueError, TypeError, OverflowError, RecursionError):
        return "other"
