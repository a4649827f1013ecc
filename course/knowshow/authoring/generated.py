"""Generate the schema and the guide's table of findings, which `tests/helpers/remake.py` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring import finding_table, schema
from knowshow.content import course_files
from knowshow.content.text import say

if TYPE_CHECKING:
    from pathlib import Path

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


def generate() -> dict[Path, str]:
    """Return each file that is generated, wholly or in part, with the text it should hold."""
    guide = course_files.assets("guide", "authoring.md")
    return {
        course_files.assets("schema", "scenario.schema.json"): schema.text(),
        guide: _with_table(guide.read_text("utf-8")),
    }


def _with_table(guide: str) -> str:
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{findings_table()}{END}{after}"


def findings_table() -> str:
    """Return the table of findings as Markdown."""
    columns = [say("guide", key) for key in ("code", "severity", "finding", "means", "mend")]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for diagnostic in finding_table.table().values():
        cells = (diagnostic.code, diagnostic.severity, diagnostic.title, diagnostic.means, diagnostic.mend)
        lines.append("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
