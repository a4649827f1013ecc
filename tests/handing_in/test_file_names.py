"""The names that submissions travel under."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import file_names
from knowshow.handing_in.file_names import Sender

OWN = "05-remedy__ada__20261120T100000.000000Z"


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        (f"{OWN}.zip", None),
        (f"{OWN} (1).zip", None),
        (f"{OWN} - Copy.zip", None),
        (f"{OWN} - Kopie (2).zip", None),
        (f"{OWN} copy 2.zip", None),
        (f"{OWN}-1.zip", None),
        (OWN, None),
        (f"Lovelace Ada_12345_assignsubmission_file_{OWN}.zip", Sender("moodle", "12345", "Lovelace Ada")),
        (
            f"Group 2-Ada O'Neil_7_assignsubmission_file_{OWN}.zip",
            Sender("moodle", "7", "Group 2-Ada O'Neil"),
        ),
        (f"lovelaceada_12345_67890_{OWN}.zip", Sender("canvas", "12345", "lovelaceada")),
        (f"lindgrenbo_LATE_12346_67891_{OWN}-1.zip", Sender("canvas", "12346", "lindgrenbo")),
        (
            f"Exercise 5_alove_attempt_2026-11-20-10-15-30_{OWN}.zip",
            Sender("blackboard", "alove", "alove"),
        ),
    ],
)
def test_the_courses_name_is_found_in_what_platforms_and_systems_make_of_it(
    name: str, sender: Sender | None
) -> None:
    parsed = file_names.parse(name, "05-remedy")
    assert parsed is not None
    assert (parsed.assignment, parsed.learner, parsed.stem) == ("05-remedy", "ada", OWN)
    assert file_names.find_sender(parsed.before) == sender


@pytest.mark.parametrize("folder", ["Ada L_12_assignsubmission_file", "Ada L_12_assignsubmission_file_"])
def test_moodles_folders_of_old_and_new_versions_name_the_sender(folder: str) -> None:
    assert file_names.find_sender("Course-Exercise 5-98765", folder, "") == Sender("moodle", "12", "Ada L")


@pytest.mark.parametrize(
    "name",
    [
        "05-remedy__a b__20261120T100000Z.zip",
        "05-remedy__kim__20269919T101112.000000Z.zip",
        "05-remedy__kim__20261120T100000Zulu.zip",
        "05-remedy__..__20261120T100000Z.zip",
        "05-remedy.zip",
        "a" * 600 + OWN,
    ],
)
def test_what_is_not_the_courses_name_is_not_taken_for_it(name: str) -> None:
    assert file_names.parse(name, "05-remedy") is None


def test_a_learner_cannot_pass_an_id_off_as_a_platforms_sender() -> None:
    parsed = file_names.parse("demo__ada_12345_67890_x__20261120T100000Z.zip", "demo")
    assert parsed is not None
    assert parsed.learner == "ada_12345_67890_x"
    assert file_names.find_sender(parsed.before) is None


@pytest.mark.parametrize("inside", ["{other}{own}.zip", "{other}/{own}.zip", "x_1_2_{own}.zip"])
def test_nobody_hands_in_as_another_by_a_name_inside_moodles(inside: str) -> None:
    other = "Lovelace Ada_12345_assignsubmission_file_"
    *folders, last = f"Lindgren Bo_7_assignsubmission_file_/{inside.format(other=other, own=OWN)}".split("/")
    parsed = file_names.parse(last, "05-remedy")
    assert parsed is not None
    sender = file_names.find_sender("Course-Exercise 5-98765.zip", *folders, parsed.before)
    assert sender == Sender("moodle", "7", "Lindgren Bo")


@pytest.mark.parametrize(
    "before",
    ["cohency_7_8_x_alove_attempt_2026-11-20-10-15-30_", "Unit_5_1_x_bo_attempt_2026-11-20-10-15-30_"],
)
def test_a_name_of_two_platforms_is_refused_and_nobodys(before: str) -> None:
    with pytest.raises(RefusedError, match="could be Canvas’s, from "):
        file_names.find_sender("gradebook.zip", before)


def test_an_underscore_in_a_persons_name_does_not_move_the_assignment() -> None:
    parsed = file_names.parse(f"ada__love_1_2_{OWN}.zip", "05-remedy")
    assert parsed is not None
    assert (parsed.learner, parsed.before) == ("ada", "ada__love_1_2_")


@pytest.mark.parametrize("learner", ["a__b", "a+b", "a.b@example.org", "x" * 64])
def test_every_id_survives_its_own_name(learner: str) -> None:
    parsed = file_names.parse(f"05-remedy__{learner}__20261120T100000Z (3).zip", "05-remedy")
    assert parsed is not None
    assert parsed.learner == learner


@given(st.text(max_size=80))
def test_no_name_breaks_the_reader(name: str) -> None:
    parsed = file_names.parse(f"{name}_{OWN}{name}", "05-remedy")
    assert parsed is None or parsed.time.year == 2026
    assert file_names.is_litter(name) in {True, False}
    with suppress(RefusedError):
        file_names.find_sender(name)
