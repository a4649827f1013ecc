#!/usr/bin/env bash
# EbookLib 0.20: a drawing inside a chapter loses its scale, because viewBox is written in small letters.
#
# A good guess: a chapter given as XHTML is put into the EPUB as it is.
# What is so: the chapter is parsed as HTML and written as XHTML with the names of SVG in small letters:
#   viewBox becomes viewbox, linearGradient becomes lineargradient. XHTML tells capitals apart, so the drawing
#   in the book has no viewBox, hence no scale, and its gradient is an unknown element.
# Whom it hurts: readers of books with charts inside the text. A drawing in a file of its own (EpubItem), to
#   which the chapter points, is left alone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check EbookLib==0.20 lxml==6.0.2

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys
import zipfile

from ebooklib import epub
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 400" role="img"><title>Wages paid late</title>'
    '<defs><linearGradient id="fade"/></defs><rect width="700" height="400" fill="url(#fade)"/></svg>'
)
book = epub.EpubBook()
book.set_identifier("quillfern-1")
book.set_title("Course")
book.set_language("en")
chapter = epub.EpubHtml(title="Chart", file_name="chart.xhtml", lang="en")
chapter.content = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Chart</h1>{DRAWING}</body></html>'
apart = epub.EpubItem(uid="apart", file_name="chart.svg", media_type="image/svg+xml", content=DRAWING)
book.add_item(chapter)
book.add_item(apart)
book.add_item(epub.EpubNav())
book.spine = ["nav", chapter]
epub.write_epub(sys.argv[1], book)

with zipfile.ZipFile(sys.argv[1]) as parts:
    inside = next(etree.fromstring(parts.read("EPUB/chart.xhtml")).iter(SVG + "svg"))
    beside = etree.fromstring(parts.read("EPUB/chart.svg"))
names = [etree.QName(part).localname for part in inside.iter(tag=etree.Element)]
print("EbookLib", importlib.metadata.version("EbookLib"), "lxml", importlib.metadata.version("lxml"))
print("inside the chapter:", dict(inside.attrib), names)
print("in a file of its own:", dict(beside.attrib))
same = inside.get("viewBox") is None and inside.get("viewbox") == "0 0 700 400" and "lineargradient" in names
sys.exit(0 if same and beside.get("viewBox") == "0 0 700 400" else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" "$dir/book.epub" || {
  echo "Changed: SVG keeps its capitals now." >&2
  exit 1
}
echo "Still so: viewBox is written viewbox."
