"""Import this before Jupyter's and nbgrader's packages: it leaves out what takes long and nobody here uses.

They import jsonschema, which compiles a grammar of internationalised addresses on import: two seconds.
It does without that package, and no schema of theirs asks for such an address.
"""

from __future__ import annotations

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # as if it were not installed
