"""A small assignment with one item of each kind, for every test of grading."""

from __future__ import annotations

from pathlib import Path

from knowshow.content.loading import load
from knowshow.exercises.items import Assignment
from knowshow.exercises.keys import Keys

COURSE = Path(__file__).parents[1] / "grading" / "course"
ITEMS = COURSE / "solutions" / "demo" / "items.yaml"
KEY = COURSE / "solutions" / "demo.key.yaml"
ASSIGNMENT = load(Assignment, ITEMS)
KEYS = load(Keys, KEY)
