"""The name that a learner hands in under: the programme's, her own choice, or proposed from her account."""

from __future__ import annotations

import getpass
import hashlib
import os
import re
import unicodedata

from knowshow.content import json_file
from knowshow.errors import KnowShowError
from knowshow.handing_in import sanitize
from knowshow.learner import workspace

LEARNER = "KNOWSHOW_LEARNER"
VARIABLES = (LEARNER, "JUPYTERHUB_USER")  # set by whoever runs the course
LONGEST = 64
_FILE = "name.json"
_WHOLE = str.maketrans(  # letters that Unicode does not take apart
    {
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
    }
)
_SHARED = frozenset(
    ("admin", "administrator", "default", "guest", "jovyan", "learner", "owner", "root", "student", "user")
)


def find_name() -> str | None:
    """Return the name that is set for this learner, or that she has chosen; None where she is to be asked."""
    given, account = (os.environ.get(name) for name in VARIABLES)
    if account and not sanitize.is_learner_id(account):
        account = make_id(account)  # a hub's accounts follow rules of their own
    return given or account or _read_chosen()


def is_set() -> bool:
    """Return whether the programme sets the name, so that the learner cannot change it."""
    return any(os.environ.get(name) for name in VARIABLES)


def keep_name(name: str) -> None:
    """Keep the name that the learner has chosen; raise OSError if that fails."""
    json_file.write(workspace.state(_FILE), {"name": name})


def propose_name() -> str:
    """Return a proposal from the account's name; empty where many people would have the same."""
    name = make_id(read_account())
    return "" if name.lower() in _SHARED else name


def make_id(account: str) -> str:
    """Return an id that keeps the rule, near an account's name: accents go, what is no letter becomes `-`.

    Where nothing is left of the name it is a short code, the same each time; empty for no name.
    """
    plain = unicodedata.normalize("NFKD", account.translate(_WHOLE)).encode("ascii", "ignore").decode()
    kept = "".join(c if sanitize.is_learner_id(f"a{c}") else "-" for c in plain)
    name = re.sub("-{2,}", "-", kept).lstrip("-.@+").rstrip("-")[:LONGEST]
    if sanitize.is_learner_id(name) or not account:
        return name
    return f"learner-{hashlib.sha256(account.encode('utf-8', 'replace')).hexdigest()[:8]}"


def read_account() -> str:
    """Return the name of this computer's account; empty where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as some container platforms make them
        return ""


def _read_chosen() -> str | None:
    try:
        data = json_file.read(workspace.state(_FILE))
    except KnowShowError:
        return None
    name = data.get("name") if isinstance(data, dict) else None
    return name if isinstance(name, str) and sanitize.is_learner_id(name) else None
