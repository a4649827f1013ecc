#!/usr/bin/env bash
# gradescope-utils 0.5.0: a test that fails inside `subTest` is missing from the results altogether.
#
# A good guess: unittest counts a failed subTest as a failure of its test, so the results say 0 of 5.
# What is so: the test has no entry: no score, no maximum, no message. With one more test of 2 points that
#   passes, the results hold 2 of 2. Skipped tests and expected failures are missing in the same way.
# Whom it hurts: learners, who cannot see what failed, and graders who add up `max_score` and read 100 %.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check gradescope-utils==0.5.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import io
import json
import sys
import unittest

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class Answers(unittest.TestCase):
    @weight(2)
    def test_first_answer(self):
        self.assertEqual(1, 1)

    @weight(5)
    def test_all_suppliers(self):
        for supplier, paid in (("Brackwater Mill", 1), ("Quillfern Textiles", 0)):
            with self.subTest(supplier=supplier):
                self.assertEqual(paid, 1)


out = io.StringIO()
outcome = JSONTestRunner(stream=out, visibility="visible").run(unittest.defaultTestLoader.loadTestsFromTestCase(Answers))
results = json.loads(out.getvalue())
print("gradescope-utils", importlib.metadata.version("gradescope-utils"))
print("unittest itself counts", outcome.testsRun, "tests and", len(outcome.failures), "failure")
for test in results["tests"]:
    print(test["name"].split()[0], test["score"], "of", test["max_score"], test["status"])
print("sum", results["score"], "of", sum(test["max_score"] for test in results["tests"]))
names = [test["name"].split()[0] for test in results["tests"]]
same = names == ["test_first_answer"] and len(outcome.failures) == 1
sys.exit(0 if same else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: look at the entries again." >&2; exit 1; }
echo "Still so: the failed test of 5 points has no entry."
