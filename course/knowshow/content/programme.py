"""What a programme sets for its learners: whom to write to, handing in again, how long data is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from knowshow.content.loading import load
from knowshow.part import Part

NAME = "programme.yaml"
VARIABLE = "KNOWSHOW_PROGRAMME"  # names the file; without it, the places below are looked at in their order
SYSTEM = (Path(sys.prefix, "etc", "knowshow", NAME), Path("/etc/knowshow", NAME))


class Programme(Part):
    """A programme's settings; the defaults hold where there is no file.

    `attempts` says how long a learner may hand in again: always, until feedback has come, or never.
    `retention_days` is how many days after a learner's last hand-in what is kept of her is to be deleted.
    """

    contact: Annotated[str, Field(pattern=r"^[^@\s?&]{1,64}@[^@\s?&]{1,190}$")] | None = None
    attempts: Literal["any", "until-feedback", "one"] = "any"
    retention_days: Annotated[int, Field(ge=1, le=36_500)] | None = None


def load_programme(workspace: Path) -> Programme:
    """Read the settings from the named file, the workspace, this Python's `etc` or `/etc`.

    Raises:
        InvalidFileError: the file breaks its format.
    """
    named = os.environ.get(VARIABLE)
    places = (Path(named),) if named else (workspace / NAME, *SYSTEM)
    path = next((place for place in places if named or place.is_file()), None)
    return load(Programme, path, NAME) if path else Programme()
