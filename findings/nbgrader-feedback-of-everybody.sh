#!/usr/bin/env bash
# nbgrader 0.9.6: `fetch_feedback --student ada` fetches bo's feedback as well, and of ada's only the page.
#
# A good guess: the folder feedback/ada/ps1 travels back as a whole, as assignments and answers do, and
#   --student says whose feedback it is, as it does for submit.
# What is so: release_feedback copies the *.html files only; a file beside them (points as JSON, a marked-up
#   table) stays behind without a word. fetch_feedback takes the feedback of each submission in the cache, so
#   where two people hand in from one account, each gets both pages, in folders that only bear a time.
# Whom it hurts: learners who share a computer, and whoever wants feedback that a program can read. Put the
#   data into the page, and the learner's name.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import pathlib
import shutil
import sys

import nbformat
from nbformat import v4
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default
from traitlets.config import Config

here = pathlib.Path.cwd()
settings = Config()
settings.CourseDirectory.update(root=str(here / "course"), course_id="law", assignment_id="ps1")
settings.Exchange.update(root=str(here / "exchange"), cache=str(here / "cache"), assignment_dir=str(here / "home"))


def run(step, student_id="*"):
    course = CourseDirectory(config=settings, student_id=student_id)
    step(coursedir=course, authenticator=Authenticator(config=settings), config=settings).start()


def mark(learner):
    """Write feedback as generate_feedback does, with one more file beside the page."""
    submitted, feedback = here / "course/submitted" / learner / "ps1", here / "course/feedback" / learner / "ps1"
    feedback.mkdir(parents=True)
    for name in ("timestamp.txt", "submission_secret.txt"):
        shutil.copy(submitted / name, feedback)
    (feedback / "page.html").write_text(f"<p>Feedback for {learner}</p>")
    (feedback / "points.json").write_text("{}")


for folder in ("course", "exchange/law/inbound", "exchange/law/outbound/ps1", "home/ps1"):
    (here / folder).mkdir(parents=True)
for folder in ("exchange/law/outbound/ps1", "home/ps1"):
    nbformat.write(v4.new_notebook(), here / folder / "page.ipynb")
(here / "exchange").chmod(0o777)
print("nbgrader", importlib.metadata.version("nbgrader"))
for learner in ("ada", "bo"):
    run(default.ExchangeSubmit, learner)
run(default.ExchangeCollect)
for learner in ("ada", "bo"):
    mark(learner)
run(default.ExchangeReleaseFeedback)
released = sorted(path.suffix for path in (here / "exchange/law/feedback").iterdir())
run(default.ExchangeFetchFeedback, "ada")
fetched = sorted(path for path in (here / "home/ps1/feedback").rglob("*") if path.is_file())
print("made: page.html and points.json for each of two; released:", released)
for path in fetched:
    print("fetched for ada:", path.relative_to(here / "home"), "with", path.read_text())
texts = sorted(path.read_text() for path in fetched)
expected = ["<p>Feedback for ada</p>", "<p>Feedback for bo</p>"]
sys.exit(0 if released == [".html", ".html"] and texts == expected else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: feedback travels otherwise now." >&2; exit 1; }
echo "Still so: two pages for ada, and no data."
