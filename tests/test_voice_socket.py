"""The voice's socket: who may speak over it, and what a page is told. No model is loaded."""

import json
import time

import numpy as np
import pytest
from voices import quiet, senses, tone

from agent.state import Brief
from ui.voice import socket
from ui.voice.audio import RATE, to_pcm


@pytest.fixture
def line(room, monkeypatch, tmp_path):
    """A client of the voice socket over that room."""
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    monkeypatch.setattr(socket, "open_senses", lambda _home, _backend: senses("I would mask the known positives."))
    app = FastAPI()

    def room_of(_scope, session):
        room.store.row(session)
        return room

    socket.mount(app, room_of, tmp_path)
    with TestClient(app) as client:
        yield client


def until(talk, kind):
    while True:
        message = talk.receive()
        if message.get("text") and json.loads(message["text"])["type"] == kind:
            return json.loads(message["text"])


def stays_quiet(talk):
    """As a microphone does: the sound goes on while ears and reader are at work."""
    for _ in range(30):
        talk.send_bytes(to_pcm(quiet(0.1)))
        time.sleep(0.03)


def test_an_answer_over_the_socket(room, line):
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",)))
    with line.websocket_connect(socket.PATH) as talk:
        talk.send_text(json.dumps({"type": "hello", "session": view.session, "rate": RATE}))
        assert until(talk, "say")["text"] == view.text
        said = until(talk, "said")
        talk.send_text(json.dumps({"type": "spoken", "say": said["say"]}))
        assert until(talk, "state")["state"] == "listening"
        talk.send_bytes(to_pcm(tone(2)))
        talk.send_bytes(to_pcm(quiet(0.4)))
        assert until(talk, "caption")["text"] == "I would mask the known positives."
        stays_quiet(talk)
        assert until(talk, "answered")["text"] == "I would mask the known positives."
    assert [t.kind for t in room.state(view.session).turns] == ["voice"]


def test_what_is_answered_by_hand_is_replied_to_aloud_and_the_next_spoken_answer_counts(room, line):
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",)))
    with line.websocket_connect(socket.PATH) as talk:
        talk.send_text(json.dumps({"type": "hello", "session": view.session, "rate": RATE}))
        until(talk, "said")
        after = room.answer(view.session, "Typed in the Room, or beside the editor.", prompt=view.prompt)
        talk.send_text(json.dumps({"type": "look"}))
        assert until(talk, "say")["text"] == after.text
        talk.send_text(json.dumps({"type": "spoken", "say": until(talk, "said")["say"]}))
        assert until(talk, "state")["state"] == "listening"
        talk.send_text(json.dumps({"type": "look"}))  # nothing new: nothing is said twice
        talk.send_bytes(to_pcm(np.concatenate([tone(2), quiet(0.4)])))
        until(talk, "caption")
        stays_quiet(talk)
        assert until(talk, "answered")["prompt"] == 3
    assert [t.kind for t in room.state(view.session).turns] == ["text", "voice"]


@pytest.mark.parametrize(
    ("hello", "says"),
    [({"session": "none-such"}, "none-such"), ({"session": "x", "rate": 1}, "1 Hz"), ([], "Reload it")],
)
def test_a_socket_that_cannot_be_served_is_told_why(line, hello, says):
    with line.websocket_connect(socket.PATH) as talk:
        talk.send_text(json.dumps(hello))
        told = until(talk, "trouble")
        assert says in told["text"]
        assert told["fatal"]


def test_the_page_and_its_script_are_served(line):
    assert "panel.js" in line.get("/voice/").text
    assert "AudioWorkletProcessor" in line.get("/voice/worklet.js").text
