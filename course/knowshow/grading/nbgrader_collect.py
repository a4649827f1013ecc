"""Plug into `nbgrader zip_collect`: it trusts no zip of our assignments."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.plugins import ExtractorPlugin

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import has_assignment
from knowshow.grading.nbgrader_settings import SHARED
from knowshow.handing_in import who_is_who
from knowshow.handing_in.archive import Archive
from knowshow.handing_in.collecting import Collecting

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 3


class Extractor(ExtractorPlugin):  # type: ignore[misc] # nbgrader ships no types
    """nbgrader's extractor for `zip_collect`, which puts out only what `Collecting` chooses."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Write each chosen hand-in into a folder of `extracted_path`; log those that are refused.

        If any is refused, finish collecting the others and end the command with exit status 1.
        """
        coursedir = self.parent.coursedir
        root, assignment = Path(coursedir.root), coursedir.assignment_id
        if not has_assignment(root, assignment):
            super().extract(archive_path, extracted_path)
            return
        try:
            refused = self._extract_ours(root, assignment, Path(archive_path), Path(extracted_path))
        except KnowShowError as error:
            self.log.error("%s", error)  # noqa: TRY400 - one line, no trace
            self.parent.exit(error.exit_code)
        if refused:
            self.parent.process_extracted_files()
            self.parent.exit(1)

    def _extract_ours(self, root: Path, assignment: str, source: Path, target: Path) -> bool:
        """Return whether anything was refused."""
        submitted = root / self.parent.coursedir.submitted_directory
        listed = who_is_who.read(submitted / who_is_who.NAME)
        known = len(listed.entries)
        with ExitStack() as opened:
            archive = Archive(assignment, opened)
            archive.search(source)
            collecting = Collecting(root, submitted, archive, listed)
            for learner, parcel, files in collecting.choose():
                _write_folder(target / f"{assignment}__{learner}__{parcel.name.stamp}", files)
        if len(listed.entries) > known:
            mode = SHARED if self.parent.coursedir.groupshared else atomic.PRIVATE
            who_is_who.write(submitted / who_is_who.NAME, listed, mode=mode)
        self._report(collecting)
        return bool(collecting.rejected)

    def _report(self, collecting: Collecting) -> None:
        for remark in collecting.remarks:
            self.log.warning("%s", remark)
        for rejected in collecting.rejected:
            self.log.error("%s", say("grading", "refused", learner=rejected.place, why=rejected.why))
        passed = collecting.archive.passed
        if passed:
            names = ", ".join(passed[:_SHOWN])
            names = say("collect", "more", names=names) if len(passed) > _SHOWN else names
            key = "passed" if len(passed) > 1 else "passed_one"
            self.log.warning("%s", say("collect", key, count=len(passed), names=names))


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for inside, data in files.items():
        (folder / inside).write_bytes(data)
