"""What this machine has and what to do about what is missing; nothing is installed or loaded to find out."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from agent.settings import Settings

State = Literal["ok", "missing", "optional"]


@dataclass(frozen=True)
class Finding:
    """One thing looked for. `missing` stops you; `optional` does not."""

    what: str
    state: State
    said: str
    remedy: str = ""


def look(settings: Settings) -> list[Finding]:
    """Everything, in the order a newcomer needs it."""
    return [
        _python(),
        _home(settings.home),
        _weights(),
        _index(settings.home),
        _key(settings),
        _gpu(),
        _torch(),
        _sandbox(),
    ]


def _python() -> Finding:
    here = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", "ok", f"{here}, {os.cpu_count() or 1} cores")


def _home(home: Path) -> Finding:
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        remedy = "Set SPARRING_HOME to a folder you can write to."
        return Finding("state folder", "missing", f"{home} cannot be written", remedy)
    free = shutil.disk_usage(existing).free
    if free < 500e6:
        return Finding("state folder", "missing", f"{home}: only {free / 1e6:.0f} MB free", "Free 500 MB.")
    return Finding("state folder", "ok", f"{home} ({free / 1e9:.0f} GB free)")


def _weights() -> Finding:
    from corpus.embed import INSTALL, TOKENIZER_SHA, WEIGHTS_SHA, checked, packaged_weights
    from corpus.errors import WeightsError

    try:
        folder = packaged_weights()
        checked(folder / "tokenizer.json", TOKENIZER_SHA)
        checked(folder / "model.safetensors", WEIGHTS_SHA)
    except WeightsError as error:
        return Finding("sentence encoder", "missing", str(error), INSTALL)
    return Finding("sentence encoder", "ok", f"MiniLM-L6-v2, sha256 {WEIGHTS_SHA[:12]}… as pinned")


def _index(home: Path) -> Finding:
    ready = list((home / "index").glob("bank-*/READY"))
    if not ready:
        return Finding("index", "optional", "not built yet", "`sparring index` builds it in under a minute.")
    return Finding("index", "ok", f"{ready[-1].parent}")


def _key(settings: Settings) -> Finding:
    if settings.openai_key_set:
        return Finding("OpenAI key", "ok", "OPENAI_API_KEY is set (not needed: nothing uses it yet)")
    return Finding("OpenAI key", "optional", "OPENAI_API_KEY is not set", "Nothing needs it; all runs without a key.")


def _gpu() -> Finding:
    tool = shutil.which("nvidia-smi")
    if tool:
        try:
            asked = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"]
            shown = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout.strip()
            return Finding("GPU", "ok", shown.replace("\n", "; "))
        except (subprocess.SubprocessError, OSError) as error:
            return Finding("GPU", "optional", f"nvidia-smi failed: {type(error).__name__}", "Nothing needs it.")
    return Finding("GPU", "optional", "none found", "Nothing needs it.")


def _torch() -> Finding:
    if find_spec("torch") is None:
        return Finding("torch", "optional", "not installed", "Nothing needs it yet.")
    try:
        return Finding("torch", "ok", version("torch"))
    except PackageNotFoundError:
        return Finding("torch", "ok", "installed")


def _sandbox() -> Finding:
    from agent.errors import SandboxUnavailable
    from agent.sandbox import works

    try:
        wall = works()
    except SandboxUnavailable as refused:
        what, _, remedy = str(refused).partition(". ")
        return Finding("sandbox", "optional", what, f"{remedy} Only the coding rounds need it.")
    calls = "with a filter on system calls" if wall.filtered else "without a filter on system calls on this machine"
    return Finding("sandbox", "ok", f"bubblewrap works, {calls}")


def usable(findings: list[Finding]) -> Iterator[Finding]:
    """What stops Sparring from running."""
    return (finding for finding in findings if finding.state == "missing")
