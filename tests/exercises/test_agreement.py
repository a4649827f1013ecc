"""Items and keys that do not agree."""

from pathlib import Path

import pytest

from demo import ITEMS, KEY
from knowshow.exercises.agreement import check_assignment


def test_an_assignment_whose_key_fits_has_no_problem() -> None:
    assert check_assignment(ITEMS, KEY) == []


@pytest.mark.parametrize(
    ("change", "key", "message"),
    [
        (("items", "assignment: demo", "assignment: other"), "assignment", "the folder is 'demo'"),
        (("items", "{id: press,", "{id: people,"), "items[0].options[2].id", "stands twice"),
        (("items", "upper: 90", "upper: 91"), "items[4].upper", "in steps of 5"),
        (("key", '"2026.1"', '"2026.2"'), "edition", "items.yaml says '2026.1'"),
        (("key", "id: days", "id: nights"), "keys", "the item 'days' has no key"),
        (("key", "id: days", "id: letter"), "keys[5].id", "has two keys"),
        (("key", "[GP31]", "[GP22(a)]"), "keys[3].cites[0]", "no such part"),
        (("key", "press: {", "pres: {"), "keys[0].options", "has no option 'pres'"),
        (("key", "credit: 4,", "credit: 5,"), "keys[0]", "earns 5, but the item has 4 points"),
        (("key", "[stop, listen, repair]", "[repair, stop, listen]"), "keys[2].before", "run in a circle"),
        (("key", "[stop, listen, repair]", "[stop, repair]"), "keys[2].before", "'listen' is not in the key"),
        (("key", "[dialogue, fair]", "[dialog]"), "keys[3].sources.judge.accepts", "no target 'dialog'"),
        (
            ("key", "target: 30\n    tolerance: 5", "target: 32\n    tolerance: 1"),
            "keys[4]",
            "the best answer",
        ),
        (("key", "4, label: Fully, shows: What", "5, label: Fully, shows: What"), "keys[5]", "earns 9"),
        (("key", "    cites: [GP25]\n", ""), "keys[5]", "where experts differ"),
        (("key", "type: slider", "type: order"), "keys[4].before", "is missing"),
        (("key", "why: Stop the", "wy: Stop the"), "keys[1].wy", "did you mean 'why'"),
    ],
)
def test_a_disagreement_is_named_at_its_place(
    tmp_path: Path, change: tuple[str, str, str], key: str, message: str
) -> None:
    file, old, new = change
    texts = {"items": ITEMS.read_text(), "key": KEY.read_text()}
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new, 1)
    items, keys = tmp_path / "demo" / "items.yaml", tmp_path / "demo.key.yaml"
    items.parent.mkdir()
    items.write_text(texts["items"])
    keys.write_text(texts["key"])
    problems = check_assignment(items, keys)
    assert any(problem.key == key and message in problem.message for problem in problems), problems
    assert all(problem.line for problem in problems)
