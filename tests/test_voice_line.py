"""Around the conversation: recordings, the terminal, the socket, what is missing, and OpenAI's ears and mouth. No model is loaded."""

import asyncio
import dataclasses
import json
import stat
import sys
import time

import httpx2
import numpy as np
import pytest
from voices import heard

from agent.errors import ModelFailed, TranscriptError
from agent.settings import ModelSettings
from agent.state import Brief
from ui.voice import audio, recording, socket, terminal, weights
from ui.voice.audio import FRAME, RATE, from_pcm, resampled, to_pcm, to_wav
from ui.voice.errors import AudioError, VoiceMissing
from ui.voice.live import DEAF_SECONDS, Live, Senses
from ui.voice.mouth import MOUTH_RATE, Clip


class Loud:
    """Speech is what is loud."""

    def chance(self, frame):
        return 0.95 if np.abs(frame).max() > 0.02 else 0.01

    def reset(self):
        pass


class Parrot:
    """Ears that hear what they were told to."""

    name = "parrot"

    def __init__(self, *texts):
        self.texts = list(texts)

    def hear(self, sound, vocabulary=()):
        return heard(self.texts.pop(0) if self.texts else "")


class Hum:
    """A mouth that hums for a tenth of a second a clause."""

    name = "hum"

    def say(self, text):
        yield Clip(text, np.full(MOUTH_RATE // 10, 0.1, dtype=np.float32))

    def close(self):
        pass


class Sure:
    def chance(self, sound):
        return 0.95


class Unsure:
    """What may be the end or not, by its sound and as it reads."""

    def chance(self, sound):
        return 0.3

    def odds(self, text):
        return -1.0


def senses(*texts):
    return Senses(Parrot(*texts), Hum(), Loud(), Sure())


def tone(seconds, level=0.2):
    return (level * np.sin(np.arange(int(seconds * RATE)) * 0.2)).astype(np.float32)


def quiet(seconds):
    return np.full(int(seconds * RATE), 1e-4, dtype=np.float32)


# --- sound


def test_sound_survives_the_wire_and_another_rate():
    sound = tone(0.5)
    assert np.abs(from_pcm(to_pcm(sound)) - sound).max() < 1e-3
    there = resampled(resampled(sound, RATE, 48_000), 48_000, RATE)
    assert np.corrcoef(there[800:-800], sound[800 : len(there) - 800])[0, 1] > 0.99


def test_what_a_rate_cannot_carry_does_not_fold_back():
    high = np.sin(np.arange(48_000) * 2 * np.pi * 15_000 / 48_000).astype(np.float32)
    assert np.abs(resampled(high, 48_000, RATE)[100:-100]).max() < 0.1


# --- recordings


def test_two_channels_are_two_speakers(tmp_path, monkeypatch):
    monkeypatch.setattr(
        audio, "read", lambda _path: (np.concatenate([tone(2), quiet(4)]), np.concatenate([quiet(3), tone(3)]))
    )
    monkeypatch.setattr(recording, "Silero", Loud)
    text = recording.transcript_of(tmp_path / "real.wav", Parrot("Why?", "Because."), None, lambda _: None)
    assert text == "[00:00:00] Left: Why?\n[00:00:02] Right: Because.\n"


def test_one_channel_is_asked_about_turn_by_turn(tmp_path, monkeypatch):
    monkeypatch.setattr(audio, "read", lambda _path: (np.concatenate([tone(2), quiet(2), tone(2), quiet(2), tone(1)]),))
    monkeypatch.setattr(recording, "Silero", Loud)
    replies = iter(["i", "c", ""])
    ears = Parrot("Why?", "Because.", "It is cheap.")
    text = recording.transcript_of(tmp_path / "real.wav", ears, lambda _: next(replies), lambda _: None)
    assert [line.split("] ")[1] for line in text.splitlines()] == [
        "Interviewer: Why?",
        "Candidate: Because.",
        "Candidate: It is cheap.",
    ]


def test_one_channel_and_nobody_to_ask_leaves_a_file_to_label(tmp_path, monkeypatch):
    monkeypatch.setattr(audio, "read", lambda _path: (tone(2),))
    monkeypatch.setattr(recording, "Silero", Loud)
    with pytest.raises(TranscriptError, match="one channel"):
        recording.transcript_of(tmp_path / "real.wav", Parrot("Why?"), None, lambda _: None)
    assert (tmp_path / "real.heard.txt").read_text() == "[00:00:00] Who: Why?\n"


def test_a_recording_without_words_is_never_an_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(audio, "read", lambda _path: (quiet(2),))
    monkeypatch.setattr(recording, "Silero", Loud)
    with pytest.raises(AudioError, match="No words"):
        recording.answer_in(tmp_path / "silence.wav", Parrot())


# --- one conversation, carried out


class Page:
    """An outlet that keeps what it was told, and says at once that all was played."""

    cancels_echo = True

    def __init__(self):
        self.told, self.clips, self.live = [], [], None

    async def tell(self, kind, **told):
        self.told.append((kind, told))
        if kind == "said" and self.live is not None:
            await self.live.spoken(told["say"])

    async def play(self, say, clip):
        self.clips.append((say, clip.text))

    def of(self, kind):
        return [told for k, told in self.told if k == kind]


async def held(room, page, ears_and_mouth, *sounds, **options):
    """A conversation over these sounds; each is followed by time for what takes long."""
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
    live = Live(room, view.session, ears_and_mouth, page, **options)
    page.live = live
    await live.begin()
    await asyncio.sleep(0.3)
    for sound in sounds:
        for at in range(0, len(sound), FRAME):
            await live.sound(sound[at : at + FRAME])
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.4)
    for _ in range(200):  # a busy machine
        if live._tasks:
            await asyncio.sleep(0.05)
    await live.close()
    return view.session


def test_a_spoken_answer_is_judged_and_answered_aloud(room):
    page = Page()
    session = asyncio.run(
        held(room, page, senses("I would mask the known positives."), np.concatenate([tone(2), quiet(2)]))
    )
    (turn,) = room.state(session).turns
    assert (turn.text, turn.kind) == ("I would mask the known positives.", "voice")
    assert page.of("answered")[0]["prompt"] == 2
    assert len({say for say, _ in page.clips}) >= 2
    assert dict(turn.timings)["voice.words"] == 6


@pytest.mark.parametrize("cancels", [True, False])
def test_a_murmur_sounds_only_where_the_microphone_cannot_hear_it(room, cancels):
    page = Page()
    page.cancels_echo = cancels
    unsure = dataclasses.replace(senses("We trained it on a month of logs."), end=Unsure(), reader=Unsure())
    asyncio.run(held(room, page, unsure, np.concatenate([tone(1.0), quiet(1.5)])))
    assert ("Mm-hm." in [text for _, text in page.clips]) == cancels
    assert not page.of("answered")


def test_an_answer_that_goes_on_before_the_reply_is_one_answer_and_was_never_two(room):
    class Slow(Hum):
        def say(self, text):
            time.sleep(1.2)
            yield from super().say(text)

    page = Page()
    ears = Senses(Parrot("We dropped the sampling step.", "And the listwise one won."), Slow(), Loud(), Sure())
    first, rest = np.concatenate([tone(2), quiet(0.9)]), np.concatenate([tone(1), quiet(1.5)])
    session = asyncio.run(held(room, page, ears, first, rest))
    assert page.of("withdrawn") == [{"prompt": 1}]
    (turn,) = room.state(session).turns
    assert turn.text == "We dropped the sampling step. And the listwise one won."
    assert room.look(session).prompt == 2


def test_who_goes_on_as_the_reply_begins_silences_it_and_has_given_one_answer(room):
    class Unhurried(Page):
        """A speaker that is still playing."""

        async def tell(self, kind, **told):
            self.told.append((kind, told))

    page, said = Unhurried(), ("We dropped the sampling step.", "And the listwise one won.")
    first, rest = np.concatenate([tone(2), quiet(0.9)]), np.concatenate([tone(1.2), quiet(1.5)])

    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = Live(room, view.session, senses(*said), page)
        await live.begin()
        await asyncio.sleep(0.3)
        await live.spoken(1)
        for sound in (first, rest):
            for at in range(0, len(sound), FRAME):
                await live.sound(sound[at : at + FRAME])
                await asyncio.sleep(0.002)
            for _ in range(100):
                await asyncio.sleep(0.05 if live._tasks else 0)
        await live.close()
        return view.session

    session = asyncio.run(talk())
    assert [told["do"] for told in page.of("playback")] == ["hold", "halt"]
    assert page.of("withdrawn") == [{"prompt": 1}]
    (turn,) = room.state(session).turns
    assert turn.text == " ".join(said)


def test_a_cut_line_keeps_the_last_words_as_a_draft(room):
    page = Page()
    session = asyncio.run(held(room, page, senses("I would start with"), tone(1)))
    assert not room.state(session).turns
    assert room.store.draft(session, 1) == "I would start with"


def test_sound_is_kept_only_where_it_was_asked_for(room):
    sound = np.concatenate([tone(2), quiet(2)])
    session = asyncio.run(held(room, Page(), senses("I would mask them."), sound))
    assert not room.store.recordings.exists()
    session = asyncio.run(held(room, Page(), senses("I would mask them."), sound, keep=room.store.recordings))
    assert (room.store.recordings / session / room.state(session).turns[0].audio).stat().st_size > RATE


def test_ears_that_fail_cost_no_turn(room):
    class Deaf(Parrot):
        def hear(self, sound, vocabulary=()):
            raise AudioError("The ears failed.")

    page = Page()
    session = asyncio.run(held(room, page, Senses(Deaf(), Hum(), Loud(), Sure()), np.concatenate([tone(2), quiet(1)])))
    assert not room.state(session).turns
    assert "Typing goes on" in page.of("trouble")[0]["text"]


def test_a_dead_microphone_and_a_loud_one_are_told_of(room):
    page = Page()
    asyncio.run(held(room, page, senses(), np.zeros(int((DEAF_SECONDS + 1) * RATE), dtype=np.float32)))
    assert "Nothing comes from the microphone" in page.of("trouble")[0]["text"]
    page = Page()
    asyncio.run(held(room, page, senses(), np.sign(tone(2))))
    assert "too loud" in page.of("trouble")[0]["text"]


# --- the socket


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
        talk.send_bytes(to_pcm(quiet(1)))
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
        talk.send_bytes(to_pcm(quiet(1)))
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
    assert "voice.js" in line.get("/voice/").text
    assert "AudioWorkletProcessor" in line.get("/voice/worklet.js").text


# --- the terminal


def test_an_interview_by_voice_in_the_terminal_through_the_systems_own_tools(room, tmp_path, monkeypatch, capsys):
    """The recorder plays the candidate: it speaks, waits, and then falls silent for good."""
    sound = np.concatenate([quiet(1), tone(2), quiet(3)])
    (tmp_path / "sound.raw").write_bytes(to_pcm(sound))
    recorder = tmp_path / "arecord"
    recorder.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdout.buffer.write(open({str(tmp_path / 'sound.raw')!r},'rb').read())\n"
    )
    player = tmp_path / "aplay"
    player.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'played.raw')!r},'ab').write(sys.stdin.buffer.read())\n"
    )
    for tool in (recorder, player):
        tool.chmod(tool.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path))
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",)))
    with pytest.raises(VoiceMissing, match="answers are kept"):
        terminal.talk_aloud(room, view, senses("I would mask them."))
    assert (tmp_path / "played.raw").stat().st_size > MOUTH_RATE // 10
    assert "Interviewer" in capsys.readouterr().out


