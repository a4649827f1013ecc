#!/usr/bin/env bash
# SQLAlchemy 2.1.9: a hint given for SQLite is left out of the SQL, without a word.
#
# A good guess: with_hint(table, "NOT INDEXED", "sqlite") names the database it is for, so it is written into the
#   SQL there (SQLite has NOT INDEXED and INDEXED BY), or the call is refused.
# What is so: for SQLite a table's hint is dropped. MySQL, Oracle and SQL Server get theirs, PostgreSQL raises a
#   CompileError for one it does not know, and a hint for the whole statement (with_statement_hint) is written
#   for SQLite as well.
# Whom it hurts: whoever tunes a slow query and measures the same SQL twice. Print it and look. A plus before the
#   column, by literal_column("+grade.cell"), keeps SQLite from the index.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check sqlalchemy==2.1.9

cat > "$dir/try.py" <<'PY'
import sqlite3
import sys

import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite

DIALECTS = {each.__name__.rpartition(".")[2]: each.dialect() for each in (sqlite, postgresql, mysql, oracle, mssql)}
grade = sa.Table("grade", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("cell", sa.Integer))
query = sa.select(grade.c.id).where(grade.c.cell == 7)


def outcome(name, statement):
    try:
        return "written" if "NOT INDEXED" in str(statement.compile(dialect=DIALECTS[name])) else "left out"
    except sa.exc.CompileError:
        return "refused"


def plan(condition):
    with sqlite3.connect(":memory:") as book:
        book.execute("create table grade (id integer primary key, cell integer)")
        book.execute("create index by_cell on grade (cell)")
        return book.execute(f"explain query plan select id from grade {condition}").fetchone()[3]


print("SQLAlchemy", sa.__version__, "SQLite", sqlite3.sqlite_version)
seen = {}
for name in DIALECTS:
    hinted = query.with_hint(grade, "NOT INDEXED", name), query.with_statement_hint("NOT INDEXED", name)
    seen[name] = tuple(outcome(name, each) for each in hinted)
    print(f"{name}: hint for the table {seen[name][0]}, for the statement {seen[name][1]}")
sql = query.with_hint(grade, "NOT INDEXED", "sqlite").compile(dialect=DIALECTS["sqlite"])
print("for SQLite:", " ".join(str(sql).split()))
plans = [plan("where cell = 7"), plan("not indexed where cell = 7"), plan("where +cell = 7")]
print("SQLite's plans as it is, with NOT INDEXED, with a plus:", plans)
given = dict.fromkeys(("mysql", "oracle", "mssql"), ("written", "written"))
expected = {"sqlite": ("left out", "written"), "postgresql": ("refused", "written"), **given}
uses = ["INDEX" in each for each in plans]
sys.exit(0 if seen == expected and uses == [True, False, False] else 1)
PY
"$dir/env/bin/python" -W error "$dir/try.py" || { echo "Changed: look at the SQL again." >&2; exit 1; }
echo "Still so: the hint is not in the SQL."
