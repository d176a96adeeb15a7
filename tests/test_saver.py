"""The saver's memory of a session never says anything but what the file says."""

import dataclasses

import pytest
from langgraph.checkpoint.sqlite import SqliteSaver

from agent.interview import Interviews
from agent.state import Brief
from agent.store import Store

SAID = (
    "I'd mask the accidental hits in the batch, so that nothing watched is a negative, number {n}.",
    "We moved p99 from 92 to 74 ms, which is 25 percent.",
    "I still think it's the right choice.",
    "I don't know.",
    "fine",
)


def histories(room, session):
    """What each list of the state was made from, by the memory and by the file alone."""
    saver, config = room.store.saver, room._config(session)
    channels = list(saver.get_tuple(config).checkpoint["channel_versions"])
    ask = {"config": config, "channels": channels}
    return saver.get_delta_channel_history(**ask), SqliteSaver.get_delta_channel_history(saver, **ask)


def play(room, view, turns):
    for n in range(turns):
        view = room.answer(view.session, SAID[n % len(SAID)].format(n=n), prompt=view.prompt, seconds=20)
        remembered, read = histories(room, view.session)
        assert remembered == read
    return view


def test_turn_by_turn_the_memory_is_what_a_fresh_reader_finds(room):
    view = play(room, room.start(Brief(round="ml", seed=3)), 12)
    remembered, read = histories(room, view.session)
    assert len(room.state(view.session).turns) == 12
    assert remembered == read


def test_two_processes_that_take_turns_see_each_others_answers(room):
    other = Interviews(dataclasses.replace(room.deps), Store(room.store.path.parent))
    view = room.start(Brief(round="ml", seed=3))
    for _ in range(3):
        view = play(other, play(room, view, 1), 2)
    assert len(room.state(view.session).turns) == len(other.state(view.session).turns) == 9
    other.store.close()


def test_a_session_that_is_further_on_than_remembered_is_read_anew(room):
    other = Interviews(dataclasses.replace(room.deps), Store(room.store.path.parent))
    view = room.start(Brief(round="ml", seed=3))
    view = play(other, view, 8)
    remembered, read = histories(room, view.session)
    assert remembered == read
    assert room.state(view.session) == other.state(view.session)
    other.store.close()


def test_an_answer_given_again_on_a_branch_knows_nothing_of_what_came_after(room):
    view = play(room, room.start(Brief(round="ml", seed=3)), 4)
    branch = room.branch(view.session, 2)
    assert len(room.state(branch.session).turns) == 1
    play(room, branch, 2)
    remembered, read = histories(room, view.session)
    assert remembered == read


def test_a_deleted_session_leaves_nothing_in_memory(room):
    view = play(room, room.start(Brief(round="ml", seed=3)), 1)
    room.delete(view.session)
    assert view.session not in room.store.saver._known


@pytest.mark.parametrize("most", [1, 2])
def test_the_memory_is_bounded(room, monkeypatch, most):
    monkeypatch.setattr("agent.saver.SESSIONS", most)
    for seed in range(3):
        play(room, room.start(Brief(round="ml", seed=seed)), 1)
    assert len(room.store.saver._known) == most