def test_without_a_sound_device_the_terminal_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceMissing, match="use the browser"):
        terminal.device()


def test_recorded_answers_are_answers_one_a_file(room, tmp_path):
    from ui.terminal import Terminal

    answer = {
        "text": "I would mask them.",
        "kind": "voice",
        "seconds": 3.0,
        "timings": (("voice.words", 4.0),),
        "unsure": (),
    }
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",)))
    view = Terminal(room, quiet=True).recorded(view, [tmp_path / "a.wav"], lambda _path, _view: answer)
    assert view.over
    first, last = room.state(view.session).turns
    assert (first.kind, first.text, last.wish) == ("voice", "I would mask them.", "end")


# --- what is installed


def test_weights_that_were_changed_are_refused(tmp_path, monkeypatch):
    changed = tmp_path / "silero_vad.onnx"
    changed.write_bytes(b"not the model")
    monkeypatch.setattr(weights, "find", lambda _: changed)
    with pytest.raises(VoiceMissing, match="not the file that was tested"):
        weights.checked(weights.SILERO)


def test_a_package_that_is_missing_is_named_with_what_installs_it(monkeypatch):
    monkeypatch.setattr(weights, "find_spec", lambda _: None)
    with pytest.raises(VoiceMissing, match="make voice"):
        weights.find(weights.SMART_TURN)
    assert "--no-deps silero-vad==6.2.3" in weights.missing()


