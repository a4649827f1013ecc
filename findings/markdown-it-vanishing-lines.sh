#!/usr/bin/env bash
# markdown-it-py 4.3.0: "[CEO]: Agreed." is not shown at all, and a footnote becomes a link called "^1".
#
# A good guess: a name in square brackets and a colon are plain text, and a footnote's mark and note are shown
#   as they stand as long as no footnote plugin is there; in either case the author sees it.
# What is so: a line of the form [name]: one-word is the definition of a link, which is taken out of the text.
#   A one-word answer in a dialogue vanishes while answers of several words stay; later mentions of [CEO]
#   turn into links to a page "Agreed.". A footnote whose note is an address goes the same way.
# Whom it hurts: authors of dialogues and of sources; readers miss a line, listeners hear a link named ^1.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check markdown-it-py==4.3.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

from markdown_it import MarkdownIt

TEXTS = (
    "[CEO]: Agreed.",
    "[CEO]: Agreed, and soon.",
    "[CEO]: Agreed.\n\nThen [CEO] leaves.",
    "Wages come first.[^1]\n\n[^1]: https://guide.example/17",
    "Wages come first.[^1]\n\n[^1]: An interview with a buyer.",
    "\\[CEO]: Agreed.",
)
markdown = MarkdownIt("commonmark")
print("markdown-it-py", importlib.metadata.version("markdown-it-py"))
seen = []
for text in TEXTS:
    seen.append(markdown.render(text).strip().splitlines())
    print(f"{text!r} is shown as {seen[-1]}")
expected = [
    [],
    ["<p>[CEO]: Agreed, and soon.</p>"],
    ['<p>Then <a href="Agreed.">CEO</a> leaves.</p>'],
    ['<p>Wages come first.<a href="https://guide.example/17">^1</a></p>'],
    ["<p>Wages come first.[^1]</p>", "<p>[^1]: An interview with a buyer.</p>"],
    ["<p>[CEO]: Agreed.</p>"],
]
sys.exit(0 if seen == expected else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: such lines are read otherwise now." >&2; exit 1; }
echo "Still so: a one-word answer vanishes."
