"""A page's kernel, started when the page is asked for: it is there when JupyterLab asks for it.

JupyterLab asks for a session of its notebook's path once it has loaded, and takes one that runs. Until then
the kernel has nothing to wait for: it imports what a page needs while the browser loads JupyterLab.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)
_KERNEL = "python3"
_starting: set[str] = set()


async def start(jupyter: Mapping[str, Any], notebook: str) -> None:
    """Start a session of a notebook, given Jupyter Server's settings, unless it has one.

    A kernel that cannot start is left to JupyterLab, which asks for it in its turn and says why.
    """
    if notebook in _starting:
        return
    _starting.add(notebook)
    sessions = jupyter["session_manager"]
    try:
        if not await sessions.session_exists(path=notebook):
            name = notebook.rpartition("/")[2]
            await sessions.create_session(path=notebook, name=name, type="notebook", kernel_name=_KERNEL)
    except Exception:
        log.debug("no kernel ahead for %s", notebook, exc_info=True)
    finally:
        _starting.discard(notebook)
