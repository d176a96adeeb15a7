"""Piper in a process of its own: a request as a line of JSON in, sound in framed chunks out.

piper-tts is GPL-3.0-or-later: this file alone imports it, and nothing here is imported by the rest of Sparring.
"""

import json
import struct
import sys
from typing import BinaryIO


def serve(model: str, config: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the input ends. A frame is its length in four bytes, then 16-bit samples; length 0 ends an answer."""
    from piper import PiperVoice, SynthesisConfig

    voice = PiperVoice.load(model, config)
    for _ in voice.synthesize("Ready."):  # the first call is the slow one
        pass
    _send(sink, struct.pack("<I", voice.config.sample_rate))
    for line in source:
        asked = json.loads(line)
        settings = SynthesisConfig(length_scale=1.0 / asked["speed"])
        for chunk in voice.synthesize(asked["text"], settings):
            _send(sink, chunk.audio_int16_bytes)
        _send(sink, b"")


def _send(sink: BinaryIO, data: bytes) -> None:
    sink.write(struct.pack("<I", len(data)) + data)
    sink.flush()


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], sys.stdin.buffer, sys.stdout.buffer)
