#!/usr/bin/env bash
# markdown-it-py 4.3.0: a footnote that is a bare address becomes a link called "^1", and the note vanishes.
#
# A good guess: without a footnote plugin `[^1]` and its note are shown as they stand, so the author sees it.
# What is so: that holds only for notes of several words. "[^1]: https://..." is a valid definition of a link
#   named "^1", so the note disappears and the mark turns into a link whose name is "^1"; a note of one word
#   becomes a link to a page of that name. With mdit-py-plugins' footnote plugin all are footnotes.
# Whom it hurts: authors who give their source as an address, and listeners, to whom the link says "caret one".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check markdown-it-py==4.3.0 mdit-py-plugins==0.5.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

plain = MarkdownIt("commonmark")
notes = MarkdownIt("commonmark").use(footnote_plugin)
NOTES = ("https://guide.example/17", "Interview", "An interview with a buyer.")

for package in ("markdown-it-py", "mdit-py-plugins"):
    print(package, importlib.metadata.version(package))
seen = []
for note in NOTES:
    text = f"Wages come first.[^1]\n\n[^1]: {note}\n"
    seen.append((plain.render(text).strip().splitlines(), 'class="footnote' in notes.render(text)))
    print(f"note {note!r}: {seen[-1][0]}; with the plugin a footnote: {seen[-1][1]}")
expected = [
    (['<p>Wages come first.<a href="https://guide.example/17">^1</a></p>'], True),
    (['<p>Wages come first.<a href="Interview">^1</a></p>'], True),
    (["<p>Wages come first.[^1]</p>", "<p>[^1]: An interview with a buyer.</p>"], True),
]
sys.exit(0 if seen == expected else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: footnotes are read otherwise now." >&2; exit 1; }
echo "Still so: an address as a note becomes a link called ^1."
