"""The rooms over a network: who gets in, what is refused, what a restart brings back, what is logged."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from knowshow.room.door import FROM_ONE
from knowshow.room.room import phone_of
from knowshow.room.server import CUT
from knowshow.room.sockets import UNKNOWN
from live import SOCKETS, STORY, Phone, back, call, command, join, new_room, serving, socket_to

if TYPE_CHECKING:
    from pathlib import Path

NOBODY: dict[str, str] = {}


async def closing(socket: Any) -> int | None:
    """Return the code with which the server closes a socket."""
    while await socket.read_message() is not None:
        pass
    SOCKETS.remove(socket)
    code: int | None = socket.close_code
    socket.close()  # the client's own side
    return code


def test_a_ballot_from_joining_to_the_reveal(tmp_path: Path) -> None:
    async def walk() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phones = [await join(server, code) for _ in range(8)]
            wall = Phone(await socket_to(server, "/api/wall", code), "")
            await wall.until("at", "people", 8)
            assert wall.parts["at"]["code"] == f"{code[:3]} {code[3:]}"
            assert wall.parts["at"]["qr"].startswith("<svg")
            view = await command(server, code, "enter")
            await command(server, code, "open")
            choices = [choice["id"] for choice in view["choices"]]
            for place, phone in enumerate(phones):
                await phone.until("at", "phase", "ballot")
                assert (await phone.ask("vote", choice=choices[place % 2]))["ok"]
            view = await command(server, code, "close")
            for watcher in (*phones, wall):
                await watcher.until("at", "phase", "revealed")
                assert watcher.parts["reveal"] == view["parts"]["reveal"]
            assert view["parts"]["reveal"]["ballots"][0]["people"] == 8
            assert "code" not in phones[0].parts["at"]
            assert "people" not in phones[0].parts["at"]

    asyncio.run(walk())


def test_the_log_tells_the_order_of_votes_for_no_longer_than_a_second(tmp_path: Path) -> None:
    async def walk() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phone = await join(server, code)
            view = await command(server, code, "enter")
            await command(server, code, "open")
            await phone.until("at", "phase", "ballot")
            await phone.ask("vote", choice=view["choices"][0]["id"])
            log = tmp_path / f"{code}.room-wal"
            assert log.stat().st_size > 0
            await asyncio.sleep(2 * CUT)
            assert log.stat().st_size == 0

    asyncio.run(walk())


def test_the_console_hears_of_what_changes_and_has_no_votes(tmp_path: Path) -> None:
    async def walk() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phones = [await join(server, code) for _ in range(8)]
            await command(server, code, "enter")
            view = await command(server, code, "open")
            await phones[0].until("at", "phase", "ballot")
            await asyncio.sleep(0.3)  # until those who arrived have been gathered
            _, view = await call(server, f"/api/rooms/{code}")
            choice = view["choices"][0]["id"]
            await phones[0].ask("vote", choice=choice)
            _, after = await call(server, f"/api/rooms/{code}")
            assert after == view  # one vote shows nowhere
            waiting = asyncio.ensure_future(call(server, f"/api/rooms/{code}?after={view['version']}"))
            await command(server, code, "close")
            _, news = await waiting
            assert news["parts"]["at"]["phase"] == "revealed"
            assert news["version"] > view["version"]

    asyncio.run(walk())


def test_a_restart_brings_back_codes_tokens_port_and_votes(tmp_path: Path) -> None:
    async def walk() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            tokens = [(await join(server, code)).token for _ in range(12)]
            view = await command(server, code, "enter")
            await command(server, code, "open")
            phones = [await back(server, token) for token in tokens]
            for phone in phones[:6]:
                await phone.ask("vote", choice=view["choices"][0]["id"])
            before = (server.url, server.token)
        async with serving(tmp_path) as server:
            assert (server.url, server.token) == before
            phones = [await back(server, token) for token in tokens]
            assert [phone.parts["mine"]["voted"] for phone in phones] == [True] * 6 + [False] * 6
            view = await command(server, code, "close")
            shown = view["parts"]["reveal"]["ballots"][0]
            assert (shown["people"], shown["groups"][0]["count"]) == (12, 6)

    asyncio.run(walk())


@pytest.mark.parametrize("path", ["/api/rooms", "/api/rooms/R7MKQ2", "/api/rooms/R7MKQ2/note"])
@pytest.mark.parametrize("given", [NOBODY, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}])
def test_the_facilitators_side_needs_her_token(tmp_path: Path, path: str, given: dict[str, str]) -> None:
    async def ask() -> int:
        async with serving(tmp_path) as server:
            status, answer = await call(server, path, headers=given)
            assert answer["error"]["key"] == "token"
            return status

    assert asyncio.run(ask()) == 401


def test_a_command_needs_her_token_too(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            body = {"turn": 0, "do": "end"}
            status, _ = await call(server, f"/api/rooms/{code}/command", body, headers=NOBODY)
            assert status == 401
            _, view = await call(server, f"/api/rooms/{code}")
            assert view["parts"]["at"]["phase"] == "lobby"

    asyncio.run(ask())


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:1", "http://["])
def test_a_page_from_elsewhere_gets_nothing(tmp_path: Path, origin: str) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            status, answer = await call(server, "/api/join", {"code": code}, headers={"Origin": origin})
            assert (status, answer["error"]["key"]) == (403, "origin")
            with pytest.raises(HTTPClientError, match=r"403|500"):  # Tornado stumbles over the last
                await socket_to(server, "/api/phone", "x", headers={"Origin": origin})
            own = {"Origin": server.url}
            status, _ = await call(server, "/api/join", {"code": code}, headers=own)
            assert status == 200
            (await socket_to(server, "/api/wall", code, headers=own)).close()

    asyncio.run(ask())


def test_wrong_codes_have_to_wait_while_phones_and_the_picture_do_not(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phone = await join(server, code)
            wrong = "222222" if code != "222222" else "333333"
            for _ in range(FROM_ONE):
                assert (await call(server, "/api/join", {"code": wrong}, headers=NOBODY))[0] == 403
            for typed in (wrong, code):
                status, answer = await call(server, "/api/join", {"code": typed}, headers=NOBODY)
                assert (status, answer["error"]["key"]) == (429, "wait")
            again = await back(server, phone.token)
            assert again.parts["at"]["phase"] == "lobby"
            _, view = await call(server, f"/api/rooms/{code}")
            invited = view["address"].partition("#")[2]
            assert (await call(server, "/api/join", {"code": invited}, headers=NOBODY))[0] == 200
            status, _ = await call(server, "/api/join", {"code": invited + "x"}, headers=NOBODY)
            assert status == 429

    asyncio.run(ask())


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{",
        '{"code": 7}',
        '{"code": null}',
        "[" * 4000,
        '{"code": "\\ud800"}',
        "x" * 5000,
        "NaN",
    ],
)
def test_a_join_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, body: str) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            status, answer = await call(server, "/api/join", body, headers=NOBODY)
            assert status in (400, 403)
            assert "\n" not in answer["error"]["text"]

    asyncio.run(ask())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "[]",
        "{",
        "[" * 4000,
        '{"id": 1}',
        '{"id": 1e400, "do": "vote"}',
        '{"id": 1, "do": "vote", "ballot": {}, "choice": {"a": []}}',
        '{"id": 1, "do": "say", "choice": "\\ud800", "text": "\\u0000"}',
        '{"hello": "again"}',
    ],
)
def test_a_message_that_cannot_be_read_is_answered_and_the_phone_stays(tmp_path: Path, text: str) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phone = await join(server, code)
            await command(server, code, "enter")
            await command(server, code, "open")
            await phone.until("at", "phase", "ballot")
            await phone.socket.write_message(text)
            answer = await phone.hear()
            assert answer["error"]["key"] in ("malformed", "closed")
            assert (await phone.ask("vote", choice=None))["ok"]

    asyncio.run(ask())


@pytest.mark.parametrize("hello", [None, 7, "", "x" * 100, "\ud800", ["a"], {"a": 1}, "unknown-token"])
@pytest.mark.parametrize("path", ["/api/phone", "/api/wall"])
def test_whoever_is_not_known_is_let_go(tmp_path: Path, path: str, hello: object) -> None:
    async def ask() -> int | None:
        async with serving(tmp_path) as server:
            await new_room(server)
            return await closing(await socket_to(server, path, hello))

    assert asyncio.run(ask()) == UNKNOWN


def test_a_message_of_many_bytes_ends_the_connection_and_not_the_room(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phone = await join(server, code)
            await phone.socket.write_message("x" * 100_000)
            await closing(phone.socket)
            assert (await back(server, phone.token)).parts["at"]["phase"] == "lobby"

    asyncio.run(ask())


def test_a_phone_that_floods_is_told_to_wait(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            phone = await join(server, await new_room(server))
            for _ in range(100):
                await phone.socket.write_message('{"id": 1, "do": "vote"}')
            answers = 0
            while answers < 100:
                answer = await phone.hear()
                answers += "error" in answer
            assert answer["error"]["key"] == "slow"

    asyncio.run(ask())


def test_nobody_of_one_room_reaches_another(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            one, two = await new_room(server), await new_room(server)
            phone = await join(server, one)
            await command(server, two, "enter")
            await command(server, one, "enter")
            view = await command(server, one, "open")
            await phone.until("at", "phase", "ballot")
            await phone.ask("vote", choice=view["choices"][0]["id"])
            _, other = await call(server, f"/api/rooms/{two}")
            assert (other["parts"]["at"]["phase"], other["people"]) == ("scene", 0)

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ({}, "story"),
        ({"scenario": "no-such"}, "story"),
        ({"scenario": "../../secret.yaml"}, "story"),
        ({"scenario": ["cut-off"]}, "story"),
        ({"scenario": STORY, "minutes": 60}, "minutes"),
        ({"scenario": STORY, "rehearse": -1}, "rehearse"),
        ({"scenario": STORY, "rehearse": True}, "rehearse"),
        ({"scenario": STORY, "rehearse": 10**6}, "rehearse"),
    ],
)
def test_a_room_that_cannot_be_made_is_refused(tmp_path: Path, wanted: dict[str, object], key: str) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            status, answer = await call(server, "/api/rooms", wanted)
            assert (status, answer["error"]["key"]) == (400, key)

    asyncio.run(ask())
    assert not list(tmp_path.glob("*.room"))


@pytest.mark.parametrize("path", ["/", "/wall", "/assets/phone.js", "/assets/../cli.py", "/api/rooms", "/x"])
def test_every_answer_has_strict_headers_and_no_cookie(tmp_path: Path, path: str) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            response = await AsyncHTTPClient().fetch(server.url + path, raise_error=False)
            headers = response.headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in headers
            assert "Server" not in headers

    asyncio.run(ask())


def test_the_pages_hold_no_script_or_style_of_their_own(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            for path in ("/", "/wall"):
                page = (await AsyncHTTPClient().fetch(server.url + path)).body.decode()
                assert page.count("<script") == 2
                assert 'type="application/json"' in page
                assert "style=" not in page
                assert "<style" not in page
                assert "https://" not in page

    asyncio.run(ask())


def test_the_discovery_file_is_private(tmp_path: Path) -> None:
    async def look() -> None:
        async with serving(tmp_path) as server:
            kept = json.loads((tmp_path / "server.json").read_text("utf-8"))
            assert (kept["url"], kept["token"]) == (server.url, server.token)
            assert (tmp_path / "server.json").stat().st_mode & 0o077 == 0

    asyncio.run(look())


def test_nothing_of_a_request_stands_in_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            phone = await join(server, code)
            await phone.socket.write_message("{")
            await phone.hear()
            reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
            writer.write(b"no HTTP at all\r\n\r\n")
            await writer.drain()
            await reader.read()
            writer.close()
            await call(server, "/no/such/path", headers={"User-Agent": "a-certain-browser"})
            await call(server, "/api/rooms/R7MKQ2", headers={"Authorization": "Bearer stolen"})
            await asyncio.sleep(0.05)

    asyncio.run(ask())
    written = caplog.text + "".join(capfd.readouterr())
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for trace in ("a-certain-browser", "stolen", "no/such/path", "R7MKQ2"):
        assert trace not in written
        assert trace.encode() not in files
    assert "127.0.0.1" not in written


def test_a_sleeping_phone_delays_nobody(tmp_path: Path) -> None:
    async def ask() -> None:
        async with serving(tmp_path) as server:
            code = await new_room(server)
            awake = await join(server, code)
            asleep = await join(server, code)
            view = await command(server, code, "enter")
            crowd = server.hall.crowds[code]
            sleeper = next(w for w in crowd.watchers if w.phone == phone_of(asleep.token))
            never: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            sleeper.send = lambda _text: never
            for _ in range(5):
                await command(server, code, "other", choice=view["choices"][0]["id"])
                await command(server, code, "back")
            await asyncio.wait_for(awake.until("at", "turn", 11), 2)
            never.set_exception(ConnectionError())  # its connection breaks at last
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert sleeper not in crowd.watchers

    asyncio.run(ask())


def test_a_shell_that_allows_few_open_files_does_not_keep_phones_out() -> None:
    source = """
import resource
from knowshow.room import server
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
server.raise_limit()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] in (server.FILES, hard))
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr
