"""The course's kernel: what it leaves out, and that it runs a page all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jupyter_client.manager import KernelManager

from knowshow.content import course_files
from knowshow.lab.kernel import AHEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jupyter_client.blocking.client import BlockingKernelClient

    Say = Callable[[str], str]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[BlockingKernelClient]:
    """Talk to a kernel as course mode starts one."""
    monkeypatch.setenv("JUPYTER_PATH", str(course_files.package("lab", "jupyter")))
    manager = KernelManager(kernel_name="python3", transport="ipc")
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def say(client: BlockingKernelClient) -> Say:
    """Run code in the kernel; what it printed."""
    said: list[str] = []

    def run(code: str) -> str:
        said.clear()
        client.execute_interactive(code, timeout=60, output_hook=hear)
        return "".join(said).strip()

    def hear(message: dict[str, dict[str, str]]) -> None:
        said.append(message["content"].get("text", "") + message["content"].get("ename", ""))

    return run


def test_the_debugger_and_the_history_stay_out(say: Say) -> None:
    assert say("import sys; print([name for name in sys.modules if name.startswith('pydevd')])") == "[]"
    assert say("print(get_ipython().history_manager.enabled)") == "False"


def test_openssl_stays_out_until_a_room_is_asked_for(say: Say) -> None:
    loaded = "import sys; print([name for name in ('_ssl', '_hashlib') if name in sys.modules])"
    assert say("import knowshow; knowshow.dilemma('cut-off')") == ""
    assert say(loaded) == "[]"
    room = (
        "from knowshow.pages import room_client; import ssl; print(ssl.create_default_context().verify_mode)"
    )
    assert say(room) == "2"
    assert say("import http.client; print(http.client.HTTPSConnection.__name__)") == "HTTPSConnection"


def test_a_page_of_the_course_runs_and_an_error_is_an_error(say: Say) -> None:
    assert say("import knowshow; print(type(knowshow.explorer()).__name__)") == "Explorer"
    assert say("1 / 0") == "ZeroDivisionError"


def test_what_a_page_needs_is_imported_before_its_first_cell(say: Say) -> None:
    assert say(f"import sys; print([name for name in {AHEAD} if name not in sys.modules])") == "[]"


def test_widgets_are_heard_where_cells_are_and_not_through_a_subshell(client: BlockingKernelClient) -> None:
    told = client.kernel_info(reply=True, timeout=60)["content"]
    assert "kernel subshells" not in told["supported_features"]
