#!/usr/bin/env bash
# nbgrader 0.9.6 with SQLite: to show the grades of one learner's page, the grades of everybody are read.
#
# A good guess: grade is unique by (cell_id, notebook_id), so there is an index, and the grades of a submitted page
#   are found by it, however many others handed in.
# What is so: an index serves conditions on its first column, and the gradebook asks for a page's grades and
#   comments by notebook_id alone, so SQLite goes through both tables from end to end. With ten times as many
#   learners the same page takes four to nine times as many steps. With the cells' ids beside it (which the
#   assignment knows) the index serves.
# Whom it hurts: graders of large courses. What goes through all learners, such as feedback, grows with the square
#   of the class. Ask by cell_id and notebook_id, or read all grades once.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 sqlalchemy==2.1.9

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import pathlib
import sqlite3
import sys

import sqlalchemy as sa
from nbgrader.api import Grade, Gradebook

CELLS = 10


def fill(book, learners):
    book.add_assignment("ps1")
    book.add_notebook("page", "ps1")
    for cell in range(CELLS):
        book.add_grade_cell(f"cell{cell}", "page", "ps1", max_score=1, cell_type="code")
        book.add_solution_cell(f"cell{cell}", "page", "ps1")
    for learner in range(learners):
        book.add_student(f"learner{learner}")
        book.add_submission("ps1", f"learner{learner}")


def steps(connection, ask):
    """Let SQLite count the steps of its machine, by tens; check that ten rows came."""
    ticks = []
    connection.set_progress_handler(lambda: ticks.append(1) and 0, 10)
    rows = len(ask())
    connection.set_progress_handler(None, 0)
    if rows != CELLS:
        sys.exit(f"{rows} rows instead of {CELLS}")
    return len(ticks)


def by_both(book, page):
    cells = [cell.id for cell in book.find_notebook("page", "ps1").grade_cells]
    query = sa.select(Grade.id).where(Grade.notebook_id == page, Grade.cell_id.in_(cells))
    return lambda: book.db.execute(query).all()


def measure(learners):
    path = pathlib.Path.cwd() / f"{learners}.db"
    with Gradebook(f"sqlite:///{path}") as book:
        fill(book, learners)
        page = book.find_submission_notebook("page", "ps1", "learner3")
        connection = book.db.connection().connection.driver_connection
        asks = {"grades": lambda: page.grades, "comments": lambda: page.comments}
        asks["by both"] = by_both(book, page.id)
        counts = {name: steps(connection, ask) for name, ask in asks.items()}
    print(f"{learners} learners: steps (by tens) for one page {counts}")
    return counts


def plan(table):
    with sqlite3.connect("20.db") as book:
        return book.execute(f"explain query plan select * from {table} where notebook_id = 'x'").fetchone()[3]


print("nbgrader", importlib.metadata.version("nbgrader"), "SQLAlchemy", sa.__version__, "SQLite", sqlite3.sqlite_version)
few, many = measure(20), measure(200)
growth = {name: round(many[name] / few[name], 1) for name in few}
plans = [plan("grade"), plan("comment")]
print("times as many:", growth, "plans:", plans)
scans = all(text.startswith("SCAN") for text in plans)
sys.exit(0 if scans and growth["grades"] > 3 and growth["comments"] > 3 and growth["by both"] < 1.5 else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: a page's grades are found otherwise now." >&2; exit 1; }
echo "Still so: the whole table is read for one page."
