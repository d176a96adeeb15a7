"""What this machine has and what to do about what is missing; nothing is installed or loaded to find out."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

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
    gpu, server = _gpu(), _server()
    return [
        _python(),
        _home(settings.home),
        _weights(),
        _index(settings.home),
        _key(settings),
        server,
        gpu,
        _local(gpu, server),
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
        said = f"OPENAI_API_KEY is set: --backend openai asks {settings.models.model or settings.models.openai_model}"
        return Finding("OpenAI key", "ok", said)
    return Finding("OpenAI key", "optional", "OPENAI_API_KEY is not set", "Only --backend openai needs it.")


def _server() -> Finding:
    found = [
        (name, url, models) for name, port in SERVERS if (models := _models_at(url := f"http://127.0.0.1:{port}/v1"))
    ]
    if not found:
        remedy = "Ollama, vLLM, llama-server or LM Studio, once started, is used by --backend http://HOST:PORT/v1."
        return Finding("model server", "optional", "none found on this machine", remedy)
    said = "; ".join(f"{name}: --backend {url}:{models[0]} ({len(models)} models)" for name, url, models in found)
    return Finding("model server", "ok", said)


SERVERS = (("Ollama", 11434), ("vLLM", 8000), ("llama-server", 8080), ("LM Studio", 1234))
"""Where each listens unless told otherwise."""


def _models_at(url: str) -> list[str]:
    """The names of the models a server has; none when nobody there speaks like one."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=0.3)
    try:
        connection.request("GET", f"{parts.path}/models", headers={"Accept": "application/json"})
        listed = json.loads(connection.getresponse().read(1_000_000))
        return [str(entry["id"]) for entry in listed["data"]]
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return []
    finally:
        connection.close()


def _gpu() -> Finding:
    tool = shutil.which("nvidia-smi")
    if tool:
        try:
            asked = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"]
            shown = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout.strip()
            return Finding("GPU", "ok", shown.replace("\n", "; "))
        except (subprocess.SubprocessError, OSError) as error:
            return Finding(
                "GPU", "optional", f"nvidia-smi failed: {type(error).__name__}", "Only --backend local uses it."
            )
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return Finding("GPU", "ok", "Apple's, shared memory")
    return Finding("GPU", "optional", "none found", "--backend local then runs on the CPU, with a small model.")


def _local(gpu: Finding, server: Finding) -> Finding:
    """Whether a model can run in this process, and whether that is the right place for it."""
    missing = [name for name in ("torch", "transformers", "accelerate", "llguidance") if find_spec(name) is None]
    if missing:
        said = f"not installed: {', '.join(missing)}"
        return Finding("local models", "optional", said, "pip install 'sparring[local]' for --backend local.")
    said = f"torch {version('torch')}, transformers {version('transformers')}"
    if server.state == "ok":
        advice = "the server above answers faster, and many sessions at once"
    elif gpu.state == "ok":
        advice = (
            "right for one session; for several at once `vllm serve MODEL`, then --backend http://127.0.0.1:8000/v1"
        )
    else:
        advice = "on the CPU a reply takes seconds; --backend none or a server is quicker"
    return Finding("local models", "ok", f"{said}: {advice}")


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
