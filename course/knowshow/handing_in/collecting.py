"""Choose what to collect: of each learner the newest hand-in, and nothing older than they have."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import sanitize, submission
from knowshow.handing_in.archive import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from knowshow.handing_in.archive import Archive, Parcel
    from knowshow.handing_in.who_is_who import WhoIsWho


@dataclass
class Collecting:
    """Choose from an archive into `submitted`, the folder with one folder for each learner.

    `root` is the course folder. `rejected` are files that are not collected though they should be;
    `remarks` say in one line each which file gives way to which, and whose id is whose.
    """

    root: Path
    submitted: Path
    archive: Archive
    listed: WhoIsWho
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def choose(self) -> Iterator[tuple[str, Parcel, dict[str, bytes]]]:
        """Yield each learner's id, the parcel chosen for them, and its files by name."""
        self.rejected.extend(self.archive.rejected)
        parcels = sorted(self.archive.parcels, key=lambda parcel: (parcel.name.time, parcel.place))
        spelled = self._read_spellings()
        owned: dict[str, list[Parcel]] = {}
        for parcel in parcels:
            learner = self._identify(parcel)
            spelling = spelled.setdefault(learner.casefold(), learner)
            if spelling != learner:
                self.remarks.append(say("collect", "spelling", file=parcel.place, learner=spelling))
            owned.setdefault(spelling, []).append(parcel)
        for learner, sent in sorted(owned.items()):
            chosen = self._choose_one(learner, sent)
            if chosen:
                yield learner, *chosen

    def _read_spellings(self) -> dict[str, str]:
        """Return the ids of everybody collected before, by their small letters."""
        names = os.listdir(self.submitted) if self.submitted.is_dir() else []  # noqa: PTH208 - 100,000 names
        return {name.casefold(): name for name in sorted(names)}

    def _identify(self, parcel: Parcel) -> str:
        """Return whose a parcel is: on a learning platform the sender's, whatever its name says."""
        claim = parcel.name.learner
        if parcel.sender is None:
            return claim
        learner = self.listed.identify(claim, parcel.sender, self.archive.assignment)
        if learner != claim:
            name, number = sanitize.clean_name(parcel.sender.name), parcel.sender.number
            who = {"claim": claim, "name": name, "number": number}
            self.remarks.append(say("collect", "renamed", file=parcel.place, learner=learner, **who))
        return learner

    def _choose_one(self, learner: str, sent: list[Parcel]) -> tuple[Parcel, dict[str, bytes]] | None:
        """Return a learner's newest parcel that can be read, with its files; None if there is none."""
        before = self._find_time(learner)
        newest: tuple[Parcel, dict[str, bytes]] | None = None
        for time, copies in groupby(reversed(sent), key=lambda parcel: parcel.name.time):
            if newest is None and (before is None or time >= before):
                newest = self._open(list(copies))
                continue
            place = next(copies).place
            if newest is None:
                self.remarks.append(say("collect", "older", file=place, learner=learner, time=before))
            else:
                names = {"file": place, "newer": newest[0].place, "learner": learner}
                self.remarks.append(say("collect", "replaced", **names))
        if newest and before not in (None, *(parcel.name.time for parcel in sent)):
            self.remarks.append(say("collect", "updates", file=newest[0].place, learner=learner, time=before))
        return newest

    def _open(self, copies: list[Parcel]) -> tuple[Parcel, dict[str, bytes]] | None:
        """Open the first that can be read of one moment's parcels: copies that a browser or a system made."""
        rejected = []
        for parcel in copies:
            try:
                return parcel, parcel.read()
            except RefusedError as error:
                rejected.append(Rejected(parcel.place, str(error)))
        self.rejected.extend(rejected)
        return None

    def _find_time(self, learner: str) -> datetime | None:
        """Return when the hand-in was made that is collected already; None if there is none, or no date."""
        try:
            return submission.read_stamp(self.submitted / learner / self.archive.assignment, self.root)
        except KnowShowError:
            return None
