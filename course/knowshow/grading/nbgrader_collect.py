"""Plug into `nbgrader zip_collect`: it trusts no zip of our assignments."""

from __future__ import annotations

from pathlib import Path

from nbgrader.plugins import ExtractorPlugin

from knowshow.content.text import say
from knowshow.exercises.course_folder import has_assignment
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import sanitize, zips


class Extractor(ExtractorPlugin):  # type: ignore[misc] # nbgrader ships no types
    """nbgrader's extractor for `zip_collect`, with every zip of our assignments read by `zips.unpack`."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack each zip in `archive_path` into a folder of `extracted_path`; log those that are refused."""
        coursedir = self.parent.coursedir
        if not has_assignment(Path(coursedir.root), coursedir.assignment_id):
            super().extract(archive_path, extracted_path)
            return
        for path in sorted(Path(archive_path).iterdir()):
            try:
                files = zips.unpack(path, coursedir.assignment_id)
            except RefusedError as error:
                message = say("grading", "refused", learner=sanitize.clean_name(path.name), why=error)
                self.log.error(message)  # noqa: TRY400 - one line, no trace
                continue
            folder = Path(extracted_path) / path.stem
            folder.mkdir(parents=True)
            for inside, data in files.items():
                (folder / inside).write_bytes(data)
