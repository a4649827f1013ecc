#!/usr/bin/env bash
# nbgrader 0.9.6: with Exchange.timezone = "Europe/Istanbul" ada's answers are collected as those of "ada+ps1".
#
# A good guess: a time zone only changes what the time looks like; nbgrader reads the names that it writes itself.
# What is so: submit names the folder learner+assignment+time+random and the time ends in "+03". collect splits
#   off the last three parts, so the learner is "ada+ps1" and the time is "03", the third of this month; ada has
#   handed in nothing. fetch_feedback splits the same name at every "+" and raises a ValueError. The same for
#   each zone that has no letters east of Greenwich (Asia/Dubai, Asia/Tashkent); with "-03" and "UTC" both work.
# Whom it hurts: graders and learners of a course in such a zone. Leave Exchange.timezone at UTC.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==4.0.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import logging
import pathlib
import sys

import nbformat
from nbformat import v4
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default
from traitlets.config import Config

logging.disable()


def hand_in(zone):
    place = pathlib.Path(zone.replace("/", "-")).absolute()
    for folder in ("course", "exchange/law/inbound", "exchange/law/outbound/ps1", "exchange/law/feedback", "home/ps1"):
        (place / folder).mkdir(parents=True)
    for folder in ("exchange/law/outbound/ps1", "home/ps1"):
        nbformat.write(v4.new_notebook(), place / folder / "page.ipynb")
    (place / "exchange").chmod(0o777)
    settings = Config()
    settings.CourseDirectory.update(root=str(place / "course"), course_id="law", assignment_id="ps1")
    settings.Exchange.update(root=str(place / "exchange"), cache=str(place / "cache"), timezone=zone)
    settings.Exchange.assignment_dir = str(place / "home")

    def run(step, **who):
        course = CourseDirectory(config=settings, **who)
        step(coursedir=course, authenticator=Authenticator(config=settings), config=settings).start()

    run(default.ExchangeSubmit, student_id="ada")
    run(default.ExchangeCollect)
    sent = next((place / "exchange/law/inbound").iterdir()).name
    collected = [path.name for path in (place / "course").glob("submitted/*")]
    try:
        run(default.ExchangeFetchFeedback, student_id="ada")
        feedback = "none yet"
    except ValueError as error:
        feedback = f"ValueError: {error}"
    print(f"{zone}: sent as {sent.rpartition('+')[0]}+..., collected as {collected}, feedback: {feedback}")
    return collected, feedback.partition(":")[0]


for package in ("nbgrader", "python-dateutil"):
    print(package, importlib.metadata.version(package))
seen = {zone: hand_in(zone) for zone in ("UTC", "America/Sao_Paulo", "Europe/Istanbul")}
usual, odd = (["ada"], "none yet"), (["ada+ps1"], "ValueError")
expected = {"UTC": usual, "America/Sao_Paulo": usual, "Europe/Istanbul": odd}
sys.exit(0 if seen == expected else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: the folder's name is read otherwise now." >&2; exit 1; }
echo "Still so: the learner's name has the assignment's name in it."
