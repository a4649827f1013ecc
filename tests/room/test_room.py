"""One room without a network: what phones send, what the facilitator commands, what a restart brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from knowshow.room import commands
from knowshow.room.again import Shift
from knowshow.room.refusals import RefusedError
from knowshow.room.store import StoreError
from live import Live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowshow.room.messages import BallotShown
    from knowshow.room.store import Changes


@pytest.fixture
def live(tmp_path: Path) -> Live:
    return Live(tmp_path / "a.room")


def opened(live: Live, count: int = 20) -> list[str]:
    """Let people join, show the first scene and open the ballot."""
    phones = live.join(count)
    live.command("enter")
    live.command("open")
    return phones


def shown(live: Live) -> BallotShown:
    """Return what the last ballot of the scene has shown."""
    reveal = live.room.parts["reveal"]
    assert reveal is not None
    return reveal["ballots"][-1]


def counts(live: Live) -> dict[tuple[str, ...], int | None]:
    return {tuple(group["options"]): group["count"] for group in shown(live)["groups"]}


def vote(live: Live, phones: list[str], counts: tuple[int, ...], number: int = 1) -> None:
    """Let so many choose the first choice, so many the second, and so on."""
    chosen = [choice for choice, count in zip(live.choices, counts, strict=False) for _ in range(count)]
    for phone, choice in zip(phones, chosen, strict=True):
        assert "ok" in live.ask(phone, number, "vote", choice=choice)


def vote_all(live: Live, phones: list[str], first: int, number: int = 1) -> None:
    """Let the first `first` choose the first choice, the others the second."""
    vote(live, phones, (first, len(phones) - first), number)


def test_votes_become_a_tally_that_counts_the_silent_among_those_who_abstain(live: Live) -> None:
    phones = opened(live, 20)
    vote_all(live, phones[:14], first=8)
    live.command("close")
    one, two, *rest = live.choices
    assert counts(live) == {(one,): 8, (two,): 6, (*rest, "@abstain"): 6}


def test_a_change_of_mind_counts_once(live: Live) -> None:
    phones = opened(live, 20)
    vote_all(live, phones, first=20)
    vote_all(live, phones, first=10, number=2)
    live.command("close")
    assert counts(live)[(live.choices[0],)] == 10


def test_an_earlier_vote_that_arrives_late_changes_nothing(live: Live) -> None:
    phones = opened(live, 20)
    vote_all(live, phones, first=10, number=2)
    for phone in phones:
        assert live.ask(phone, 1, "vote", choice=live.choices[2])["ok"]
        assert live.ask(phone, 2, "vote", choice=live.choices[2])["ok"]
    live.command("close")
    assert counts(live)[(live.choices[0],)] == 10


def test_no_phone_is_told_what_it_voted(live: Live) -> None:
    phone = opened(live, 8)[0]
    answer = live.ask(phone, 1, "vote", choice=live.choices[0])
    assert live.choices[0] not in str(answer)
    assert answer["parts"]["mine"] == {
        "voted": True,
        "votes": True,
        "sentence": False,
        "seat": None,
        "next": 2,
    }


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ({"do": "vote", "choice": "no-such"}, "choice"),
        ({"do": "vote", "choice": ["stop-now"]}, "choice"),
        ({"do": "vote", "choice": None, "ballot": 99}, "closed"),
        ({"do": "vote", "choice": None, "ballot": True}, "closed"),
        ({"do": "vote"}, "choice"),
        ({"do": "say", "choice": "stop-now", "text": " \u202e "}, "sentence"),
        ({"do": "say", "choice": "stop-now", "text": "x" * 281}, "sentence"),
        ({"do": "say", "choice": "no-such", "text": "x"}, "sentence"),
        ({"do": "say", "choice": 7, "text": "x"}, "malformed"),
        ({"do": "pair", "first": None, "second": None}, "closed"),
        ({"do": ["vote"]}, "malformed"),
        ({"do": None}, "malformed"),
        ({}, "malformed"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(live: Live, message: dict[str, Any], key: str) -> None:
    phone = opened(live)[0]
    answers: list[Any] = []
    live.room.take(phone, {"id": 1, "ballot": live.room.record.ballot, **message}, answers.append)
    assert answers[0]["error"]["key"] == key
    assert "\n" not in answers[0]["error"]["text"]
    assert live.room.store.votes() == {}


@pytest.mark.parametrize("number", [0, -1, True, 2**31, 1.5, "1", None, [1]])
def test_a_message_needs_a_whole_number(live: Live, number: object) -> None:
    phone = opened(live)[0]
    answers: list[Any] = []
    message = {"id": number, "do": "vote", "ballot": live.room.record.ballot, "choice": None}
    live.room.take(phone, message, answers.append)
    assert answers[0]["error"]["key"] == "malformed"


def test_a_vote_after_the_close_is_refused_whatever_its_number(live: Live) -> None:
    phones = opened(live)
    ballot = live.room.record.ballot
    live.command("close")
    for number in (1, 2):
        answer = live.ask(phones[0], number, "vote", choice=live.choices[0])
        assert answer["error"]["key"] == "closed"
    live.command("open")
    late = live.ask(phones[0], 3, "vote", choice=live.choices[0], ballot=ballot)
    assert late["error"]["key"] == "closed"


def test_newcomers_watch_a_second_ballot(live: Live) -> None:
    phones = opened(live, 30)
    vote(live, phones, (10, 10, 10))
    live.command("close")
    newcomer = live.join()[0]
    live.command("open")
    assert live.ask(newcomer, 1, "vote", choice=live.choices[0])["error"]["key"] == "newcomer"
    assert not live.room.mine(newcomer)["votes"]
    vote(live, phones, (6, 14, 10), number=2)
    live.command("close")
    assert shown(live)["people"] == 30
    reveal = live.room.parts["reveal"]
    assert reveal is not None
    assert [moved["change"] for moved in reveal["movement"]] == [4, -4]


def test_when_somebody_left_a_second_ballot_shows_no_number(live: Live) -> None:
    phones = opened(live)
    vote_all(live, phones, first=10)
    live.command("close")
    live.room.disconnect(phones[0])
    live.command("open")
    vote_all(live, phones[1:], first=5, number=2)
    live.command("close")
    assert shown(live)["groups"] == []
    assert shown(live)["shift"] is not None


def test_a_phone_left_behind_is_not_taken_for_somebody_who_is_there(live: Live) -> None:
    """She was seen to go: numbers of a second ballot without her would tell her first vote."""
    phones = opened(live, 24)
    vote(live, phones[:17], (10, 7))
    live.command("close")
    live.command("open")
    vote(live, phones[1:17], (9, 7), number=2)
    for phone in phones[17:]:
        assert live.ask(phone, 2, "vote", choice=None)["ok"]
    live.command("close")
    assert isinstance(live.room.record.stage.reveals()[-1], Shift)


def test_the_first_vote_changes_nothing_that_the_wall_shows(live: Live) -> None:
    phones = opened(live, 12)
    before = live.room.at(wall=True)["turnout"]
    vote_all(live, phones[:1], first=1)
    assert (before, live.room.at(wall=True)["turnout"]) == ("few", "few")


def test_work_that_arrives_together_shares_one_commit_and_is_answered_after_it(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = opened(live)
    later: list[Callable[[], None]] = []
    live.room.soon = later.append
    answers: list[Any] = []
    commits: list[int] = []
    write = live.room.store.write

    def counted(changes: Changes) -> None:
        commits.append(len(answers))
        write(changes)

    monkeypatch.setattr(live.room.store, "write", counted)
    for phone in phones:
        message = {"id": 1, "do": "vote", "ballot": live.room.record.ballot, "choice": None}
        live.room.take(phone, message, answers.append)
    assert not answers
    for work in later:
        work()
    assert commits == [0]
    assert [answer["ok"] for answer in answers] == [True] * 20


def test_a_disk_that_refuses_is_said_and_nothing_is_believed(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = opened(live)[0]

    def full(_changes: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(live.room.store, "write", full)
        answer = live.ask(phone, 1, "vote", choice=live.choices[0])
    assert answer["error"]["key"] == "disk"
    assert live.room.fault == "the disk is full"
    assert not live.room.mine(phone)["voted"]
    assert live.ask(phone, 1, "vote", choice=live.choices[0])["ok"]
    assert live.room.store.votes().keys() == {phone}


def test_a_restart_in_the_middle_of_a_ballot_brings_everything_back(live: Live) -> None:
    phones = opened(live)
    vote_all(live, phones[:15], first=11)
    live.ask(phones[0], 2, "say", choice=live.choices[0], text="Who opens the post?")
    before = live.room.at()
    live.restart()
    assert {**live.room.at(), "seconds": None} == {**before, "seconds": None}
    assert live.room.mine(phones[0]) == {
        "voted": True,
        "votes": True,
        "sentence": True,
        "seat": None,
        "next": 3,
    }
    vote_all(live, phones[15:], first=0)
    live.command("close")
    assert counts(live)[(live.choices[0],)] == 11
    shown_before = shown(live)
    live.restart()
    assert shown(live) == shown_before


def test_a_command_given_twice_is_done_once(live: Live) -> None:
    live.join(8)
    live.command("enter")
    turn = live.room.record.stage.turn
    live.room.command({"turn": turn, "do": "open"})
    with pytest.raises(RefusedError) as refused:
        live.room.command({"turn": turn, "do": "open"})
    assert refused.value.key == "turn"
    assert live.room.record.stage.phase == "ballot"


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ({"do": "close"}, "turn"),
        ({"do": "follow"}, "turn"),
        ({"do": "back"}, "turn"),
        ({"do": "extend"}, "turn"),
        ({"do": "hear"}, "turn"),
        ({"do": "unseal"}, "sealed"),
        ({"do": "table"}, "table"),
        ({"do": "other"}, "malformed"),
        ({"do": "other", "choice": "no-such"}, "turn"),
        ({"do": "let", "key": "x"}, "sentence"),
        ({"do": "let", "key": 7}, "malformed"),
        ({"do": "open", "seconds": 0}, "seconds"),
        ({"do": "open", "seconds": True}, "seconds"),
        ({"do": "open", "seconds": "60"}, "seconds"),
        ({"do": "no-such"}, "malformed"),
        ({"do": ["open"]}, "malformed"),
        ({"do": "open", "turn": "1"}, "malformed"),
        ({"do": "open", "turn": 10**30}, "turn"),
    ],
)
def test_a_command_that_does_not_fit_leaves_the_room_as_it_was(
    live: Live, message: dict[str, Any], key: str
) -> None:
    live.join(8)
    live.command("enter")
    before = live.room.record
    with pytest.raises(RefusedError) as refused:
        live.room.command({"turn": before.stage.turn, **message})
    assert (refused.value.key, "\n" in str(refused.value)) == (key, False)
    assert live.room.record == before


def test_every_command_named_possible_is_taken_and_no_other_of_the_stage(live: Live) -> None:
    phones = opened(live)
    vote_all(live, phones, first=12)
    live.command("close")
    assert commands.possible(live.room.desk()) == ["open", "follow", "other", "debrief", "end", "hear"]
    assert commands.proposed(live.room.desk(), commands.possible(live.room.desk())) == "follow"
    live.command("follow")
    followed = live.room.parts["followed"]
    assert followed is not None
    assert followed["how"] == "room"
    assert followed["label"] == live.room.showing.labels[live.room.record.stage.journal[0]]
    assert live.room.parts["scene"] is None


def test_in_a_small_room_there_is_no_number_and_no_choice_of_the_room(live: Live) -> None:
    phones = opened(live, 7)
    assert live.room.at()["small"]
    vote_all(live, phones, first=7)
    assert live.room.at(wall=True)["turnout"] == "open"
    live.command("close")
    assert shown(live)["words"] == "few"
    assert (shown(live)["people"], shown(live)["groups"]) == (0, [])
    assert "follow" not in commands.possible(live.room.desk())


def test_sentences_are_unseen_until_enough_have_come_and_the_ballot_is_closed(live: Live) -> None:
    phones = opened(live, 8)
    for place, phone in enumerate(phones[:2]):
        assert live.ask(phone, 1, "say", choice=live.choices[0], text=f"Sentence {place}")["ok"]
    live.command("close")
    with pytest.raises(RefusedError, match="Too few sentences"):
        live.command("unseal")
    assert live.ask(phones[2], 1, "say", choice=live.choices[1], text="A\tthird\u202e one")["ok"]
    live.command("unseal")
    texts = {sentence.text for sentence in live.room.record.box().unsealed}
    assert texts == {"Sentence 0", "Sentence 1", "A third one"}
    assert live.room.parts["reveal"] is not None
    assert live.room.parts["reveal"]["sentences"] == []


def test_a_phone_sends_one_sentence_a_ballot_and_a_repeated_message_counts_once(live: Live) -> None:
    phone = opened(live, 8)[0]
    for _ in range(2):
        assert live.ask(phone, 1, "say", choice=live.choices[0], text="Once")["ok"]
    assert live.ask(phone, 2, "say", choice=live.choices[0], text="Twice")["error"]["key"] == "said"
    assert len(live.room.record.box().waiting) == 1


def test_after_the_end_only_kept_sentences_are_left_anywhere(live: Live) -> None:
    phones = opened(live, 8)
    texts = ["Kept for the note", "Seen and not kept", "Never let through"]
    for phone, text in zip(phones, texts, strict=False):
        live.ask(phone, 1, "say", choice=live.choices[0], text=text)
    live.command("close")
    live.command("unseal")
    keys = {sentence.text: sentence.key for sentence in live.room.record.box().unsealed}
    live.command("let", key=keys[texts[0]])
    live.command("let", key=keys[texts[1]], text="Seen, reworded")
    live.command("keep", key=keys[texts[0]])
    assert texts[1].encode() not in live.bytes_on_disk()
    live.command("end")
    disk = live.bytes_on_disk()
    assert texts[0].encode() in disk
    assert not any(text.encode() in disk for text in (texts[1], texts[2], "Seen, reworded"))


def test_the_choice_to_hear_first_is_drawn_once(live: Live) -> None:
    opened(live, 8)
    live.command("close")
    live.command("hear")
    reveal = live.room.parts["reveal"]
    assert reveal is not None
    drawn = reveal["hear"]
    assert drawn in live.room.showing.labels.values()
    for _ in range(5):
        live.command("hear")
        assert live.room.parts["reveal"] == reveal


def test_seats_are_dealt_evenly_and_compared_where_both_groups_are_large_enough(tmp_path: Path) -> None:
    live = Live(tmp_path / "a.room", seats=True)
    phones = opened(live, 40)
    lenses = [(live.room.mine(phone)["seat"] or {"lens": ""})["lens"] for phone in phones]
    assert lenses.count("rightsholder") == 20
    near = [phone for phone, lens in zip(phones, lenses, strict=True) if lens == "rightsholder"]
    far = [phone for phone in phones if phone not in near]
    vote_all(live, near, first=14)
    vote_all(live, far, first=6)
    live.command("close")
    seats = shown(live)["seats"]
    assert seats is not None
    assert [[group["count"] for group in side] for side in seats["groups"]] == [[14, 6], [6, 14]]


def test_a_table_is_shown_from_pairs_that_forty_phones_send(live: Live) -> None:
    phones = opened(live, 48)
    vote_all(live, phones, first=26)
    live.command("close")
    live.command("open")
    moved = [*phones[:18], *phones[26:36], *phones[18:26], *phones[36:]]  # the first 28 choose the first now
    vote_all(live, moved, first=28, number=2)
    live.command("close")
    one, two = live.choices[:2]
    assert "table" not in commands.possible(live.room.desk())
    for place, phone in enumerate(phones):
        pair = {"first": one if place < 26 else two, "second": one if phone in moved[:28] else two}
        for number in (3, 4):  # a phone's second pair is not counted
            assert "ok" in live.ask(phone, number, "pair", **pair)
    live.command("table")
    reveal = live.room.parts["reveal"]
    assert reveal is not None
    assert reveal["table"] is not None
    assert reveal["table"]["cells"] == [[18, 8], [10, 12]]


def test_back_one_decision_and_another_way(live: Live) -> None:
    live.join(8)
    live.command("enter")
    first = live.choices
    live.command("other", choice=first[0])
    live.command("enter")
    live.command("back")
    assert live.choices == first
    live.command("other", choice=first[1])
    assert live.room.record.stage.journal == (first[1],)
