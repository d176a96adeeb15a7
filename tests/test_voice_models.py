"""The real ears, mouth and detectors, as far as a recording made here can show: `pytest -m voice`."""

import json

import numpy as np
import pytest
from helpers import sparring

pytestmark = pytest.mark.voice


@pytest.fixture(scope="module")
def ears(home):
    pytest.importorskip("faster_whisper")
    from ui.voice.ears import WhisperEars

    return WhisperEars(home)


@pytest.fixture(scope="module")
def mouth():
    from ui.voice.mouth import PiperMouth

    mouth = PiperMouth()
    yield mouth
    mouth.close()


def said(mouth, text):
    from ui.voice.audio import resampled
    from ui.voice.mouth import MOUTH_RATE

    return resampled(np.concatenate([clip.sound for clip in mouth.say(text)]), MOUTH_RATE)


def test_what_the_mouth_says_the_ears_understand(ears, mouth):
    text = ears.hear(
        said(mouth, "The numbers fell, so we rolled it back within ten minutes, and nobody noticed.")
    ).text.lower()
    assert "rolled it back" in text
    assert "nobody noticed" in text


def test_between_two_sentences_the_silence_asked_for_is_put_and_none_at_the_ends(mouth):
    from ui.voice.mouth import MOUTH_RATE

    loud = np.abs(mouth.made("We measured it. We changed it.", between=2.0)) > 0
    at = np.flatnonzero(loud)
    assert 2.0 <= np.diff(at).max() / MOUTH_RATE < 2.2
    assert at[0] < MOUTH_RATE
    assert len(loud) - at[-1] < MOUTH_RATE


@pytest.mark.parametrize("text", ["Give me a moment.", "Yes.", "It depends on the traffic."])
def test_a_short_answer_is_heard_once(ears, mouth, text):
    assert len(ears.hear(said(mouth, text)).words) <= len(text.split()) + 1


def test_silence_and_hiss_hold_no_speech_and_a_sentence_does(mouth):
    from ui.voice.vad import Silero, speech_in

    rng = np.random.default_rng(0)
    assert speech_in(np.zeros(48_000, dtype=np.float32), Silero()) == []
    assert speech_in((rng.standard_normal(48_000) * 0.003).astype(np.float32), Silero()) == []
    sound = np.concatenate([np.zeros(16_000, dtype=np.float32), said(mouth, "I would count them first.")])
    ((start, end),) = speech_in(sound, Silero())
    assert 12_000 <= start <= 19_000
    assert end - start > 12_000


def test_a_sentence_that_ends_sounds_more_finished_than_one_that_goes_on(mouth):
    from ui.voice.turns import SmartTurn

    end = SmartTurn()
    assert end.chance(said(mouth, "We measured it on one day of traffic.")) > 0.5
    assert end.chance(said(mouth, "We measured it on one day of traffic, and um,")) < 0.5


def test_the_voice_process_ends_with_who_started_it(mouth):
    from ui.voice.mouth import PiperMouth

    other = PiperMouth()
    assert next(other.say("Hello there."))
    other.close()
    assert other.process.returncode is not None


def test_openai_hears_and_speaks_only_where_it_was_chosen(home, monkeypatch):
    from ui.voice.senses import close_senses, open_senses

    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    named = {
        backend: (open_senses(home, backend).ears.name, open_senses(home, backend).mouth.name)
        for backend in ("none", "http://127.0.0.1:9/v1", "local", "openai:gpt-x")
    }
    close_senses()
    local = named.pop("none")
    assert all(name.startswith("openai:") for name in named.pop("openai:gpt-x"))
    assert set(named.values()) == {local}
    assert not any(name.startswith("openai:") for name in local)


@pytest.mark.parametrize(("kind", "codec"), [("mp3", "mp3"), ("m4a", "aac")])
def test_a_recording_of_any_usual_kind_keeps_its_two_speakers(ears, mouth, tmp_path, kind, codec):
    import av

    from ui.voice import audio, recording

    first, second = said(mouth, "What would you measure first?"), said(mouth, "I would count the collisions.")
    channels = np.zeros((2, len(first) + len(second)), dtype=np.float32)
    channels[0, : len(first)], channels[1, len(first) :] = first, second
    with av.open(tmp_path / f"real.{kind}", "w") as file:
        stream = file.add_stream(codec, rate=audio.RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(channels), format="fltp", layout="stereo")
        frame.rate = audio.RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    left, right = audio.read(tmp_path / f"real.{kind}")
    assert "measure" in recording.heard_in(left, ears).text
    assert "collisions" in recording.heard_in(right, ears).text


@pytest.mark.timeout(900)
def test_a_real_interview_on_two_channels_is_scored(home, tmp_path, mouth):
    import soundfile

    left = [
        said(mouth, "You train a two tower model with in batch negatives. What goes wrong, and what do you change?")
    ]
    right = [
        said(
            mouth,
            "People follow several creators in one session, so positives become negatives. I would mask the known ones.",
        )
    ]
    gap = np.zeros(16_000, dtype=np.float32)
    silent = [np.zeros_like(part) for part in (left[0], right[0])]
    sound = np.stack([np.concatenate([left[0], gap, silent[1]]), np.concatenate([silent[0], gap, right[0]])], axis=1)
    path = tmp_path / "real.wav"
    soundfile.write(path, sound, 16_000)
    shown = sparring("debrief", str(path), "--candidate", "Right", "--json", home=home, timeout=800)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["candidate"] == "Right"


@pytest.mark.timeout(900)
def test_an_answer_from_a_file_is_an_answer(fresh_home, home, tmp_path, mouth):
    from ui.voice.audio import to_wav

    (fresh_home / "index").symlink_to(home / "index")
    path = tmp_path / "answer.wav"
    path.write_bytes(to_wav(said(mouth, "I would mask the known positives, and count the collisions first.")))
    asked = ("interview", "--question", "reco.inbatch-false-negatives", "--say", str(path), "--json")
    shown = sparring(*asked, home=fresh_home, timeout=800)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["over"]