def test_only_the_voice_process_imports_what_is_under_the_gpl():
    from test_structure import ROOT, imports

    users = {p.name for p in (ROOT / "ui").rglob("*.py") if "piper" in imports(p)}
    assert users == {"piper_process.py"}
    assert not {"pipecat", "silero_vad", "torch"} & {m for p in (ROOT / "ui").rglob("*.py") for m in imports(p)}


# --- OpenAI


@pytest.fixture
def openai_audio(monkeypatch):
    """OpenAI's sound against a server that is not there; `asked` holds the requests."""
    from openai import AsyncOpenAI

    from agent.models import audio as models_audio

    asked = []

    def reply(request):
        asked.append((request.url.path, request.read()))
        if request.url.path.endswith("transcriptions"):
            return httpx2.Response(200, json={"text": "I would mask them."})
        if b"refuse" in asked[-1][1]:
            return httpx2.Response(401, json={"error": {"message": "no"}})
        return httpx2.Response(200, content=to_pcm(tone(0.2)))

    client = AsyncOpenAI(
        api_key="x", base_url="http://fake/v1", max_retries=0, http_client=httpx2.AsyncClient(transport=httpx2.MockTransport(reply))
    )  # fmt: skip
    monkeypatch.setattr(models_audio.connections, "client", lambda *_: client)
    return models_audio.OpenAIAudio(ModelSettings()), asked


def test_openai_hears_with_the_vocabulary_and_speaks_in_clauses(openai_audio):
    from ui.voice.ears import OpenAIEars
    from ui.voice.mouth import OpenAIMouth

    sound, asked = openai_audio
    said = OpenAIEars(sound).hear(tone(2), ("NDCG", "logQ"))
    assert said.text == "I would mask them."
    assert said.words[-1].end == pytest.approx(2.0)
    assert b"logQ" in asked[0][1]
    clips = list(OpenAIMouth(sound).say("NDCG fell by 3%. Why would that be, do you think?"))
    assert len(clips) == 2
    assert b"N D C G fell by three percent" in asked[1][1]


def test_a_refused_key_is_said_in_words(openai_audio):
    sound, _ = openai_audio
    with pytest.raises(ModelFailed, match="OPENAI_API_KEY"):
        sound.speak("refuse")


def test_wav_files_are_what_they_say(tmp_path):
    (tmp_path / "a.wav").write_bytes(to_wav(tone(1)))
    from ui.voice.measure.made import wav

    assert len(wav(tmp_path / "a.wav")) == RATE
