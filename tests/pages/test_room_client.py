from __future__ import annotations

import stat
import time
from typing import TYPE_CHECKING

import pytest

from fake_rooms import CODE, TOKEN, FakeRooms, console, fake_rooms
from knowshow.pages import room_client
from knowshow.pages.room_client import ELSEWHERE, FILE, RoomClient, RoomError, Server, find, read_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def fake() -> Iterator[FakeRooms]:
    with fake_rooms() as server:
        yield server


@pytest.fixture
def client(fake: FakeRooms) -> RoomClient:
    return RoomClient(fake.server)


def why(error: pytest.ExceptionInfo[RoomError]) -> str:
    """The words of an error, which are one line."""
    text = str(error.value)
    assert len(text.splitlines()) == 1
    return text


def test_rooms_and_stories_come_with_the_token(client: RoomClient) -> None:
    assert [story["id"] for story in client.lobby()["stories"]] == ["cut-off", "reed-song"]


def test_news_is_asked_for_after_the_version_that_is_known(fake: FakeRooms, client: RoomClient) -> None:
    fake.answers[f"/api/rooms/{CODE}"] = console(version=8)
    assert client.console(CODE, 7)["version"] == 8
    assert fake.asked == [(f"/api/rooms/{CODE}?after=7", None)]


def test_a_server_that_is_down_is_one_line_that_says_what_to_do(fake: FakeRooms, client: RoomClient) -> None:
    fake.close()
    with pytest.raises(RoomError) as error:
        client.lobby()
    assert error.value.key == "away"
    assert "open it again" in why(error)


def test_a_server_elsewhere_that_is_down_is_named() -> None:
    with pytest.raises(RoomError) as error:
        RoomClient(Server("http://rooms.invalid:1", TOKEN)).lobby()
    assert error.value.key == "away"
    assert "http://rooms.invalid:1 does not answer" in why(error)


def test_a_slow_server_does_not_hold_its_caller(
    fake: FakeRooms, client: RoomClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RoomClient._ask, "__defaults__", (None, 0.2))  # noqa: SLF001 - bound when defined
    fake.hold.clear()
    begun = time.monotonic()
    with pytest.raises(RoomError) as error:
        client.lobby()
    assert error.value.key == "away"
    assert time.monotonic() - begun < 2


def test_a_wrong_token_is_the_servers_own_words(fake: FakeRooms) -> None:
    with pytest.raises(RoomError, match="The token is wrong") as error:
        RoomClient(fake.server._replace(token="x" * 43)).lobby()
    assert error.value.key == "token"


def test_a_command_out_of_turn_is_the_servers_own_words(fake: FakeRooms, client: RoomClient) -> None:
    fake.status = 409
    fake.answers[f"/api/rooms/{CODE}/command"] = {"error": {"key": "turn", "text": "The room has moved on"}}
    with pytest.raises(RoomError, match="The room has moved on") as error:
        client.command(CODE, {"turn": 3, "do": "close"})
    assert error.value.key == "turn"


@pytest.mark.parametrize("nonsense", [b"<html>", b"[1]", b"[" * 100_000, b"\xff"])
def test_what_is_no_server_of_rooms_is_said_to_be_none(
    fake: FakeRooms, client: RoomClient, nonsense: bytes
) -> None:
    fake.answers["/api/rooms"] = nonsense
    with pytest.raises(RoomError) as error:
        client.lobby()
    assert error.value.key == "strange"


def test_an_error_without_words_is_one_line(fake: FakeRooms, client: RoomClient) -> None:
    fake.status, fake.answers["/api/rooms"] = 500, b"Internal"
    with pytest.raises(RoomError) as error:
        client.lobby()
    assert "no server of rooms" in why(error)


def test_a_long_answer_is_not_read_to_its_end(fake: FakeRooms, client: RoomClient) -> None:
    fake.answers["/api/rooms"] = b'{"rooms": "' + b"a" * room_client.LONGEST + b'"}'
    with pytest.raises(RoomError) as error:
        client.lobby()
    assert error.value.key == "strange"


def test_the_token_follows_no_server_to_another(fake: FakeRooms, client: RoomClient) -> None:
    fake.status = 302
    with pytest.raises(RoomError):
        client.lobby()
    assert len(fake.asked) == 1


@pytest.mark.parametrize("code", ["", "../rooms", "R7MKQ2/note", "r7mkq2"])
def test_a_code_that_is_none_is_never_asked_for(fake: FakeRooms, client: RoomClient, code: str) -> None:
    with pytest.raises(RoomError):
        client.console(code)
    assert fake.asked == []


def test_the_server_is_found_by_its_file_and_found_again_at_another_port(
    tmp_path: Path, fake: FakeRooms
) -> None:
    assert find(tmp_path) is None
    fake.write_file(tmp_path)
    assert find(tmp_path) == fake.server
    with fake_rooms() as other:
        other.write_file(tmp_path)
        found = find(tmp_path)
        assert found is not None
        assert RoomClient(found).lobby()["rooms"] == []


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"url": 1, "token": 2}', '{"url": "http://[", "token": "t"}']
)
def test_a_file_that_is_none_finds_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    assert find(tmp_path) is None


def test_an_address_that_was_typed_goes_first_and_is_this_users_alone(
    tmp_path: Path, fake: FakeRooms
) -> None:
    fake.write_file(tmp_path)
    far = Server("https://rooms.example:8440", TOKEN)
    room_client.remember(tmp_path, far)
    assert find(tmp_path) == far
    assert stat.S_IMODE((tmp_path / ELSEWHERE).stat().st_mode) == 0o600
    room_client.remember(tmp_path, None)
    assert find(tmp_path) == fake.server


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://rooms.example:8440", "https://rooms.example:8440"),
        (" rooms.example:8440 ", "https://rooms.example:8440"),
        ("http://10.0.0.7:8440/wall#R7MKQ2.key", "http://10.0.0.7:8440"),
        ("http://[::1]:8440", "http://[::1]:8440"),
    ],
)
def test_an_address_is_read_as_people_paste_it(typed: str, url: str) -> None:
    assert read_address(typed, f" {TOKEN} ") == Server(url, TOKEN)


@pytest.mark.parametrize(
    "typed", ["", "file:///etc/passwd", "ftp://rooms.example", "http://", "http://a:b@c", "http://x:99999"]
)
def test_an_address_that_is_none_says_what_one_looks_like(typed: str) -> None:
    with pytest.raises(RoomError, match="must be like https://"):
        read_address(typed, TOKEN)


@pytest.mark.parametrize("token", ["", "short", "t" * 300, "with space and more than twenty", "ü" * 30])
def test_a_token_that_is_none_is_refused(token: str) -> None:
    with pytest.raises(RoomError, match="token: must be"):
        read_address("https://rooms.example", token)
