#!/usr/bin/env bash
# simple-scorm-packager 0.2.7: packing writes into the source folder, and the next package carries it along.
#
# A good guess: the packager reads the source folder and writes one zip into the output folder.
# What is so: the manifest and the schema files are written into the source folder and stay there. A package
#   for SCORM 2004 made after one for SCORM 1.2 contains the 1.2 schemas as well, and files whose names begin
#   with a dot are packed and listed in the manifest.
# Whom it hurts: whoever packs one course for two platforms or keeps notes in dot files: the package depends on
#   what was packed before. Pack a fresh copy without dot files.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund simple-scorm-packager@0.2.7
mkdir course
echo "<!doctype html><html lang=en><title>Course</title></html>" > course/index.html
echo "draft" > course/.notes

cat > pack.cjs <<'JS'
const pack = require("simple-scorm-packager");
const [version, name] = process.argv.slice(2);
pack({
  version, organization: "Quillfern", title: "Course", identifier: "course", source: "./course",
  package: { name, version: "1.0.0", date: "2026-11-27", zip: true, outputFolder: "./out" },
}, () => {});
JS
node pack.cjs "1.2" first > log.txt
node pack.cjs "2004 4th Edition" second >> log.txt

cat > look.py <<'PY'
import json
import pathlib
import sys
import zipfile

about = json.loads(pathlib.Path("node_modules/simple-scorm-packager/package.json").read_text())
source = sorted(path.name for path in pathlib.Path("course").iterdir())
second = zipfile.ZipFile(next(pathlib.Path("out").glob("second*.zip")))
old = [name for name in second.namelist() if name in ("adlcp_rootv1p2.xsd", "imscp_rootv1p1p2.xsd")]
listed = 'href=".notes"' in second.read("imsmanifest.xml").decode()
print("simple-scorm-packager", about["version"])
print("source folder: 2 files before,", len(source), "after, such as", [name for name in source if "root" in name])
print("the 2004 package holds SCORM 1.2's schemas:", old)
print("dot file packed:", ".notes" in second.namelist(), "and listed:", listed)
sys.exit(0 if len(source) > 2 and len(old) == 2 and listed and ".notes" in second.namelist() else 1)
PY
python3 look.py || { echo "Changed: the source folder is left alone now." >&2; exit 1; }
echo "Still so: packages depend on what was packed before."
