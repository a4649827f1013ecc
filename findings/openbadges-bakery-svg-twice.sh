#!/usr/bin/env bash
# openbadges-bakery 2.0.0: baking an SVG badge again leaves the first person's assertion in the file.
#
# A good guess: baking puts the new assertion in place of the old one, as it does for PNG pictures.
# What is so: in an SVG the new assertion is put before the old one; unbake returns the new one, so every check
#   passes, and the old one, with what it says of its holder, travels along.
# Whom it hurts: people whose badge was the picture from which the next one was made, and holders of a badge
#   that was corrected. Always bake from the clean picture.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check openbadges-bakery==2.0.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import io
import json
import struct
import sys
import zlib

import openbadges_bakery

FIRST, SECOND = (json.dumps({"id": f"urn:badge:{name}"}) for name in ("ilse", "oren"))


def part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bake_twice(picture: bytes) -> tuple[bool, bool, str]:
    once = openbadges_bakery.bake(io.BytesIO(picture), FIRST).read()
    twice = openbadges_bakery.bake(io.BytesIO(once), SECOND).read()
    return b"ilse" in twice, b"oren" in twice, openbadges_bakery.unbake(io.BytesIO(twice))


svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Badge</title></svg>'
png = (
    b"\x89PNG\r\n\x1a\n"
    + part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
    + part(b"IDAT", zlib.compress(b"\0\0\0\0\0"))
    + part(b"IEND", b"")
)
print("openbadges-bakery", importlib.metadata.version("openbadges-bakery"))
seen = {"SVG": bake_twice(svg), "PNG": bake_twice(png)}
for kind, (old, new, read) in seen.items():
    print(f"{kind}: first person's assertion inside {old}, second's {new}, unbake reads {read}")
sys.exit(0 if seen == {"SVG": (True, True, SECOND), "PNG": (False, True, SECOND)} else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: baking again replaces now." >&2; exit 1; }
echo "Still so: an SVG badge keeps the earlier assertion."
