from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from fake_rooms import fake_rooms
from knowshow.content import json_file
from knowshow.pages import room_server
from knowshow.pages.room_client import FILE, RoomError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_server_that_does_not_come_up_is_told_in_its_own_last_words(tmp_path: Path) -> None:
    failing = ("-c", "import sys; sys.exit('--room: cannot be written (No space left on device)')")
    with pytest.raises(RoomError, match="No space left on device") as error:
        room_server.start(tmp_path, failing)
    assert len(str(error.value).splitlines()) == 1


def test_a_server_that_never_answers_is_not_left_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_server, "PATIENCE", 1.0)
    code = "import os, sys, time; open(sys.argv[2] + '/pid', 'w').write(str(os.getpid())); time.sleep(60)"
    begun = time.monotonic()
    with pytest.raises(RoomError):
        room_server.start(tmp_path, ("-c", code))
    assert time.monotonic() - begun < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text("utf-8")), 0)


def test_the_file_of_a_server_that_ended_starts_nothing_by_itself(tmp_path: Path) -> None:
    with fake_rooms() as fake:
        fake.write_file(tmp_path)
    with pytest.raises(RoomError):
        room_server.stop(tmp_path)


def test_no_other_process_is_stopped_where_no_server_answers(tmp_path: Path) -> None:
    json_file.write(tmp_path / FILE, {"url": "http://127.0.0.1:9", "token": "t" * 43, "pid": os.getpid()})
    with pytest.raises(RoomError):
        room_server.stop(tmp_path)
