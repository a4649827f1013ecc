from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.room.again import Shift
from knowshow.room.disclosure import reveal
from knowshow.room.stage import (
    ALLOWED,
    CancelBallot,
    CloseBallot,
    Debrief,
    End,
    Enter,
    FollowOther,
    FollowRoom,
    GoBack,
    OpenBallot,
    OutOfTurnError,
    Scene,
    Stage,
    Step,
    advance,
)
from knowshow.room.tallies import Tally

if TYPE_CHECKING:
    from knowshow.room.stage import Command

GATE = Scene("gate", ("ask", "wait"))
YARD = Scene("yard", ("stay", "leave"))


def result(*counts: int, scene: Scene = GATE) -> CloseBallot:
    return CloseBallot(reveal(Tally(scene.choices, counts)))


ASKED = result(20, 10, 6)


def played(*commands: Command, start: Stage | None = None) -> Stage:
    stage = start or Stage()
    for command in commands:
        stage = advance(stage, stage.turn, command)
    return stage


def test_a_room_goes_from_the_lobby_to_the_end() -> None:
    stage = played(
        Enter(GATE), OpenBallot(), ASKED, FollowRoom(), Enter(YARD), FollowOther("leave"), Debrief(), End()
    )
    assert stage.phase == "ended"
    assert stage.path == (Step(GATE, "ask", "room"), Step(YARD, "leave", "other"))
    assert stage.journal == ("ask", "leave")
    assert stage.turn == 8


def test_another_choice_is_said_as_such() -> None:
    shown = played(Enter(GATE), OpenBallot(), ASKED)
    assert played(FollowOther("wait"), start=shown).path[-1].how == "other"
    assert played(FollowOther("ask"), start=shown).path[-1].how == "room"


def test_the_room_cannot_be_followed_where_its_choice_is_not_shown() -> None:
    tied = played(Enter(GATE), OpenBallot(), result(15, 15, 6))
    assert tied.offered() is None
    with pytest.raises(OutOfTurnError, match="does not tell the room's choice"):
        played(FollowRoom(), start=tied)


def test_after_a_shift_the_room_cannot_be_followed() -> None:
    stage = played(Enter(GATE), OpenBallot(), ASKED, OpenBallot(), CloseBallot(Shift("same", "ask", 6)))
    assert stage.offered() is None
    assert len(stage.reveals()) == 2


def test_a_scene_has_two_ballots_however_often_the_room_comes_back() -> None:
    twice = played(Enter(GATE), OpenBallot(), ASKED, FollowRoom(), GoBack(), OpenBallot(), ASKED)
    with pytest.raises(OutOfTurnError, match="has had its 2 ballots; follow a choice"):
        played(OpenBallot(), start=twice)
    back = played(FollowOther("wait"), Enter(YARD), GoBack(), start=twice)
    with pytest.raises(OutOfTurnError, match="has had its 2 ballots"):
        played(OpenBallot(), start=back)


def test_a_reveal_is_frozen_and_seen_again_when_the_room_goes_back() -> None:
    before = played(Enter(GATE), OpenBallot(), ASKED)
    after = played(
        FollowRoom(), Enter(YARD), OpenBallot(), result(12, 12, 12, scene=YARD), GoBack(), start=before
    )
    assert (after.phase, after.scene, after.path) == ("revealed", GATE, ())
    assert after.reveals() == before.reveals()
    assert after.shown[:1] == before.shown


def test_going_back_from_the_debrief_stands_at_the_last_decision() -> None:
    stage = played(Enter(GATE), FollowOther("ask"), Debrief(), GoBack())
    assert (stage.phase, stage.scene, stage.journal) == ("scene", GATE, ())


def test_a_cancelled_ballot_shows_nothing_and_does_not_count() -> None:
    stage = played(Enter(GATE), OpenBallot(), CancelBallot())
    assert (stage.phase, stage.shown) == ("scene", ())
    assert played(OpenBallot(), ASKED, OpenBallot(), CancelBallot(), start=stage).phase == "revealed"


def test_a_replayed_command_changes_nothing_and_says_so() -> None:
    stage = played(Enter(GATE), OpenBallot())
    with pytest.raises(
        OutOfTurnError, match=r"OpenBallot: turn 1 was taken already, .* the room is at turn 2"
    ):
        advance(stage, 1, OpenBallot())
    with pytest.raises(OutOfTurnError, match="turn 7 is ahead of the room"):
        advance(stage, 7, ASKED)


def test_a_command_out_of_order_says_where_it_fits() -> None:
    with pytest.raises(OutOfTurnError, match="stands at 'lobby'; this can be done at: ballot"):
        advance(Stage(), 0, ASKED)


def test_a_choice_that_is_not_offered_is_refused_by_name() -> None:
    with pytest.raises(OutOfTurnError, match="'sell' is not offered; choose one of ask, wait"):
        played(Enter(GATE), FollowOther("sell"))


def test_there_is_nothing_to_take_back_before_the_first_decision() -> None:
    with pytest.raises(OutOfTurnError, match="no decision has been taken yet"):
        played(Enter(GATE), GoBack())


def test_a_result_of_another_ballot_is_refused() -> None:
    opened = played(Enter(GATE), OpenBallot())
    with pytest.raises(OutOfTurnError, match="are not those of 'gate'"):
        played(result(9, 9, 9, scene=YARD), start=opened)
    with pytest.raises(OutOfTurnError, match="nothing to be compared with"):
        played(CloseBallot(Shift("same", "ask", 6)), start=opened)


COMMANDS: list[Command] = [
    Enter(GATE),
    Enter(YARD),
    OpenBallot(),
    CancelBallot(),
    ASKED,
    FollowRoom(),
    FollowOther("ask"),
    FollowOther("stay"),
    GoBack(),
    Debrief(),
    End(),
]


@given(st.lists(st.sampled_from(COMMANDS), max_size=40))
def test_whatever_is_commanded_the_room_stands_somewhere_and_forgets_no_reveal(
    commands: list[Command],
) -> None:
    stage = Stage()
    for command in commands:
        try:
            after = advance(stage, stage.turn, command)
        except OutOfTurnError:
            continue
        assert stage.phase in ALLOWED[type(command)]
        assert after.shown[: len(stage.shown)] == stage.shown
        assert after.turn == stage.turn + 1
        assert (after.scene is None) == (after.phase in {"lobby", "debrief", "ended"})
        assert len(after.reveals()) <= 2
        stage = after
