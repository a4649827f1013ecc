"""Join codes that can be read out and not guessed, and the facilitator's token.

The arithmetic: 25 letters and figures, six of them, make 25 ** 6 = 244,140,625 codes. A server that takes
`WRONG_A_MINUTE` wrong codes a minute from all strangers together (and lets them wait beyond that, while
whoever has joined is not touched) takes 14,400 in eight hours: one chance in 17,000 to hit a given room, in
1,700 to hit any of ten. Whoever hits one can watch and vote in that room, as anybody with a sight of the
wall can, and learns nothing more than it is shown. The token has 256 random bits and is never read out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

from knowshow.errors import UnwordedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# No vowels, so that no word comes up; none of 0 O, 1 I L, 2 Z, 5 S, 8 B in both of their readings.
ALPHABET: Final = "23456789CDFGHJKMNPQRTVWXY"
LENGTH: Final = 6
WRONG_A_MINUTE: Final = 30
_READ_AS: Final = str.maketrans({"Z": "2", "S": "5", "B": "8", " ": "", "-": ""})


class CodeError(UnwordedError):
    """Something typed in place of a join code that cannot be one."""


def new_code(draw: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return a new join code, six characters of `ALPHABET`, each by `draw`."""
    return "".join(draw(ALPHABET) for _ in range(LENGTH))


def spell(code: str) -> str:
    """Return `code` as it is shown and read out: `R7M KQ2`."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def read_code(typed: str) -> str:
    """Return the code that somebody typed: in any case, with or without spaces, Z for 2, S for 5, B for 8.

    Raise `CodeError` where it cannot be a code; the text does not repeat what was typed.
    """
    code = "".join(typed.upper().split()).translate(_READ_AS)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise CodeError("room.code_shape", length=LENGTH)
    return code


def chance(minutes: int, rooms: int = 1) -> float:
    """Return the most that a stranger's chance is to hit one of `rooms` codes in `minutes` of guessing."""
    return min(1.0, rooms * WRONG_A_MINUTE * minutes / len(ALPHABET) ** LENGTH)


def new_token() -> str:
    """Return a new facilitator's token of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what a server keeps of `token`: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(given: str, kept: str) -> bool:
    """Return whether `given` is the token of the digest `kept`, in the same time whatever is given."""
    return hmac.compare_digest(digest(given), kept)
