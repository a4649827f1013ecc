"""nbgrader's settings for Know & Show, installed with the package; they act on its own assignments only."""

from knowshow.grading.nbgrader_config import configure

configure(get_config())  # type: ignore[name-defined]  # noqa: F821 - nbgrader provides it
